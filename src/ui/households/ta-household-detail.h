/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-context.h"

#include <adwaita.h>

#define TA_TYPE_HOUSEHOLD_DETAIL (ta_household_detail_get_type ())
G_DECLARE_FINAL_TYPE (TaHouseholdDetail, ta_household_detail, TA, HOUSEHOLD_DETAIL, AdwBin)

/** TaHouseholdDetail: all that is known of a household, each part with the way to change it. */
GtkWidget *ta_household_detail_new (TaContext *context);

/** @item: (nullable): shows nothing */
void ta_household_detail_set_item (TaHouseholdDetail *detail, TaHouseholdItem *item);
