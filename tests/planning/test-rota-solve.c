/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-rota-solve.h"

#include <string.h>

/* Small problems with everything in them, against the best of all their plans. */

static int
pick (GRand *rand, int low, int high)
{
  return g_rand_int_range (rand, low, high + 1);
}

static void
make_household (GRand *rand, TaRotaHousehold *household)
{
  int gaps[9], credits[9];
  int n_gaps = pick (rand, 0, 8), n_credits = pick (rand, 2, 8);

  household->min_gap = pick (rand, 0, 3);
  household->max_per_week = pick (rand, 1, 3);
  household->last_day = pick (rand, 0, 2) == 0 ? TA_ROTA_NEVER : -pick (rand, 0, 5);
  for (int i = 0; i < n_gaps; i++)
    gaps[i] = pick (rand, 0, 20);
  for (int c = 0; c < n_credits; c++)
    credits[c] = pick (rand, 0, 3) == 0 ? pick (rand, 0, 200) : 30 * (c - 2) * (c - 2);
  ta_rota_household_set_gap_costs (household, gaps, n_gaps);
  ta_rota_household_set_credit_costs (household, credits, n_credits);
}

static void
make_turns (GRand *rand, TaRotaProblem *problem)
{
  int day = 0, places = 0;

  for (int t = 0; t < problem->n_turns; t++)
    {
      problem->turns[t] = (TaRotaTurn) { .day = day, .week = day / 5, .places = pick (rand, 0, 3) == 0 && places < 3 ? 2 : 1, .credit = pick (rand, 0, 5) == 0 ? pick (rand, 0, 2) : 1 };
      places += problem->turns[t].places > 1;
      day = MIN (day + pick (rand, 0, 2), problem->n_days - 1);
    }
}

/* Pinned turns may break the rules about gaps and weeks, but there is no more than one a day, and no more than places. */
static void
make_pins (GRand *rand, TaRotaProblem *problem)
{
  problem->pinned = g_new0 (guint8, problem->n_households * problem->n_turns);
  for (int t = 0; t < problem->n_turns; t++)
    if (pick (rand, 0, 3) == 0)
      problem->pinned[pick (rand, 0, problem->n_households - 1) * problem->n_turns + t] = 1;
}

static TaRotaProblem *
make_problem (guint32 seed)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  TaRotaProblem *problem = ta_rota_problem_new ("small", pick (rand, 2, 4), pick (rand, 3, 6), 16);

  for (int h = 0; h < problem->n_households; h++)
    make_household (rand, &problem->households[h]);
  make_turns (rand, problem);
  for (int i = 0; i < problem->n_households * problem->n_turns; i++)
    problem->costs[i] = pick (rand, 0, 3) == 0 ? TA_ROTA_INELIGIBLE : pick (rand, 0, 9);
  if (pick (rand, 0, 1) == 0)
    make_pins (rand, problem);
  return problem;
}

typedef struct
{
  const TaRotaProblem *problem;
  TaRotaPlan *plan;
  TaRotaScore best;
  gint64 *least; /* by pair: total of the best plan that has it and as few uncovered places as can be */
  int *least_uncovered;
} Brute;

static gboolean
is_better (int uncovered, gint64 total, int than_uncovered, gint64 than_total)
{
  return uncovered < than_uncovered || (uncovered == than_uncovered && total < than_total);
}

static void
judge (Brute *brute)
{
  TaRotaScore score;

  if (!ta_rota_evaluate (brute->problem, brute->plan, &score, NULL))
    return;
  if (is_better (score.uncovered, score.total, brute->best.uncovered, brute->best.total))
    brute->best = score;
  for (int t = 0; t < brute->problem->n_turns; t++)
    for (int i = brute->plan->first_place[t]; i < brute->plan->first_place[t + 1]; i++)
      {
        int pair = brute->plan->households[i] * brute->problem->n_turns + t;

        if (brute->plan->households[i] >= 0 && is_better (score.uncovered, score.total, brute->least_uncovered[pair], brute->least[pair]))
          {
            brute->least_uncovered[pair] = score.uncovered;
            brute->least[pair] = score.total;
          }
      }
}

static void
enumerate (Brute *brute, int t, int place)
{
  int least;

  if (t == brute->problem->n_turns)
    {
      judge (brute);
      return;
    }
  if (place == brute->plan->first_place[t + 1])
    {
      enumerate (brute, t + 1, place);
      return;
    }
  /* Holders in rising order; nobody comes first. */
  least = place > brute->plan->first_place[t] ? brute->plan->households[place - 1] : TA_ROTA_NOBODY;
  for (int h = least; h < brute->problem->n_households; h++)
    if (h == TA_ROTA_NOBODY || h > least || place == brute->plan->first_place[t])
      {
        brute->plan->households[place] = h;
        enumerate (brute, t, place + 1);
      }
}

static void
check_marginals (const TaRotaProblem *problem, const TaRotaResult *result, const Brute *brute)
{
  g_autofree gint64 *marginals = ta_rota_min_marginals (problem, result->certificate);

  for (int i = 0; i < problem->n_households * problem->n_turns; i++)
    if (brute->least_uncovered[i] <= result->score.uncovered)
      g_assert_cmpint (marginals[i], <=, brute->least[i]);
}

