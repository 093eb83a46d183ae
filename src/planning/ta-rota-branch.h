/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-rota-columns.h"
#include "ta-rota-tree.h"

/** How many candidates of each kind are tried, and how long. */
typedef struct
{
  int credits;
  int slots;
  int turns;
  int iterations;
} TaRotaBranchEffort;

/**
 * ta_rota_branch_choose:
 * @part: just solved, with the mix found in @columns
 * @target: points
 * @no, @yes: (out) (transfer full): the two parts of the best question, each with the bound that trying it gave; NULL where nothing is left of it
 *
 * Strong branching: tries candidates of all kinds for a moment on both sides, and takes the one that lifts the bounds most.
 *
 * Returns: FALSE when there is nothing left to ask
 */
gboolean ta_rota_branch_choose (TaRotaColumns *columns,
                                TaRotaDual *dual,
                                const TaRotaPart *part,
                                const TaRotaBranchEffort *effort,
                                gint64 target,
                                TaRotaBranch *branch,
                                TaRotaPart **no,
                                TaRotaPart **yes);
