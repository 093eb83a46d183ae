/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-rota-problem.h"

#include <string.h>

static int *
copy_costs (const int *costs, int n_costs)
{
  return g_memdup2 (costs, (gsize) n_costs * sizeof (int));
}

static void
set_costs (int **table, int *n_table, const int *costs, int n_costs)
{
  int *copy = copy_costs (costs, n_costs);

  g_free (*table);
  *table = copy;
  *n_table = n_costs;
}

void
ta_rota_household_set_gap_costs (TaRotaHousehold *household, const int *costs, int n_costs)
{
  set_costs (&household->gap_costs, &household->n_gap_costs, costs, n_costs);
}

void
ta_rota_household_set_credit_costs (TaRotaHousehold *household, const int *costs, int n_costs)
{
  set_costs (&household->credit_costs, &household->n_credit_costs, costs, n_costs);
}

TaRotaProblem *
ta_rota_problem_new (const char *name, int n_households, int n_turns, int n_days)
{
  TaRotaProblem *problem = g_new0 (TaRotaProblem, 1);
  gsize pairs = (gsize) n_households * (gsize) n_turns;

  problem->name = g_strdup (name);
  problem->n_households = n_households;
  problem->n_turns = n_turns;
  problem->n_days = n_days;
  problem->turns = g_new0 (TaRotaTurn, n_turns);
  problem->households = g_new0 (TaRotaHousehold, n_households);
  problem->costs = g_new (int, pairs);
  for (gsize i = 0; i < pairs; i++)
    problem->costs[i] = TA_ROTA_INELIGIBLE;
  return problem;
}

TaRotaProblem *
ta_rota_problem_copy (const TaRotaProblem *problem)
{
  TaRotaProblem *copy = g_memdup2 (problem, sizeof *problem);
  gsize pairs = (gsize) problem->n_households * (gsize) problem->n_turns;

  copy->name = g_strdup (problem->name);
  copy->turns = g_memdup2 (problem->turns, (gsize) problem->n_turns * sizeof *problem->turns);
  copy->households = g_memdup2 (problem->households, (gsize) problem->n_households * sizeof *problem->households);
  for (int h = 0; h < problem->n_households; h++)
    {
      copy->households[h].gap_costs = copy_costs (problem->households[h].gap_costs, problem->households[h].n_gap_costs);
      copy->households[h].credit_costs = copy_costs (problem->households[h].credit_costs, problem->households[h].n_credit_costs);
    }
  copy->costs = g_memdup2 (problem->costs, pairs * sizeof *problem->costs);
  copy->pinned = g_memdup2 (problem->pinned, problem->pinned != NULL ? pairs : 0);
  return copy;
}

void
ta_rota_problem_free (TaRotaProblem *problem)
{
  if (problem == NULL)
    return;
  for (int h = 0; h < problem->n_households; h++)
    {
      g_free (problem->households[h].gap_costs);
      g_free (problem->households[h].credit_costs);
    }
  g_free (problem->households);
  g_free (problem->turns);
  g_free (problem->costs);
  g_free (problem->pinned);
  g_free (problem->name);
  g_free (problem);
}

gboolean
ta_rota_problem_is_pinned (const TaRotaProblem *problem, int household, int turn)
{
  return problem->pinned != NULL && problem->pinned[(gsize) household * (gsize) problem->n_turns + (gsize) turn] != 0;
}

int
ta_rota_problem_cost (const TaRotaProblem *problem, int household, int turn)
{
  int cost = problem->costs[(gsize) household * (gsize) problem->n_turns + (gsize) turn];

  return cost < 0 && ta_rota_problem_is_pinned (problem, household, turn) ? 0 : cost;
}
