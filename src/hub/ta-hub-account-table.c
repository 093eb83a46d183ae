/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-hub-account-table.h"

#include <string.h>

#define COLUMNS "id, pod, name, device, created, seen, removed, salt, hash"
#define NAME_BYTES 8

void
ta_hub_account_free (TaHubAccount *account)
{
  g_free (account->name);
  g_free (account->device);
  g_free (account);
}

gboolean
ta_hub_account_accepts (const TaHubAccount *account, const char *password)
{
  guint8 hash[TA_HUB_SECRET_HASH_SIZE];

  ta_hub_secret_hash (account->salt, sizeof account->salt, password, hash);
  return ta_hub_secret_equal (hash, account->hash, sizeof hash);
}

static void
read_bytes (TaHubStatement *row, int column, guint8 *bytes, gsize size)
{
  TaHubSpan span = ta_hub_statement_span (row, column);

  if (span.size == size)
    memcpy (bytes, span.at, size);
}

static gpointer
from_row (TaHubStatement *row)
{
  TaHubAccount *account = g_new0 (TaHubAccount, 1);

  account->id = ta_hub_statement_int (row, 0);
  account->pod = ta_hub_statement_int (row, 1);
  account->name = ta_hub_statement_dup_text (row, 2);
  account->device = ta_hub_statement_dup_text (row, 3);
  account->created = ta_hub_statement_int (row, 4);
  account->seen = ta_hub_statement_int (row, 5);
  account->removed = !ta_hub_statement_is_null (row, 6);
  read_bytes (row, 7, account->salt, sizeof account->salt);
  read_bytes (row, 8, account->hash, sizeof account->hash);
  return account;
}

TaHubAccount *
ta_hub_account_table_find (TaHubBase *base, const char *name, GError **error)
{
  g_autoptr (TaHubStatement) row = ta_hub_base_prepare (base, "SELECT " COLUMNS " FROM account WHERE name = :name");

  ta_hub_statement_bind_text (row, ":name", name);
  return ta_hub_statement_one (row, error) ? from_row (row) : NULL;
}

char *
ta_hub_account_new_name (void)
{
  return ta_hub_secret_new_hex (NAME_BYTES);
}

TaHubAccount *
ta_hub_account_table_add (TaHubBase *base, gint64 pod, const char *name, const char *password, const char *device, gint64 now, GError **error)
{
  g_autoptr (TaHubAccount) account = g_new0 (TaHubAccount, 1);
  g_autoptr (TaHubStatement) add = ta_hub_base_prepare (base,
                                                        "INSERT INTO account (name, pod, salt, hash, device, created)"
                                                        " VALUES (:name, :pod, :salt, :hash, :device, :now)");

  account->pod = pod;
  account->name = g_strdup (name);
  account->device = g_strdup (device);
  account->created = now;
  ta_hub_secret_fill (account->salt, sizeof account->salt);
  ta_hub_secret_hash (account->salt, sizeof account->salt, password, account->hash);
  ta_hub_statement_bind_text (add, ":name", account->name);
  ta_hub_statement_bind_int (add, ":pod", pod);
  ta_hub_statement_bind_bytes (add, ":salt", account->salt, sizeof account->salt);
  ta_hub_statement_bind_bytes (add, ":hash", account->hash, sizeof account->hash);
  ta_hub_statement_bind_text (add, ":device", account->device);
  ta_hub_statement_bind_int (add, ":now", now);
  if (!ta_hub_statement_run (add, NULL, error))
    return NULL;
  account->id = ta_hub_base_last_key (base);
  return g_steal_pointer (&account);
}

GPtrArray *
ta_hub_account_table_list (TaHubBase *base, gint64 pod, GError **error)
{
  g_autoptr (TaHubStatement) rows = ta_hub_base_prepare (base,
                                                         "SELECT " COLUMNS " FROM account WHERE pod = :pod AND removed IS NULL ORDER BY id");

  ta_hub_statement_bind_int (rows, ":pod", pod);
  return ta_hub_statement_list (rows, from_row, (GDestroyNotify) ta_hub_account_free, error);
}

gboolean
ta_hub_account_table_remove (TaHubBase *base, gint64 pod, const char *name, gint64 now, gboolean *changed, GError **error)
{
  g_autoptr (TaHubStatement) statement = ta_hub_base_prepare (base,
                                                              "UPDATE account SET removed = :now, device = NULL"
                                                              " WHERE pod = :pod AND name = :name AND removed IS NULL");

  ta_hub_statement_bind_int (statement, ":now", now);
  ta_hub_statement_bind_int (statement, ":pod", pod);
  ta_hub_statement_bind_text (statement, ":name", name);
  return ta_hub_statement_change (statement, changed, error);
}

gboolean
ta_hub_account_table_set_seen (TaHubBase *base, gint64 id, gint64 seen, GError **error)
{
  g_autoptr (TaHubStatement) statement = ta_hub_base_prepare (base, "UPDATE account SET seen = :seen WHERE id = :id");

  ta_hub_statement_bind_int (statement, ":seen", seen);
  ta_hub_statement_bind_int (statement, ":id", id);
  return ta_hub_statement_run (statement, NULL, error);
}
