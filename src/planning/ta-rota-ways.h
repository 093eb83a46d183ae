/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-rota-why.h"

/** Fills @why->ways from its turns and conflicts: each change is made in a copy of the brief and planned again. */
void ta_rota_why_find_ways (TaRotaWhy *why, const TaRotaProposal *proposal, GCancellable *cancellable);

void ta_rota_way_out_free (TaRotaWayOut *way);
