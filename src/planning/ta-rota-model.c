/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-rota-model.h"

#define LARGEST_SUM (1 << 27)

static int
least_gap (const TaRotaHousehold *household)
{
  return MAX (household->min_gap, 1);
}

static int
pinned_in_week (const TaRotaProblem *problem, int h, int week)
{
  int pinned = 0;

  for (int t = 0; t < problem->n_turns; t++)
    pinned += problem->turns[t].week == week && ta_rota_problem_is_pinned (problem, h, t);
  return pinned;
}

/* A turn that is not pinned stands back from every pinned one, and from the last before the period. */
static gboolean
can_hold (const TaRotaProblem *problem, int h, int t)
{
  const TaRotaHousehold *household = &problem->households[h];
  const TaRotaTurn *turn = &problem->turns[t];

  if (ta_rota_problem_is_pinned (problem, h, t))
    return TRUE;
  if (ta_rota_problem_cost (problem, h, t) < 0 || turn->credit >= household->n_credit_costs || household->max_per_week < 1)
    return FALSE;
  if (household->last_day != TA_ROTA_NEVER && turn->day - household->last_day < least_gap (household))
    return FALSE;
  for (int u = 0; problem->pinned != NULL && u < problem->n_turns; u++)
    if (ta_rota_problem_is_pinned (problem, h, u) && ABS (problem->turns[u].day - turn->day) < least_gap (household))
      return FALSE;
  return TRUE;
}

static int
scaled_cost (const TaRotaModel *model, const TaRotaLine *line, int points)
{
  gint64 most = LARGEST_SUM / 4 / MAX (line->max_turns, 1);

  /* What is cut off only makes bounds lower. */
  return (int) MIN ((gint64) points * model->scale, most);
}

static void
add_node (const TaRotaProblem *problem, TaRotaLine *line, int h, int t)
{
  const TaRotaTurn *turn = &problem->turns[t];
  gboolean pinned = ta_rota_problem_is_pinned (problem, h, t);
  TaRotaNode *last = line->n_nodes > 0 ? &line->nodes[line->n_nodes - 1] : NULL;
  TaRotaNode *node = &line->nodes[line->n_nodes++];

  *node = (TaRotaNode) { .day = turn->day, .week = turn->week, .credit = turn->credit };
  node->week_cap = MAX (problem->households[h].max_per_week, pinned_in_week (problem, h, turn->week));
  node->slot = last == NULL ? 0 : last->slot + (last->day != turn->day || pinned);
  node->first_turn = last == NULL ? 0 : last->first_turn + last->n_turns;
}

/* Turns of a day are taken credit by credit, so that a node is a stretch of the list. */
static void
add_day (const TaRotaProblem *problem, TaRotaLine *line, int h, int begin, int end, guint8 *can)
{
  for (int t = begin; t < end; t++)
    {
      gboolean pinned = can[t] && ta_rota_problem_is_pinned (problem, h, t);

      if (!can[t])
        continue;
      add_node (problem, line, h, t);
      for (int u = t; u < end; u++)
        if (can[u] && (u == t || (!pinned && problem->turns[u].credit == problem->turns[t].credit)))
          {
            TaRotaNode *node = &line->nodes[line->n_nodes - 1];

            line->turns[node->first_turn + node->n_turns++] = u;
            can[u] = FALSE;
          }
    }
}

static void
add_nodes (const TaRotaProblem *problem, TaRotaLine *line, int h)
{
  g_autofree guint8 *can = g_new0 (guint8, problem->n_turns + 1);

  line->nodes = g_new0 (TaRotaNode, problem->n_turns + 1);
  line->turns = g_new0 (int, problem->n_turns + 1);
  for (int t = 0; t < problem->n_turns; t++)
    can[t] = can_hold (problem, h, t);
  for (int begin = 0, end; begin < problem->n_turns; begin = end)
    {
      for (end = begin + 1; end < problem->n_turns && problem->turns[end].day == problem->turns[begin].day;)
        end++;
      add_day (problem, line, h, begin, end, can);
    }
}

static void
add_slots (TaRotaLine *line)
{
  line->n_slots = line->n_nodes > 0 ? line->nodes[line->n_nodes - 1].slot + 1 : 0;
  line->slot_start = g_new0 (int, line->n_slots + 1);
  for (int i = line->n_nodes - 1; i >= 0; i--)
    line->slot_start[line->nodes[i].slot] = i;
  line->slot_start[line->n_slots] = line->n_nodes;
}

