/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-plan-job.h"

#include <adwaita.h>

#define TA_TYPE_PLAN_OPTIONS (ta_plan_options_get_type ())
G_DECLARE_FINAL_TYPE (TaPlanOptions, ta_plan_options, TA, PLAN_OPTIONS, AdwExpanderRow)

/**
 * TaPlanOptions: what a plan keeps to and who takes part in it: which services, which households of the pod.
 *
 * Signals: "changed": the wish is another; "rules": the person wants to see the pod's rules.
 */
GtkWidget *ta_plan_options_new (TaContext *context, const char *pod);

/** Follows the collective: who joined the pod has a switch, who left has none. What was switched stays. */
void ta_plan_options_refresh (TaPlanOptions *options);

/** Puts what is switched into @wish. */
void ta_plan_options_apply (TaPlanOptions *options, TaPlanWish *wish);

void ta_plan_options_set_fewest_changes (TaPlanOptions *options, gboolean fewest);