static void
check_result (const TaRotaProblem *problem, const TaRotaResult *result, const Brute *brute)
{
  TaRotaScore score;
  int uncovered = -1;
  gint64 bound = -1;

  g_assert_true (ta_rota_evaluate (problem, result->plan, &score, NULL));
  g_assert_cmpint (score.total, ==, result->score.total);
  g_assert_cmpint (score.uncovered, ==, result->score.uncovered);
  g_assert_true (ta_rota_certificate_check (problem, result->certificate, &uncovered, &bound));
  g_assert_cmpint (uncovered, ==, result->uncovered_bound);
  g_assert_cmpint (bound, ==, result->bound);
  g_assert_cmpint (uncovered, <=, brute->best.uncovered);
  g_assert_cmpint (bound, <=, brute->best.total);
  g_assert_cmpint (result->score.uncovered, ==, brute->best.uncovered);
  g_assert_cmpint (result->score.total, ==, brute->best.total);
  check_marginals (problem, result, brute);
}

static gboolean
check_problem (const TaRotaProblem *problem)
{
  gsize n = (gsize) (problem->n_households * problem->n_turns);
  g_autoptr (TaRotaPlan) plan = ta_rota_plan_new (problem);
  g_autofree gint64 *least = g_new0 (gint64, n);
  g_autofree int *least_uncovered = g_new (int, n);
  Brute brute = { problem, plan, { .uncovered = G_MAXINT }, least, least_uncovered };
  g_autoptr (TaRotaResult) result = NULL;

  for (gsize i = 0; i < n; i++)
    least_uncovered[i] = G_MAXINT;
  enumerate (&brute, 0, 0);
  /* Pinned turns may be more than the rules about credit allow; then there is no plan. */
  if (brute.best.uncovered == G_MAXINT)
    return FALSE;
  result = ta_rota_solve (problem, NULL, NULL, NULL, NULL);
  check_result (problem, result, &brute);
  return TRUE;
}

static void
test_brute_force (void)
{
  int checked = 0;

  for (guint32 seed = 1; seed <= 150; seed++)
    {
      g_autoptr (TaRotaProblem) problem = make_problem (seed);

      g_test_message ("seed %u", seed);
      checked += check_problem (problem);
    }
  g_assert_cmpint (checked, >, 100);
}

static void
test_replay (void)
{
  g_autoptr (TaRotaProblem) problem = make_problem (17);
  TaRotaOptions options = { .seed = 5 };
  g_autoptr (TaRotaResult) first = ta_rota_solve (problem, &options, NULL, NULL, NULL);
  g_autoptr (TaRotaResult) second = ta_rota_solve (problem, &options, NULL, NULL, NULL);

  g_assert_cmpmem (first->plan->households, (gsize) first->plan->n_places * sizeof (int), second->plan->households,
                   (gsize) second->plan->n_places * sizeof (int));
  g_assert_cmpint (first->work, ==, second->work);
  g_assert_cmpint (first->bound, ==, second->bound);
}

/* Without candidates every place stays open, and that is proved. */
static void
test_nobody (void)
{
  g_autoptr (TaRotaProblem) problem = make_problem (3);
  g_autoptr (TaRotaResult) result = NULL;

  g_clear_pointer (&problem->pinned, g_free);
  for (int i = 0; i < problem->n_households * problem->n_turns; i++)
    problem->costs[i] = TA_ROTA_INELIGIBLE;
  result = ta_rota_solve (problem, NULL, NULL, NULL, NULL);
  g_assert_true (result->proved);
  g_assert_cmpint (result->score.uncovered, ==, result->plan->n_places);
  g_assert_cmpint (result->uncovered_bound, ==, result->plan->n_places);
}

static void
test_cancelled (void)
{
  g_autoptr (TaRotaProblem) problem = make_problem (4);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (TaRotaResult) result = NULL;
  TaRotaScore score;

  g_cancellable_cancel (cancellable);
  result = ta_rota_solve (problem, NULL, cancellable, NULL, NULL);
  g_assert_true (ta_rota_evaluate (problem, result->plan, &score, NULL));
  g_assert_cmpint (result->bound, <=, result->score.total);
}

static void
test_certificate_copy (void)
{
  g_autoptr (TaRotaProblem) problem = make_problem (8);
  g_autoptr (TaRotaResult) result = ta_rota_solve (problem, NULL, NULL, NULL, NULL);
  g_autoptr (TaRotaCertificate) copy = ta_rota_certificate_copy (result->certificate);
  g_autoptr (TaRotaProblem) easier = ta_rota_problem_copy (problem);
  int uncovered = 0;
  gint64 bound = 0;

  g_clear_pointer (&result, ta_rota_result_free);
  g_assert_true (ta_rota_certificate_check (problem, copy, &uncovered, &bound));
  /* What it proves of this problem it does not prove of one in which everybody can do anything for nothing. */
  g_clear_pointer (&easier->pinned, g_free);
  memset (easier->costs, 0, (gsize) (easier->n_households * easier->n_turns) * sizeof (int));
  for (int h = 0; h < easier->n_households; h++)
    {
      memset (easier->households[h].credit_costs, 0, (gsize) easier->households[h].n_credit_costs * sizeof (int));
      easier->households[h].n_gap_costs = 0;
    }
  g_assert_cmpint (bound, >, 0);
  g_assert_false (ta_rota_certificate_check (easier, copy, &uncovered, &bound));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rota/solve/brute-force", test_brute_force);
  g_test_add_func ("/rota/solve/replay", test_replay);
  g_test_add_func ("/rota/solve/nobody", test_nobody);
  g_test_add_func ("/rota/solve/cancelled", test_cancelled);
  g_test_add_func ("/rota/solve/certificate", test_certificate_copy);
  return g_test_run ();
}
