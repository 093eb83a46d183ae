/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-id.h"
#include "ta-ledger-table.h"
#include "ta-query.h"

#include <glib/gi18n-lib.h>

#define COLUMNS "id, date, posted_at, memo, source_kind, source, rule_set, inputs, trace, reverses"

static void
bind (TaStatement *statement, const TaTransaction *transaction)
{
  ta_statement_bind_text (statement, ":id", transaction->id);
  ta_statement_bind_date (statement, ":date", transaction->date);
  ta_statement_bind_int (statement, ":posted_at", transaction->posted_at);
  ta_statement_bind_text (statement, ":memo", transaction->memo);
  ta_statement_bind_text (statement, ":source_kind", transaction->source_kind);
  ta_statement_bind_text (statement, ":source", transaction->source);
  ta_statement_bind_text (statement, ":rule_set", transaction->rule_set);
  ta_statement_bind_text (statement, ":inputs", transaction->inputs);
  ta_statement_bind_text (statement, ":trace", transaction->trace);
  ta_statement_bind_text (statement, ":reverses", transaction->reverses);
}

static TaTransaction *
from_row (TaStatement *statement)
{
  TaTransaction *transaction = g_new0 (TaTransaction, 1);

  transaction->id = ta_statement_dup_text (statement, 0);
  transaction->date = ta_statement_date (statement, 1);
  transaction->posted_at = ta_statement_int (statement, 2);
  transaction->memo = ta_statement_dup_text (statement, 3);
  transaction->source_kind = ta_statement_dup_text (statement, 4);
  transaction->source = ta_statement_dup_text (statement, 5);
  transaction->rule_set = ta_statement_dup_text (statement, 6);
  transaction->inputs = ta_statement_dup_text (statement, 7);
  transaction->trace = ta_statement_dup_text (statement, 8);
  transaction->reverses = ta_statement_dup_text (statement, 9);
  return transaction;
}

static gboolean
insert_entry (TaDatabase *database, const char *transaction, const TaEntry *entry, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "INSERT INTO ledger_entry (id, ledger_transaction, account, amount) VALUES (:id, :transaction, :account, :amount)");

  ta_statement_bind_text (statement, ":id", entry->id);
  ta_statement_bind_text (statement, ":transaction", transaction);
  ta_statement_bind_text (statement, ":account", entry->account);
  ta_statement_bind_int (statement, ":amount", entry->amount);
  return ta_statement_run (statement, NULL, error);
}

gboolean
ta_ledger_table_write (TaDatabase *database, const TaTransaction *transaction, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (
      database, "INSERT INTO ledger_transaction (" COLUMNS ") VALUES"
                " (:id, :date, :posted_at, :memo, :source_kind, :source, :rule_set, :inputs, :trace, :reverses)");

  /* The entries first: the transaction closes them, and is refused where they do not balance. */
  for (guint i = 0; i < transaction->entries->len; i++)
    if (!insert_entry (database, transaction->id, g_ptr_array_index (transaction->entries, i), error))
      return FALSE;
  bind (statement, transaction);
  return ta_statement_run (statement, NULL, error);
}

gboolean
ta_ledger_table_post (TaDatabase *database, const TaTransaction *transaction, GError **error)
{
  /* A refused posting leaves none of its entries behind, even where the caller goes on. */
  if (!ta_database_exec (database, "SAVEPOINT ledger_post", error))
    return FALSE;
  if (ta_ledger_table_write (database, transaction, error) && ta_database_exec (database, "RELEASE ledger_post", error))
    return TRUE;
  /* SQLite has taken the savepoint back by itself after some errors; there is nothing left to undo then. */
  ta_database_exec (database, "ROLLBACK TO ledger_post; RELEASE ledger_post", NULL);
  return FALSE;
}

static gpointer
entry_from_row (TaStatement *statement)
{
  TaEntry *entry = g_new0 (TaEntry, 1);

  entry->id = ta_statement_dup_text (statement, 0);
  entry->account = ta_statement_dup_text (statement, 1);
  entry->amount = ta_statement_int (statement, 2);
  return entry;
}

static GPtrArray *
list_entries (TaDatabase *database, const char *transaction, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT id, account, amount FROM ledger_entry WHERE ledger_transaction = :id ORDER BY id");

  ta_statement_bind_text (statement, ":id", transaction);
  return ta_query_collect (statement, entry_from_row, (GDestroyNotify) ta_entry_free, error);
}

