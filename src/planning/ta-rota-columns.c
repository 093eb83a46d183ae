/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-rota-columns.h"

#include <math.h>
#include <string.h>

#define SMOOTHING 0.3
#define FIRST_RADIUS 8
#define LARGEST_RADIUS 1000
#define MOST_BOUGHT 0.02
/* Neighbouring credits whose path costs at most this many points more are taken along. */
#define NEIGHBOUR_POINTS 40

enum
{
  BOX_OWNER = -1, /* a column that keeps the duals in their box */
  OPEN_OWNER = -2 /* a column that leaves a place of a turn open */
};

static guint
column_hash (gconstpointer data)
{
  const int *key = data;
  guint hash = 2166136261u;

  for (int k = 0; k <= key[0]; k++)
    hash = (hash ^ (guint) key[k]) * 16777619u;
  return hash;
}

static gboolean
column_equal (gconstpointer a, gconstpointer b)
{
  const int *x = a, *y = b;

  return x[0] == y[0] && memcmp (x, y, (gsize) (x[0] + 1) * sizeof (int)) == 0;
}

static void
find_slots (TaRotaColumns *columns)
{
  const TaRotaModel *model = columns->model;

  columns->slot_of = g_new0 (int, (gsize) model->n_households *(gsize) model->n_turns + 1);
  for (int h = 0; h < model->n_households; h++)
    for (int i = 0; i < model->lines[h].n_nodes; i++)
      for (int k = 0; k < model->lines[h].nodes[i].n_turns; k++)
        columns->slot_of[h * model->n_turns + model->lines[h].turns[model->lines[h].nodes[i].first_turn + k]]
            = model->lines[h].first_slot + model->lines[h].nodes[i].slot;
}

/* Row n_turns + n_households counts the uncovered places, where they are limited. */
static void
add_open_columns (TaRotaColumns *columns)
{
  const TaRotaModel *model = columns->model;
  int limit_row = model->n_turns + model->n_households;

  for (int t = 0; t < model->n_turns && model->max_uncovered > 0; t++)
    ta_rota_simplex_add (columns->simplex, (int[]) { t, limit_row }, 2, model->uncovered_cost, OPEN_OWNER);
  if (model->max_uncovered > model->min_uncovered)
    ta_rota_simplex_add (columns->simplex, &limit_row, 1, 0, OPEN_OWNER);
}

TaRotaColumns *
ta_rota_columns_new (const TaRotaModel *model, TaRotaBudget *budget)
{
  TaRotaColumns *columns = g_new0 (TaRotaColumns, 1);
  int n_rows = model->n_turns + model->n_households + 1;
  g_autofree double *right = g_new0 (double, n_rows);
  TaRotaRandom random = { 1 };

  columns->model = model;
  columns->budget = budget;
  columns->artificial_cost = 10.0 * model->uncovered_cost;
  /* A little off, against ties that would let the simplex method go in circles. */
  for (int t = 0; t < model->n_turns; t++)
    right[t] = model->problem->turns[t].places + 1e-7 * (ta_rota_random_below (&random, 1001) - 500);
  for (int h = 0; h < model->n_households; h++)
    right[model->n_turns + h] = 1;
  right[n_rows - 1] = model->max_uncovered;
  columns->simplex = ta_rota_simplex_new (n_rows, right, columns->artificial_cost);
  columns->known = g_hash_table_new_full (column_hash, column_equal, g_free, NULL);
  columns->fractions = g_new0 (double, (gsize) model->n_households *(gsize) model->n_turns + 1);
  columns->path = g_new0 (int, model->n_turns + 1);
  columns->separation = g_new0 (double, model->n_turns + 1);
  columns->center = g_new0 (double, model->n_turns + 1);
  find_slots (columns);
  columns->first_over = (int) columns->simplex->columns->len;
  for (int t = 0; t < model->n_turns; t++)
    ta_rota_simplex_add_negative (columns->simplex, t, columns->artificial_cost, BOX_OWNER);
  add_open_columns (columns);
  return columns;
}

void
ta_rota_columns_free (TaRotaColumns *columns)
{
  if (columns == NULL)
    return;
  ta_rota_simplex_free (columns->simplex);
  g_hash_table_unref (columns->known);
  g_free (columns->slot_of);
  g_free (columns->fractions);
  g_free (columns->center);
  g_free (columns->path);
  g_free (columns->separation);
  g_free (columns);
}

