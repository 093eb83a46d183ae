/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#define TA_TYPE_WEEKDAY_ROW (ta_weekday_row_get_type ())
G_DECLARE_FINAL_TYPE (TaWeekdayRow, ta_weekday_row, TA, WEEKDAY_ROW, AdwPreferencesRow)

/**
 * TaWeekdayRow: a choice of days of the week, which begins as the locale's week does. @title is what a screen reader says of it. Signal "changed".
 */
GtkWidget *ta_weekday_row_new (const char *title, guint weekdays);

/** Bit 0 Monday … bit 6 Sunday. */
guint ta_weekday_row_get (TaWeekdayRow *row);
void ta_weekday_row_set (TaWeekdayRow *row, guint weekdays);
