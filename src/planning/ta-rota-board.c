/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-rota-board.h"

#include <string.h>

static gboolean
place_pinned (const TaRotaModel *model, const TaRotaPlan *plan, int turn, int place)
{
  int h = plan->households[place];

  return h != TA_ROTA_NOBODY && ta_rota_problem_is_pinned (model->problem, h, turn);
}

static void
find_places (TaRotaBoard *board)
{
  const TaRotaPlan *plan = board->plan;

  board->turn_of_place = g_new0 (int, plan->n_places + 1);
  board->places = g_new0 (int, plan->n_places + 1);
  for (int t = 0; t < plan->n_turns; t++)
    for (int i = plan->first_place[t]; i < plan->first_place[t + 1]; i++)
      {
        board->turn_of_place[i] = t;
        if (!place_pinned (board->model, plan, t, i))
          board->places[board->n_places++] = i;
      }
}

static void
find_candidates (TaRotaBoard *board)
{
  const TaRotaModel *model = board->model;
  int n = 0;

  board->first_candidate = g_new0 (int, model->n_turns + 1);
  board->candidates = g_new0 (int, (gsize) model->n_turns *(gsize) model->n_households + 1);
  for (int t = 0; t < model->n_turns; t++)
    {
      for (int h = 0; h < model->n_households; h++)
        if (model->costs[h * model->n_turns + t] >= 0 && !ta_rota_problem_is_pinned (model->problem, h, t))
          board->candidates[n++] = h;
      board->first_candidate[t + 1] = n;
    }
}

static void
find_weeks (TaRotaBoard *board)
{
  const TaRotaModel *model = board->model;
  const TaRotaTurn *turns = model->problem->turns;

  board->week_of_turn = g_new0 (int, model->n_turns + 1);
  for (int t = 1; t < model->n_turns; t++)
    board->week_of_turn[t] = board->week_of_turn[t - 1] + (turns[t].week != turns[t - 1].week);
  board->n_weeks = model->n_turns > 0 ? board->week_of_turn[model->n_turns - 1] + 1 : 0;
  board->in_week = g_new0 (int, (gsize) model->n_households *(gsize) board->n_weeks + 1);
  board->week_cap = g_new0 (int, (gsize) model->n_households *(gsize) board->n_weeks + 1);
  for (int h = 0; h < model->n_households; h++)
    {
      int *caps = board->week_cap + h * board->n_weeks;

      for (int t = 0; t < model->n_turns; t++)
        caps[board->week_of_turn[t]] += ta_rota_problem_is_pinned (model->problem, h, t);
      for (int week = 0; week < board->n_weeks; week++)
        caps[week] = MAX (caps[week], model->problem->households[h].max_per_week);
    }
}

static void
set_day (TaRotaBoard *board, int h, int day)
{
  int bit = day + board->history_days;

  board->days[h * board->n_words + (bit >> 6)] |= (guint64) 1 << (bit & 63);
}

static void
reset_household (TaRotaBoard *board, int h)
{
  const TaRotaProblem *problem = board->model->problem;
  const TaRotaHousehold *household = &problem->households[h];

  if (household->last_day != TA_ROTA_NEVER)
    set_day (board, h, household->last_day);
  for (int t = 0; t < problem->n_turns; t++)
    if (ta_rota_problem_is_pinned (problem, h, t))
      {
        set_day (board, h, problem->turns[t].day);
        board->in_week[h * board->n_weeks + board->week_of_turn[t]]++;
        board->credit[h] += problem->turns[t].credit;
      }
}

/* What is pinned costs by the definition; all else is kept up to date move by move. */
static gint64
pinned_cost (const TaRotaBoard *board)
{
  TaRotaScore score;

  if (!ta_rota_evaluate (board->model->problem, board->plan, &score, NULL))
    return TA_ROTA_BOARD_ILLEGAL;
  return score.credit + score.turns + score.gaps + score.uncovered * TA_ROTA_BOARD_UNCOVERED;
}

static void
clear (TaRotaBoard *board)
{
  const TaRotaModel *model = board->model;

  memset (board->days, 0, (gsize) model->n_households * (gsize) board->n_words * sizeof (guint64));
  memset (board->in_week, 0, (gsize) model->n_households * (gsize) board->n_weeks * sizeof (int));
  memset (board->credit, 0, (gsize) model->n_households * sizeof (int));
  for (int i = 0; i < board->n_places; i++)
    board->plan->households[board->places[i]] = TA_ROTA_NOBODY;
  for (int h = 0; h < model->n_households; h++)
    reset_household (board, h);
}

