/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-rota-solve.h"

#include "rota-exhaustive.h"
#include "rota-family.h"
#include "ta-rota-proof.h"
#include "ta-rota-text.h"

/* The planner against searches that look at every plan, and against what it promises. */

#define MOST_PLANS 4000

static void
fail (const char *what, const TaRotaProblem *problem, guint64 seed)
{
  g_autofree char *text = ta_rota_problem_print (problem);

  g_error ("%s (seed %" G_GUINT64_FORMAT "):\n%s", what, seed, text);
}

static gboolean
is_better (const TaRotaScore *a, const TaRotaScore *b)
{
  return a->uncovered < b->uncovered || (a->uncovered == b->uncovered && a->total < b->total);
}

static gboolean
is_same (const TaRotaScore *a, const TaRotaScore *b)
{
  return a->uncovered == b->uncovered && a->credit == b->credit && a->turns == b->turns && a->gaps == b->gaps && a->total == b->total;
}

/* What every result promises, whatever the problem. */
static void
check_result (const TaRotaProblem *problem, const TaRotaResult *result, guint64 seed)
{
  g_autofree char *broken = NULL;
  TaRotaScore score;
  int uncovered_bound;
  gint64 bound;

  if (!ta_rota_evaluate (problem, result->plan, &score, &broken))
    fail (broken, problem, seed);
  if (!is_same (&score, &result->score))
    fail ("the score is not that of the plan", problem, seed);
  if (!ta_rota_certificate_check (problem, result->certificate, &uncovered_bound, &bound))
    fail ("the certificate is refused", problem, seed);
  if (uncovered_bound != result->uncovered_bound || bound != result->bound)
    fail ("the certificate shows other bounds", problem, seed);
  if (result->uncovered_bound > score.uncovered || result->bound > score.total)
    fail ("the bound is above the plan", problem, seed);
  if (result->proved != (uncovered_bound == score.uncovered && bound == score.total))
    fail ("proved, or not, against the bounds", problem, seed);
}

static TaRotaResult *
solve (const TaRotaProblem *problem, guint64 seed, gint64 work)
{
  TaRotaOptions options = { .seed = seed, .work = work };
  TaRotaResult *result = ta_rota_solve (problem, &options, NULL, NULL, NULL);

  check_result (problem, result, seed);
  return result;
}

/* The next of a family that is small enough to look at every plan. */
static TaRotaProblem *
next_tiny (GRand *rand, int number)
{
  /* Now and then many households, many places, or many turns. */
  RotaFamily family = { number % 5 == 0 ? 6 : 4, number % 7 == 0 ? 10 : 6, number % 6 == 0 ? 3 : 1 + number % 2, number % 4 == 0 ? 0.6 : 0.95,
                        number % 8 < 3 ? 0.15 : 0, number % 3 == 1 };

  for (;;)
    {
      TaRotaProblem *problem = rota_family_new (rand, &family);

      if (rota_exhaustive_size (problem) <= MOST_PLANS)
        return problem;
      ta_rota_problem_free (problem);
    }
}

static void
test_exhaustive (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);
  int uncovered = 0, pinned = 0;

  for (int i = 0; i < 2000; i++)
    {
      g_autoptr (TaRotaProblem) problem = next_tiny (rand, i);
      g_autoptr (TaRotaResult) result = solve (problem, (guint64) i, 0);
      TaRotaScore best;

      g_assert_true (rota_exhaustive (problem, &best));
      if (is_better (&result->score, &best))
        fail ("better than every plan there is", problem, (guint64) i);
      if (is_better (&best, &result->score))
        fail ("there is a better plan", problem, (guint64) i);
      if (!result->proved)
        fail ("not proved", problem, (guint64) i);
      uncovered += best.uncovered > 0;
      pinned += problem->pinned != NULL;
      if (i % 500 == 499)
        g_test_message ("%d rotas, %d of them not to be covered, %d with pins", i + 1, uncovered, pinned);
    }
  g_assert_cmpint (uncovered, >, 200);
  g_assert_cmpint (uncovered, <, 1800);
}

/* ---- certificates ------------------------------------------------------------------------------------------------------------------------- */

