/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-household-item.h"

#include <gtk/gtk.h>

#define TA_TYPE_HOUSEHOLD_ROW (ta_household_row_get_type ())
G_DECLARE_FINAL_TYPE (TaHouseholdRow, ta_household_row, TA, HOUSEHOLD_ROW, GtkBox)

/** TaHouseholdRow: a household in a list: badge, name, address and what it is. Follows the item. */
GtkWidget *ta_household_row_new (void);
void ta_household_row_set_item (TaHouseholdRow *row, TaHouseholdItem *item);