void
ta_rota_board_reset (TaRotaBoard *board)
{
  clear (board);
  board->cost = board->pinned_cost;
}

TaRotaBoard *
ta_rota_board_new (const TaRotaModel *model, TaRotaBudget *budget, guint64 seed)
{
  TaRotaBoard *board = g_new0 (TaRotaBoard, 1);

  board->model = model;
  board->budget = budget;
  board->random.state = seed;
  board->plan = ta_rota_plan_new (model->problem);
  board->history_days = 64;
  for (int h = 0; h < model->n_households; h++)
    if (model->problem->households[h].last_day != TA_ROTA_NEVER)
      board->history_days = MAX (board->history_days, (63 - model->problem->households[h].last_day) & ~63);
  board->n_words = (board->history_days + model->problem->n_days) / 64 + 1;
  board->days = g_new0 (guint64, (gsize) model->n_households * (gsize) board->n_words + 1);
  board->credit = g_new0 (int, model->n_households + 1);
  find_places (board);
  find_candidates (board);
  find_weeks (board);
  clear (board);
  board->pinned_cost = pinned_cost (board);
  ta_rota_board_reset (board);
  board->best = ta_rota_plan_copy (board->plan);
  board->best_cost = board->cost;
  return board;
}

void
ta_rota_board_free (TaRotaBoard *board)
{
  if (board == NULL)
    return;
  ta_rota_plan_free (board->plan);
  ta_rota_plan_free (board->best);
  g_free (board->turn_of_place);
  g_free (board->places);
  g_free (board->first_candidate);
  g_free (board->candidates);
  g_free (board->days);
  g_free (board->week_of_turn);
  g_free (board->in_week);
  g_free (board->week_cap);
  g_free (board->credit);
  g_free (board);
}

void
ta_rota_board_set (TaRotaBoard *board, const TaRotaPlan *plan)
{
  const TaRotaModel *model = board->model;

  ta_rota_board_reset (board);
  for (int i = 0; i < board->n_places; i++)
    {
      int place = board->places[i];
      int h = plan->households[place];
      int t = board->turn_of_place[place];
      gint64 added;

      if (h < 0 || h >= model->n_households || ta_rota_problem_is_pinned (model->problem, h, t))
        continue;
      added = ta_rota_board_add_cost (board, h, t);
      if (added >= TA_ROTA_BOARD_ILLEGAL)
        continue;
      ta_rota_board_add (board, h, t);
      board->plan->households[place] = h;
      board->cost += added - TA_ROTA_BOARD_UNCOVERED;
    }
}

static inline int
previous_day (const TaRotaBoard *board, int h, int day)
{
  const guint64 *days = board->days + h * board->n_words;
  int bit = day + board->history_days - 1;
  int word = bit >> 6;
  guint64 bits = days[word] & (~(guint64) 0 >> (63 - (bit & 63)));

  while (bits == 0)
    {
      if (--word < 0)
        return TA_ROTA_NEVER;
      bits = days[word];
    }
  return word * 64 + 63 - __builtin_clzll (bits) - board->history_days;
}

static inline int
next_day (const TaRotaBoard *board, int h, int day)
{
  const guint64 *days = board->days + h * board->n_words;
  int bit = day + board->history_days + 1;
  int word = bit >> 6;
  guint64 bits;

  if (word >= board->n_words)
    return TA_ROTA_NEVER;
  bits = days[word] & (~(guint64) 0 << (bit & 63));
  while (bits == 0)
    {
      if (++word >= board->n_words)
        return TA_ROTA_NEVER;
      bits = days[word];
    }
  return word * 64 + __builtin_ctzll (bits) - board->history_days;
}

static inline int
gap_cost (const TaRotaHousehold *household, int from, int to)
{
  int gap = to - from;

  return from == TA_ROTA_NEVER || to == TA_ROTA_NEVER || gap >= household->n_gap_costs ? 0 : household->gap_costs[gap];
}

gint64
ta_rota_board_add_cost (const TaRotaBoard *board, int h, int t)
{
  const TaRotaProblem *problem = board->model->problem;
  const TaRotaHousehold *household = &problem->households[h];
  int day = problem->turns[t].day;
  int bit = day + board->history_days;
  int week = h * board->n_weeks + board->week_of_turn[t];
  int credit = board->credit[h] + problem->turns[t].credit;
  int least_gap = MAX (household->min_gap, 1);
  int previous, next;

  if (board->model->costs[h * problem->n_turns + t] < 0 || (board->days[h * board->n_words + (bit >> 6)] >> (bit & 63) & 1) != 0
      || board->in_week[week] >= board->week_cap[week] || credit >= household->n_credit_costs)
    return TA_ROTA_BOARD_ILLEGAL;
  previous = previous_day (board, h, day);
  next = next_day (board, h, day);
  if ((previous != TA_ROTA_NEVER && day - previous < least_gap) || (next != TA_ROTA_NEVER && next - day < least_gap))
    return TA_ROTA_BOARD_ILLEGAL;
  return (gint64) problem->costs[h * problem->n_turns + t] + household->credit_costs[credit] - household->credit_costs[board->credit[h]]
         + gap_cost (household, previous, day) + gap_cost (household, day, next) - gap_cost (household, previous, next);
}

