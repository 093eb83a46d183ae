/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-rota-anneal.h"

#include <math.h>

#define STAGES 64 /* a power of two */

/* About twelve turns to either side. */
#define NEAR 12

static inline gboolean
accept (TaRotaBoard *board, gint64 change, gint64 temperature)
{
  if (change <= 0)
    return TRUE;
  if (change >= temperature >> 11)
    return FALSE;
  return change << 16 < (temperature * ta_rota_random_exponential (&board->random)) >> 16;
}

static void
reassign (TaRotaBoard *board, int place, gint64 temperature)
{
  int t = board->turn_of_place[place];
  int n = board->first_candidate[t + 1] - board->first_candidate[t];
  int from = board->plan->households[place];
  gint64 change;
  int to;

  if (n == 0)
    return;
  to = board->candidates[board->first_candidate[t] + ta_rota_random_below (&board->random, n)];
  if (to == from)
    return;
  change = ta_rota_board_add_cost (board, to, t);
  if (change >= TA_ROTA_BOARD_ILLEGAL)
    return;
  change += from == TA_ROTA_NOBODY ? -TA_ROTA_BOARD_UNCOVERED : ta_rota_board_remove_cost (board, from, t);
  if (!accept (board, change, temperature))
    return;
  if (from != TA_ROTA_NOBODY)
    ta_rota_board_remove (board, from, t);
  ta_rota_board_add (board, to, t);
  board->plan->households[place] = to;
  board->cost += change;
}

static int
other_place (TaRotaBoard *board, int index)
{
  int reach = NEAR * MAX (board->n_places / MAX (board->model->n_turns, 1), 1);

  if ((ta_rota_random_next (&board->random) >> 60 & 1) != 0)
    {
      int other = index + ta_rota_random_below (&board->random, 2 * reach + 1) - reach;

      return other < 0 || other >= board->n_places ? -1 : other;
    }
  return ta_rota_random_below (&board->random, board->n_places);
}

/* The household leaves its place, and takes the open one. */
static void
move_to_open (TaRotaBoard *board, int place, int open, gint64 temperature)
{
  int h = board->plan->households[place];
  int from = board->turn_of_place[place];
  int to = board->turn_of_place[open];
  gint64 change = ta_rota_board_remove_cost (board, h, from), added;

  ta_rota_board_remove (board, h, from);
  added = ta_rota_board_add_cost (board, h, to);
  if (added < TA_ROTA_BOARD_ILLEGAL && accept (board, change + added, temperature))
    {
      ta_rota_board_add (board, h, to);
      board->plan->households[place] = TA_ROTA_NOBODY;
      board->plan->households[open] = h;
      board->cost += change + added;
    }
  else
    ta_rota_board_add (board, h, from);
}

static gboolean
can_swap (const TaRotaBoard *board, int a, int b, int t, int u)
{
  const int *costs = board->model->costs;
  int n = board->model->n_turns;

  return a != b && t != u && costs[a * n + u] >= 0 && costs[b * n + t] >= 0;
}

/* Both have left their turns; each takes the other's, if that can be and is accepted. */
static gboolean
exchange (TaRotaBoard *board, int a, int b, int t, int u, gint64 change, gint64 temperature)
{
  gint64 first = ta_rota_board_add_cost (board, a, u), second = TA_ROTA_BOARD_ILLEGAL;

  if (first < TA_ROTA_BOARD_ILLEGAL)
    second = ta_rota_board_add_cost (board, b, t);
  if (second >= TA_ROTA_BOARD_ILLEGAL || !accept (board, change + first + second, temperature))
    return FALSE;
  board->cost += change + first + second;
  ta_rota_board_add (board, a, u);
  ta_rota_board_add (board, b, t);
  return TRUE;
}

static void
swap (TaRotaBoard *board, int index, gint64 temperature)
{
  int other = other_place (board, index);
  int place = board->places[index], place2 = other < 0 ? place : board->places[other];
  int a = board->plan->households[place], b = board->plan->households[place2];
  int t = board->turn_of_place[place], u = board->turn_of_place[place2];
  gint64 change;

  if (a == TA_ROTA_NOBODY || t == u)
    return;
  if (b == TA_ROTA_NOBODY)
    {
      move_to_open (board, place, place2, temperature);
      return;
    }
  if (!can_swap (board, a, b, t, u))
    return;
  change = ta_rota_board_remove_cost (board, a, t) + ta_rota_board_remove_cost (board, b, u);
  ta_rota_board_remove (board, a, t);
  ta_rota_board_remove (board, b, u);
  if (exchange (board, a, b, t, u, change, temperature))
    {
      board->plan->households[place] = b;
      board->plan->households[place2] = a;
      return;
    }
  ta_rota_board_add (board, a, t);
  ta_rota_board_add (board, b, u);
}

static void
run_stage (TaRotaBoard *board, gint64 n_moves, gint64 temperature)
{
  board->budget->work += n_moves * 8;
  for (gint64 i = 0; i < n_moves; i++)
    {
      int index = ta_rota_random_below (&board->random, board->n_places);

      if ((ta_rota_random_next (&board->random) >> 60 & 1) != 0)
        reassign (board, board->places[index], temperature);
      else
        swap (board, index, temperature);
      ta_rota_board_note (board);
    }
}

void
ta_rota_anneal (TaRotaBoard *board, gint64 n_moves, double hot, double cold)
{
  double temperature = hot;
  double factor = cold / hot;

  if (board->n_places == 0 || board->cost >= TA_ROTA_BOARD_ILLEGAL)
    return;
  /* The 64th root, from square roots, which are the same on every machine. */
  for (int i = 1; i < STAGES; i *= 2)
    factor = sqrt (factor);
  for (int stage = 0; stage < STAGES && !ta_rota_budget_is_spent (board->budget); stage++)
    {
      /* The exponential variate is in powers of two; the temperature is meant for powers of e. */
      run_stage (board, n_moves / STAGES + (stage < n_moves % STAGES), (gint64) (temperature * 65536 * 0.693147));
      temperature *= factor;
    }
}
