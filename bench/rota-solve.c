/* SPDX-License-Identifier: GPL-3.0-or-later */

/* rota-solve ours FILE REPEATS WORK     plans the rota, REPEATS times, with so much work (0: the default)
   rota-solve glpk FILE REPEATS SECONDS  the same by GLPK, given the flow model and so much time
   rota-solve mps FILE                   prints the flow model for other solvers
   rota-solve has-glpk                   says whether GLPK is there
   The first two print JSON: objective (null: no plan was found), uncovered, bound, proved, the time it took to check the certificate (null: there is
   none), and the processor time of each repeat, in milliseconds, without reading and building the model. A repeat that takes long is the last. */

#include "peer-model.h"
#include "ta-rota-solve.h"
#include "ta-rota-text.h"

#ifdef TA_BENCH_GLPK
#include "peer-glpk.h"
#endif
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define LONG_MS 2000

typedef struct
{
  TaRotaPlan *plan; /* (nullable) */
  double bound;
  gboolean proved;
  double ms;
  double check_ms; /* negative: there is no certificate */
} Outcome;

typedef void (*Solver) (const TaRotaProblem *problem, double effort, Outcome *outcome);

static double
now_ms (void)
{
  struct timespec time;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &time);
  return (double) time.tv_sec * 1e3 + (double) time.tv_nsec / 1e6;
}

static double
check (const TaRotaProblem *problem, const TaRotaResult *result)
{
  double start = now_ms ();
  int uncovered;
  gint64 bound;

  if (!ta_rota_certificate_check (problem, result->certificate, &uncovered, &bound) || uncovered != result->uncovered_bound || bound != result->bound)
    g_error ("The certificate does not show the bound.");
  return now_ms () - start;
}

static void
solve_ours (const TaRotaProblem *problem, double effort, Outcome *outcome)
{
  TaRotaOptions options = { .work = (gint64) effort };
  double start = now_ms ();
  g_autoptr (TaRotaResult) result = ta_rota_solve (problem, &options, NULL, NULL, NULL);

  outcome->ms = now_ms () - start;
  outcome->plan = ta_rota_plan_copy (result->plan);
  outcome->bound = (double) result->bound;
  outcome->proved = result->proved;
  outcome->check_ms = check (problem, result);
}

#ifdef TA_BENCH_GLPK
static void
solve_glpk (const TaRotaProblem *problem, double effort, Outcome *outcome)
{
  g_autoptr (PeerModel) model = peer_model_new (problem, TA_ROTA_UNCOVERED);
  PeerResult result = { 0 };

  peer_glpk_solve (model, problem, (int) (effort * 1000), &result);
  *outcome = (Outcome) { result.plan, result.bound, result.proved, result.cpu * 1000, -1 };
}
#endif

/* The objective as the reference evaluator sees it. */
static void
print_outcome (const TaRotaProblem *problem, const Outcome *outcome)
{
  g_autofree char *broken = NULL;
  TaRotaScore score;

  if (outcome->plan == NULL)
    g_print ("{\"objective\": null, \"uncovered\": null");
  else if (ta_rota_evaluate (problem, outcome->plan, &score, &broken))
    g_print ("{\"objective\": %" G_GINT64_FORMAT ", \"uncovered\": %d", score.total, score.uncovered);
  else
    g_error ("The plan breaks a rule: %s", broken);
  g_print (", \"bound\": %.2f, \"proved\": %s", MAX (outcome->bound, -1e9), outcome->proved ? "true" : "false");
  if (outcome->check_ms >= 0)
    g_print (", \"check_ms\": %.3f", outcome->check_ms);
  g_print (", \"times\": [");
}

static void
repeat (Solver solver, const TaRotaProblem *problem, int repeats, double effort)
{
  double ms = 0;

  for (int i = 0; i < repeats && ms < LONG_MS; i++)
    {
      Outcome outcome = { NULL };

      solver (problem, effort, &outcome);
      ms = outcome.ms;
      if (i == 0)
        print_outcome (problem, &outcome);
      g_print ("%s%.3f", i > 0 ? ", " : "", ms);
      g_clear_pointer (&outcome.plan, ta_rota_plan_free);
    }
  g_print ("]}\n");
}

static void
print_model (const TaRotaProblem *problem)
{
  g_autoptr (PeerModel) model = peer_model_new (problem, TA_ROTA_UNCOVERED);
  g_autofree char *text = peer_model_print (model);

  g_print ("* constant %" G_GINT64_FORMAT "\n%s", model->constant, text);
}

static TaRotaProblem *
read_problem (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  TaRotaProblem *problem = NULL;
  gsize length;

  if (g_file_get_contents (path, &text, &length, &error))
    problem = ta_rota_problem_parse (text, length, &error);
  if (problem == NULL)
    g_printerr ("rota-solve: %s: %s\n", path, error->message);
  return problem;
}

static gboolean
has_glpk (void)
{
#ifdef TA_BENCH_GLPK
  return TRUE;
#else
  return FALSE;
#endif
}

int
main (int argc, char **argv)
{
  g_autoptr (TaRotaProblem) problem = argc >= 3 ? read_problem (argv[2]) : NULL;

  if (argc == 2 && g_str_equal (argv[1], "has-glpk"))
    return has_glpk () ? 0 : 1;
  if (problem == NULL)
    return 2;
  if (argc == 5 && g_str_equal (argv[1], "ours"))
    repeat (solve_ours, problem, atoi (argv[3]), g_ascii_strtod (argv[4], NULL));
#ifdef TA_BENCH_GLPK
  else if (argc == 5 && g_str_equal (argv[1], "glpk"))
    repeat (solve_glpk, problem, atoi (argv[3]), g_ascii_strtod (argv[4], NULL));
#endif
  else if (argc == 3 && g_str_equal (argv[1], "mps"))
    print_model (problem);
  else
    return 2;
  return 0;
}