/* Points of a schedule; the turns in rising order. */
static double
schedule_cost (const TaRotaModel *model, int h, const int *turns, int n)
{
  const TaRotaHousehold *household = &model->problem->households[h];
  int last = household->last_day, credit = 0;
  double cost = 0;

  for (int k = 0; k < n; k++)
    {
      int day = model->problem->turns[turns[k]].day;

      if (last != TA_ROTA_NEVER && day - last < household->n_gap_costs)
        cost += household->gap_costs[day - last];
      cost += ta_rota_problem_cost (model->problem, h, turns[k]);
      credit += model->problem->turns[turns[k]].credit;
      last = day;
    }
  return cost + household->credit_costs[credit];
}

/* What is not active stays in the basis for a price, until better leaves it. */
static gboolean
set_active (TaRotaColumns *columns, TaRotaColumn *column, gboolean active)
{
  if (active == column->active)
    return FALSE;
  column->cost += active ? -columns->artificial_cost : columns->artificial_cost;
  column->active = active;
  return TRUE;
}

/* @rows: turns in rising order, then the household's row. Returns: whether the column was not there before. */
static gboolean
add_column (TaRotaColumns *columns, int h, const int *rows, int n)
{
  int *key = g_new (int, n + 1);
  gpointer known;

  key[0] = n;
  memcpy (key + 1, rows, (gsize) n * sizeof (int));
  if (g_hash_table_lookup_extended (columns->known, key, NULL, &known))
    {
      TaRotaColumn *column = ta_rota_simplex_column (columns->simplex, GPOINTER_TO_INT (known));
      gboolean changed = set_active (columns, column, TRUE);

      g_free (key);
      if (changed && column->basic >= 0)
        ta_rota_simplex_price (columns->simplex);
      return changed;
    }
  known = GINT_TO_POINTER (ta_rota_simplex_add (columns->simplex, rows, n, schedule_cost (columns->model, h, rows, n - 1), h));
  g_hash_table_insert (columns->known, key, known);
  return TRUE;
}

void
ta_rota_columns_add_plan (TaRotaColumns *columns, const TaRotaPlan *plan)
{
  const TaRotaModel *model = columns->model;

  for (int h = 0; h < model->n_households; h++)
    {
      int n = 0;

      for (int t = 0; t < model->n_turns; t++)
        if (ta_rota_plan_holds (plan, h, t))
          columns->path[n++] = t;
      columns->path[n++] = model->n_turns + h;
      add_column (columns, h, columns->path, n);
    }
}

/* A traced path is last turn first. */
static gboolean
add_path (TaRotaColumns *columns, int h, int *path, int n)
{
  for (int i = 0, j = n - 1; i < j; i++, j--)
    {
      int t = path[i];

      path[i] = path[j];
      path[j] = t;
    }
  path[n] = columns->model->n_turns + h;
  return add_column (columns, h, path, n + 1);
}

void
ta_rota_columns_add_paths (TaRotaColumns *columns, const TaRotaDual *dual)
{
  const TaRotaModel *model = columns->model;

  for (int h = 0; h < model->n_households; h++)
    {
      memcpy (columns->path, dual->paths + (gsize) h * (gsize) model->n_turns, (gsize) dual->n_path[h] * sizeof (int));
      add_path (columns, h, columns->path, dual->n_path[h]);
    }
}

static int
count_musts (const TaRotaColumns *columns, const TaRotaDomain *domain, int h)
{
  const TaRotaModel *model = columns->model;
  const TaRotaLine *line = &model->lines[h];
  int n = 0;

  for (int t = 0; t < model->n_turns; t++)
    n += domain->pairs[h * model->n_turns + t] == TA_ROTA_MUST;
  for (int slot = 0; slot < line->n_slots; slot++)
    n += domain->must_slot[line->first_slot + slot];
  return n;
}

/* Whether the schedule agrees with the domain, in which the household has @n_musts to keep. */
static gboolean
agrees (const TaRotaColumns *columns, const TaRotaDomain *domain, const TaRotaColumn *column, int n_musts)
{
  const int *turns = &g_array_index (columns->simplex->rows, int, column->first);
  int offset = column->owner * columns->model->n_turns, credit = 0, musts = 0;

  for (int k = 0; k < column->n - 1; k++)
    {
      guint8 pair = domain->pairs[offset + turns[k]];

      if (pair == TA_ROTA_NO)
        return FALSE;
      credit += columns->model->problem->turns[turns[k]].credit;
      musts += pair == TA_ROTA_MUST;
      musts += domain->must_slot[columns->slot_of[offset + turns[k]]];
    }
  return musts == n_musts && credit >= domain->low[column->owner] && credit <= domain->high[column->owner];
}

