/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-context.h"
#include "ta-sync.h"

#include <adwaita.h>

/**
 * ta_sharing_dialog_present:
 *
 * How the pod is shared with other computers: setting it up on a hub, how the exchange stands, the computers of the pod, an invitation for one
 * more, the recovery sheet, calendars for phones, and leaving.
 */
void ta_sharing_dialog_present (TaContext *context, TaSync *sync, GtkWidget *parent);
