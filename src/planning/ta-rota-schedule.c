/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-rota-schedule.h"

#include "ta-rota-kernel.h"

#include <string.h>

static int *
table_new (const TaRotaLine *line, int n_rows)
{
  gsize size = (gsize) n_rows * (gsize) line->stride + 1;
  int *table = g_new (int, size);

  for (gsize i = 0; i < size; i++)
    table[i] = TA_ROTA_FAR_COST;
  return table;
}

void
ta_rota_schedule_init (TaRotaSchedule *schedule, const TaRotaModel *model, int household)
{
  const TaRotaLine *line = &model->lines[household];

  schedule->model = model;
  schedule->line = line;
  schedule->household = household;
  schedule->value = g_new0 (int, line->n_nodes + 1);
  schedule->turn = g_new0 (int, line->n_nodes + 1);
  schedule->barrier = g_new0 (int, line->n_nodes + 1);
  schedule->after_must = g_new0 (gboolean, line->n_nodes + 1);
  schedule->restarts = g_new0 (gboolean, line->n_nodes + 1);
  schedule->forward = table_new (line, line->n_layers * line->n_nodes);
  schedule->best = line->n_layers > 1 ? table_new (line, line->n_nodes) : schedule->forward;
  schedule->prefix = table_new (line, line->n_nodes + 1);
  schedule->prefix_row = g_new0 (int, line->n_nodes + 1);
  schedule->by_credit = g_new0 (gint64, line->n_credits + 1);
  schedule->rows = g_new0 (const int *, line->n_nodes + 2);
  schedule->row_costs = g_new0 (int, line->n_nodes + 2);
}

void
ta_rota_schedule_clear (TaRotaSchedule *schedule)
{
  if (schedule->best != schedule->forward)
    g_free (schedule->best);
  g_free (schedule->value);
  g_free (schedule->turn);
  g_free (schedule->barrier);
  g_free (schedule->after_must);
  g_free (schedule->restarts);
  g_free (schedule->forward);
  g_free (schedule->prefix);
  g_free (schedule->prefix_row);
  g_free (schedule->by_credit);
  g_free (schedule->rows);
  g_free (schedule->row_costs);
}

static inline int
n_blocks (const TaRotaLine *line)
{
  return (line->n_credits + TA_ROTA_BLOCK - 1) / TA_ROTA_BLOCK;
}

/* Of the turns that a node stands for, the household takes the cheapest; one that it must hold goes before all others. Returns: how many it must. */
static int
price_node (TaRotaSchedule *schedule, const guint8 *pairs, const int *costs, const int *multipliers, int i)
{
  const TaRotaNode *node = &schedule->line->nodes[i];
  const int *turns = schedule->line->turns + node->first_turn;
  int must = 0;

  schedule->value[i] = TA_ROTA_FAR_COST;
  for (int k = 0; k < node->n_turns; k++)
    {
      int t = turns[k];
      int value = costs[t] - multipliers[t];

      if (pairs[t] == TA_ROTA_NO || (must > 0 && pairs[t] != TA_ROTA_MUST))
        continue;
      must += pairs[t] == TA_ROTA_MUST;
      if (value < schedule->value[i] || pairs[t] == TA_ROTA_MUST)
        {
          schedule->value[i] = value;
          schedule->turn[i] = t;
        }
    }
  return must;
}

/* Returns: whether the slot must be held, or -1 when it cannot be held as it must */
static int
price_slot (TaRotaSchedule *schedule, const TaRotaDomain *domain, const int *multipliers, int slot)
{
  const TaRotaLine *line = schedule->line;
  gsize offset = (gsize) schedule->household * (gsize) schedule->model->n_turns;
  int must = 0, must_node = -1;

  for (int i = line->slot_start[slot]; i < line->slot_start[slot + 1]; i++)
    {
      int of_node = price_node (schedule, domain->pairs + offset, schedule->model->costs + offset, multipliers, i);

      must += of_node;
      must_node = of_node > 0 ? i : must_node;
    }
  for (int i = line->slot_start[slot]; must > 0 && i < line->slot_start[slot + 1]; i++)
    if (i != must_node)
      schedule->value[i] = TA_ROTA_FAR_COST;
  return must > 1 ? -1 : must > 0 || domain->must_slot[line->first_slot + slot];
}

