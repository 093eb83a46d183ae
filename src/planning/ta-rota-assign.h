/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-rota-board.h"

/**
 * ta_rota_exchange:
 * @n_rounds: how often
 * @most: most places at once
 *
 * Improves the present plan by permutations: takes random places whose holders all differ, and gives them back to the same households in the best way. Since
 * no household has more than one of them, what each would cost it is exact, and the best way is a linear assignment.
 */
void ta_rota_exchange (TaRotaBoard *board, int n_rounds, int most);
