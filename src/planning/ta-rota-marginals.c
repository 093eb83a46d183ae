/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-rota-marginals.h"

#include "ta-rota-kernel.h"

/* More than any path costs by its nodes; what costs this much by its credit is as good as cut off. */
#define LARGEST_CREDIT_COST (1 << 25)

TaRotaMarginals *
ta_rota_marginals_new (const TaRotaModel *model)
{
  TaRotaMarginals *marginals = g_new0 (TaRotaMarginals, 1);
  gsize layered = 1, flat = 1, row = 1;
  int nodes = 0;

  for (int h = 0; h < model->n_households; h++)
    {
      const TaRotaLine *line = &model->lines[h];

      layered = MAX (layered, (gsize) line->n_layers * (gsize) line->n_nodes * (gsize) line->stride);
      flat = MAX (flat, (gsize) (line->n_nodes + 1) * (gsize) line->stride);
      row = MAX (row, (gsize) line->stride);
      nodes = MAX (nodes, line->n_nodes);
    }
  marginals->after = g_new (int, layered);
  marginals->arrive = g_new (int, layered);
  marginals->suffix = g_new (int, flat);
  marginals->by_end = g_new (int, row);
  marginals->suffix_row = g_new (int, nodes + 1);
  marginals->rows = g_new (const int *, nodes + 2);
  marginals->row_costs = g_new (int, nodes + 2);
  return marginals;
}

void
ta_rota_marginals_free (TaRotaMarginals *marginals)
{
  if (marginals == NULL)
    return;
  g_free (marginals->after);
  g_free (marginals->arrive);
  g_free (marginals->suffix);
  g_free (marginals->by_end);
  g_free (marginals->suffix_row);
  g_free (marginals->rows);
  g_free (marginals->row_costs);
  g_free (marginals);
}

static inline int
n_blocks (const TaRotaLine *line)
{
  return (line->n_credits + TA_ROTA_BLOCK - 1) / TA_ROTA_BLOCK;
}

static int *
layered_row (const TaRotaSchedule *schedule, int *table, int layer, int node)
{
  return ta_rota_schedule_row (schedule, table, layer * schedule->line->n_nodes + node);
}

static void
fill (int *row, int from, int to)
{
  for (int c = from; c < to; c++)
    row[c] = TA_ROTA_FAR_COST;
}

static void
prepare (TaRotaMarginals *marginals, const TaRotaSchedule *schedule, const TaRotaDomain *domain)
{
  const TaRotaLine *line = schedule->line;
  int h = schedule->household;

  fill (marginals->by_end, 0, line->stride);
  for (int c = MAX (domain->low[h], 0); c < line->n_credits && c <= domain->high[h]; c++)
    marginals->by_end[line->pad + c] = (int) MIN ((gint64) line->credit_costs[c] * schedule->model->scale, LARGEST_CREDIT_COST);
  fill (ta_rota_schedule_row (schedule, marginals->suffix, line->n_nodes), -line->pad, line->stride - line->pad);
  marginals->suffix_row[line->n_nodes] = line->n_nodes;
}

/* The rows by which a path goes on after node i; the first node that it may not leave out bounds them. */
static int
find_rows (TaRotaMarginals *marginals, const TaRotaSchedule *schedule, int i, int layer, int limit)
{
  const TaRotaLine *line = schedule->line;
  const TaRotaNode *node = &line->nodes[i];
  int n = 0, j = i + 1;

  if (i >= schedule->end_barrier)
    {
      marginals->rows[n] = marginals->by_end + line->pad;
      marginals->row_costs[n++] = 0;
    }
  for (; j < limit && line->nodes[j].far <= i; j++)
    {
      gboolean same_week = line->weekly && line->nodes[j].week == node->week;

      if (line->nodes[j].near_end <= i || schedule->value[j] >= TA_ROTA_FAR_LIMIT || (same_week && layer + 1 >= MIN (line->n_layers, node->week_cap)))
        continue;
      marginals->rows[n] = layered_row (schedule, marginals->arrive, same_week ? layer + 1 : 0, j);
      marginals->row_costs[n++] = line->gap_costs[line->nodes[j].day - node->day];
    }
  if (j < limit)
    {
      marginals->rows[n] = ta_rota_schedule_row (schedule, marginals->suffix, marginals->suffix_row[j]);
      marginals->row_costs[n++] = 0;
    }
  return n;
}

