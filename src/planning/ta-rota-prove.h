/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-rota-board.h"
#include "ta-rota-proof.h"

/** Told of progress. */
typedef void (*TaRotaProveProgress) (gint64 best, gint64 bound, gpointer data);

/**
 * ta_rota_prove:
 * @model: with the range of uncovered places that is of interest
 * @board: with the best plan so far, which the search betters where it can
 * @proof: (inout): empty; then shows its claim, a lower bound in points
 *
 * Searches until the best plan is proved the best, or the budget is spent.
 */
void ta_rota_prove (const TaRotaModel *model,
                    TaRotaBoard *board,
                    TaRotaProof *proof,
                    TaRotaProveProgress progress,
                    gpointer data);
