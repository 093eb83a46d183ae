/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-rota-prove.h"

#include "ta-rota-anneal.h"
#include "ta-rota-ascent.h"

typedef struct
{
  const TaRotaModel *model;
  TaRotaBoard *board;
  TaRotaProof *proof;
  TaRotaDual *dual;
  TaRotaProveProgress progress;
  gpointer data;
} Prove;

/* The households' own plans, as far as they agree, with the rest filled in. */
static gint64
repair (const TaRotaDual *dual, gpointer data)
{
  Prove *prove = data;
  TaRotaBoard *board = prove->board;
  const TaRotaModel *model = prove->model;
  g_autoptr (TaRotaPlan) plan = ta_rota_plan_new (model->problem);

  for (int h = 0; h < model->n_households; h++)
    for (int i = 0; i < dual->n_path[h]; i++)
      {
        int t = dual->paths[(gsize) h * (gsize) model->n_turns + (gsize) i];

        for (int place = plan->first_place[t]; place < plan->first_place[t + 1] && !ta_rota_plan_holds (plan, h, t); place++)
          if (plan->households[place] == TA_ROTA_NOBODY)
            plan->households[place] = h;
      }
  ta_rota_board_set (board, plan);
  ta_rota_board_fill (board);
  ta_rota_board_note (board);
  ta_rota_anneal (board, board->n_places * 30, 2.5, 0.3);
  return ta_rota_board_points (board, model);
}

void
ta_rota_prove (const TaRotaModel *model, TaRotaBoard *board, TaRotaProof *proof, TaRotaProveProgress progress, gpointer data)
{
  g_autoptr (TaRotaDual) dual = ta_rota_dual_new (model, board->budget);
  g_autoptr (TaRotaDomain) domain = ta_rota_domain_new (model);
  g_autofree int *multipliers = g_new0 (int, model->n_turns + 1);
  Prove prove = { model, board, proof, dual, progress, data };
  TaRotaAscent ascent = { 400, 0.5, 0.7, 8, 0.004, 12, repair, &prove };
  gint64 bound;
  int number;

  if (!ta_rota_domain_propagate (model, domain))
    {
      proof->claim = model->uncovered_cost * model->min_uncovered;
      return;
    }
  bound = ta_rota_ascent_run (&ascent, dual, domain, multipliers, ta_rota_board_points (board, model));
  proof->claim = MIN (ta_rota_model_points (model, bound), ta_rota_board_points (board, model));
  number = ta_rota_proof_add_multipliers (proof, multipliers, model->scale);
  ta_rota_proof_add_step (proof, TA_ROTA_PROOF_FIX, 0, number);
  ta_rota_proof_add_step (proof, TA_ROTA_PROOF_LEAF, 0, number);
}
