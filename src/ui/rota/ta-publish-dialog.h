/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-context.h"

#include <adwaita.h>

/** Shows what publishing the turns of a period would do and whom it would tell what, and does it. */
void ta_publish_dialog_present (TaContext *context, GtkWidget *parent);