gint64
ta_rota_board_remove_cost (const TaRotaBoard *board, int h, int t)
{
  const TaRotaProblem *problem = board->model->problem;
  const TaRotaHousehold *household = &problem->households[h];
  int day = problem->turns[t].day;
  int previous = previous_day (board, h, day);
  int next = next_day (board, h, day);
  int credit = board->credit[h] - problem->turns[t].credit;

  return (gint64) household->credit_costs[credit] - household->credit_costs[board->credit[h]] - problem->costs[h * problem->n_turns + t]
         - gap_cost (household, previous, day) - gap_cost (household, day, next) + gap_cost (household, previous, next);
}

void
ta_rota_board_add (TaRotaBoard *board, int h, int t)
{
  set_day (board, h, board->model->problem->turns[t].day);
  board->in_week[h * board->n_weeks + board->week_of_turn[t]]++;
  board->credit[h] += board->model->problem->turns[t].credit;
}

void
ta_rota_board_remove (TaRotaBoard *board, int h, int t)
{
  int bit = board->model->problem->turns[t].day + board->history_days;

  board->days[h * board->n_words + (bit >> 6)] &= ~((guint64) 1 << (bit & 63));
  board->in_week[h * board->n_weeks + board->week_of_turn[t]]--;
  board->credit[h] -= board->model->problem->turns[t].credit;
}

gboolean
ta_rota_board_note (TaRotaBoard *board)
{
  if (board->cost >= board->best_cost)
    return FALSE;
  board->best_cost = board->cost;
  memcpy (board->best->households, board->plan->households, (gsize) board->plan->n_places * sizeof (int));
  return TRUE;
}

int
ta_rota_board_uncovered (const TaRotaBoard *board)
{
  return (int) (board->best_cost / TA_ROTA_BOARD_UNCOVERED);
}

gint64
ta_rota_board_points (const TaRotaBoard *board, const TaRotaModel *model)
{
  gint64 uncovered = board->best_cost / TA_ROTA_BOARD_UNCOVERED;

  return board->best_cost - uncovered * (TA_ROTA_BOARD_UNCOVERED - model->uncovered_cost);
}

static int
n_possible (const TaRotaBoard *board, int t)
{
  int n = 0;

  for (int k = board->first_candidate[t]; k < board->first_candidate[t + 1]; k++)
    n += ta_rota_board_add_cost (board, board->candidates[k], t) < TA_ROTA_BOARD_ILLEGAL;
  return n;
}

static gboolean
fill_place (TaRotaBoard *board, int place)
{
  int t = board->turn_of_place[place];
  gint64 least = TA_ROTA_BOARD_ILLEGAL;
  int who = TA_ROTA_NOBODY;

  for (int k = board->first_candidate[t]; k < board->first_candidate[t + 1]; k++)
    {
      gint64 cost = ta_rota_board_add_cost (board, board->candidates[k], t);

      if (cost < least)
        {
          least = cost;
          who = board->candidates[k];
        }
    }
  if (who == TA_ROTA_NOBODY)
    return FALSE;
  ta_rota_board_add (board, who, t);
  board->plan->households[place] = who;
  board->cost += least - TA_ROTA_BOARD_UNCOVERED;
  return TRUE;
}

/* Places by how few could take them at the start; equal ones in order of the days. */
void
ta_rota_board_fill (TaRotaBoard *board)
{
  g_autofree int *possible = g_new (int, board->n_places + 1);
  int most = 0;

  for (int i = 0; i < board->n_places; i++)
    {
      possible[i] = board->plan->households[board->places[i]] == TA_ROTA_NOBODY ? n_possible (board, board->turn_of_place[board->places[i]]) : 0;
      most = MAX (most, possible[i]);
    }
  for (int n = 1; n <= most; n++)
    for (int i = 0; i < board->n_places; i++)
      if (possible[i] == n)
        fill_place (board, board->places[i]);
  board->budget->work += (gint64) board->n_places * board->model->n_households;
}