/* What the column costs more than the household's cheapest path, scaled, by the last evaluation. */
static double
excess (const TaRotaColumns *columns, const TaRotaDual *dual, const TaRotaColumn *column)
{
  const int *turns = &g_array_index (columns->simplex->rows, int, column->first);
  double cost = (column->active ? column->cost : column->cost - columns->artificial_cost) * columns->model->scale;

  for (int k = 0; k < column->n - 1; k++)
    cost -= dual->multipliers[turns[k]];
  return cost - (double) dual->schedules[column->owner].best_value;
}

/* Only what agrees takes part, and of that what can be in a plan below the target. */
static void
restrict_columns (TaRotaColumns *columns, const TaRotaDual *dual, const TaRotaDomain *domain, gint64 target)
{
  const TaRotaModel *model = columns->model;
  double most = (double) (target * model->scale - dual->bound);
  g_autofree int *musts = g_new0 (int, model->n_households + 1);

  for (int h = 0; h < model->n_households; h++)
    musts[h] = count_musts (columns, domain, h);
  for (int j = 0; j < (int) columns->simplex->columns->len; j++)
    {
      TaRotaColumn *column = ta_rota_simplex_column (columns->simplex, j);

      if (column->owner >= 0)
        set_active (columns, column, agrees (columns, domain, column, musts[column->owner]) && excess (columns, dual, column) <= most);
    }
  columns->budget->work += (gint64) columns->simplex->columns->len;
}

static void
place_box (TaRotaColumns *columns, const int *multipliers, double radius)
{
  const TaRotaModel *model = columns->model;

  columns->radius = radius;
  for (int t = 0; t < model->n_turns; t++)
    {
      columns->center[t] = (double) multipliers[t] / model->scale;
      ta_rota_simplex_column (columns->simplex, t)->cost = columns->center[t] + radius;
      ta_rota_simplex_column (columns->simplex, columns->first_over + t)->cost = radius - columns->center[t];
    }
  ta_rota_simplex_price (columns->simplex);
}

/* Whether the solution buys anything at the walls of the box. */
static gboolean
leans_on_box (const TaRotaColumns *columns)
{
  const TaRotaSimplex *simplex = columns->simplex;
  double bought = 0;

  for (int i = 0; i < simplex->n_rows; i++)
    if (simplex->basis[i] < columns->model->n_turns || ta_rota_simplex_column (simplex, simplex->basis[i])->negative)
      bought += simplex->value[i];
  return bought > MOST_BOUGHT;
}

static gboolean
add_if_better (TaRotaColumns *columns, const TaRotaDual *dual, int h, int credit)
{
  const double *y = columns->simplex->dual;
  int n = ta_rota_schedule_trace (&dual->schedules[h], credit, columns->path);
  double reduced = -y[columns->model->n_turns + h];

  /* The cost is that of the path as it was priced, with the multipliers given back. */
  reduced += (double) dual->schedules[h].by_credit[credit] / columns->model->scale;
  for (int k = 0; k < n; k++)
    reduced += (double) dual->multipliers[columns->path[k]] / columns->model->scale - y[columns->path[k]];
  return reduced < -1e-5 && add_path (columns, h, columns->path, n);
}

/* Columns of the households' cheapest paths by the last evaluation, and of those with a little more or less credit. */
static int
add_better (TaRotaColumns *columns, const TaRotaDual *dual)
{
  int added = 0;

  for (int h = 0; h < columns->model->n_households; h++)
    {
      const gint64 *costs = dual->schedules[h].by_credit;
      int best = dual->chosen[h];

      for (int c = MAX (best - 1, 0); c <= best + 1 && c < columns->model->lines[h].n_credits; c++)
        if (costs[c] < TA_ROTA_IMPOSSIBLE && (c == best || costs[c] - costs[best] <= NEIGHBOUR_POINTS * columns->model->scale))
          added += add_if_better (columns, dual, h, c);
    }
  return added;
}

static void
find_separation (TaRotaColumns *columns, const int *multipliers, double smoothing, int *at)
{
  const TaRotaModel *model = columns->model;

  for (int t = 0; t < model->n_turns; t++)
    {
      double y = columns->simplex->dual[t] * model->scale;

      y = smoothing * multipliers[t] + (1 - smoothing) * y;
      at[t] = (int) CLAMP (floor (y + 0.5), -model->max_multiplier / 4, model->max_multiplier);
    }
}

