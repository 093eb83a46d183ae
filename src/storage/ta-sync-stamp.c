/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-changeset-private.h"
#include "ta-sync-private.h"

/* A document that a command has touched. */
typedef struct
{
  TaSyncRecord *record;
  const TaDomainTable *table;
  gboolean inserted; /* the row at the top is new */
  gboolean whole;    /* its rows are compared with it, all of them: it came back, or a row moved into it or out of it */
  gboolean gone;     /* the row at the top was deleted; what lay below is left as it was, so that it is there when it comes back */
  gboolean changed;  /* anything was stamped */
} Touched;

typedef struct
{
  TaSyncContext context;
  TaStamp stamp;
  GHashTable *touched; /* of Touched by "type/id" */
  GPtrArray *order;    /* of Touched, as they came */
} Stamping;

static void
touched_free (gpointer data)
{
  Touched *touched = data;

  ta_sync_record_free (touched->record);
  g_free (touched);
}

static void
stamping_clear (Stamping *self)
{
  g_clear_pointer (&self->touched, g_hash_table_unref);
  g_clear_pointer (&self->order, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Stamping, stamping_clear)

static Touched *
touch (Stamping *self, const char *type, const char *id, GError **error)
{
  g_autofree char *key = g_strconcat (type, "/", id, NULL);
  Touched *touched = g_hash_table_lookup (self->touched, key);
  TaSyncRecord *record;

  if (touched != NULL)
    return touched;
  if (!ta_sync_record_load (self->context.database, type, id, &record, error))
    return NULL;
  touched = g_new0 (Touched, 1);
  touched->record = record != NULL ? record : ta_sync_record_new (&self->context, type, id);
  touched->table = ta_domain_find (type);
  g_hash_table_insert (self->touched, g_steal_pointer (&key), touched);
  g_ptr_array_add (self->order, touched);
  return touched;
}

/* What each change means for its document as a whole --------------------------------------------------------------------------------------- */

/* Whether the row belongs to another parent than before; then both are looked at as a whole. */
static gboolean
note_move (Stamping *self, sqlite3_changeset_iter *iter, const TaDomainTable *table, Touched *to, GError **error)
{
  const char *before = ta_changeset_value (iter, TRUE, 1);
  const char *after = ta_changeset_value (iter, FALSE, 1);
  const TaDomainTable *parent = ta_domain_find (table->parent);
  Touched *from;

  /* Below a person the household may be the same or not; either way the new one is looked at, and what is gone from the old one was moved
     with the person. */
  if (before == NULL || after == NULL)
    return TRUE;
  to->whole = TRUE;
  if (parent->parent != NULL)
    return TRUE;
  from = touch (self, parent->name, before, error);
  if (from != NULL)
    from->whole = TRUE;
  return from != NULL;
}

static gboolean
survey_change (Stamping *self, sqlite3_changeset_iter *iter, const TaChange *change, GError **error)
{
  const TaDomainTable *table = ta_domain_find (change->table);
  Touched *touched = change->aggregate_id != NULL ? touch (self, change->aggregate, change->aggregate_id, error) : NULL;

  if (touched == NULL)
    return change->aggregate_id == NULL;
  if (table->parent != NULL)
    return change->kind != TA_CHANGE_UPDATE || note_move (self, iter, table, touched, error);
  touched->gone = touched->gone || change->kind == TA_CHANGE_DELETE;
  touched->inserted = touched->inserted || change->kind == TA_CHANGE_INSERT;
  return TRUE;
}

/* Stamping ------------------------------------------------------------------------------------------------------------------------------- */

static TaRow *
row_from_change (Stamping *self, sqlite3_changeset_iter *iter, const TaDomainTable *table, gboolean old)
{
  TaRow *row = ta_row_new (ta_columns_get (self->context.database, table));

  for (guint i = 0; i < row->columns->count; i++)
    {
      sqlite3_value *value = NULL;

      if (old)
        sqlite3changeset_old (iter, (int) i, &value);
      else
        sqlite3changeset_new (iter, (int) i, &value);
      row->values[i] = ta_value_from_sqlite (value);
    }
  return row;
}

/* An update has its key and what changes; the rest of the row, which says what it is for, stands in the table. */
static gboolean
stamp_update (Stamping *self, Touched *touched, const TaDomainTable *table, sqlite3_changeset_iter *iter, GError **error)
{
  g_autoptr (TaRow) before = row_from_change (self, iter, table, TRUE);
  g_autoptr (TaRow) after = row_from_change (self, iter, table, FALSE);
  g_autoptr (TaRow) row = ta_row_read (self->context.database, table, ta_row_id (before), error);
  g_autofree char *element = NULL;
  g_autofree char *old_element = NULL;

  if (row == NULL)
    return error == NULL || *error == NULL;
  element = ta_row_element (row);
  for (guint i = 0; i < row->columns->count; i++)
    if (before->values[i] == NULL)
      before->values[i] = ta_value_ref (row->values[i]);
  old_element = ta_row_element (before);
  if (table->parent != NULL && !g_str_equal (element, old_element))
    {
      touched->changed = ta_sync_set_present (touched->record->document, old_element, FALSE, self->stamp) || touched->changed;
      touched->changed = ta_sync_put_row (touched->record->document, row, self->stamp) || touched->changed;
      return TRUE;
    }
  for (guint i = 0; i < row->columns->count; i++)
    {
      g_autofree char *key = table->parent != NULL ? g_strconcat (element, "/", row->columns->names[i], NULL) : g_strdup (row->columns->names[i]);

      if (after->values[i] != NULL && ta_sync_set (touched->record->document, key, after->values[i], self->stamp))
        touched->changed = TRUE;
    }
  return TRUE;
}

static gboolean
stamp_change (Stamping *self, sqlite3_changeset_iter *iter, const TaChange *change, GError **error)
{
  const TaDomainTable *table = ta_domain_find (change->table);
  Touched *touched = change->aggregate_id != NULL ? touch (self, change->aggregate, change->aggregate_id, error) : NULL;
  g_autoptr (TaRow) row = NULL;

  if (touched == NULL)
    return change->aggregate_id == NULL;
  if (touched->gone || touched->whole)
    return TRUE;
  if (change->kind == TA_CHANGE_UPDATE)
    return stamp_update (self, touched, table, iter, error);
  row = row_from_change (self, iter, table, change->kind == TA_CHANGE_DELETE);
  if (change->kind == TA_CHANGE_INSERT)
    touched->changed = ta_sync_put_row (touched->record->document, row, self->stamp) || touched->changed;
  else
    {
      g_autofree char *element = ta_row_element (row);

      touched->changed = ta_sync_set_present (touched->record->document, element, FALSE, self->stamp) || touched->changed;
    }
  return TRUE;
}

static gboolean
is_element (const char *key)
{
  const char *slash = strchr (key, '/');
  g_autofree char *table = slash != NULL ? g_strndup (key, (gsize) (slash - key)) : NULL;

  return slash != NULL && strchr (slash + 1, '/') == NULL && ta_domain_find (table) != NULL;
}

static gboolean
stamp_whole (Stamping *self, Touched *touched, GError **error)
{
  TaDocument *document = touched->record->document;
  g_autoptr (GPtrArray) rows = ta_row_read_aggregate (self->context.database, touched->table, document->id, error);
  g_autoptr (GHashTable) elements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) keys = ta_document_keys (document);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const TaRow *row = rows->pdata[i];

      touched->changed = ta_sync_put_row (document, row, self->stamp) || touched->changed;
      if (row->columns->table->parent != NULL)
        g_hash_table_add (elements, ta_row_element (row));
    }
  for (guint i = 0; rows != NULL && i < keys->len; i++)
    if (is_element (keys->pdata[i]) && !g_hash_table_contains (elements, keys->pdata[i]))
      touched->changed = ta_sync_set_present (document, keys->pdata[i], FALSE, self->stamp) || touched->changed;
  return rows != NULL;
}

