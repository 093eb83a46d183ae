/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-rota-dive.h"

#include "ta-rota-anneal.h"

#define NEARLY_CERTAIN 0.93
#define ITERATIONS 8

static void
take (const TaRotaModel *model, TaRotaDomain *domain, int pair)
{
  TaRotaBranch branch = { TA_ROTA_BRANCH_TURN, pair / model->n_turns, pair % model->n_turns };

  ta_rota_domain_restrict (model, domain, &branch, TRUE);
}

/* Returns: whether anything was left to take */
static gboolean
take_most_certain (const TaRotaColumns *columns, TaRotaDomain *domain)
{
  const TaRotaModel *model = columns->model;
  int best = -1, taken = 0;

  for (int pair = 0; pair < model->n_households * model->n_turns; pair++)
    {
      if (domain->pairs[pair] != TA_ROTA_MAY)
        continue;
      if (columns->fractions[pair] > NEARLY_CERTAIN)
        {
          take (model, domain, pair);
          taken++;
        }
      else if (best < 0 || columns->fractions[pair] > columns->fractions[best])
        best = pair;
    }
  if (taken == 0 && best >= 0 && columns->fractions[best] > 1e-3)
    {
      take (model, domain, best);
      taken++;
    }
  return taken > 0;
}

/* The plan so far, filled up and smoothed. */
static void
try_plan (TaRotaColumns *columns, TaRotaBoard *board)
{
  g_autoptr (TaRotaPlan) plan = ta_rota_columns_plan (columns);

  ta_rota_board_set (board, plan);
  ta_rota_board_fill (board);
  ta_rota_board_note (board);
  ta_rota_anneal (board, (gint64) board->n_places * 30, 2.5, 0.3);
}

void
ta_rota_dive (TaRotaColumns *columns, TaRotaDual *dual, TaRotaBoard *board, const TaRotaPart *part)
{
  const TaRotaModel *model = columns->model;
  g_autoptr (TaRotaPart) bottom = ta_rota_part_copy (model, part, -1);

  for (int depth = 0; depth < model->n_places && !ta_rota_budget_is_spent (board->budget); depth++)
    {
      gint64 target = ta_rota_board_points (board, model);

      if (!take_most_certain (columns, bottom->domain) || !ta_rota_domain_propagate (model, bottom->domain))
        break;
      bottom->bound = ta_rota_columns_run (columns, dual, bottom->domain, bottom->multipliers, bottom->bound, target, ITERATIONS);
      if (bottom->bound >= TA_ROTA_IMPOSSIBLE || ta_rota_model_points (model, bottom->bound) >= target)
        break;
      ta_rota_columns_mix (columns);
      try_plan (columns, board);
      if (columns->integral)
        break;
    }
}
