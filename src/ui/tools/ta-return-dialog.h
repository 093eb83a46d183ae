/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-context.h"
#include "ta-tool-item.h"

#include <gtk/gtk.h>

/** Asks when and how the tool came back, and ends its loan. */
void ta_return_dialog_present (TaContext *context, TaToolItem *item, GtkWidget *parent);
