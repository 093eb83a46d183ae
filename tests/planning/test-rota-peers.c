/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-rota-solve.h"

#include "peer-glpk.h"
#include "rota-exhaustive.h"
#include "rota-family.h"
#include "ta-rota-text.h"

/* Ours against GLPK, which is given the flow model of tests/peers. That model in its turn is held against exhaustive search. */

#define LIMIT_MS 10000
#define MOST_PLANS 20000

/* The lexicographic objective as one number. */
static gint64
weighted (const TaRotaScore *score, gint64 uncovered)
{
  return score->uncovered * uncovered + score->total - score->uncovered * (gint64) TA_ROTA_UNCOVERED;
}

/* What GLPK proves to be best, in the evaluator's numbers; FALSE where it did not come to an end. */
static gboolean
solve_by_glpk (const TaRotaProblem *problem, TaRotaScore *score)
{
  gint64 uncovered = rota_most_points (problem);
  g_autoptr (PeerModel) model = peer_model_new (problem, uncovered);
  g_auto (PeerResult) result = { 0 };
  g_autofree char *broken = NULL;

  peer_glpk_solve (model, problem, LIMIT_MS, &result);
  if (!result.proved)
    return FALSE;
  if (!ta_rota_evaluate (problem, result.plan, score, &broken))
    g_error ("GLPK’s plan: %s", broken);
  g_assert_cmpint (weighted (score, uncovered), ==, (gint64) result.bound);
  return TRUE;
}

static void
fail (const char *what, const TaRotaProblem *problem)
{
  g_autofree char *text = ta_rota_problem_print (problem);

  g_error ("%s:\n%s", what, text);
}

static void
test_model (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);
  int compared = 0;

  for (int i = 0; i < 400; i++)
    {
      RotaFamily family = { 4, 7, 2, 0.8, i % 2 ? 0.15 : 0, i % 3 == 0 };
      g_autoptr (TaRotaProblem) problem = rota_family_new (rand, &family);
      TaRotaScore ours, theirs;

      if (rota_exhaustive_size (problem) > MOST_PLANS)
        continue;
      g_assert_true (rota_exhaustive (problem, &ours));
      g_assert_true (solve_by_glpk (problem, &theirs));
      if (ours.uncovered != theirs.uncovered || ours.total != theirs.total)
        fail ("GLPK’s optimum of the flow model is another than that of exhaustive search", problem);
      compared++;
    }
  g_test_message ("%d rotas", compared);
  g_assert_cmpint (compared, >, 200);
}

static void
compare (const TaRotaProblem *problem, gint64 work, int *proved)
{
  TaRotaOptions options = { .seed = 1, .work = work };
  g_autoptr (TaRotaResult) result = ta_rota_solve (problem, &options, NULL, NULL, NULL);
  TaRotaScore theirs;

  if (!solve_by_glpk (problem, &theirs))
    return;
  if (result->uncovered_bound > theirs.uncovered || (result->uncovered_bound == theirs.uncovered && result->bound > theirs.total)
      || result->score.uncovered < theirs.uncovered || (result->score.uncovered == theirs.uncovered && result->score.total < theirs.total))
    fail ("better than GLPK’s optimum, or a bound above it", problem);
  if (!result->proved)
    return;
  if (result->score.uncovered != theirs.uncovered || result->score.total != theirs.total)
    fail ("proved, and GLPK proves another optimum", problem);
  ++*proved;
}

/* Larger than exhaustive search can do. */
static void
test_random (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (4);
  int proved = 0;

  for (int i = 0; i < 60; i++)
    {
      RotaFamily family = { 6, 20, 2, 0.6, i % 2 ? 0.1 : 0, FALSE };
      g_autoptr (TaRotaProblem) problem = rota_family_new (rand, &family);

      compare (problem, 30000000, &proved);
    }
  g_test_message ("%d of 60 proved by both", proved);
  g_assert_cmpint (proved, >=, 55);
}

/* Those of bench/rota that do not take GLPK long. */
static void
test_files (void)
{
  static const char *const names[] = { "pod6x8-01", "pod6x8-02", "infeasible6x8-01", "infeasible6x8-02", "tight8x13-01", "tight8x13-02", "care10x13k2-02" };
  int proved = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *file = g_strconcat (names[i], ".rota", NULL);
      g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "bench", "rota", file, NULL);
      g_autoptr (GError) error = NULL;
      g_autofree char *text = NULL;
      g_autoptr (TaRotaProblem) problem = NULL;
      gsize length;

      g_file_get_contents (path, &text, &length, &error);
      g_assert_no_error (error);
      problem = ta_rota_problem_parse (text, length, &error);
      g_assert_no_error (error);
      compare (problem, 0, &proved);
      g_test_message ("%s: %d of %d proved by both", names[i], proved, (int) i + 1);
    }
  g_assert_cmpint (proved, >=, 5);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rota-peers/model", test_model);
  g_test_add_func ("/rota-peers/random", test_random);
  g_test_add_func ("/rota-peers/files", test_files);
  return g_test_run ();
}
