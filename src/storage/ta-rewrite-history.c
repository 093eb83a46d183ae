/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-changeset-private.h"
#include "ta-changeset-writer.h"
#include "ta-changeset.h"
#include "ta-domain.h"
#include "ta-rewrite.h"
#include "ta-row.h"

#include <string.h>

/* A changeset that is written anew. */
typedef struct
{
  TaDatabase *database;
  TaRewriteFunc func;
  gpointer data;
  GByteArray *bytes;
  const char *table; /* (nullable): interned: whose changes are being written */
  gboolean changed;
  gboolean dropped;
} Rewriting;

/* One change of a row: of an update, values that it says nothing of are %NULL. */
typedef struct
{
  const TaColumns *columns;
  guint count;
  int operation;
  TaValue **before; /* (nullable) */
  TaValue **after;  /* (nullable) */
} Change;

static void
change_clear (Change *change)
{
  for (guint i = 0; i < change->count; i++)
    {
      g_clear_pointer (&change->before[i], ta_value_unref);
      g_clear_pointer (&change->after[i], ta_value_unref);
    }
  g_free (change->before);
  g_free (change->after);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Change, change_clear)

static void
change_read (Change *change, TaDatabase *database, sqlite3_changeset_iter *iter)
{
  const char *name;
  int count;

  sqlite3changeset_op (iter, &name, &count, &change->operation, NULL);
  change->columns = ta_columns_get (database, ta_domain_find (name));
  change->count = (guint) count;
  change->before = g_new0 (TaValue *, change->count);
  change->after = g_new0 (TaValue *, change->count);
  for (guint i = 0; i < change->count; i++)
    {
      sqlite3_value *value = NULL;

      if (change->operation != SQLITE_INSERT)
        sqlite3changeset_old (iter, (int) i, &value);
      change->before[i] = ta_value_from_sqlite (value);
      value = NULL;
      if (change->operation != SQLITE_DELETE)
        sqlite3changeset_new (iter, (int) i, &value);
      change->after[i] = ta_value_from_sqlite (value);
    }
}

static const char *
change_id (const Change *change)
{
  const char *id = ta_value_get_text (change->operation == SQLITE_INSERT ? change->after[0] : change->before[0]);

  return id != NULL ? id : "";
}

static void
rewrite_value (Rewriting *self, const Change *change, guint column, TaValue **value)
{
  TaValue *replacement = NULL;

  if (*value == NULL || column >= change->columns->count
      || self->func (change->columns->table->name, change_id (change), change->columns->names[column], *value, &replacement, self->data) != TA_REWRITE_REPLACE)
    return;
  ta_value_unref (*value);
  *value = replacement;
  self->changed = TRUE;
}

static void
append_values (GByteArray *bytes, const Change *change, TaValue **values)
{
  for (guint i = 0; i < change->count; i++)
    if (values[i] != NULL)
      ta_changeset_append_value (bytes, values[i]);
    else
      ta_changeset_append_nothing (bytes, 0);
}

/* What was replaced by the same before and after has not changed. Returns: whether anything has */
static gboolean
leave_out_same (Change *change)
{
  gboolean any = FALSE;

  for (guint i = 1; i < change->count; i++)
    {
      gboolean both = change->before[i] != NULL && change->after[i] != NULL;

      if (both && ta_value_equal (change->before[i], change->after[i]))
        {
          g_clear_pointer (&change->before[i], ta_value_unref);
          g_clear_pointer (&change->after[i], ta_value_unref);
        }
      any = any || change->after[i] != NULL;
    }
  return any;
}

static void
append_change (Rewriting *self, Change *change)
{
  const char *table = g_intern_string (change->columns->table->name);

  if (change->operation == SQLITE_UPDATE && !leave_out_same (change))
    return;
  if (self->table != table)
    ta_changeset_append_table (self->bytes, table, change->count);
  self->table = table;
  ta_changeset_append_kind (self->bytes, change->operation);
  if (change->operation != SQLITE_INSERT)
    append_values (self->bytes, change, change->before);
  if (change->operation != SQLITE_DELETE)
    append_values (self->bytes, change, change->after);
}

static void
rewrite_change (Rewriting *self, sqlite3_changeset_iter *iter)
{
  g_auto (Change) change = { 0 };

  change_read (&change, self->database, iter);
  if (self->func (change.columns->table->name, change_id (&change), NULL, NULL, NULL, self->data) == TA_REWRITE_DROP)
    {
      self->changed = TRUE;
      self->dropped = TRUE;
      return;
    }
  for (guint i = 1; i < change.count; i++)
    {
      rewrite_value (self, &change, i, &change.before[i]);
      rewrite_value (self, &change, i, &change.after[i]);
    }
  append_change (self, &change);
}

static gboolean
rewrite_changeset (Rewriting *self, GBytes *changeset, GError **error)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (changeset, &size);
  sqlite3_changeset_iter *iter = NULL;
  int code = size > 0 ? sqlite3changeset_start (&iter, (int) size, (gpointer) data) : SQLITE_DONE;

  while (iter != NULL && (code = sqlite3changeset_next (iter)) == SQLITE_ROW)
    rewrite_change (self, iter);
  sqlite3changeset_finalize (iter);
  if (code != SQLITE_DONE)
    ta_database_set_error (self->database, code, error);
  return code == SQLITE_DONE;
}

static gboolean
save (const Rewriting *self, gint64 id, GError **error)
{
  g_autoptr (TaStatement) update = ta_database_prepare (
      self->database, "UPDATE history SET changeset = :changeset, taken_out = max (taken_out, :taken_out) WHERE id = :id");
  g_autoptr (GBytes) bytes = g_bytes_new (self->bytes->data, self->bytes->len);

  ta_statement_bind_int (update, ":id", id);
  ta_statement_bind_bytes (update, ":changeset", bytes);
  ta_statement_bind_int (update, ":taken_out", self->dropped);
  return ta_statement_run (update, NULL, error);
}

static gboolean
rewrite_entry (TaDatabase *database, gint64 id, GBytes *changeset, TaRewriteFunc func, gpointer data, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  Rewriting rewriting = { database, func, data, bytes, NULL, FALSE, FALSE };

  return rewrite_changeset (&rewriting, changeset, error) && (!rewriting.changed || save (&rewriting, id, error));
}

gboolean
ta_rewrite_history (TaDatabase *database, TaRewriteFunc func, gpointer data, GError **error)
{
  gint64 id = 0;

  for (;;)
    {
      g_autoptr (TaStatement) next = ta_database_prepare (database, "SELECT id, changeset FROM history WHERE id > :id AND length (changeset) > 0 ORDER BY id LIMIT 1");
      g_autoptr (GBytes) changeset = NULL;
      TaStep step;

      ta_statement_bind_int (next, ":id", id);
      step = ta_statement_step (next, error);
      if (step != TA_STEP_ROW)
        return step == TA_STEP_DONE;
      id = ta_statement_int (next, 0);
      changeset = ta_statement_dup_bytes (next, 1);
      if (!rewrite_entry (database, id, changeset, func, data, error))
        return FALSE;
    }
}