/* Nothing but pinned turns is nearer to a pinned turn than the least gap, so that all that went before may lead to it. */
static int
find_near_end (const TaRotaProblem *problem, const TaRotaLine *line, int h, int i)
{
  const TaRotaNode *node = &line->nodes[i];
  int end = i;

  if (ta_rota_problem_is_pinned (problem, h, line->turns[node->first_turn]))
    return i;
  while (end > 0 && node->day - line->nodes[end - 1].day < least_gap (&problem->households[h]))
    end--;
  return end;
}

/* Longest chain within the week of node i that ends there. */
static int
find_chain (const TaRotaLine *line, const int *chain, int i)
{
  int longest = 0;

  for (int j = line->nodes[i].near_end - 1; j >= 0 && line->nodes[j].week == line->nodes[i].week; j--)
    longest = MAX (longest, chain[j]);
  return longest + 1;
}

static void
find_layers (TaRotaLine *line)
{
  g_autofree int *chain = g_new0 (int, line->n_nodes + 1);

  line->n_layers = 1;
  for (int i = 0; i < line->n_nodes; i++)
    {
      chain[i] = find_chain (line, chain, i);
      line->weekly = line->weekly || chain[i] > line->nodes[i].week_cap;
    }
  for (int i = 0; i < line->n_nodes && line->weekly; i++)
    line->n_layers = MAX (line->n_layers, MIN (chain[i], line->nodes[i].week_cap));
}

static void
find_far (const TaRotaHousehold *household, TaRotaLine *line)
{
  for (int i = 0; i < line->n_nodes; i++)
    {
      TaRotaNode *node = &line->nodes[i];

      node->far = 0;
      while (node->far < node->near_end && node->day - line->nodes[node->far].day >= household->n_gap_costs
             && !(line->weekly && line->nodes[node->far].week == node->week))
        node->far++;
    }
}

static void
find_credits (const TaRotaHousehold *household, TaRotaLine *line)
{
  g_autofree int *turns = g_new0 (int, line->n_nodes + 1);
  g_autofree gint64 *credits = g_new0 (gint64, line->n_nodes + 1);
  gint64 most = 0;
  int most_credit = 0;

  /* turns[i + 1], credits[i + 1]: the most on a path among the first i + 1 nodes. */
  for (int i = 0; i < line->n_nodes; i++)
    {
      turns[i + 1] = MAX (turns[i], turns[line->nodes[i].near_end] + 1);
      credits[i + 1] = MAX (credits[i], credits[line->nodes[i].near_end] + line->nodes[i].credit);
      most_credit = MAX (most_credit, line->nodes[i].credit);
    }
  line->max_turns = turns[line->n_nodes];
  most = credits[line->n_nodes];
  line->n_credits = (int) MIN (most + 1, household->n_credit_costs);
  line->pad = (MIN (most_credit, line->n_credits) + 7) & ~7;
  line->stride = ((line->n_credits + 7) & ~7) + 2 * line->pad;
}

static void
scale_costs (const TaRotaModel *model, const TaRotaHousehold *household, TaRotaLine *line)
{
  line->n_gap_costs = MAX (household->n_gap_costs, model->problem->n_days + 1);
  line->gap_costs = g_new0 (int, line->n_gap_costs);
  for (int g = 0; g < household->n_gap_costs; g++)
    line->gap_costs[g] = scaled_cost (model, line, household->gap_costs[g]);
  line->credit_costs = household->credit_costs;
  for (int i = 0; i < line->n_nodes && household->last_day != TA_ROTA_NEVER; i++)
    {
      int gap = line->nodes[i].day - household->last_day;

      if (gap < household->n_gap_costs)
        line->nodes[i].start_cost = line->gap_costs[gap];
    }
}

static void
count_work (TaRotaLine *line)
{
  line->work = 0;
  for (int i = 0; i < line->n_nodes; i++)
    line->work += (gint64) line->n_layers * (line->nodes[i].near_end - line->nodes[i].far + 3) * ((line->n_credits + 7) / 8);
  line->work = line->work / 10 + line->n_nodes + 1;
}

