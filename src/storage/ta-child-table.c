/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-child-table.h"

#include "ta-id.h"

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

/* (transfer full) */
static char *
row_key (const TaChildTable *table, gconstpointer row)
{
  g_autofree char *key = table->key != NULL ? table->key (row) : NULL;

  return key != NULL ? g_strconcat (row_id (row), "\n", key, NULL) : g_strdup (row_id (row));
}

static char *
keys_to_json (const TaChildTable *table, GPtrArray *rows)
{
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < rows->len; i++)
    g_ptr_array_add (keys, row_key (table, g_ptr_array_index (rows, i)));
  return ta_table_texts_to_json (keys);
}

/* @given_up: takes key → id of the rows that were deleted */
static gboolean
prune (TaDatabase *database, const TaChildTable *table, const char *owner, GPtrArray *rows, GHashTable *given_up, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, table->prune);
  g_autofree char *keep = keys_to_json (table, rows);
  TaStep step;

  ta_statement_bind_text (statement, ":owner", owner);
  ta_statement_bind_text (statement, ":keep", keep);
  while ((step = ta_statement_step (statement, error)) == TA_STEP_ROW)
    g_hash_table_insert (given_up, ta_statement_dup_text (statement, 1), ta_statement_dup_text (statement, 0));
  return step == TA_STEP_DONE;
}

static gboolean
has_id (GPtrArray *rows, const char *id)
{
  for (guint i = 0; i < rows->len; i++)
    if (g_str_equal (row_id (g_ptr_array_index (rows, i)), id))
      return TRUE;
  return FALSE;
}

/* Whether @row takes the key of another row that stays. */
static gboolean
takes_over (const TaChildTable *table, GPtrArray *rows, GHashTable *given_up, gconstpointer row)
{
  g_autofree char *key = table->key != NULL ? table->key (row) : NULL;
  const char *before = key != NULL ? g_hash_table_lookup (given_up, key) : NULL;

  return before != NULL && !g_str_equal (before, row_id (row)) && has_id (rows, before);
}

gboolean
ta_child_table_save (TaDatabase *database, const TaChildTable *table, const char *owner, GPtrArray *rows, GError **error)
{
  g_autoptr (GHashTable) given_up = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (TaStatement) statement = NULL;

  /* First what goes: a key that it had may have come to another row. */
  if (!prune (database, table, owner, rows, given_up, error))
    return FALSE;
  statement = ta_database_prepare (database, table->upsert);
  for (guint i = 0; i < rows->len; i++)
    {
      gconstpointer row = g_ptr_array_index (rows, i);
      g_autofree char *id = takes_over (table, rows, given_up, row) ? ta_id_new () : g_strdup (row_id (row));

      ta_statement_bind_text (statement, ":owner", owner);
      ta_statement_bind_text (statement, ":id", id);
      table->bind (statement, row, i);
      if (!ta_statement_run (statement, NULL, error))
        return FALSE;
    }
  return TRUE;
}

gpointer
ta_child_table_word (TaStatement *statement)
{
  return ta_statement_dup_text (statement, 1);
}

gboolean
ta_child_table_save_words (TaDatabase *database, const char *prune, const char *insert, const char *owner, GPtrArray *words, GError **error)
{
  g_autoptr (TaStatement) deletion = ta_database_prepare (database, prune);
  g_autoptr (TaStatement) insertion = ta_database_prepare (database, insert);
  g_autofree char *keep = ta_table_texts_to_json (words);

  ta_statement_bind_text (deletion, ":owner", owner);
  ta_statement_bind_text (deletion, ":keep", keep);
  if (!ta_statement_run (deletion, NULL, error))
    return FALSE;
  for (guint i = 0; i < words->len; i++)
    {
      g_autofree char *id = ta_id_new ();

      ta_statement_bind_text (insertion, ":id", id);
      ta_statement_bind_text (insertion, ":owner", owner);
      ta_statement_bind_text (insertion, ":word", g_ptr_array_index (words, i));
      if (!ta_statement_run (insertion, NULL, error))
        return FALSE;
    }
  return TRUE;
}
