/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-rota-budget.h"
#include "ta-rota-model.h"
#include "ta-rota-random.h"

/*
 * A plan in the making: who holds what, with what each change would cost at hand. An uncovered place counts TA_ROTA_BOARD_UNCOVERED here, more than
 * all points together, so that plans with fewer come first.
 */
#define TA_ROTA_BOARD_UNCOVERED ((gint64) 1 << 37)
#define TA_ROTA_BOARD_ILLEGAL ((gint64) 1 << 60)

typedef struct
{
  const TaRotaModel *model;
  TaRotaPlan *plan;
  TaRotaPlan *best; /* the best so far */
  gint64 cost;      /* of plan: uncovered places and points */
  gint64 best_cost;
  gint64 pinned_cost; /* of what is pinned alone; TA_ROTA_BOARD_ILLEGAL where that breaks a rule */
  int *turn_of_place;
  int *places; /* those that nobody is pinned to */
  int n_places;
  int *first_candidate; /* by turn, into candidates; n_turns + 1 */
  int *candidates;
  int history_days; /* days before the first that the bits begin at */
  int n_words;
  guint64 *days; /* [household][word]: a bit for each day with a turn */
  int n_weeks;
  int *week_of_turn; /* weeks counted from 0 */
  int *in_week;      /* [household][week] */
  int *week_cap;     /* [household][week] */
  int *credit;
  TaRotaRandom random;
  TaRotaBudget *budget;
} TaRotaBoard;

TaRotaBoard *ta_rota_board_new (const TaRotaModel *model, TaRotaBudget *budget, guint64 seed);
void ta_rota_board_free (TaRotaBoard *board);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaRotaBoard, ta_rota_board_free)

/** Takes everything away that is not pinned. */
void ta_rota_board_reset (TaRotaBoard *board);

/** Makes @plan the present plan, as far as the rules allow. */
void ta_rota_board_set (TaRotaBoard *board, const TaRotaPlan *plan);

/** What the household's holding the turn would add, or TA_ROTA_BOARD_ILLEGAL; does not count the place. */
gint64 ta_rota_board_add_cost (const TaRotaBoard *board, int household, int turn);

/** What taking the turn from the household would add (mostly negative); does not count the place. */
gint64 ta_rota_board_remove_cost (const TaRotaBoard *board, int household, int turn);

/** Change what the household does, but neither the place nor the cost. */
void ta_rota_board_add (TaRotaBoard *board, int household, int turn);
void ta_rota_board_remove (TaRotaBoard *board, int household, int turn);

/** Keeps the present plan if it is the best. Returns: whether it is. */
gboolean ta_rota_board_note (TaRotaBoard *board);

/** Uncovered places of the best plan. */
int ta_rota_board_uncovered (const TaRotaBoard *board);

/** The best plan's cost as @model counts it. */
gint64 ta_rota_board_points (const TaRotaBoard *board, const TaRotaModel *model);

/** Fills every open place, hardest first, with who is cheapest. */
void ta_rota_board_fill (TaRotaBoard *board);