/* arrive [c] = value + after [c + credit]; what is beyond the highest credit is no path. */
static void
find_arrival (TaRotaMarginals *marginals, const TaRotaSchedule *schedule, int i, int layer)
{
  const TaRotaLine *line = schedule->line;
  int *after = layered_row (schedule, marginals->after, layer, i);
  int *arrive = layered_row (schedule, marginals->arrive, layer, i);
  int credit = line->nodes[i].credit;
  int n = MAX (line->n_credits - credit, 0);

  for (int c = 0; c < n; c++)
    arrive[c] = after[c + credit] >= TA_ROTA_FAR_LIMIT ? TA_ROTA_FAR_COST : after[c + credit] + schedule->value[i];
  fill (arrive, n, n_blocks (line) * TA_ROTA_BLOCK);
}

static void
run_node (TaRotaMarginals *marginals, const TaRotaSchedule *schedule, int i, int limit, gboolean restarts)
{
  const TaRotaLine *line = schedule->line;
  int behind = restarts ? line->n_nodes : marginals->suffix_row[i + 1];

  marginals->suffix_row[i] = behind;
  if (schedule->value[i] >= TA_ROTA_FAR_LIMIT)
    return;
  for (int layer = 0; layer < line->n_layers; layer++)
    {
      int n = find_rows (marginals, schedule, i, layer, limit);

      ta_rota_kernel_gather (layered_row (schedule, marginals->after, layer, i), marginals->rows, marginals->row_costs, n, n_blocks (line));
      find_arrival (marginals, schedule, i, layer);
    }
  marginals->suffix_row[i] = i;
  ta_rota_kernel_min (ta_rota_schedule_row (schedule, marginals->suffix, i), ta_rota_schedule_row (schedule, marginals->suffix, behind),
                      layered_row (schedule, marginals->arrive, 0, i), n_blocks (line));
}

static void
join (TaRotaMarginals *marginals, const TaRotaSchedule *schedule, const guint8 *pairs, const int *costs, const int *multipliers, int i, gint64 *by_turn)
{
  const TaRotaLine *line = schedule->line;
  const TaRotaNode *node = &line->nodes[i];
  int least = TA_ROTA_FAR_COST;

  for (int layer = 0; layer < line->n_layers && schedule->value[i] < TA_ROTA_FAR_LIMIT; layer++)
    least = MIN (least, ta_rota_kernel_least_sum (ta_rota_schedule_forward (schedule, layer, i), layered_row (schedule, marginals->after, layer, i), line->n_credits));
  if (least >= TA_ROTA_FAR_LIMIT)
    return;
  for (int k = 0; k < node->n_turns; k++)
    {
      int t = line->turns[node->first_turn + k];

      if (pairs[t] != TA_ROTA_NO)
        by_turn[t] = (gint64) least - schedule->value[i] + costs[t] - multipliers[t];
    }
}

void
ta_rota_marginals_run (TaRotaMarginals *marginals, const TaRotaSchedule *schedule, const TaRotaDomain *domain, const int *multipliers, gint64 *by_turn)
{
  const TaRotaLine *line = schedule->line;
  gsize offset = (gsize) schedule->household * (gsize) schedule->model->n_turns;
  /* One past the nodes of the next slot that must be held. */
  int limit = line->n_nodes;

  for (int t = 0; t < schedule->model->n_turns; t++)
    by_turn[t] = TA_ROTA_IMPOSSIBLE;
  prepare (marginals, schedule, domain);
  for (int i = line->n_nodes - 1; i >= 0; i--)
    {
      int slot = line->nodes[i].slot;
      int begin = line->slot_start[slot], end = line->slot_start[slot + 1];
      gboolean must = schedule->restarts[begin];

      run_node (marginals, schedule, i, limit, must && i == end - 1);
      if (must && i == begin)
        limit = end;
    }
  for (int i = 0; i < line->n_nodes; i++)
    join (marginals, schedule, domain->pairs + offset, schedule->model->costs + offset, multipliers, i, by_turn);
}