static gboolean
finish_touched (Stamping *self, Touched *touched, GError **error)
{
  TaDocument *document = touched->record->document;

  if (!touched->gone && touched->whole && !stamp_whole (self, touched, error))
    return FALSE;
  /* What somebody changes is not deleted, whatever was said of it elsewhere. */
  if (touched->gone != document->deleted && (touched->gone || touched->whole || touched->changed))
    {
      ta_document_set_deleted (document, touched->gone, self->stamp);
      touched->changed = TRUE;
    }
  /* Somebody may still have it as it was deleted long ago and forgotten here: what is made anew is not deleted by that. */
  else if (!touched->record->stored && touched->inserted)
    ta_document_set_deleted (document, FALSE, self->stamp);
  return !touched->changed || ta_sync_record_save_stamped (self->context.database, touched->record, error);
}

typedef gboolean (*EachFunc) (Stamping *self, sqlite3_changeset_iter *iter, const TaChange *change, GError **error);

static gboolean
each_change (Stamping *self, GBytes *changeset, GPtrArray *changes, EachFunc func, GError **error)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (changeset, &size);
  sqlite3_changeset_iter *iter = NULL;
  gboolean done = TRUE;
  int code = sqlite3changeset_start (&iter, (int) size, (gpointer) data);

  for (guint i = 0; done && code == SQLITE_OK && i < changes->len && sqlite3changeset_next (iter) == SQLITE_ROW; i++)
    done = func (self, iter, changes->pdata[i], error);
  sqlite3changeset_finalize (iter);
  if (code != SQLITE_OK)
    ta_database_set_error (self->context.database, code, error);
  return done && code == SQLITE_OK;
}