static gboolean
price (TaRotaSchedule *schedule, const TaRotaDomain *domain, const int *multipliers)
{
  const TaRotaLine *line = schedule->line;

  schedule->end_barrier = 0;
  schedule->any_must = FALSE;
  for (int slot = 0; slot < line->n_slots; slot++)
    {
      int must = price_slot (schedule, domain, multipliers, slot);

      if (must < 0)
        return FALSE;
      for (int i = line->slot_start[slot]; i < line->slot_start[slot + 1]; i++)
        {
          schedule->barrier[i] = schedule->end_barrier;
          schedule->after_must[i] = schedule->any_must;
          schedule->restarts[i] = must && i == line->slot_start[slot];
        }
      if (must)
        {
          schedule->end_barrier = line->slot_start[slot];
          schedule->any_must = TRUE;
        }
    }
  return TRUE;
}

/* The rows from which node i is reached, each with the cost of the gap, for one layer. */
static int
find_rows (TaRotaSchedule *schedule, int i, int layer)
{
  const TaRotaLine *line = schedule->line;
  const TaRotaNode *node = &line->nodes[i];
  int n = 0;

  if (layer == 0 && node->far > schedule->barrier[i])
    {
      schedule->rows[n] = ta_rota_schedule_row (schedule, schedule->prefix, schedule->prefix_row[node->far - 1]) - node->credit;
      schedule->row_costs[n++] = 0;
    }
  for (int j = MAX (node->far, schedule->barrier[i]); j < node->near_end; j++)
    {
      gboolean same_week = line->weekly && line->nodes[j].week == node->week;

      if (schedule->value[j] >= TA_ROTA_FAR_LIMIT || same_week != (layer > 0))
        continue;
      schedule->rows[n] = (layer > 0 ? ta_rota_schedule_forward (schedule, layer - 1, j) : ta_rota_schedule_row (schedule, schedule->best, j)) - node->credit;
      schedule->row_costs[n++] = line->gap_costs[node->day - line->nodes[j].day];
    }
  return n;
}

static void
run_layer (TaRotaSchedule *schedule, int i, int layer)
{
  const TaRotaLine *line = schedule->line;
  const TaRotaNode *node = &line->nodes[i];
  int *row = ta_rota_schedule_forward (schedule, layer, i);
  /* More credit than can be had is left out before a row is read too far to the left. */
  int n = node->credit < line->n_credits && layer < node->week_cap ? find_rows (schedule, i, layer) : 0;

  ta_rota_kernel_gather (row, schedule->rows, schedule->row_costs, n, n_blocks (line));
  if (layer == 0 && !schedule->after_must[i] && node->credit < line->n_credits)
    row[node->credit] = MIN (row[node->credit], node->start_cost);
  ta_rota_kernel_add (row, schedule->value[i], n_blocks (line));
}

static void
run_node (TaRotaSchedule *schedule, int i)
{
  const TaRotaLine *line = schedule->line;
  gboolean present = schedule->value[i] < TA_ROTA_FAR_LIMIT;
  /* A slot that must be held begins the prefix afresh. */
  int behind = i == 0 || schedule->restarts[i] ? 0 : schedule->prefix_row[i - 1];
  int *best = ta_rota_schedule_row (schedule, schedule->best, i);

  schedule->prefix_row[i] = behind;
  if (!present)
    return;
  for (int layer = 0; layer < line->n_layers; layer++)
    run_layer (schedule, i, layer);
  for (int layer = 0; layer < line->n_layers && line->n_layers > 1; layer++)
    ta_rota_kernel_min (best, layer == 0 ? ta_rota_schedule_forward (schedule, 0, i) : best, ta_rota_schedule_forward (schedule, layer, i), n_blocks (line));
  schedule->prefix_row[i] = i + 1;
  ta_rota_kernel_min (ta_rota_schedule_row (schedule, schedule->prefix, i + 1), ta_rota_schedule_row (schedule, schedule->prefix, behind), best, n_blocks (line));
}

