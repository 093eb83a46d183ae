/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-plan-job.h"

/* The words of a plan. All (transfer full). */

/** “Silva”, or “Nobody” for TA_ROTA_NOBODY. (transfer none) */
const char *ta_plan_household_name (const TaRotaProposal *proposal, int household);

/** “Proved: no plan is better” or “At most 2.3 % from the best possible”. */
char *ta_plan_quality (const TaRotaProposal *proposal);

/** “40 turns: 30 as they are, 6 change hands, 4 are new” */
char *ta_plan_summary (const TaRotaProposal *proposal);

/** “Was Silva”, “New”, “Stays”: what becomes of a line. */
char *ta_plan_line_change (const TaRotaProposal *proposal, const TaProposalLine *line);

/** What another household in the place of the line would come to: “no worse”, “at least 12 points worse”, or why it never can. */
char *ta_plan_price (const TaRotaProposal *proposal, const TaProposalLine *line, int household);

/** All of them, one a line, the cheapest first: for a tooltip. */
char *ta_plan_what_if (const TaRotaProposal *proposal, const TaProposalLine *line);

/** “At most 2 turns a week, at least 2 days from one to the next” */
char *ta_plan_rules (const TaRotaRules *rules);
