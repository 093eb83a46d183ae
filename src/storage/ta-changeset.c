/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-changeset-private.h"
#include "ta-changeset.h"
#include "ta-domain.h"

const char *
ta_changeset_value (sqlite3_changeset_iter *iter, gboolean deleted, int column)
{
  sqlite3_value *value = NULL;

  if (deleted)
    sqlite3changeset_old (iter, column, &value);
  else
    sqlite3changeset_new (iter, column, &value);
  return value != NULL ? (const char *) sqlite3_value_text (value) : NULL;
}

static TaChange *
read_change (sqlite3_changeset_iter *iter)
{
  TaChange *change = g_new0 (TaChange, 1);
  const char *table;
  int columns, operation;

  sqlite3changeset_op (iter, &table, &columns, &operation, NULL);
  change->table = g_intern_string (table);
  change->kind = operation == SQLITE_INSERT ? TA_CHANGE_INSERT : operation == SQLITE_DELETE ? TA_CHANGE_DELETE
                                                                                            : TA_CHANGE_UPDATE;
  /* An update carries its key among the old values. */
  change->id = g_strdup (ta_changeset_value (iter, operation != SQLITE_INSERT, 0));
  if (ta_domain_find (table)->parent != NULL)
    change->aggregate_id = g_strdup (ta_changeset_value (iter, operation == SQLITE_DELETE, 1));
  return change;
}

static char *
lookup_parent (TaDatabase *database, const TaDomainTable *table, const char *id)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, table->parent_sql);

  ta_statement_bind_text (statement, ":id", id);
  return ta_statement_step (statement, NULL) == TA_STEP_ROW ? ta_statement_dup_text (statement, 0) : NULL;
}

/* The parent of a row that is gone stands in the change that deleted it. */
static char *
find_parent (TaDatabase *database, GHashTable *parents, const TaDomainTable *table, const char *id)
{
  g_autofree char *key = g_strconcat (table->name, "/", id, NULL);
  const char *known = g_hash_table_lookup (parents, key);

  return known != NULL ? g_strdup (known) : lookup_parent (database, table, id);
}

static void
resolve_aggregate (TaDatabase *database, GHashTable *parents, TaChange *change)
{
  const TaDomainTable *table = ta_domain_find (change->table);
  g_autofree char *id = g_strdup (change->id);

  while (id != NULL && table->parent != NULL)
    {
      char *parent = find_parent (database, parents, table, id);

      g_free (id);
      id = parent;
      table = ta_domain_find (table->parent);
    }
  change->aggregate = table->name;
  g_free (change->aggregate_id);
  change->aggregate_id = g_steal_pointer (&id);
}

GPtrArray *
ta_changeset_read (TaDatabase *database, GBytes *changeset, GError **error)
{
  g_autoptr (GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_change_free);
  g_autoptr (GHashTable) parents = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  sqlite3_changeset_iter *iter = NULL;
  gsize size;
  gconstpointer data = g_bytes_get_data (changeset, &size);
  int code = size > 0 ? sqlite3changeset_start (&iter, (int) size, (gpointer) data) : SQLITE_DONE;

  while (iter != NULL && (code = sqlite3changeset_next (iter)) == SQLITE_ROW)
    {
      TaChange *change = read_change (iter);

      g_ptr_array_add (changes, change);
      if (change->aggregate_id != NULL)
        g_hash_table_insert (parents, g_strconcat (change->table, "/", change->id, NULL), g_strdup (change->aggregate_id));
    }
  sqlite3changeset_finalize (iter);
  if (code != SQLITE_DONE)
    {
      ta_database_set_error (database, code, error);
      return NULL;
    }
  for (guint i = 0; i < changes->len; i++)
    resolve_aggregate (database, parents, g_ptr_array_index (changes, i));
  return g_steal_pointer (&changes);
}
