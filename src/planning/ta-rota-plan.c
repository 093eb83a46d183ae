/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-rota-problem.h"

static void
place_pinned (const TaRotaProblem *problem, TaRotaPlan *plan, int turn)
{
  int place = plan->first_place[turn];

  for (int h = 0; h < problem->n_households && place < plan->first_place[turn + 1]; h++)
    if (ta_rota_problem_is_pinned (problem, h, turn))
      plan->households[place++] = h;
}

TaRotaPlan *
ta_rota_plan_new (const TaRotaProblem *problem)
{
  TaRotaPlan *plan = g_new0 (TaRotaPlan, 1);

  plan->n_turns = problem->n_turns;
  plan->first_place = g_new0 (int, problem->n_turns + 1);
  for (int t = 0; t < problem->n_turns; t++)
    plan->first_place[t + 1] = plan->first_place[t] + problem->turns[t].places;
  plan->n_places = plan->first_place[problem->n_turns];
  plan->households = g_new (int, MAX (plan->n_places, 1));
  for (int i = 0; i < plan->n_places; i++)
    plan->households[i] = TA_ROTA_NOBODY;
  for (int t = 0; t < problem->n_turns; t++)
    place_pinned (problem, plan, t);
  return plan;
}

TaRotaPlan *
ta_rota_plan_copy (const TaRotaPlan *plan)
{
  TaRotaPlan *copy = g_memdup2 (plan, sizeof *plan);

  copy->first_place = g_memdup2 (plan->first_place, ((gsize) plan->n_turns + 1) * sizeof *plan->first_place);
  copy->households = g_memdup2 (plan->households, (gsize) MAX (plan->n_places, 1) * sizeof *plan->households);
  return copy;
}

void
ta_rota_plan_free (TaRotaPlan *plan)
{
  if (plan == NULL)
    return;
  g_free (plan->first_place);
  g_free (plan->households);
  g_free (plan);
}

gboolean
ta_rota_plan_holds (const TaRotaPlan *plan, int household, int turn)
{
  for (int i = plan->first_place[turn]; i < plan->first_place[turn + 1]; i++)
    if (plan->households[i] == household)
      return TRUE;
  return FALSE;
}
