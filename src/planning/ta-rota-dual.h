/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-rota-budget.h"
#include "ta-rota-marginals.h"

/*
 * The Lagrangian dual: places are paid for by multipliers, households plan for themselves, and what all of it comes to is a lower bound. The uncovered
 * places are taken where the multipliers are highest, as many as must and no more than may be.
 */
typedef struct
{
  const TaRotaModel *model;
  TaRotaSchedule *schedules;
  TaRotaMarginals *marginals;
  int *multipliers; /* of the last evaluation */
  gint64 bound;     /* of the last evaluation, scaled */
  int *chosen;      /* by household: credit of the path that it takes */
  int *surplus;     /* by turn: places less holders, without those taken as uncovered */
  int *paths;       /* [household * n_turns]: turns of the path, last first */
  int *n_path;
  int *order;      /* room: turns by multiplier */
  gint64 *by_turn; /* room for marginals */
  TaRotaBudget *budget;
} TaRotaDual;

TaRotaDual *ta_rota_dual_new (const TaRotaModel *model, TaRotaBudget *budget);
void ta_rota_dual_free (TaRotaDual *dual);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaRotaDual, ta_rota_dual_free)

/** The bound by @multipliers within @domain, scaled; TA_ROTA_IMPOSSIBLE when a household has no path left. */
gint64 ta_rota_dual_evaluate (TaRotaDual *dual, const TaRotaDomain *domain, const int *multipliers);

/** Likewise, but first adds to all multipliers the amount (by credit) that is best for the bound: a merge of the convex hulls of the households' costs by credit. */
gint64 ta_rota_dual_evaluate_shifted (TaRotaDual *dual, const TaRotaDomain *domain, const int *multipliers);

/** Traces the paths of the last evaluation and counts what is missing and what is too much. */
void ta_rota_dual_trace (TaRotaDual *dual);

/** Takes out of @domain what the multipliers of the last evaluation show to cost @target points or more. Returns: how much was taken, -1 when nothing is left. */
int ta_rota_dual_fix (TaRotaDual *dual, TaRotaDomain *domain, gint64 target);
