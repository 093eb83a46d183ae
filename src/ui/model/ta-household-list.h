/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-household-item.h"

#include <gio/gio.h>

#define TA_TYPE_HOUSEHOLD_LIST (ta_household_list_get_type ())
G_DECLARE_FINAL_TYPE (TaHouseholdList, ta_household_list, TA, HOUSEHOLD_LIST, GObject)

/** TaHouseholdList: a GListModel of TaHouseholdItem in the order of their names, found by id at once. */
TaHouseholdList *ta_household_list_new (void);

/** (nullable) (transfer none) */
TaHouseholdItem *ta_household_list_find (TaHouseholdList *list, const char *id);

/** Replaces everything. Takes the TaHousehold of @households, which is left empty. */
void ta_household_list_fill (TaHouseholdList *list, GPtrArray *households, TaDate today);

/** @ids are what was looked for, @households (left empty) what is still there: updates, adds and removes accordingly. */
void ta_household_list_update (TaHouseholdList *list, GPtrArray *ids, GPtrArray *households, TaDate today);

/** Tells all items that it is another day; what they are today may be another. */
void ta_household_list_set_today (TaHouseholdList *list, TaDate today);
