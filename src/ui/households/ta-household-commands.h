/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-context.h"

/** What the pages do to households. All are commands of the store: recorded, undoable. */

/** Saves @household (transfer full). @callback (nullable) is told whether it was done. */
void ta_household_commands_save (TaContext *context, const char *label, TaHousehold *household, TaContextCallback callback, gpointer user_data);

/** Deletes a household; refused while turns, loans or accounts name it. */
void ta_household_commands_delete (TaContext *context, TaHouseholdItem *item);

/**
 * ta_household_commands_save_and_release:
 * @household: (transfer full): with the absence or the pause in it
 * @person: (nullable): who is away; %NULL: the whole household
 * @from: the first day
 * @until: exclusive; %TA_DATE_NONE: for good
 *
 * Saves the household. In the same command the published turns that it holds in that time and that are not settled are set to seek cover, and it is taken off
 * the drafts, of which nobody was told, unless cover is sought for them already; of one person only those turns that are theirs by name or where no other adult
 * of the household is there. @callback (nullable) is told whether it was done.
 */
void ta_household_commands_save_and_release (TaContext *context, const char *label, TaHousehold *household, const char *person, TaDate from, TaDate until, TaContextCallback callback, gpointer user_data);
