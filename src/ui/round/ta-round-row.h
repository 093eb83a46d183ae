/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-context.h"
#include "ta-drop-list.h"

#include <gtk/gtk.h>

#define TA_TYPE_ROUND_ROW (ta_round_row_get_type ())
G_DECLARE_FINAL_TYPE (TaRoundRow, ta_round_row, TA, ROUND_ROW, GtkListBoxRow)

/**
 * TaRoundRow: a door of the round. Ctrl+Up and Ctrl+Down move it, as dragging does.
 *
 * Signals:
 * - "state-chosen" (int TaDeliveryState)
 * - "moved" (int by): up is −1, down 1
 * - "dropped" (guint from): the row of that number was dropped on this one
 */
GtkWidget *ta_round_row_new (TaContext *context);

/** Shows the door @index of @list. Nothing is kept of the list. */
void ta_round_row_set (TaRoundRow *row, const TaDropList *list, guint index);

guint ta_round_row_get_index (TaRoundRow *row);
