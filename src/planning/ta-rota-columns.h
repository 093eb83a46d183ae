/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-rota-board.h"
#include "ta-rota-dual.h"
#include "ta-rota-simplex.h"

/*
 * Column generation: a linear program over whole schedules of households, one row a turn and one a household. Its duals are multipliers; the dual's paths for
 * them are new columns; and what it mixes of the columns says where to branch. So that the duals do not run wild while the columns are few, they are
 * held in a box around the best multipliers: what a turn lacks or has too much of may be bought for a little more than its multiplier is worth.
 */
typedef struct
{
  const TaRotaModel *model;
  TaRotaBudget *budget;
  TaRotaSimplex *simplex;
  GHashTable *known; /* numbers of columns, by their content */
  double artificial_cost;
  int *slot_of;   /* [household * n_turns + turn] */
  int first_over; /* the column that takes too much away from the first turn; the others follow */
  double *center; /* by turn: the middle of the box, in points */
  double radius;
  double *fractions; /* [household * n_turns + turn]: how much of the household holds the turn */
  gboolean integral;
  /* Room. */
  int *path;
  double *separation;
} TaRotaColumns;

TaRotaColumns *ta_rota_columns_new (const TaRotaModel *model, TaRotaBudget *budget);
void ta_rota_columns_free (TaRotaColumns *columns);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaRotaColumns, ta_rota_columns_free)

/** Adds what each household does in @plan. */
void ta_rota_columns_add_plan (TaRotaColumns *columns, const TaRotaPlan *plan);

/** Adds the paths that were traced last. */
void ta_rota_columns_add_paths (TaRotaColumns *columns, const TaRotaDual *dual);

/**
 * ta_rota_columns_run:
 * @multipliers: (inout): where to begin; then those of the best bound
 * @bound: the bound of @multipliers within @domain, scaled
 * @target: points; no more is wanted than to reach it
 * @iterations: most
 *
 * Returns: the best bound, scaled; TA_ROTA_IMPOSSIBLE when @domain has no plan
 */
gint64 ta_rota_columns_run (TaRotaColumns *columns,
                            TaRotaDual *dual,
                            const TaRotaDomain *domain,
                            int *multipliers,
                            gint64 bound,
                            gint64 target,
                            int iterations);

/** Finds @fractions, by the columns that make up the present solution. */
void ta_rota_columns_mix (TaRotaColumns *columns);

/** The plan that an integral mix is; otherwise what is surely in it. */
TaRotaPlan *ta_rota_columns_plan (const TaRotaColumns *columns);
