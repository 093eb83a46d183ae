/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-rota-solve.h"

#include "ta-rota-anneal.h"
#include "ta-rota-assign.h"
#include "ta-rota-proof.h"
#include "ta-rota-prove.h"

#define DEFAULT_WORK 500000000

typedef struct
{
  const TaRotaProblem *problem;
  const TaRotaOptions *options;
  TaRotaBudget budget;
  TaRotaProgress progress;
  gpointer data;
  TaRotaBoard *board;
  TaRotaCertificate *certificate;
} Solve;

void
ta_rota_result_free (TaRotaResult *result)
{
  if (result == NULL)
    return;
  ta_rota_plan_free (result->plan);
  ta_rota_certificate_free (result->certificate);
  g_free (result);
}

static int
count_places (const TaRotaProblem *problem)
{
  int places = 0;

  for (int t = 0; t < problem->n_turns; t++)
    places += problem->turns[t].places;
  return places;
}

static void
go_to_best (TaRotaBoard *board)
{
  g_autoptr (TaRotaPlan) best = ta_rota_plan_copy (board->best);

  ta_rota_board_set (board, best);
}

/* A first plan: what there is already, filled up, or else from nothing; then as good as a moment's search makes it. */
static void
begin (TaRotaBoard *board, const TaRotaPlan *start)
{
  if (start != NULL)
    {
      ta_rota_board_set (board, start);
      ta_rota_board_fill (board);
      ta_rota_board_note (board);
    }
  ta_rota_board_reset (board);
  ta_rota_board_fill (board);
  ta_rota_board_note (board);
  go_to_best (board);
  /* Little for what the proof will search anyhow; much for what is too large to be proved. */
  ta_rota_anneal (board, (gint64) board->n_places * (board->n_places > 500 ? 1500 : 100), 30, 0.3);
  go_to_best (board);
  ta_rota_exchange (board, 50, 200);
}

/* Whether fewer places can be left uncovered, and a proof of how many must be. */
static void
cover (Solve *solve)
{
  g_autoptr (TaRotaProblem) coverage = ta_rota_problem_coverage (solve->problem);
  g_autoptr (TaRotaModel) model = ta_rota_model_prepare (coverage, 1, 0, count_places (coverage));
  g_autoptr (TaRotaBoard) board = ta_rota_board_new (model, &solve->budget, solve->options->seed + 1);

  ta_rota_board_set (board, solve->board->best);
  ta_rota_board_note (board);
  ta_rota_prove (model, board, &solve->certificate->coverage, NULL, NULL);
  if (ta_rota_board_uncovered (board) >= ta_rota_board_uncovered (solve->board))
    return;
  ta_rota_board_set (solve->board, board->best);
  ta_rota_board_note (solve->board);
  ta_rota_anneal (solve->board, (gint64) solve->board->n_places * 400, 30, 0.3);
}

static void
tell (gint64 best, gint64 bound, gpointer data)
{
  Solve *solve = data;

  if (solve->progress != NULL)
    solve->progress (best, bound, MIN ((double) solve->budget.work / (double) solve->budget.limit, 1), solve->data);
}

static TaRotaResult *
conclude (Solve *solve)
{
  TaRotaResult *result = g_new0 (TaRotaResult, 1);

  result->plan = ta_rota_plan_copy (solve->board->best);
  if (!ta_rota_evaluate (solve->problem, result->plan, &result->score, NULL))
    g_warning ("The rota planner made a plan that breaks a rule.");
  result->certificate = g_steal_pointer (&solve->certificate);
  result->uncovered_bound = (int) result->certificate->coverage.claim;
  result->bound = result->certificate->cost.claim;
  result->proved = result->uncovered_bound == result->score.uncovered && result->bound == result->score.total;
  result->work = solve->budget.work;
  return result;
}

/* What is pinned breaks a rule by itself, such as that about credit: there is no plan, so that what is pinned is all there is to give back. */
static TaRotaResult *
give_up (Solve *solve)
{
  TaRotaResult *result = g_new0 (TaRotaResult, 1);
  TaRotaProof *cost = &solve->certificate->cost;
  g_autofree int *multipliers = g_new0 (int, solve->problem->n_turns + 1);

  result->plan = ta_rota_plan_copy (solve->board->best);
  for (int i = 0; i < result->plan->n_places; i++)
    result->score.uncovered += result->plan->households[i] == TA_ROTA_NOBODY;
  result->score.total = (gint64) result->score.uncovered * TA_ROTA_UNCOVERED;
  solve->certificate->max_uncovered = result->plan->n_places;
  ta_rota_proof_add_step (cost, TA_ROTA_PROOF_LEAF, 0, ta_rota_proof_add_multipliers (cost, multipliers, TA_ROTA_PROOF_SCALE));
  result->certificate = g_steal_pointer (&solve->certificate);
  return result;
}

TaRotaResult *
ta_rota_solve (const TaRotaProblem *problem, const TaRotaOptions *options, GCancellable *cancellable, TaRotaProgress progress, gpointer data)
{
  static const TaRotaOptions defaults = { 0 };
  Solve solve = { .problem = problem, .options = options != NULL ? options : &defaults, .progress = progress, .data = data };
  g_autoptr (TaRotaModel) first = ta_rota_model_prepare (problem, TA_ROTA_UNCOVERED, 0, count_places (problem));
  g_autoptr (TaRotaModel) model = NULL;
  g_autoptr (TaRotaBoard) board = NULL;

  solve.budget = (TaRotaBudget) { 0, solve.options->work > 0 ? solve.options->work : DEFAULT_WORK, cancellable };
  solve.board = board = ta_rota_board_new (first, &solve.budget, solve.options->seed);
  solve.certificate = ta_rota_certificate_new (problem->n_turns);
  if (board->pinned_cost >= TA_ROTA_BOARD_ILLEGAL)
    return give_up (&solve);
  begin (board, solve.options->start);
  if (ta_rota_board_uncovered (board) > 0)
    cover (&solve);
  solve.certificate->max_uncovered = ta_rota_board_uncovered (board);
  model = ta_rota_model_prepare (problem, TA_ROTA_UNCOVERED, (int) solve.certificate->coverage.claim, solve.certificate->max_uncovered);
  ta_rota_prove (model, board, &solve.certificate->cost, tell, &solve);
  return conclude (&solve);
}
