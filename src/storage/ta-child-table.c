/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-child-table.h"

#include "ta-id.h"
#include "ta-order.h"

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

/* Order ---------------------------------------------------------------------------------------------------------------------------------- */

/* (transfer full) (nullable): id → position */
static GHashTable *
read_positions (TaDatabase *database, const char *select, const char *owner, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, select);
  g_autoptr (GHashTable) positions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  TaStep step;

  ta_statement_bind_text (statement, ":owner", owner);
  while ((step = ta_statement_step (statement, error)) == TA_STEP_ROW)
    {
      gint64 position = ta_statement_int (statement, 1);

      if (!ta_statement_is_null (statement, 1))
        g_hash_table_insert (positions, ta_statement_dup_text (statement, 0), g_memdup2 (&position, sizeof position));
    }
  return step == TA_STEP_DONE ? g_steal_pointer (&positions) : NULL;
}

GArray *
ta_child_table_arrange (TaDatabase *database, const char *select, const char *owner, GPtrArray *ids, gint64 minimum, GError **error)
{
  g_autoptr (GArray) arranged = g_array_sized_new (FALSE, FALSE, sizeof (gint64), ids->len);
  g_autoptr (GHashTable) positions = ids->len > 0 ? read_positions (database, select, owner, error) : NULL;
  g_autofree TaOrderRow *rows = g_new0 (TaOrderRow, ids->len);

  if (ids->len > 0 && positions == NULL)
    return NULL;
  for (guint i = 0; i < ids->len; i++)
    {
      const gint64 *position = g_hash_table_lookup (positions, g_ptr_array_index (ids, i));

      rows[i] = (TaOrderRow) { g_ptr_array_index (ids, i), position != NULL ? *position : 0, position != NULL };
    }
  ta_order_arrange (rows, ids->len, minimum);
  for (guint i = 0; i < ids->len; i++)
    g_array_append_val (arranged, rows[i].position);
  return g_steal_pointer (&arranged);
}

static int
row_list (const TaChildTable *table, GPtrArray *rows, guint i)
{
  return table->list != NULL ? table->list (g_ptr_array_index (rows, i)) : 0;
}

/* Puts the positions of the list that the row at @first is in among all of them. */
static gboolean
arrange_list (TaDatabase *database, const TaChildTable *table, const char *owner, GPtrArray *rows, GPtrArray *ids, guint first, GArray *positions, GError **error)
{
  g_autoptr (GPtrArray) listed = g_ptr_array_new ();
  g_autoptr (GArray) arranged = NULL;
  int list = row_list (table, rows, first);

  for (guint i = first; i < rows->len; i++)
    if (row_list (table, rows, i) == list)
      g_ptr_array_add (listed, g_ptr_array_index (ids, i));
  arranged = ta_child_table_arrange (database, table->order, owner, listed, G_MININT64, error);
  for (guint i = first, n = 0; arranged != NULL && i < rows->len; i++)
    if (row_list (table, rows, i) == list)
      g_array_index (positions, gint64, i) = g_array_index (arranged, gint64, n++);
  return arranged != NULL;
}

static gboolean
begins_list (const TaChildTable *table, GPtrArray *rows, guint i)
{
  for (guint before = 0; before < i; before++)
    if (row_list (table, rows, before) == row_list (table, rows, i))
      return FALSE;
  return TRUE;
}

/* (transfer full) (nullable): of gint64, one for each of @rows; all 0 where the table has no order */
static GArray *
arrange (TaDatabase *database, const TaChildTable *table, const char *owner, GPtrArray *rows, GPtrArray *ids, GError **error)
{
  g_autoptr (GArray) positions = g_array_sized_new (FALSE, TRUE, sizeof (gint64), rows->len);

  g_array_set_size (positions, rows->len);
  for (guint i = 0; table->order != NULL && i < rows->len; i++)
    if (begins_list (table, rows, i) && !arrange_list (database, table, owner, rows, ids, i, positions, error))
      return NULL;
  return g_steal_pointer (&positions);
}

/* Saving --------------------------------------------------------------------------------------------------------------------------------- */

static gboolean
upsert (TaDatabase *database, const TaChildTable *table, const char *owner, GPtrArray *rows, GPtrArray *ids, GError **error)
{
  g_autoptr (TaStatement) statement = NULL;
  g_autoptr (GArray) positions = arrange (database, table, owner, rows, ids, error);

  if (positions == NULL)
    return FALSE;
  statement = ta_database_prepare (database, table->upsert);
  for (guint i = 0; i < rows->len; i++)
    {
      ta_statement_bind_text (statement, ":owner", owner);
      ta_statement_bind_text (statement, ":id", g_ptr_array_index (ids, i));
      if (table->order != NULL)
        ta_statement_bind_int (statement, ":position", g_array_index (positions, gint64, i));
      table->bind (statement, g_ptr_array_index (rows, i));
      if (!ta_statement_run (statement, NULL, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
ta_child_table_save (TaDatabase *database, const TaChildTable *table, const char *owner, GPtrArray *rows, GError **error)
{
  g_autoptr (GHashTable) given_up = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

  /* First what goes: a key that it had may have come to another row. */
  if (!prune (database, table, owner, rows, given_up, error))
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    {
      gconstpointer row = g_ptr_array_index (rows, i);

      g_ptr_array_add (ids, takes_over (table, rows, given_up, row) ? ta_id_new () : g_strdup (row_id (row)));
    }
  return upsert (database, table, owner, rows, ids, error);
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