static GArray *
any_array (GRand *rand, TaRotaCertificate *certificate, gboolean steps)
{
  TaRotaProof *proof = g_rand_boolean (rand) && certificate->coverage.steps->len > 0 ? &certificate->coverage : &certificate->cost;

  return steps ? proof->steps : proof->multipliers;
}

static void
corrupt_step (GRand *rand, GArray *steps)
{
  TaRotaProofStep *step = steps->len > 0 ? &g_array_index (steps, TaRotaProofStep, g_rand_int_range (rand, 0, (gint32) steps->len)) : NULL;
  TaRotaProofStep extra = { (TaRotaProofKind) g_rand_int_range (rand, 0, 7), g_rand_int_range (rand, -1, 6), g_rand_int_range (rand, -1, 12) };

  switch (step != NULL ? g_rand_int_range (rand, 0, 6) : 5)
    {
    case 0:
      step->kind = extra.kind;
      break;
    case 1:
      step->household = extra.household;
      break;
    case 2:
      step->value = extra.value;
      break;
    case 3:
      *step = extra;
      break;
    case 4:
      g_array_remove_index (steps, (guint) g_rand_int_range (rand, 0, (gint32) steps->len));
      break;
    default:
      g_array_insert_val (steps, (guint) g_rand_int_range (rand, 0, (gint32) steps->len + 1), extra);
    }
}

static void
corrupt_multiplier (GRand *rand, GArray *multipliers)
{
  guint at = multipliers->len > 0 ? (guint) g_rand_int_range (rand, 0, (gint32) multipliers->len) : 0;
  gint64 values[] = { 0, 1, -1, TA_ROTA_PROOF_SCALE, (gint64) TA_ROTA_UNCOVERED * TA_ROTA_PROOF_SCALE, -G_MAXINT32, G_MAXINT64, G_MININT64 };
  gint64 value = values[g_rand_int_range (rand, 0, G_N_ELEMENTS (values))];

  if (multipliers->len == 0)
    g_array_append_val (multipliers, value);
  else if (g_rand_int_range (rand, 0, 8) == 0)
    g_array_set_size (multipliers, at);
  else if (g_rand_boolean (rand))
    g_array_index (multipliers, gint64, at) = value;
  else
    g_array_index (multipliers, gint64, at) += g_rand_int_range (rand, -100000, 100000);
}

static void
corrupt (GRand *rand, TaRotaCertificate *certificate)
{
  switch (g_rand_int_range (rand, 0, 6))
    {
    case 0:
      certificate->cost.claim += g_rand_int_range (rand, 1, 100);
      break;
    case 1:
      certificate->coverage.claim += g_rand_int_range (rand, -1, 3);
      break;
    case 2:
      certificate->max_uncovered += g_rand_int_range (rand, -2, 3);
      break;
    case 3:
      corrupt_multiplier (rand, any_array (rand, certificate, FALSE));
      break;
    default:
      corrupt_step (rand, any_array (rand, certificate, TRUE));
    }
}

/* Returns: whether it was refused. What is taken must be true all the same. */
static gboolean
check_corrupted (const TaRotaProblem *problem, const TaRotaCertificate *certificate, const TaRotaScore *best, guint64 seed)
{
  int uncovered_bound;
  gint64 bound;

  if (!ta_rota_certificate_check (problem, certificate, &uncovered_bound, &bound))
    return TRUE;
  if (uncovered_bound > best->uncovered)
    fail ("a corrupted certificate shows that fewer places cannot be left uncovered", problem, seed);
  /* Nothing is claimed of plans that leave more uncovered than it speaks of. */
  if (certificate->max_uncovered >= best->uncovered && bound > best->total)
    fail ("a corrupted certificate shows a bound above the optimum", problem, seed);
  return FALSE;
}

