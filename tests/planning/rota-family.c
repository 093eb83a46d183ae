/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rota-family.h"

static int
any (GRand *rand, int low, int high)
{
  return g_rand_int_range (rand, low, high + 1);
}

static void
make_turns (TaRotaProblem *problem, GRand *rand, const RotaFamily *family)
{
  int most_places = MIN (family->most_places, problem->n_households);
  int day = 0;

  for (int t = 0; t < problem->n_turns; t++)
    {
      /* Several on one day now and then. */
      day = t == 0 ? any (rand, 0, 2) : MIN (day + any (rand, 0, 3), problem->n_days - 1);
      problem->turns[t] = (TaRotaTurn) { day, day / 7, any (rand, 1, most_places), family->any_credit ? any (rand, 0, 3) : 1 };
    }
}

static void
make_credit_costs (TaRotaHousehold *household, GRand *rand, const RotaFamily *family)
{
  int n = any (rand, 2, 9);
  int centre = any (rand, -200, 500);
  g_autofree int *costs = g_new0 (int, n);

  for (int c = 0; c < n; c++)
    costs[c] = family->any_credit ? any (rand, 0, 300) : (100 * c - centre) * (100 * c - centre) / 100;
  ta_rota_household_set_credit_costs (household, costs, n);
}

static void
make_household (TaRotaHousehold *household, GRand *rand, const RotaFamily *family)
{
  int n = any (rand, 0, 12);
  g_autofree int *costs = g_new0 (int, MAX (n, 1));

  household->min_gap = any (rand, 0, 5);
  household->max_per_week = any (rand, 1, 3);
  household->last_day = g_rand_boolean (rand) ? -any (rand, 0, 8) : TA_ROTA_NEVER;
  for (int g = 0; g < n; g++)
    costs[g] = any (rand, 0, 3) != 0 ? any (rand, 0, 30) : 0;
  ta_rota_household_set_gap_costs (household, costs, n);
  make_credit_costs (household, rand, family);
}

static void
make_costs (TaRotaProblem *problem, int h, GRand *rand, const RotaFamily *family)
{
  int from = any (rand, 0, problem->n_days), until = from + any (rand, 0, 4);

  for (int t = 0; t < problem->n_turns; t++)
    {
      gboolean away = problem->turns[t].day >= from && problem->turns[t].day < until;

      if (!away && g_rand_double (rand) < family->eligible)
        problem->costs[h * problem->n_turns + t] = any (rand, 0, 20);
    }
}

static void
make_pins (TaRotaProblem *problem, GRand *rand, const RotaFamily *family)
{
  g_autofree int *credit = g_new0 (int, problem->n_households);

  problem->pinned = g_new0 (guint8, (gsize) problem->n_households * (gsize) problem->n_turns);
  for (int t = 0; t < problem->n_turns; t++)
    for (int i = 0; i < problem->turns[t].places; i++)
      {
        int h = any (rand, 0, problem->n_households - 1);

        if (g_rand_double (rand) >= family->pinned || ta_rota_problem_is_pinned (problem, h, t)
            || credit[h] + problem->turns[t].credit >= problem->households[h].n_credit_costs)
          continue;
        problem->pinned[h * problem->n_turns + t] = 1;
        credit[h] += problem->turns[t].credit;
      }
}

TaRotaProblem *
rota_family_new (GRand *rand, const RotaFamily *family)
{
  int turns = any (rand, 1, family->most_turns);
  TaRotaProblem *problem = ta_rota_problem_new ("random", any (rand, 1, family->most_households), turns, 3 * turns);

  make_turns (problem, rand, family);
  for (int h = 0; h < problem->n_households; h++)
    {
      make_household (&problem->households[h], rand, family);
      make_costs (problem, h, rand, family);
    }
  if (family->pinned > 0)
    make_pins (problem, rand, family);
  return problem;
}

char *
rota_plan_print (const TaRotaPlan *plan)
{
  GString *text = g_string_new (NULL);

  for (int t = 0; t < plan->n_turns; t++)
    {
      g_string_append_printf (text, "%d:", t);
      for (int i = plan->first_place[t]; i < plan->first_place[t + 1]; i++)
        g_string_append_printf (text, " %d", plan->households[i]);
      g_string_append_c (text, '\n');
    }
  return g_string_free (text, FALSE);
}

static gint64
most_of (const int *costs, int n_costs)
{
  gint64 most = 0;

  for (int i = 0; i < n_costs; i++)
    most = MAX (most, costs[i]);
  return most;
}

gint64
rota_most_points (const TaRotaProblem *problem)
{
  gint64 points = 1;

  for (int h = 0; h < problem->n_households; h++)
    {
      const TaRotaHousehold *household = &problem->households[h];

      points += most_of (household->credit_costs, household->n_credit_costs);
      points += most_of (household->gap_costs, household->n_gap_costs) * problem->n_turns;
      for (int t = 0; t < problem->n_turns; t++)
        points += MAX (ta_rota_problem_cost (problem, h, t), 0);
    }
  return points;
}
