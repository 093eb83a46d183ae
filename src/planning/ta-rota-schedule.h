/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-rota-domain.h"

/*
 * A household's cheapest path along its line for given multipliers (a turn's multiplier is what it is paid for holding it), for every total credit: a table
 * over nodes and credits, and turns in the week where that rule binds.
 */
typedef struct
{
  const TaRotaModel *model;
  const TaRotaLine *line;
  int household;
  int *value;           /* by node: cost less multiplier, or TA_ROTA_FAR_COST */
  int *turn;            /* by node: the turn that it stands for */
  int *barrier;         /* by node: no path comes from before that node */
  gboolean *after_must; /* by node: no path begins here */
  gboolean *restarts;   /* by node: the first of a slot that must be held */
  int end_barrier;
  gboolean any_must;
  int *forward;      /* [layer][node][credit] */
  int *best;         /* [node][credit], over the layers */
  int *prefix;       /* the least of best over the nodes so far; row 0 is none */
  int *prefix_row;   /* by node */
  gint64 *by_credit; /* cost of the cheapest path by its credit, scaled; TA_ROTA_IMPOSSIBLE */
  gint64 best_value;
  int best_credit;
  const int **rows; /* room for the inner loop */
  int *row_costs;
} TaRotaSchedule;

void ta_rota_schedule_init (TaRotaSchedule *schedule, const TaRotaModel *model, int household);
void ta_rota_schedule_clear (TaRotaSchedule *schedule);

/** Fills the tables. Returns: the cost of the cheapest path, or TA_ROTA_IMPOSSIBLE. */
gint64 ta_rota_schedule_run (TaRotaSchedule *schedule, const TaRotaDomain *domain, const int *multipliers);

/** The turns of the cheapest path of @credit, which has one, into @turns from the last to the first. Returns: how many. */
int ta_rota_schedule_trace (const TaRotaSchedule *schedule, int credit, int *turns);

static inline int *
ta_rota_schedule_row (const TaRotaSchedule *schedule, int *table, int row)
{
  return table + (gsize) row * (gsize) schedule->line->stride + schedule->line->pad;
}

/** What a path has cost that ends at @node, by credit, when @layer turns of its week went before it. */
static inline int *
ta_rota_schedule_forward (const TaRotaSchedule *schedule, int layer, int node)
{
  return ta_rota_schedule_row (schedule, schedule->forward, layer * schedule->line->n_nodes + node);
}
