/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-household-item.h"

#include <gtk/gtk.h>

#define TA_TYPE_HOUSEHOLD_BADGE (ta_household_badge_get_type ())
G_DECLARE_FINAL_TYPE (TaHouseholdBadge, ta_household_badge, TA, HOUSEHOLD_BADGE, GtkWidget)

/** TaHouseholdBadge: a round with a household's initials on its colour. Property "item" (nullable), "size" in pixels (24). Decoration: the name stands beside. */
GtkWidget *ta_household_badge_new (int size);
void ta_household_badge_set_item (TaHouseholdBadge *badge, TaHouseholdItem *item);
