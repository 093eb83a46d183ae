/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-context.h"
#include "ta-sync.h"

#include <adwaita.h>

/**
 * ta_notices_dialog_present:
 *
 * What two computers changed at once: values that concern somebody's safety, of which one is to be chosen; what cannot both be, to be settled;
 * and what was decided already, with the other value to be had back. It follows what happens while it is open.
 */
void ta_notices_dialog_present (TaContext *context, TaSync *sync, GtkWidget *parent);
