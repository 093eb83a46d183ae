/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-plan-job.h"

#include <adwaita.h>

#define TA_TYPE_PLAN_WHY_GROUP (ta_plan_why_group_get_type ())
G_DECLARE_FINAL_TYPE (TaPlanWhyGroup, ta_plan_why_group, TA, PLAN_WHY_GROUP, AdwPreferencesGroup)

/**
 * TaPlanWhyGroup:
 *
 * Why turns have nobody: the smallest clash in a sentence, each turn with each household's reason, and ways out with what they come to. Hidden where
 * everything is filled. Signal "taken" (guint): the number of a way out that was chosen.
 */
GtkWidget *ta_plan_why_group_new (TaContext *context);
void ta_plan_why_group_set_outcome (TaPlanWhyGroup *group, TaPlanOutcome *outcome);