static void
finish (TaRotaSchedule *schedule, const TaRotaDomain *domain)
{
  const TaRotaLine *line = schedule->line;
  int h = schedule->household;
  int last = line->n_nodes > 0 ? schedule->prefix_row[line->n_nodes - 1] : 0;
  const int *row = ta_rota_schedule_row (schedule, schedule->prefix, last);

  schedule->best_value = TA_ROTA_IMPOSSIBLE;
  schedule->best_credit = -1;
  for (int c = 0; c < line->n_credits; c++)
    {
      gint64 value = row[c] < TA_ROTA_FAR_LIMIT ? row[c] : TA_ROTA_IMPOSSIBLE;

      if (c == 0 && !schedule->any_must)
        value = MIN (value, 0);
      schedule->by_credit[c] = TA_ROTA_IMPOSSIBLE;
      if (value < TA_ROTA_IMPOSSIBLE && c >= domain->low[h] && c <= domain->high[h])
        schedule->by_credit[c] = value + (gint64) line->credit_costs[c] * schedule->model->scale;
      if (schedule->by_credit[c] < schedule->best_value)
        {
          schedule->best_value = schedule->by_credit[c];
          schedule->best_credit = c;
        }
    }
}

gint64
ta_rota_schedule_run (TaRotaSchedule *schedule, const TaRotaDomain *domain, const int *multipliers)
{
  schedule->best_value = TA_ROTA_IMPOSSIBLE;
  for (int c = 0; c < schedule->line->n_credits; c++)
    schedule->by_credit[c] = TA_ROTA_IMPOSSIBLE;
  if (!price (schedule, domain, multipliers))
    return TA_ROTA_IMPOSSIBLE;
  for (int i = 0; i < schedule->line->n_nodes; i++)
    run_node (schedule, i);
  finish (schedule, domain);
  return schedule->best_value;
}

typedef struct
{
  int node;
  int layer;
  int credit;
} Place;

/* Where the path of this cost ends. */
static gboolean
find_end (const TaRotaSchedule *schedule, int cost, Place *place)
{
  const TaRotaLine *line = schedule->line;

  for (place->node = line->n_nodes - 1; place->node >= schedule->end_barrier; place->node--)
    for (place->layer = 0; place->layer < line->n_layers && schedule->value[place->node] < TA_ROTA_FAR_LIMIT; place->layer++)
      if (ta_rota_schedule_forward (schedule, place->layer, place->node)[place->credit] == cost)
        return TRUE;
  return FALSE;
}

static gboolean
find_layer (const TaRotaSchedule *schedule, int j, int cost, gboolean same_week, Place *place)
{
  int first = same_week ? place->layer - 1 : 0;
  int end = same_week ? place->layer : schedule->line->n_layers;

  if (!same_week && place->layer > 0)
    return FALSE;
  for (int layer = MAX (first, 0); layer < end; layer++)
    if (ta_rota_schedule_forward (schedule, layer, j)[place->credit] == cost)
      {
        place->node = j;
        place->layer = layer;
        return TRUE;
      }
  return FALSE;
}

/* One step back along the path. Returns: whether there was one, and not the beginning. */
static gboolean
step_back (const TaRotaSchedule *schedule, Place *place)
{
  const TaRotaLine *line = schedule->line;
  const TaRotaNode *node = &line->nodes[place->node];
  int i = place->node;
  int cost = ta_rota_schedule_forward (schedule, place->layer, i)[place->credit] - schedule->value[i];

  place->credit -= node->credit;
  if (place->layer == 0 && place->credit == 0 && !schedule->after_must[i] && cost == node->start_cost)
    return FALSE;
  for (int j = node->near_end - 1; j >= schedule->barrier[i]; j--)
    {
      int gap_cost = j < node->far ? 0 : line->gap_costs[node->day - line->nodes[j].day];

      if (schedule->value[j] < TA_ROTA_FAR_LIMIT
          && find_layer (schedule, j, cost - gap_cost, line->weekly && line->nodes[j].week == node->week, place))
        return TRUE;
    }
  g_assert_not_reached ();
}

int
ta_rota_schedule_trace (const TaRotaSchedule *schedule, int credit, int *turns)
{
  const TaRotaLine *line = schedule->line;
  gint64 cost = schedule->by_credit[credit] - (gint64) line->credit_costs[credit] * schedule->model->scale;
  Place place = { .credit = credit };
  int n = 0;

  if (credit == 0 && !schedule->any_must && cost == 0)
    return 0;
  if (!find_end (schedule, (int) cost, &place))
    g_assert_not_reached ();
  do
    turns[n++] = schedule->turn[place.node];
  while (step_back (schedule, &place));
  return n;
}
