/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/*
 * The rota as the planner sees it: integers in plain arrays. Days count from the first of the period; costs are points.
 * A household's cost is the sum of what its credit costs, what each of its turns costs it, and what the gaps in days between its
 * consecutive turns cost; a place that nobody fills costs TA_ROTA_UNCOVERED, and plans are compared by uncovered places first.
 */

#define TA_ROTA_UNCOVERED 10000
#define TA_ROTA_INELIGIBLE (-1)
#define TA_ROTA_NEVER (-999)
#define TA_ROTA_NOBODY (-1)

typedef struct
{
  int day;
  int week;
  int places; /* how many different households it takes */
  int credit; /* what holding a place counts */
} TaRotaTurn;

typedef struct
{
  int min_gap;        /* fewest days from one turn to the next; at least 1 */
  int max_per_week;   /* most turns in one week */
  int last_day;       /* day of the last turn before the period (negative), or TA_ROTA_NEVER */
  int n_gap_costs;    /* gaps of this length and longer cost nothing */
  int *gap_costs;     /* by gap in days */
  int n_credit_costs; /* one more than the highest credit allowed */
  int *credit_costs;  /* by total credit */
} TaRotaHousehold;

typedef struct
{
  char *name;
  int n_households;
  int n_turns; /* in order of their days */
  int n_days;
  TaRotaTurn *turns;
  TaRotaHousehold *households;
  int *costs;     /* [household * n_turns + turn]: points, or TA_ROTA_INELIGIBLE */
  guint8 *pinned; /* (nullable) likewise: 1 where the household holds the turn in every plan */
} TaRotaProblem;

/*
 * A pinned turn is there by a person's decision, perhaps against the rules, so gaps are not enforced between two pinned turns (what was before the
 * period counts as pinned), and a week may hold as many turns as are pinned in it. A pinned household is eligible, at no cost where none is given.
 */

/** Who holds what: households[first_place[turn] … first_place[turn + 1]), TA_ROTA_NOBODY for an uncovered place. */
typedef struct
{
  int n_turns;
  int n_places;
  int *first_place; /* n_turns + 1 */
  int *households;  /* n_places */
} TaRotaPlan;

TaRotaProblem *ta_rota_problem_new (const char *name, int n_households, int n_turns, int n_days);
TaRotaProblem *ta_rota_problem_copy (const TaRotaProblem *problem);
void ta_rota_problem_free (TaRotaProblem *problem);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaRotaProblem, ta_rota_problem_free)

/** Whether every plan has @household hold @turn. */
gboolean ta_rota_problem_is_pinned (const TaRotaProblem *problem, int household, int turn);

/** Points for @household holding @turn, or TA_ROTA_INELIGIBLE. */
int ta_rota_problem_cost (const TaRotaProblem *problem, int household, int turn);

/** Replaces the household's table of gap costs (by days) with a copy of @costs. */
void ta_rota_household_set_gap_costs (TaRotaHousehold *household, const int *costs, int n_costs);

/** Replaces the household's table of credit costs with a copy of @costs; @n_costs - 1 is the highest credit it may have. */
void ta_rota_household_set_credit_costs (TaRotaHousehold *household, const int *costs, int n_costs);

/** A plan of @problem in which nobody holds anything but what is pinned. */
TaRotaPlan *ta_rota_plan_new (const TaRotaProblem *problem);
TaRotaPlan *ta_rota_plan_copy (const TaRotaPlan *plan);
void ta_rota_plan_free (TaRotaPlan *plan);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaRotaPlan, ta_rota_plan_free)

/** Whether @household holds a place of @turn. */
gboolean ta_rota_plan_holds (const TaRotaPlan *plan, int household, int turn);

/** What a plan costs, part by part; all in points but @uncovered, which counts places. */
typedef struct
{
  int uncovered;
  gint64 credit;
  gint64 turns;
  gint64 gaps;
  gint64 total; /* with TA_ROTA_UNCOVERED for each uncovered place */
} TaRotaScore;

/**
 * ta_rota_evaluate:
 *
 * The reference evaluator: judges @plan by the definition alone, sharing nothing with the search.
 *
 * Returns: whether no hard rule is broken; else @broken (nullable) says which, for a log or a test
 */
gboolean ta_rota_evaluate (const TaRotaProblem *problem, const TaRotaPlan *plan, TaRotaScore *score, char **broken);
