/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-database.h"

/** What a row is called, for sentences and the history: "the household Silva", "the turn on Fri 4 Dec". (transfer full) */
char *ta_subject_describe (TaDatabase *database, const char *table, const char *id);

/** (transfer full) (nullable): the name alone ("Silva") of a row of @table that still exists; %NULL where it has none */
char *ta_subject_name (TaDatabase *database, const char *table, const char *id);

/** What rows of @table are called, translated: "household", "turn", … (transfer none) */
const char *ta_subject_kind (const char *table);
