/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-database.h"

/**
 * ta_check_run:
 *
 * Looks whether a database is sound: SQLite's integrity_check and foreign_key_check, the sums of the ledger, the search index against
 * the tables that it is of.
 *
 * Returns: (transfer full) (nullable): sentences (char *), each naming what is wrong; empty where nothing is; %NULL with @error where
 *   the check itself could not be made
 */
GPtrArray *ta_check_run (TaDatabase *database, GError **error);