typedef struct
{
  TaRotaColumns *columns;
  TaRotaDual *dual;
  const TaRotaDomain *domain;
  int *multipliers;
  int *at;
  gint64 best;
} Run;

/* One pricing, between the best multipliers and the duals, and if that brings nothing at the duals themselves. Returns: columns added, or -1. */
static int
price (Run *run, gint64 target)
{
  gsize n = (gsize) run->columns->model->n_turns;
  int added = 0;

  for (int attempt = 0; attempt < 2 && added == 0; attempt++)
    {
      gint64 bound;

      find_separation (run->columns, run->multipliers, attempt == 0 ? SMOOTHING : 0, run->at);
      bound = ta_rota_dual_evaluate (run->dual, run->domain, run->at);
      if (bound >= TA_ROTA_IMPOSSIBLE)
        return -1;
      if (bound > run->best)
        {
          run->best = bound;
          memcpy (run->multipliers, run->dual->multipliers, n * sizeof (int));
        }
      if (ta_rota_model_points (run->columns->model, run->best) >= target)
        return 0;
      added = add_better (run->columns, run->dual);
    }
  return added;
}

/* Whether rounding up makes the bound as good as the linear program can. */
static gboolean
closes (const TaRotaColumns *columns, gint64 best)
{
  double objective = ta_rota_simplex_objective (columns->simplex);

  return objective < 1e9 && ceil (objective - 1e-3) <= (double) ta_rota_model_points (columns->model, best);
}

gint64
ta_rota_columns_run (TaRotaColumns *columns, TaRotaDual *dual, const TaRotaDomain *domain, int *multipliers, gint64 bound, gint64 target, int iterations)
{
  gint64 rows = columns->simplex->n_rows;
  g_autofree int *at = g_new (int, columns->model->n_turns + 1);
  Run run = { columns, dual, domain, multipliers, at, bound };

  if (ta_rota_dual_evaluate (dual, domain, multipliers) >= TA_ROTA_IMPOSSIBLE)
    return TA_ROTA_IMPOSSIBLE;
  restrict_columns (columns, dual, domain, target);
  run.best = MAX (bound, dual->bound);
  place_box (columns, multipliers, FIRST_RADIUS);
  for (int i = 0; i < iterations && !ta_rota_budget_is_spent (columns->budget); i++)
    {
      int pivots = ta_rota_simplex_run (columns->simplex, 10000), added;

      columns->budget->work += (pivots + 1) * (rows * rows / 25 + 150);
      added = price (&run, target);
      if (added < 0)
        return TA_ROTA_IMPOSSIBLE;
      if (ta_rota_model_points (columns->model, run.best) >= target)
        break;
      if (added > 0 && !closes (columns, run.best))
        continue;
      if (!leans_on_box (columns) || columns->radius > LARGEST_RADIUS)
        break;
      place_box (columns, multipliers, columns->radius * 2);
    }
  return run.best;
}

void
ta_rota_columns_mix (TaRotaColumns *columns)
{
  const TaRotaSimplex *simplex = columns->simplex;
  const TaRotaModel *model = columns->model;

  memset (columns->fractions, 0, (gsize) model->n_households * (gsize) model->n_turns * sizeof (double));
  columns->integral = TRUE;
  for (int i = 0; i < simplex->n_rows; i++)
    {
      const TaRotaColumn *column = ta_rota_simplex_column (simplex, simplex->basis[i]);
      double value = simplex->value[i];

      if (value < 1e-3)
        continue;
      if (fabs (value - floor (value + 0.5)) > 2e-2)
        columns->integral = FALSE;
      for (int k = 0; k < column->n - 1 && column->owner >= 0; k++)
        columns->fractions[column->owner * model->n_turns + g_array_index (simplex->rows, int, column->first + k)] += value;
    }
}

TaRotaPlan *
ta_rota_columns_plan (const TaRotaColumns *columns)
{
  const TaRotaModel *model = columns->model;
  TaRotaPlan *plan = ta_rota_plan_new (model->problem);

  for (int t = 0; t < model->n_turns; t++)
    for (int h = 0, place = plan->first_place[t]; h < model->n_households; h++)
      {
        while (place < plan->first_place[t + 1] && plan->households[place] != TA_ROTA_NOBODY)
          place++;
        if (place < plan->first_place[t + 1] && columns->fractions[h * model->n_turns + t] > 0.99 && !ta_rota_plan_holds (plan, h, t))
          plan->households[place] = h;
      }
  return plan;
}
