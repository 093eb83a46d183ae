/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-changeset.h"
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

/* Many ---------------------------------------------------------------------------------------------------------------------------------- */

/* Below so many each goes in by itself, so that the triggers see it. */
#define MANY 200

typedef struct
{
  const TaTransaction *transaction;
  const TaEntry *entry; /* (nullable) */
  char *date;           /* (nullable) */
} BulkRow;

static void
bulk_row_free (gpointer data)
{
  BulkRow *row = data;

  g_free (row->date);
  g_free (row);
}

static void
get_transaction_column (gconstpointer data, guint column, gpointer user_data, TaBulkValue *value)
{
  const BulkRow *row = data;
  const TaTransaction *transaction = row->transaction;
  const char *const texts[] = { transaction->id, row->date, NULL, transaction->memo, transaction->source_kind,
                                transaction->source, transaction->rule_set, transaction->inputs, transaction->trace, transaction->reverses };

  value->text = texts[column];
  value->number = transaction->posted_at;
  value->has_number = column == 2;
}

static void
get_entry_column (gconstpointer data, guint column, gpointer user_data, TaBulkValue *value)
{
  const BulkRow *row = data;
  const char *const texts[] = { row->entry->id, row->transaction->id, row->entry->account, NULL };

  value->text = texts[column];
  value->number = row->entry->amount;
  value->has_number = column == 3;
}

static gboolean
is_sound (const TaTransaction *transaction)
{
  gint64 sum = 0;

  for (guint i = 0; i < transaction->entries->len; i++)
    if (__builtin_add_overflow (sum, ((TaEntry *) transaction->entries->pdata[i])->amount, &sum))
      return FALSE;
  return transaction->entries->len >= 2 && sum == 0;
}

static gboolean
collect (GPtrArray *transactions, GPtrArray *rows, GPtrArray *entries, GError **error)
{
  for (guint i = 0; i < transactions->len; i++)
    {
      const TaTransaction *transaction = transactions->pdata[i];
      BulkRow row = { transaction, NULL, ta_date_to_iso (transaction->date) };

      g_ptr_array_add (rows, g_memdup2 (&row, sizeof row));
      for (guint j = 0; j < transaction->entries->len; j++)
        {
          BulkRow entry = { transaction, transaction->entries->pdata[j], NULL };

          g_ptr_array_add (entries, g_memdup2 (&entry, sizeof entry));
        }
      if (is_sound (transaction))
        continue;
      g_set_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_CONFLICT, _ ("The posting “%s” does not sum to zero."), transaction->memo);
      return FALSE;
    }
  return TRUE;
}

static gboolean
insert_bulks (TaDatabase *database, TaBulk *transactions, TaBulk *entries, GError **error)
{
  g_autoptr (TaStatement) insert_entries = ta_database_prepare (
      database, "INSERT INTO ledger_entry (id, ledger_transaction, account, amount) SELECT c0, c1, c2, c3 FROM bulk (:rows)");
  g_autoptr (TaStatement) insert_transactions = ta_database_prepare (
      database, "INSERT INTO ledger_transaction (" COLUMNS ") SELECT c0, c1, c2, c3, c4, c5, c6, c7, c8, c9 FROM bulk (:rows)");

  ta_bulk_bind (insert_entries, ":rows", entries);
  ta_bulk_bind (insert_transactions, ":rows", transactions);
  return ta_statement_run (insert_entries, NULL, error) && ta_statement_run (insert_transactions, NULL, error);
}

static gboolean
write_bulks (TaDatabase *database, TaBulk *transactions, TaBulk *entries, GError **error)
{
  TaRecorder *recorder = ta_database_get_recorder (database);
  gboolean done;

  ta_recorder_pause (recorder, TRUE);
  ta_database_set_triggers (database, FALSE);
  done = insert_bulks (database, transactions, entries, error);
  ta_database_set_triggers (database, TRUE);
  ta_recorder_pause (recorder, FALSE);
  if (!done || recorder == NULL)
    return done;
  ta_recorder_add_inserted (recorder, "ledger_entry", entries);
  ta_recorder_add_inserted (recorder, "ledger_transaction", transactions);
  return TRUE;
}

gboolean
ta_ledger_table_write_many (TaDatabase *database, GPtrArray *transactions, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (bulk_row_free);
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (bulk_row_free);
  TaBulk transaction_bulk = { rows, 10, get_transaction_column, NULL, NULL, NULL };
  TaBulk entry_bulk = { entries, 4, get_entry_column, NULL, NULL, NULL };

  if (transactions->len >= MANY)
    return collect (transactions, rows, entries, error) && write_bulks (database, &transaction_bulk, &entry_bulk, error);
  for (guint i = 0; i < transactions->len; i++)
    if (!ta_ledger_table_write (database, transactions->pdata[i], error))
      return FALSE;
  return TRUE;
}

/* One ----------------------------------------------------------------------------------------------------------------------------------- */

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
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT id, kind = :kind AND minor_per_major = :minor FROM unit WHERE name = :name ORDER BY id LIMIT 1");
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
  id = ta_id_new_from_name ("unit", name, NULL);
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
  id = ta_id_new_from_name ("account", unit, household != NULL ? household : "", NULL);
  ta_statement_bind_text (statement, ":id", id);
  ta_statement_bind_text (statement, ":unit", unit);
  ta_statement_bind_text (statement, ":kind", household != NULL ? "household" : "community");
  ta_statement_bind_text (statement, ":household", household);
  return ta_statement_run (statement, NULL, error) ? g_steal_pointer (&id) : NULL;
}
