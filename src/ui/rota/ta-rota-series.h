/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-turn.h"

/**
 * ta_rota_fill_eaters:
 * @turn: a turn with its date
 * @households: of TaHousehold: those of the pod
 *
 * Makes everybody an eater who is a trial or full member of the turn's pod on its date and there: with the portions of their people.
 */
void ta_rota_fill_eaters (TaTurn *turn, GPtrArray *households);

/**
 * ta_rota_series_turns:
 * @series: which weekdays, from when until when (exclusive, not TA_DATE_NONE)
 * @pattern: what the turns are like: title, state, note
 * @holders: of char *: ids of the households that take turns, in order
 * @duty: what they do
 * @households: of TaHousehold: those of the pod, who eat
 *
 * The turns of a series; the household that follows the last in @holders is the first again.
 *
 * Returns: (transfer full): of TaTurn
 */
GPtrArray *ta_rota_series_turns (const TaSeries *series, const TaTurn *pattern, GPtrArray *holders, TaDuty duty, GPtrArray *households);
