/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-context.h"
#include "ta-tool-item.h"

#include <gtk/gtk.h>

/** Asks who takes the tool and until when, and lends it. Where it cannot be had the dialog says why and stays open. */
void ta_lend_dialog_present (TaContext *context, TaToolItem *item, GtkWidget *parent);