static void
add_line (TaRotaModel *model, int h)
{
  const TaRotaProblem *problem = model->problem;
  TaRotaLine *line = &model->lines[h];

  add_nodes (problem, line, h);
  add_slots (line);
  line->first_slot = model->n_slots;
  model->n_slots += line->n_slots;
  for (int i = 0; i < line->n_nodes; i++)
    line->nodes[i].near_end = find_near_end (problem, line, h, i);
  find_layers (line);
  find_far (&problem->households[h], line);
  find_credits (&problem->households[h], line);
}

/* Points are scaled as long as a household's worst sum stays far from the limits of an int. */
static void
find_scale (TaRotaModel *model)
{
  gint64 worst = 1;

  for (int h = 0; h < model->n_households; h++)
    {
      gint64 highest = 0;

      for (int t = 0; t < model->n_turns; t++)
        highest = MAX (highest, ta_rota_problem_cost (model->problem, h, t));
      for (int g = 0; g < model->problem->households[h].n_gap_costs; g++)
        highest = MAX (highest, model->problem->households[h].gap_costs[g]);
      worst = MAX (worst, highest * MAX (model->lines[h].max_turns, 1));
    }
  model->scale = TA_ROTA_SCALE;
  while (model->scale > 1 && worst * model->scale > LARGEST_SUM / 4)
    model->scale /= 2;
}

static void
find_costs (TaRotaModel *model)
{
  int most_turns = 1;

  model->costs = g_new (int, (gsize) model->n_households *(gsize) model->n_turns);
  for (gsize i = 0; i < (gsize) model->n_households * (gsize) model->n_turns; i++)
    model->costs[i] = TA_ROTA_INELIGIBLE;
  for (int h = 0; h < model->n_households; h++)
    {
      const TaRotaLine *line = &model->lines[h];

      most_turns = MAX (most_turns, line->max_turns);
      for (int i = 0; line->n_nodes > 0 && i < line->nodes[line->n_nodes - 1].first_turn + line->nodes[line->n_nodes - 1].n_turns; i++)
        model->costs[h * model->n_turns + line->turns[i]] = scaled_cost (model, line, ta_rota_problem_cost (model->problem, h, line->turns[i]));
    }
  model->max_multiplier = MIN (LARGEST_SUM / most_turns, 20 * TA_ROTA_UNCOVERED * model->scale);
}

TaRotaModel *
ta_rota_model_prepare (const TaRotaProblem *problem, int uncovered_cost, int min_uncovered, int max_uncovered)
{
  TaRotaModel *model = g_new0 (TaRotaModel, 1);

  model->problem = problem;
  model->n_households = problem->n_households;
  model->n_turns = problem->n_turns;
  model->uncovered_cost = uncovered_cost;
  model->min_uncovered = min_uncovered;
  model->max_uncovered = max_uncovered;
  for (int t = 0; t < problem->n_turns; t++)
    model->n_places += problem->turns[t].places;
  model->lines = g_new0 (TaRotaLine, problem->n_households);
  for (int h = 0; h < problem->n_households; h++)
    add_line (model, h);
  find_scale (model);
  find_costs (model);
  for (int h = 0; h < problem->n_households; h++)
    {
      scale_costs (model, &problem->households[h], &model->lines[h]);
      count_work (&model->lines[h]);
    }
  return model;
}

void
ta_rota_model_free (TaRotaModel *model)
{
  if (model == NULL)
    return;
  for (int h = 0; h < model->n_households; h++)
    {
      g_free (model->lines[h].nodes);
      g_free (model->lines[h].turns);
      g_free (model->lines[h].slot_start);
      g_free (model->lines[h].gap_costs);
    }
  g_free (model->lines);
  g_free (model->costs);
  g_free (model);
}

gint64
ta_rota_model_points (const TaRotaModel *model, gint64 scaled)
{
  gint64 points = scaled / model->scale;

  return points + (points * model->scale < scaled);
}

TaRotaProblem *
ta_rota_problem_coverage (const TaRotaProblem *problem)
{
  TaRotaProblem *coverage = ta_rota_problem_copy (problem);

  for (gsize i = 0; i < (gsize) problem->n_households * (gsize) problem->n_turns; i++)
    coverage->costs[i] = MIN (coverage->costs[i], 0);
  for (int h = 0; h < problem->n_households; h++)
    {
      TaRotaHousehold *household = &coverage->households[h];

      household->n_gap_costs = 0;
      for (int c = 0; c < household->n_credit_costs; c++)
        household->credit_costs[c] = 0;
    }
  return coverage;
}
