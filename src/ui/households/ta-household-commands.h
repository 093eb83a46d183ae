/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-membership-rules.h"
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

/** A step that whoever acts records now, for whom they record, as history would say it. (transfer full) */
TaMembershipStep *ta_household_commands_new_step (TaContext *context, TaStepKind kind, TaDate date);

/** What stands in the way of a step of @household, in sentences; "" for nothing. (transfer full) */
char *ta_household_commands_lacking (TaContext *context, const TaHousehold *household, TaStepKind kind, TaDate date);

/** The same where a household that was @before is set to @after by hand: that who acts is no administrator. (transfer full) */
char *ta_household_commands_may_set (TaContext *context, TaStatus before, TaStatus after);

/**
 * ta_household_commands_record_step:
 * @household: id
 * @step: (transfer full)
 * @pod: (nullable): that the household belongs to from then on, where it is taken
 * @callback: gets what was lacking, or %NULL
 *
 * Records a step and what it makes of the membership. Of a household that pauses or leaves the turns from then on are set free, as
 * ta_household_commands_save_and_release() does.
 */
void ta_household_commands_record_step (TaContext *context, const TaHousehold *household, TaMembershipStep *step, const char *pod, TaContextTryCallback callback, gpointer user_data);

/** The colour that the fewest households have: 0 … 9. */
int ta_household_commands_free_colour (TaContext *context);