TaTransaction *
ta_ledger_table_get (TaDatabase *database, const char *id, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT " COLUMNS " FROM ledger_transaction WHERE id = :id");
  g_autoptr (TaTransaction) transaction = NULL;
  TaStep step;

  ta_statement_bind_text (statement, ":id", id);
  step = ta_statement_step (statement, error);
  if (step == TA_STEP_DONE)
    g_set_error_literal (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_NOT_FOUND, _ ("The posting is not in the ledger."));
  if (step != TA_STEP_ROW)
    return NULL;
  transaction = from_row (statement);
  transaction->entries = list_entries (database, id, error);
  return transaction->entries != NULL ? g_steal_pointer (&transaction) : NULL;
}

static gboolean
check_not_reversed (TaDatabase *database, const TaTransaction *transaction, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT date FROM ledger_transaction WHERE reverses = :id");
  g_autofree char *iso = NULL;
  g_autofree char *shown = NULL;
  TaDate date = TA_DATE_NONE;

  ta_statement_bind_text (statement, ":id", transaction->id);
  if (!ta_query_text (statement, &iso, error))
    return FALSE;
  if (iso == NULL)
    return TRUE;
  ta_date_parse (iso, &date);
  shown = ta_date_format (date, TA_DATE_MEDIUM);
  g_set_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_CONFLICT, _ ("The posting “%s” was reversed on %s already."), transaction->memo, shown);
  return FALSE;
}

gboolean
ta_ledger_table_reverse (TaDatabase *database, const char *id, TaDate date, GError **error)
{
  g_autoptr (TaTransaction) transaction = ta_ledger_table_get (database, id, error);
  g_autoptr (TaTransaction) reversal = NULL;

  if (transaction == NULL || !check_not_reversed (database, transaction, error))
    return FALSE;
  reversal = ta_transaction_reverse (transaction, date);
  return ta_ledger_table_post (database, reversal, error);
}

gboolean
ta_ledger_table_balance (TaDatabase *database, const char *account, TaDate until, gint64 *balance, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (
      database, "SELECT coalesce (sum (e.amount), 0) FROM ledger_entry e JOIN ledger_transaction t ON t.id = e.ledger_transaction"
                " WHERE e.account = :account AND (:until IS NULL OR t.date < :until)");

  ta_statement_bind_text (statement, ":account", account);
  ta_statement_bind_date (statement, ":until", until);
  return ta_query_int (statement, balance, error);
}

static gboolean
insert_unit (TaDatabase *database, const char *id, const char *name, const char *kind, int minor_per_major, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "INSERT INTO unit (id, name, kind, minor_per_major) VALUES (:id, :name, :kind, :minor)");

  ta_statement_bind_text (statement, ":id", id);
  ta_statement_bind_text (statement, ":name", name);
  ta_statement_bind_text (statement, ":kind", kind);
  ta_statement_bind_int (statement, ":minor", minor_per_major);
  return ta_statement_run (statement, NULL, error);
}

char *
ta_unit_table_ensure (TaDatabase *database, const char *name, const char *kind, int minor_per_major, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT id, kind = :kind AND minor_per_major = :minor FROM unit WHERE name = :name");
  g_autofree char *id = NULL;
  TaStep step;

  ta_statement_bind_text (statement, ":name", name);
  ta_statement_bind_text (statement, ":kind", kind);
  ta_statement_bind_int (statement, ":minor", minor_per_major);
  step = ta_statement_step (statement, error);
  if (step == TA_STEP_ROW && ta_statement_int (statement, 1) != 0)
    return ta_statement_dup_text (statement, 0);
  if (step == TA_STEP_ROW)
    g_set_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_CONFLICT, _ ("There is a unit “%s” of another kind already. Give the new one another name."), name);
  if (step != TA_STEP_DONE)
    return NULL;
  id = ta_id_new ();
  return insert_unit (database, id, name, kind, minor_per_major, error) ? g_steal_pointer (&id) : NULL;
}

static gboolean
find_account (TaDatabase *database, const char *unit, const char *household, char **id, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (
      database, "SELECT id FROM account WHERE unit = :unit AND household IS :household AND kind IN ('household', 'community') ORDER BY id LIMIT 1");

  ta_statement_bind_text (statement, ":unit", unit);
  ta_statement_bind_text (statement, ":household", household);
  return ta_query_text (statement, id, error);
}

char *
ta_account_table_ensure (TaDatabase *database, const char *unit, const char *household, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "INSERT INTO account (id, unit, kind, household) VALUES (:id, :unit, :kind, :household)");
  g_autofree char *id = NULL;

  if (!find_account (database, unit, household, &id, error))
    return NULL;
  if (id != NULL)
    return g_steal_pointer (&id);
  id = ta_id_new ();
  ta_statement_bind_text (statement, ":id", id);
  ta_statement_bind_text (statement, ":unit", unit);
  ta_statement_bind_text (statement, ":kind", household != NULL ? "household" : "community");
  ta_statement_bind_text (statement, ":household", household);
  return ta_statement_run (statement, NULL, error) ? g_steal_pointer (&id) : NULL;
}
