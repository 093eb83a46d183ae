/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-context.h"
#include "ta-tool-item.h"

#include <gtk/gtk.h>

/** Asks for whom and for which days, and reserves the tool. Where that clashes the dialog says with what and stays open. */
void ta_reserve_dialog_present (TaContext *context, TaToolItem *item, GtkWidget *parent);
