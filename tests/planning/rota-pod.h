/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-rota-brief.h"
#include "ta-rota-solve.h"

/* A pod to plan for: Monday 7 September 2026 is its day 0. */

#define POD "pod"
#define DAY_0 ta_date_from_ymd (2026, 9, 7)

/** A brief of @weeks from day 0 with a cooking service ("cook") and no households. */
TaRotaBrief *pod_new (int weeks);

/** Adds a member since long ago, with @adults of one portion each. Its id is its name. (transfer none) */
TaHousehold *pod_add_household (TaRotaBrief *brief, const char *name, int adults);

/** Adds a dinner on a day; its id is "t" and the day. (transfer none) */
TaTurn *pod_add_turn (TaRotaBrief *brief, int day);

/** Dinners on Monday to Friday of each week of the period. */
void pod_add_weekdays (TaRotaBrief *brief);

/** A dinner before or after the period that @household cooked or will. */
TaTurn *pod_add_around (TaRotaBrief *brief, int day, const char *household);

void pod_hold (TaTurn *turn, const char *household);

/** Plans with little effort, asserts that no rule is broken. (transfer full) */
TaRotaResult *pod_solve (const TaRotaTask *task);

/** Asserts that the problem can be solved by nobody breaking rules: the reference evaluator takes @plan. */
void pod_assert_legal (const TaRotaTask *task, const TaRotaPlan *plan);

/** A pod in which anything may be: absences, pauses, limits, newcomers, several places, states, pins, holders against the rules. (transfer full) */
TaRotaBrief *pod_random (GRand *rand);
