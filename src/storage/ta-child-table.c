/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-child-table.h"

gboolean
ta_child_table_load (TaDatabase *database, const TaChildTable *table, GHashTable *owners, const char *ids, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, table->select);
  TaStep step;

  ta_statement_bind_text (statement, ":ids", ids);
  while ((step = ta_statement_step (statement, error)) == TA_STEP_ROW)
    {
      gpointer owner = g_hash_table_lookup (owners, ta_statement_text (statement, 0));

      g_ptr_array_add (G_STRUCT_MEMBER (GPtrArray *, owner, table->offset), table->from_row (statement));
    }
  return step == TA_STEP_DONE;
}

static const char *
row_id (gconstpointer row)
{
  return *(char *const *) row;
}

static gboolean
prune (TaDatabase *database, const TaChildTable *table, const char *owner, GPtrArray *rows, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, table->prune);
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *keep = NULL;

  for (guint i = 0; i < rows->len; i++)
    {
      gconstpointer row = g_ptr_array_index (rows, i);

      g_ptr_array_add (keys, table->key != NULL ? table->key (row) : g_strdup (row_id (row)));
    }
  keep = ta_table_texts_to_json (keys);
  ta_statement_bind_text (statement, ":owner", owner);
  ta_statement_bind_text (statement, ":keep", keep);
  return ta_statement_run (statement, NULL, error);
}

gboolean
ta_child_table_save (TaDatabase *database, const TaChildTable *table, const char *owner, GPtrArray *rows, GError **error)
{
  g_autoptr (TaStatement) statement = NULL;

  /* First what goes: a key that it had may have come to another row. */
  if (!prune (database, table, owner, rows, error))
    return FALSE;
  statement = ta_database_prepare (database, table->upsert);
  for (guint i = 0; i < rows->len; i++)
    {
      gconstpointer row = g_ptr_array_index (rows, i);

      ta_statement_bind_text (statement, ":owner", owner);
      ta_statement_bind_text (statement, ":id", row_id (row));
      table->bind (statement, row, i);
      if (!ta_statement_run (statement, NULL, error))
        return FALSE;
    }
  return TRUE;
}