static void
test_corrupted (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (12);
  int refused = 0;

  for (int i = 0; i < 400; i++)
    {
      g_autoptr (TaRotaProblem) problem = next_tiny (rand, i);
      g_autoptr (TaRotaResult) result = solve (problem, (guint64) i, 0);

      for (int j = 0; j < 30; j++)
        {
          g_autoptr (TaRotaCertificate) certificate = ta_rota_certificate_copy (result->certificate);

          for (int k = 0; k <= j / 15; k++)
            corrupt (rand, certificate);
          refused += check_corrupted (problem, certificate, &result->score, (guint64) i);
        }
    }
  g_test_message ("%d of 12000 corrupted certificates refused", refused);
  g_assert_cmpint (refused, >, 4000);
}

/* The optimum is shown; one more cannot be, nor can the certificate of another problem show it. */
static void
test_overclaimed (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (13);

  for (int i = 0; i < 300; i++)
    {
      g_autoptr (TaRotaProblem) problem = next_tiny (rand, i);
      g_autoptr (TaRotaProblem) other = ta_rota_problem_copy (problem);
      g_autoptr (TaRotaResult) result = solve (problem, 0, 0);
      g_autoptr (TaRotaCertificate) more = ta_rota_certificate_copy (result->certificate);
      TaRotaScore best;
      int uncovered_bound;
      gint64 bound;

      more->cost.claim++;
      g_assert_false (ta_rota_certificate_check (problem, more, &uncovered_bound, &bound));
      for (int h = 0; h < other->n_households; h++)
        for (int c = 0; c < other->households[h].n_credit_costs; c++)
          other->households[h].credit_costs[c] /= 2;
      g_assert_true (rota_exhaustive (other, &best));
      check_corrupted (other, result->certificate, &best, 0);
    }
}

/* One household that takes the only turn for 7 points: with less it would be 50, with nobody 10,000. The proof asks one question first. */
static gboolean
is_shown (TaRotaProofKind kind, int value, gint64 claim)
{
  g_autoptr (TaRotaProblem) problem = ta_rota_problem_new ("one", 1, 1, 1);
  g_autoptr (TaRotaCertificate) certificate = ta_rota_certificate_new (1);
  const int costs[] = { 50, 7 }, dear = TA_ROTA_UNCOVERED, nothing = 0;
  int uncovered_bound;
  gint64 bound;

  problem->turns[0] = (TaRotaTurn) { .day = 0, .week = 0, .places = 1, .credit = 1 };
  problem->costs[0] = 0;
  problem->households[0] = (TaRotaHousehold) { .min_gap = 1, .max_per_week = 1, .last_day = TA_ROTA_NEVER };
  ta_rota_household_set_credit_costs (&problem->households[0], costs, 2);
  certificate->max_uncovered = 1;
  certificate->cost.claim = claim;
  ta_rota_proof_add_step (&certificate->cost, kind, 0, value);
  ta_rota_proof_add_step (&certificate->cost, TA_ROTA_PROOF_LEAF, 0, ta_rota_proof_add_multipliers (&certificate->cost, &dear, 1));
  ta_rota_proof_add_step (&certificate->cost, TA_ROTA_PROOF_LEAF, 0, ta_rota_proof_add_multipliers (&certificate->cost, &dear, 1));
  ta_rota_proof_add_multipliers (&certificate->cost, &nothing, 1);
  return ta_rota_certificate_check (problem, certificate, &uncovered_bound, &bound) && bound == claim;
}

/* Whatever is asked first, the optimum is shown and one more is not: the best plan is behind the one answer or the other. */
static void
test_branches (void)
{
  static const struct
  {
    TaRotaProofKind kind;
    int value;
  } questions[] = { { TA_ROTA_PROOF_CREDIT, 0 }, { TA_ROTA_PROOF_CREDIT, 1 }, { TA_ROTA_PROOF_DAY, 0 }, { TA_ROTA_PROOF_TURN, 0 } };

  for (guint i = 0; i < G_N_ELEMENTS (questions); i++)
    {
      g_test_message ("question %u", i);
      g_assert_true (is_shown (questions[i].kind, questions[i].value, 7));
      g_assert_false (is_shown (questions[i].kind, questions[i].value, 8));
    }
  g_assert_false (is_shown (TA_ROTA_PROOF_DAY, 1, 7));
  g_assert_false (is_shown (TA_ROTA_PROOF_TURN, -1, 7));
}

