/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-rota-dual.h"

#include <stdlib.h>
#include <string.h>

typedef struct
{
  double slope;
  int household;
  int from;
  int to;
} Edge;

TaRotaDual *
ta_rota_dual_new (const TaRotaModel *model, TaRotaBudget *budget)
{
  TaRotaDual *dual = g_new0 (TaRotaDual, 1);

  dual->model = model;
  dual->budget = budget;
  dual->schedules = g_new0 (TaRotaSchedule, model->n_households + 1);
  for (int h = 0; h < model->n_households; h++)
    ta_rota_schedule_init (&dual->schedules[h], model, h);
  dual->marginals = ta_rota_marginals_new (model);
  dual->multipliers = g_new0 (int, model->n_turns + 1);
  dual->chosen = g_new0 (int, model->n_households + 1);
  dual->surplus = g_new0 (int, model->n_turns + 1);
  dual->paths = g_new0 (int, (gsize) model->n_households *(gsize) model->n_turns + 1);
  dual->n_path = g_new0 (int, model->n_households + 1);
  dual->order = g_new0 (int, model->n_turns + 1);
  dual->by_turn = g_new0 (gint64, model->n_turns + 1);
  return dual;
}

void
ta_rota_dual_free (TaRotaDual *dual)
{
  if (dual == NULL)
    return;
  for (int h = 0; h < dual->model->n_households; h++)
    ta_rota_schedule_clear (&dual->schedules[h]);
  g_free (dual->schedules);
  ta_rota_marginals_free (dual->marginals);
  g_free (dual->multipliers);
  g_free (dual->chosen);
  g_free (dual->surplus);
  g_free (dual->paths);
  g_free (dual->n_path);
  g_free (dual->order);
  g_free (dual->by_turn);
  g_free (dual);
}

static int
by_multiplier (const void *a, const void *b, void *data)
{
  const int *multipliers = data;
  int x = *(const int *) a, y = *(const int *) b;

  return multipliers[x] != multipliers[y] ? (multipliers[x] < multipliers[y] ? 1 : -1) : x - y;
}

/* What the uncovered places come to, beyond what the multipliers count for all places; they are taken out of the surplus. */
static gint64
take_uncovered (TaRotaDual *dual)
{
  const TaRotaModel *model = dual->model;
  int cost = model->uncovered_cost * model->scale;
  int taken = 0;
  gint64 sum = 0;

  for (int t = 0; t < model->n_turns; t++)
    {
      dual->surplus[t] = model->problem->turns[t].places;
      dual->order[t] = t;
    }
  if (model->max_uncovered == 0)
    return 0;
  g_sort_array (dual->order, (gsize) model->n_turns, sizeof (int), by_multiplier, dual->multipliers);
  for (int i = 0; i < model->n_turns && taken < model->max_uncovered; i++)
    {
      int t = dual->order[i];
      int most = MIN (dual->surplus[t], model->max_uncovered - taken);
      int n = dual->multipliers[t] > cost ? most : MIN (most, MAX (model->min_uncovered - taken, 0));

      sum += (gint64) n * (cost - dual->multipliers[t]);
      dual->surplus[t] -= n;
      taken += n;
    }
  return sum;
}

static gboolean
run_schedules (TaRotaDual *dual, const TaRotaDomain *domain)
{
  gboolean possible = TRUE;

  for (int h = 0; h < dual->model->n_households && possible; h++)
    {
      possible = ta_rota_schedule_run (&dual->schedules[h], domain, dual->multipliers) < TA_ROTA_IMPOSSIBLE;
      dual->budget->work += dual->model->lines[h].work;
    }
  return possible;
}

static gint64
sum_places (const TaRotaDual *dual)
{
  gint64 sum = 0;

  for (int t = 0; t < dual->model->n_turns; t++)
    sum += (gint64) dual->multipliers[t] * dual->model->problem->turns[t].places;
  return sum;
}

gint64
ta_rota_dual_evaluate (TaRotaDual *dual, const TaRotaDomain *domain, const int *multipliers)
{
  memmove (dual->multipliers, multipliers, (gsize) dual->model->n_turns * sizeof (int));
  dual->bound = TA_ROTA_IMPOSSIBLE;
  if (!run_schedules (dual, domain))
    return dual->bound;
  dual->bound = sum_places (dual) + take_uncovered (dual);
  for (int h = 0; h < dual->model->n_households; h++)
    {
      dual->bound += dual->schedules[h].best_value;
      dual->chosen[h] = dual->schedules[h].best_credit;
    }
  return dual->bound;
}

/* The lower convex hull of the household's costs by credit, edge by edge. */
static int
add_edges (const TaRotaDual *dual, int h, Edge *edges, int *hull)
{
  const gint64 *costs = dual->schedules[h].by_credit;
  int n = 0;

  for (int c = 0; c < dual->model->lines[h].n_credits; c++)
    {
      if (costs[c] >= TA_ROTA_IMPOSSIBLE)
        continue;
      while (n >= 2 && (costs[hull[n - 1]] - costs[hull[n - 2]]) * (c - hull[n - 2]) >= (costs[c] - costs[hull[n - 2]]) * (hull[n - 1] - hull[n - 2]))
        n--;
      hull[n++] = c;
    }
  for (int i = 1; i < n; i++)
    edges[i - 1] = (Edge) { (double) (costs[hull[i]] - costs[hull[i - 1]]) / (hull[i] - hull[i - 1]), h, hull[i - 1], hull[i] };
  dual->chosen[h] = hull[0];
  return n - 1;
}

