/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-context.h"

#include <adwaita.h>

/** (transfer floating) */
AdwDialog *ta_backups_dialog_new (TaContext *context);
