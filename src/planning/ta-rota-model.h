/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-rota-problem.h"

/*
 * A problem made ready for the search. Each household has a line of nodes in order of the days: one for all turns of a day that count the same, since it
 * holds at most one of them, and one for each pinned turn. A plan of the household is a path along its line; a path may go from node j to node i when
 * j is before near_end of i, and costs nothing for the gap when j is before far of i.
 */
#define TA_ROTA_SCALE 256           /* multipliers are points times this */
#define TA_ROTA_FAR_COST (1 << 29)  /* no such path */
#define TA_ROTA_FAR_LIMIT (1 << 28) /* what is not less is no path */
#define TA_ROTA_IMPOSSIBLE (G_MAXINT64 / 4)

typedef struct
{
  int day;
  int week;
  int week_cap; /* most turns in its week */
  int credit;
  int slot; /* nodes of one slot exclude each other */
  int first_turn;
  int n_turns;
  int far;
  int near_end;
  int start_cost; /* of the gap since the last turn before the period, scaled */
} TaRotaNode;

typedef struct
{
  int n_nodes;
  TaRotaNode *nodes;
  int *turns; /* the turns of all nodes */
  int n_slots;
  int first_slot;  /* in arrays over the slots of all households */
  int *slot_start; /* first node of each slot; n_slots + 1 */
  int n_credits;   /* one more than the highest credit that can be reached */
  int n_layers;    /* turns in the week that have to be told apart; 1: none */
  gboolean weekly; /* whether the rule of the week binds at all */
  int max_turns;   /* no path has more */
  int *gap_costs;  /* scaled, by days */
  int n_gap_costs;
  int *credit_costs; /* points */
  int pad;           /* before and after each row of a table */
  int stride;        /* of a row with its pads */
  gint64 work;       /* of one pass over the line */
} TaRotaLine;

typedef struct
{
  const TaRotaProblem *problem;
  int n_households;
  int n_turns;
  int n_places;
  int n_slots;
  int scale; /* TA_ROTA_SCALE, or less where points are so many that the sums would not fit */
  int uncovered_cost;
  int min_uncovered; /* no plan leaves fewer */
  int max_uncovered; /* plans that leave more are of no interest */
  int max_multiplier;
  TaRotaLine *lines;
  int *costs; /* [household * n_turns + turn], scaled; TA_ROTA_INELIGIBLE where no plan has it */
} TaRotaModel;

TaRotaModel *ta_rota_model_prepare (const TaRotaProblem *problem, int uncovered_cost, int min_uncovered, int max_uncovered);
void ta_rota_model_free (TaRotaModel *model);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaRotaModel, ta_rota_model_free)

/** The least whole number of points that is not below @scaled. */
gint64 ta_rota_model_points (const TaRotaModel *model, gint64 scaled);

/** @problem without its soft costs: what is left is whether places can be filled. */
TaRotaProblem *ta_rota_problem_coverage (const TaRotaProblem *problem);
