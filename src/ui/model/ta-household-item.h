/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-household.h"

#include <glib-object.h>

#define TA_TYPE_HOUSEHOLD_ITEM (ta_household_item_get_type ())
G_DECLARE_FINAL_TYPE (TaHouseholdItem, ta_household_item, TA, HOUSEHOLD_ITEM, GObject)

/**
 * TaHouseholdItem:
 *
 * A household in a list. The item lives as long as the household does and tells when it changes: properties "name", "initials",
 * "colour", "address", "status-label" and the signal "changed".
 */
TaHouseholdItem *ta_household_item_new (TaHousehold *household, TaDate today);

/** (transfer none): valid until the item changes; copy it to edit */
const TaHousehold *ta_household_item_get (TaHouseholdItem *item);
void ta_household_item_set (TaHouseholdItem *item, TaHousehold *household, TaDate today);
const char *ta_household_item_get_id (TaHouseholdItem *item);
const char *ta_household_item_get_name (TaHouseholdItem *item);
const char *ta_household_item_get_initials (TaHouseholdItem *item);
int ta_household_item_get_colour (TaHouseholdItem *item);
TaStatus ta_household_item_get_status (TaHouseholdItem *item);
/** What to call what it is today: “Applied”, “Member”. Translated. */
const char *ta_household_item_get_standing (TaHouseholdItem *item);
/** For how many days it has waited to be taken; -1 where it does not wait. */
int ta_household_item_get_waiting_days (TaHouseholdItem *item);
