/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-rota-columns.h"
#include "ta-rota-tree.h"

/**
 * ta_rota_dive:
 * @part: just solved, with the mix found in @columns
 *
 * Looks for a plan: takes for certain what the mix is nearly certain of, generates columns for the rest, and so on to the end. The board keeps the best that
 * comes by.
 */
void ta_rota_dive (TaRotaColumns *columns, TaRotaDual *dual, TaRotaBoard *board, const TaRotaPart *part);
