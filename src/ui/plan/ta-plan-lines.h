/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-plan-job.h"

#include <adwaita.h>

#define TA_TYPE_PLAN_LINES (ta_plan_lines_get_type ())
G_DECLARE_FINAL_TYPE (TaPlanLines, ta_plan_lines, TA, PLAN_LINES, AdwPreferencesGroup)

/**
 * TaPlanLines: the turns of a plan, line by line, each to be accepted or not; those that stay only where they are asked for.
 *
 * Signals: "accepted": other lines are ticked; "given" (turn, household): a person wants to see the plan with that.
 */
GtkWidget *ta_plan_lines_new (TaContext *context);

/** @given: ids of the turns whose household a person chose */
void ta_plan_lines_set_outcome (TaPlanLines *lines, TaPlanOutcome *outcome, GHashTable *given);

/** (transfer full): for each line of the proposal whether it is to be written */
gboolean *ta_plan_lines_get_accepted (TaPlanLines *lines);

/** Goes to the row of @line. */
void ta_plan_lines_show (TaPlanLines *lines, guint line);
