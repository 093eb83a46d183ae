/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-plan-job.h"

#include <adwaita.h>

/** A row for a household of the plan: how many turns it has and how many it owes; unfolds into the arithmetic. @accepted (nullable): lines that count. */
GtkWidget *ta_plan_fairness_row_new (TaContext *context, const TaRotaProposal *proposal, int household, const gboolean *accepted);

/** Whether the household has anything to do with the plan. */
gboolean ta_plan_fairness_matters (const TaRotaProposal *proposal, int household);
