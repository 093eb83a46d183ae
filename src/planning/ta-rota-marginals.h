/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-rota-schedule.h"

/** What it costs a household at least to hold a given turn: forward table and backward table joined at its node. */
typedef struct
{
  int n_rows;  /* room for the largest line */
  int *after;  /* [layer][node][credit]: what the rest of a path costs after the node, with the cost of the credit */
  int *arrive; /* [layer][node][credit]: the same from before the node, with its value */
  int *suffix; /* the least of arrive in layer 0 over the nodes from here on; the last row is none */
  int *suffix_row;
  int *by_end; /* cost of the final credit */
  const int **rows;
  int *row_costs;
} TaRotaMarginals;

TaRotaMarginals *ta_rota_marginals_new (const TaRotaModel *model);
void ta_rota_marginals_free (TaRotaMarginals *marginals);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaRotaMarginals, ta_rota_marginals_free)

/**
 * ta_rota_marginals_run:
 * @schedule: as it was run with the same domain and multipliers
 * @by_turn: (out): for each turn the cost of the household's cheapest path that holds it, scaled; TA_ROTA_IMPOSSIBLE
 */
void ta_rota_marginals_run (TaRotaMarginals *marginals,
                            const TaRotaSchedule *schedule,
                            const TaRotaDomain *domain,
                            const int *multipliers,
                            gint64 *by_turn);