/* ---- what if ------------------------------------------------------------------------------------------------------------------------------ */

typedef struct
{
  const TaRotaProblem *problem;
  gint64 *least; /* [household * n_turns + turn] */
} Through;

static void
keep_least (const TaRotaPlan *plan, const TaRotaScore *score, gpointer data)
{
  Through *through = data;

  for (int t = 0; t < plan->n_turns; t++)
    for (int i = plan->first_place[t]; i < plan->first_place[t + 1]; i++)
      if (plan->households[i] != TA_ROTA_NOBODY)
        {
          gint64 *least = &through->least[plan->households[i] * plan->n_turns + t];

          *least = MIN (*least, score->total);
        }
}

static void
test_min_marginals (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (14);
  int exact = 0, pairs = 0;

  for (int i = 0; i < 500; i++)
    {
      g_autoptr (TaRotaProblem) problem = next_tiny (rand, i);
      g_autoptr (TaRotaResult) result = solve (problem, (guint64) i, 0);
      g_autofree gint64 *bounds = ta_rota_min_marginals (problem, result->certificate);
      int n = problem->n_households * problem->n_turns;
      g_autofree gint64 *least = g_new (gint64, n);
      Through through = { problem, least };

      for (int j = 0; j < n; j++)
        least[j] = G_MAXINT64;
      rota_exhaustive_each (problem, keep_least, &through);
      for (int j = 0; j < n; j++)
        {
          if (bounds[j] > least[j])
            fail ("a plan with that pair costs less than its bound", problem, (guint64) i);
          exact += bounds[j] == least[j];
          pairs++;
        }
    }
  g_test_message ("%d of %d bounds are exact", exact, pairs);
  g_assert_cmpint (exact, >, pairs / 4);
}

/* ---- larger ones -------------------------------------------------------------------------------------------------------------------------- */

/* check_result() looks at the hard rules. */
static void
test_rules (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (15);
  int proved = 0;

  for (int i = 0; i < 10000; i++)
    {
      RotaFamily family = { 7, 14, 3, 0.6, 0.15, i % 4 == 0 };
      g_autoptr (TaRotaProblem) problem = rota_family_new (rand, &family);
      g_autoptr (TaRotaResult) result = solve (problem, (guint64) i, 20000);

      proved += result->proved;
      if (i % 2500 == 2499)
        g_test_message ("%d rotas, %d proved", i + 1, proved);
    }
}

static int
solve_file (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autoptr (TaRotaProblem) problem = NULL;
  int proved = 0;
  gsize length;

  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  problem = ta_rota_problem_parse (text, length, &error);
  g_assert_no_error (error);
  for (guint64 seed = 0; seed < 2; seed++)
    {
      g_autoptr (TaRotaResult) result = solve (problem, seed, 5000000);

      proved += result->proved;
    }
  return proved;
}

/* Real sizes, where plans are found and proved in other ways than in tiny ones. */
static void
test_files (void)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "..", "bench", "rota", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  int files = 0, proved = 0;
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".rota"))
      {
        g_autofree char *path = g_build_filename (folder, name, NULL);

        files++;
        proved += solve_file (path);
      }
  g_test_message ("%d of %d proved", proved, 2 * files);
  g_assert_cmpint (files, >=, 10);
}

/* Naor: where only attendance counts, the turns can be shared out so that nobody has a whole one more or less than is due. */
static TaRotaProblem *
make_carpool (GRand *rand, double *due)
{
  int n_households = g_rand_int_range (rand, 3, 7), n_turns = g_rand_int_range (rand, 3, 25);
  TaRotaProblem *problem = ta_rota_problem_new ("carpool", n_households, n_turns, n_turns);
  g_autofree int *portions = g_new (int, n_households);

  for (int h = 0; h < n_households; h++)
    {
      portions[h] = g_rand_int_range (rand, 1, 5);
      due[h] = 0;
      problem->households[h] = (TaRotaHousehold) { .min_gap = 1, .max_per_week = 7, .last_day = TA_ROTA_NEVER };
    }
  for (int t = 0; t < n_turns; t++)
    {
      int all = 0, least = g_rand_int_range (rand, 0, n_households);

      problem->turns[t] = (TaRotaTurn) { t, t / 7, 1, 1 };
      for (int h = 0; h < n_households; h++)
        if (h == least || g_rand_int_range (rand, 0, 3) > 0)
          {
            problem->costs[h * n_turns + t] = 0;
            all += portions[h];
          }
      for (int h = 0; h < n_households; h++)
        due[h] += problem->costs[h * n_turns + t] == 0 ? (double) portions[h] / all : 0;
    }
  return problem;
}

