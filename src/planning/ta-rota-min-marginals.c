/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-rota-dual.h"
#include "ta-rota-proof.h"
#include "ta-rota-solve.h"

/* The multipliers of the root, which speak of all plans and not of a part. */
static void
read_multipliers (const TaRotaModel *model, const TaRotaProof *proof, int *multipliers)
{
  for (int t = 0; t < model->n_turns && proof->multipliers->len >= (guint) model->n_turns; t++)
    multipliers[t] = (int) CLAMP (g_array_index (proof->multipliers, gint64, t) * model->scale / TA_ROTA_PROOF_SCALE, -model->max_multiplier,
                                  model->max_multiplier);
}

gint64 *
ta_rota_min_marginals (const TaRotaProblem *problem, const TaRotaCertificate *certificate)
{
  g_autoptr (TaRotaModel) model
      = ta_rota_model_prepare (problem, TA_ROTA_UNCOVERED, (int) certificate->coverage.claim, certificate->max_uncovered);
  TaRotaBudget budget = { 0, G_MAXINT64, NULL };
  g_autoptr (TaRotaDual) dual = ta_rota_dual_new (model, &budget);
  g_autoptr (TaRotaDomain) domain = ta_rota_domain_new (model);
  g_autofree int *multipliers = g_new0 (int, problem->n_turns + 1);
  gsize n = (gsize) problem->n_households * (gsize) problem->n_turns;
  gint64 *least = g_new (gint64, n + 1);
  gint64 bound;

  for (gsize i = 0; i < n; i++)
    least[i] = G_MAXINT64;
  read_multipliers (model, &certificate->cost, multipliers);
  bound = ta_rota_dual_evaluate (dual, domain, multipliers);
  for (int h = 0; h < problem->n_households && bound < TA_ROTA_IMPOSSIBLE; h++)
    {
      gint64 others = bound - dual->schedules[h].best_value;

      ta_rota_marginals_run (dual->marginals, &dual->schedules[h], domain, multipliers, dual->by_turn);
      for (int t = 0; t < problem->n_turns; t++)
        if (dual->by_turn[t] < TA_ROTA_IMPOSSIBLE)
          least[h * problem->n_turns + t] = MAX (ta_rota_model_points (model, others + dual->by_turn[t]), certificate->cost.claim);
    }
  return least;
}