static int
by_slope (const void *a, const void *b)
{
  const Edge *x = a, *y = b;

  if (x->slope < y->slope || x->slope > y->slope)
    return x->slope < y->slope ? -1 : 1;
  return x->household != y->household ? x->household - y->household : x->from - y->from;
}

/* Credit that all households should have together, so that the common amount is right. */
static gint64
find_supply (const TaRotaModel *model)
{
  gint64 supply = 0;

  for (int t = 0; t < model->n_turns; t++)
    supply += (gint64) model->problem->turns[t].places * model->problem->turns[t].credit;
  if (model->n_places > 0)
    supply -= supply * model->min_uncovered / model->n_places;
  return supply;
}

static int
find_shift (TaRotaDual *dual, Edge *edges, int n_edges)
{
  gint64 supply = find_supply (dual->model);
  gint64 total = 0;
  double shift = 0;

  for (int h = 0; h < dual->model->n_households; h++)
    total += dual->chosen[h];
  for (int i = 0; i < n_edges && total < supply; i++)
    {
      if (edges[i].slope > dual->model->max_multiplier)
        break;
      dual->chosen[edges[i].household] = edges[i].to;
      total += edges[i].to - edges[i].from;
      shift = edges[i].slope;
    }
  return (int) (shift < 0 ? shift - 0.5 : shift + 0.5);
}

/* What the shift changes for a household follows from its costs by credit. */
static gint64
shifted_best (const TaRotaDual *dual, int h, int shift)
{
  gint64 best = TA_ROTA_IMPOSSIBLE;

  for (int c = 0; c < dual->model->lines[h].n_credits; c++)
    if (dual->schedules[h].by_credit[c] < TA_ROTA_IMPOSSIBLE)
      best = MIN (best, dual->schedules[h].by_credit[c] - (gint64) shift * c);
  return best;
}

gint64
ta_rota_dual_evaluate_shifted (TaRotaDual *dual, const TaRotaDomain *domain, const int *multipliers)
{
  const TaRotaModel *model = dual->model;
  g_autofree Edge *edges = NULL;
  g_autofree int *hull = NULL;
  int most_credits = 1, n_credits = 1, n_edges = 0, shift;

  memmove (dual->multipliers, multipliers, (gsize) model->n_turns * sizeof (int));
  dual->bound = TA_ROTA_IMPOSSIBLE;
  if (!run_schedules (dual, domain))
    return dual->bound;
  for (int h = 0; h < model->n_households; h++)
    {
      most_credits = MAX (most_credits, model->lines[h].n_credits);
      n_credits += model->lines[h].n_credits;
    }
  edges = g_new (Edge, n_credits);
  hull = g_new (int, most_credits);
  for (int h = 0; h < model->n_households; h++)
    n_edges += add_edges (dual, h, edges + n_edges, hull);
  qsort (edges, (gsize) n_edges, sizeof (Edge), by_slope);
  shift = find_shift (dual, edges, n_edges);
  for (int t = 0; t < model->n_turns; t++)
    dual->multipliers[t] += shift * model->problem->turns[t].credit;
  dual->bound = sum_places (dual) + take_uncovered (dual);
  for (int h = 0; h < model->n_households; h++)
    dual->bound += shifted_best (dual, h, shift);
  return dual->bound;
}

void
ta_rota_dual_trace (TaRotaDual *dual)
{
  const TaRotaModel *model = dual->model;

  for (int h = 0; h < model->n_households; h++)
    {
      int *path = dual->paths + (gsize) h * (gsize) model->n_turns;

      dual->n_path[h] = ta_rota_schedule_trace (&dual->schedules[h], dual->chosen[h], path);
      for (int i = 0; i < dual->n_path[h]; i++)
        dual->surplus[path[i]]--;
    }
}

static int
fix_credits (TaRotaDual *dual, TaRotaDomain *domain, int h, gint64 slack)
{
  const gint64 *costs = dual->schedules[h].by_credit;
  int fixed = 0;

  while (domain->low[h] <= domain->high[h] && (domain->low[h] >= dual->model->lines[h].n_credits || costs[domain->low[h]] > slack))
    {
      domain->low[h]++;
      fixed++;
    }
  while (domain->low[h] <= domain->high[h] && costs[domain->high[h]] > slack)
    {
      domain->high[h]--;
      fixed++;
    }
  return fixed;
}

static int
fix_turns (TaRotaDual *dual, TaRotaDomain *domain, int h, gint64 slack)
{
  guint8 *pairs = domain->pairs + (gsize) h * (gsize) dual->model->n_turns;
  int fixed = 0;

  ta_rota_marginals_run (dual->marginals, &dual->schedules[h], domain, dual->multipliers, dual->by_turn);
  dual->budget->work += 3 * dual->model->lines[h].work;
  for (int t = 0; t < dual->model->n_turns; t++)
    if (pairs[t] == TA_ROTA_MAY && dual->by_turn[t] > slack)
      {
        pairs[t] = TA_ROTA_NO;
        fixed++;
      }
  return fixed;
}

int
ta_rota_dual_fix (TaRotaDual *dual, TaRotaDomain *domain, gint64 target)
{
  /* A household may cost this much more than its cheapest path and leave a plan below the target. */
  gint64 room = (target - 1) * dual->model->scale - dual->bound;
  int fixed = 0;

  for (int h = 0; h < dual->model->n_households; h++)
    {
      gint64 slack = dual->schedules[h].best_value + room;

      fixed += fix_turns (dual, domain, h, slack);
      fixed += fix_credits (dual, domain, h, slack);
    }
  return ta_rota_domain_propagate (dual->model, domain) ? fixed : -1;
}
