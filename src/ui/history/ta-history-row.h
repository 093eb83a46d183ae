/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-history-item.h"

#include <adwaita.h>

#define TA_TYPE_HISTORY_ROW (ta_history_row_get_type ())
G_DECLARE_FINAL_TYPE (TaHistoryRow, ta_history_row, TA, HISTORY_ROW, AdwBin)

/**
 * TaHistoryRow:
 *
 * A command: what, who, when; unfolded, the fields before and after and a button that undoes it alone. Signal "undo" (TaHistoryItem).
 */
GtkWidget *ta_history_row_new (void);

/** @item (nullable); @currency: of the collective, for amounts */
void ta_history_row_set_item (TaHistoryRow *row, TaHistoryItem *item, const char *currency);
