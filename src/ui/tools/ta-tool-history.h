/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-context.h"
#include "ta-tool-item.h"

#include <adwaita.h>

/** A group that says who has had the tool; @loans of TaLoan, the newest first. (transfer floating) */
GtkWidget *ta_tool_history_new (TaContext *context, GPtrArray *loans);

/** A group that says who will have the tool, each with a button that cancels it; @reservations of TaReservation. (transfer floating) */
GtkWidget *ta_tool_reservations_new (TaContext *context, TaToolItem *item, GPtrArray *reservations);