static void
set_squares (TaRotaProblem *problem, const double *due)
{
  for (int h = 0; h < problem->n_households; h++)
    {
      g_autofree int *costs = g_new (int, problem->n_turns + 1);

      for (int c = 0; c <= problem->n_turns; c++)
        costs[c] = (int) (10000 * (c - due[h]) * (c - due[h]) + 0.5);
      ta_rota_household_set_credit_costs (&problem->households[h], costs, problem->n_turns + 1);
    }
}

static void
test_floor_or_ceiling (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (16);

  for (int i = 0; i < 300; i++)
    {
      double due[7];
      g_autoptr (TaRotaProblem) problem = make_carpool (rand, due);
      g_autoptr (TaRotaResult) result = NULL;

      set_squares (problem, due);
      result = solve (problem, (guint64) i, 0);
      if (!result->proved || result->score.uncovered != 0)
        fail ("not proved, or not covered", problem, (guint64) i);
      for (int h = 0; h < problem->n_households; h++)
        {
          int held = 0;

          for (int t = 0; t < problem->n_turns; t++)
            held += ta_rota_plan_holds (result->plan, h, t);
          if (held <= due[h] - 1 || held >= due[h] + 1)
            fail ("a whole turn away from what is due", problem, (guint64) i);
        }
    }
}

/* ---- replays ------------------------------------------------------------------------------------------------------------------------------ */

static void
append_proof (GByteArray *bytes, const TaRotaProof *proof)
{
  g_byte_array_append (bytes, (const guint8 *) &proof->claim, sizeof proof->claim);
  g_byte_array_append (bytes, (const guint8 *) proof->multipliers->data, proof->multipliers->len * (guint) sizeof (gint64));
  for (guint i = 0; i < proof->steps->len; i++)
    {
      const TaRotaProofStep *step = &g_array_index (proof->steps, TaRotaProofStep, i);
      int numbers[] = { (int) step->kind, step->household, step->value };

      g_byte_array_append (bytes, (const guint8 *) numbers, sizeof numbers);
    }
}

static GBytes *
to_bytes (const TaRotaResult *result)
{
  GByteArray *bytes = g_byte_array_new ();
  gint64 numbers[] = { result->score.total, result->uncovered_bound, result->bound, result->proved, result->work, result->certificate->max_uncovered };

  g_byte_array_append (bytes, (const guint8 *) result->plan->households, (guint) result->plan->n_places * (guint) sizeof (int));
  g_byte_array_append (bytes, (const guint8 *) numbers, sizeof numbers);
  append_proof (bytes, &result->certificate->coverage);
  append_proof (bytes, &result->certificate->cost);
  return g_byte_array_free_to_bytes (bytes);
}

static gpointer
solve_again (gpointer data)
{
  TaRotaOptions options = { .seed = 7, .work = 3000000 };
  g_autoptr (TaRotaResult) result = ta_rota_solve (data, &options, NULL, NULL, NULL);

  return to_bytes (result);
}

/* The same seed gives the same plan and the same certificate to the last byte, also in another thread with other memory. */
static void
test_replay (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (17);

  for (int i = 0; i < 25; i++)
    {
      RotaFamily family = { 9, 50, 2, 0.7, 0.05, FALSE };
      g_autoptr (TaRotaProblem) problem = rota_family_new (rand, &family);
      g_autoptr (TaRotaProblem) copy = ta_rota_problem_copy (problem);
      g_autoptr (GBytes) one = solve_again (problem);
      g_autoptr (GBytes) other = g_thread_join (g_thread_new ("again", solve_again, copy));

      if (!g_bytes_equal (one, other))
        fail ("a replay is not the same", problem, 7);
    }
}

