/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-context.h"

/** What the pages do to households. All are commands of the store: recorded, undoable. */

/** Saves @household (transfer full). @callback (nullable) is told whether it was done. */
void ta_household_commands_save (TaContext *context, const char *label, TaHousehold *household, TaContextCallback callback, gpointer user_data);

/** Deletes a household; refused while turns, loans or accounts name it. */
void ta_household_commands_delete (TaContext *context, TaHouseholdItem *item);

/**
 * ta_household_commands_add_absence:
 * @household: (transfer full): with the absence in it
 * @absence: (transfer none): one of its absences
 *
 * Saves the household; the turns that it holds in that time and that are not settled are set to seek cover, in the same command.
 */
void ta_household_commands_add_absence (TaContext *context, TaHousehold *household, const TaAbsence *absence);
