/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-database.h"
#include "ta-ledger.h"

/** Writes the entries, then the transaction; TA_STORAGE_ERROR_CONFLICT unless they sum to zero in every unit. */
gboolean ta_ledger_table_post (TaDatabase *database, const TaTransaction *transaction, GError **error);

/** The same inside a transaction of the caller’s, who rolls it back where this fails. */
gboolean ta_ledger_table_write (TaDatabase *database, const TaTransaction *transaction, GError **error);

/**
 * ta_ledger_table_write_many:
 * @transactions: of TaTransaction, each of one unit alone
 *
 * As ta_ledger_table_write() for each. Thousands go in together, checked by us and not by the database row by row.
 */
gboolean ta_ledger_table_write_many (TaDatabase *database, GPtrArray *transactions, GError **error);

/** (transfer full) (nullable) */
TaTransaction *ta_ledger_table_get (TaDatabase *database, const char *id, GError **error);

/** Posts the reversal of @id. Refused where it has been reversed already. */
gboolean ta_ledger_table_reverse (TaDatabase *database, const char *id, TaDate date, GError **error);

/** (transfer full): the id of the unit with that name, made where there is none. @kind: "time", "points", "money" or "count" */
char *ta_unit_table_ensure (TaDatabase *database, const char *name, const char *kind, int minor_per_major, GError **error);

/** (transfer full): the id of a household's account in @unit, made where there is none; @household %NULL: the community's */
char *ta_account_table_ensure (TaDatabase *database, const char *unit, const char *household, GError **error);