/* ---- options ------------------------------------------------------------------------------------------------------------------------------ */

/* From a good plan it does not end with a worse one, however little it may do. */
static void
test_start (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (18);

  for (int i = 0; i < 100; i++)
    {
      RotaFamily family = { 6, 20, 2, 0.7, i % 2 ? 0.1 : 0, FALSE };
      g_autoptr (TaRotaProblem) problem = rota_family_new (rand, &family);
      g_autoptr (TaRotaResult) best = solve (problem, 1, 3000000);
      TaRotaOptions options = { .seed = 2, .work = 1, .start = best->plan };
      g_autoptr (TaRotaResult) again = ta_rota_solve (problem, &options, NULL, NULL, NULL);

      check_result (problem, again, 2);
      if (is_better (&best->score, &again->score))
        fail ("worse than the plan it began with", problem, 2);
    }
}

/* The present rota may break rules that came later, hold what nobody may hold any more, or know nothing of a pin. */
static void
test_bad_start (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (19);

  for (int i = 0; i < 300; i++)
    {
      RotaFamily family = { 6, 20, 2, 0.5, i % 2 ? 0.1 : 0, FALSE };
      g_autoptr (TaRotaProblem) problem = rota_family_new (rand, &family);
      g_autoptr (TaRotaPlan) start = ta_rota_plan_new (problem);
      TaRotaOptions options = { .seed = 2, .work = 20000, .start = start };
      g_autoptr (TaRotaResult) result = NULL;

      for (int j = 0; j < start->n_places; j++)
        start->households[j] = g_rand_int_range (rand, -1, problem->n_households);
      result = ta_rota_solve (problem, &options, NULL, NULL, NULL);
      check_result (problem, result, 2);
    }
}

typedef struct
{
  int calls;
  gint64 total;
  gint64 bound;
  double done;
} Told;

static void
be_told (gint64 total, gint64 bound, double done, gpointer data)
{
  Told *told = data;

  g_assert_cmpint (bound, <=, total);
  g_assert_cmpfloat (done, >=, told->done);
  g_assert_cmpfloat (done, <=, 1);
  *told = (Told) { told->calls + 1, total, bound, done };
}

static void
test_progress_and_cancel (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20);
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  Told told = { 0 };

  g_cancellable_cancel (cancelled);
  for (int i = 0; i < 8; i++)
    {
      RotaFamily family = { 12, 130, 2, 0.7, 0.02, FALSE };
      g_autoptr (TaRotaProblem) problem = rota_family_new (rand, &family);
      TaRotaOptions options = { .work = 3000000 };
      g_autoptr (TaRotaResult) at_once = ta_rota_solve (problem, &options, cancelled, NULL, NULL);
      g_autoptr (TaRotaResult) whole = NULL;

      check_result (problem, at_once, 0);
      told.done = 0;
      whole = ta_rota_solve (problem, &options, NULL, be_told, &told);
      check_result (problem, whole, 0);
      g_assert_cmpint (2 * at_once->work, <, whole->work);
    }
  g_assert_cmpint (told.calls, >, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rota-oracle/exhaustive", test_exhaustive);
  g_test_add_func ("/rota-oracle/corrupted", test_corrupted);
  g_test_add_func ("/rota-oracle/overclaimed", test_overclaimed);
  g_test_add_func ("/rota-oracle/branches", test_branches);
  g_test_add_func ("/rota-oracle/min-marginals", test_min_marginals);
  g_test_add_func ("/rota-oracle/rules", test_rules);
  g_test_add_func ("/rota-oracle/files", test_files);
  g_test_add_func ("/rota-oracle/floor-or-ceiling", test_floor_or_ceiling);
  g_test_add_func ("/rota-oracle/replay", test_replay);
  g_test_add_func ("/rota-oracle/start", test_start);
  g_test_add_func ("/rota-oracle/bad-start", test_bad_start);
  g_test_add_func ("/rota-oracle/progress-and-cancel", test_progress_and_cancel);
  return g_test_run ();
}
