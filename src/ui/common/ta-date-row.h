/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-date.h"

#include <adwaita.h>

#define TA_TYPE_DATE_ROW (ta_date_row_get_type ())
G_DECLARE_FINAL_TYPE (TaDateRow, ta_date_row, TA, DATE_ROW, AdwEntryRow)

/**
 * TaDateRow:
 *
 * A row of a form that takes a date: typed as the locale writes it or as YYYY-MM-DD, or picked from a calendar. What is typed is
 * understood when the cursor leaves the row; what is not a date is marked as an error. Properties "date" (int, TA_DATE_NONE without)
 * and "valid" (read-only). An empty row is valid and means no date.
 */
GtkWidget *ta_date_row_new (const char *title);

/** TA_DATE_NONE where the row is empty or not understood. */
TaDate ta_date_row_get_date (TaDateRow *row);
void ta_date_row_set_date (TaDateRow *row, TaDate date);
gboolean ta_date_row_is_valid (TaDateRow *row);
