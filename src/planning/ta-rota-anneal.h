/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-rota-board.h"

/**
 * ta_rota_anneal:
 * @n_moves: how many to try
 * @hot: temperature at the beginning, in points
 * @cold: temperature at the end
 *
 * Simulated annealing from the present plan: a place to another household, two places exchanged, a household moved to an open place. The board keeps the best.
 */
void ta_rota_anneal (TaRotaBoard *board, gint64 n_moves, double hot, double cold);
