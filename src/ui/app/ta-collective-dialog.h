/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-context.h"

#include <adwaita.h>

/** The collective's name, time zone, currency and loan period, its pods and its services, each changed in place. (transfer floating) */
AdwDialog *ta_collective_dialog_new (TaContext *context);