/* What has waited for a row that came or went is looked at when the next pull is over: see ta_sync_retry_held(). */
static gboolean
wake (TaDatabase *database, const TaChange *change, GError **error)
{
  g_autoptr (TaStatement) update = ta_database_prepare (
      database, "UPDATE sync_document SET held = '" TA_HELD_WAITING "' WHERE held IS NULL "
                "AND (type, id) IN (SELECT type, id FROM sync_missing WHERE wants = :wants AND target = :target)");
  int woken = 0;

  ta_statement_bind_text (update, ":wants", change->table);
  ta_statement_bind_text (update, ":target", change->id);
  return ta_statement_run (update, &woken, error)
         && (woken == 0 || ta_database_exec (database, "INSERT INTO sync_applying (id) VALUES (2) ON CONFLICT DO NOTHING", error));
}

static gboolean
wake_waiting (TaDatabase *database, GPtrArray *changes, GError **error)
{
  TaStep step;

  {
    g_autoptr (TaStatement) any = ta_database_prepare (database, "SELECT 1 FROM sync_missing LIMIT 1");

    step = ta_statement_step (any, error);
  }
  for (guint i = 0; step == TA_STEP_ROW && i < changes->len; i++)
    {
      const TaChange *change = changes->pdata[i];

      if (change->kind != TA_CHANGE_UPDATE && !wake (database, change, error))
        return FALSE;
    }
  return step != TA_STEP_ERROR;
}

static gboolean
stamp_all (Stamping *self, GBytes *changeset, GError **error)
{
  g_autoptr (GPtrArray) changes = ta_changeset_read (self->context.database, changeset, error);

  self->touched = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->order = g_ptr_array_new_with_free_func (touched_free);
  if (changes == NULL || !each_change (self, changeset, changes, survey_change, error))
    return FALSE;
  for (guint i = 0; i < self->order->len; i++)
    {
      Touched *touched = self->order->pdata[i];

      /* A document that was there already, or one that should have been. */
      touched->whole = touched->whole || touched->record->stored == touched->inserted;
    }
  if (!each_change (self, changeset, changes, stamp_change, error))
    return FALSE;
  for (guint i = 0; i < self->order->len; i++)
    if (!finish_touched (self, self->order->pdata[i], error))
      return FALSE;
  return wake_waiting (self->context.database, changes, error) && ta_sync_clock_save (self->context.database, &self->context.clock, error);
}

gboolean
ta_sync_stamp (TaDatabase *database, GBytes *changeset, gint64 now_ms, GError **error)
{
  g_auto (Stamping) self = { 0 };

  if (g_bytes_get_size (changeset) == 0)
    return TRUE;
  if (!ta_sync_context_load (&self.context, database, now_ms, error))
    return FALSE;
  if (self.context.clock.device == 0)
    return TRUE;
  self.stamp = ta_stamp_clock_tick (&self.context.clock, now_ms);
  return stamp_all (&self, changeset, error);
}
