/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-database.h"
#include "ta-turn.h"

/**
 * ta_handover_table_last:
 * @turn: whose holder is to read it
 * @date: (out): of the turn that left it; TA_DATE_NONE without one
 *
 * What the newest turn of the same pod and service before @turn left to whoever is next, among those that left anything.
 *
 * Returns: (transfer full) (nullable): the note; %NULL with @error set, or without where there is none
 */
char *ta_handover_table_last (TaDatabase *database, const TaTurn *turn, TaDate *date, GError **error);
