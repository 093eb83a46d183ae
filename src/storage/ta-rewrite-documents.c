/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-rewrite.h"
#include "ta-sync-private.h"

#include <string.h>

typedef struct
{
  TaSyncContext context;
  TaRewriteReach reach;
  const char *type;            /* (nullable): only these */
  TaRewriteDocumentFunc whole; /* (nullable) */
  TaRewriteFunc func;
  gpointer data;
  TaStamp stamp; /* of what is replaced; not set: none was needed yet */
} Rewriting;

/* What a key is about: "column", "table/element" or "table/element/column"; below kept/<stamp>/ the same once more. */
typedef struct
{
  char *table;
  char *element;
  const char *column; /* (nullable): whether the row is there */
} Place;

static void
place_clear (Place *place)
{
  g_free (place->table);
  g_free (place->element);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Place, place_clear)

static void
place_init (Place *place, const char *type, const char *id, const char *key)
{
  const char *kept = g_str_has_prefix (key, TA_KEPT_PREFIX) ? strchr (key + strlen (TA_KEPT_PREFIX), '/') : NULL;
  const char *of = kept != NULL ? kept + 1 : key;
  const char *first = strchr (of, '/');
  const char *second = first != NULL ? strchr (first + 1, '/') : NULL;

  place->table = first != NULL ? g_strndup (of, (gsize) (first - of)) : g_strdup (type);
  place->element = first == NULL ? g_strdup (id) : second != NULL ? g_strndup (first + 1, (gsize) (second - first - 1))
                                                                  : g_strdup (first + 1);
  place->column = first == NULL ? of : second != NULL ? second + 1
                                                      : NULL;
}

/* @dropped: set of "table/element", the key is 1 (not) or 2 (is dropped) */
static gboolean
is_dropped (Rewriting *self, const Place *place, GHashTable *asked)
{
  g_autofree char *row = g_strconcat (place->table, "/", place->element, NULL);
  guint known = GPOINTER_TO_UINT (g_hash_table_lookup (asked, row));

  if (known == 0)
    {
      known = self->func (place->table, place->element, NULL, NULL, NULL, self->data) == TA_REWRITE_DROP ? 2 : 1;
      g_hash_table_insert (asked, g_steal_pointer (&row), GUINT_TO_POINTER (known));
    }
  return known == 2;
}

static TaStamp
new_stamp (Rewriting *self)
{
  if (!ta_stamp_is_set (&self->stamp))
    self->stamp = ta_stamp_clock_tick (&self->context.clock, self->context.now_ms);
  return self->stamp;
}

/* Returns: whether the field has changed or is gone */
static gboolean
rewrite_field (Rewriting *self, TaDocument *document, const char *key, GHashTable *asked, gboolean restamp)
{
  g_auto (Place) place = { 0 };
  const TaField *field = ta_document_get (document, key);
  g_autoptr (TaValue) replacement = NULL;
  TaRewrite what;

  place_init (&place, document->type, document->id, key);
  what = is_dropped (self, &place, asked) ? TA_REWRITE_DROP : TA_REWRITE_KEEP;
  if (what == TA_REWRITE_KEEP && place.column != NULL)
    what = self->func (place.table, place.element, place.column, field->value, &replacement, self->data);
  if (what == TA_REWRITE_REPLACE && ta_value_equal (replacement, field->value))
    what = TA_REWRITE_KEEP;
  if (what == TA_REWRITE_DROP)
    ta_document_remove (document, key);
  else if (what == TA_REWRITE_REPLACE)
    ta_document_set (document, key, replacement, restamp ? new_stamp (self) : field->stamp);
  return what != TA_REWRITE_KEEP;
}

static gboolean
rewrite_document (Rewriting *self, TaDocument *document, gboolean restamp)
{
  g_autoptr (GHashTable) asked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);
  gboolean changed = self->whole != NULL && self->whole (document, self->data);

  for (guint i = 0; i < document->n_fields; i++)
    g_ptr_array_add (keys, g_strdup (document->fields[i].key));
  for (guint i = 0; i < keys->len; i++)
    changed = rewrite_field (self, document, keys->pdata[i], asked, restamp) || changed;
  return changed;
}

/* What the device has, and what the hub has of it -------------------------------------------------------------------------------------- */

static gboolean
rewrite_record (Rewriting *self, TaSyncRecord *record, GError **error)
{
  TaDatabase *database = self->context.database;
  gboolean send = self->reach == TA_REWRITE_SEND;
  g_autoptr (TaDocument) before = ta_document_copy (record->document);
  gboolean changed = rewrite_document (self, record->document, send);
  gboolean base_changed;

  /* What the hub has is no longer what is here. */
  if (changed && send && record->base == NULL && record->rev != NULL)
    record->base = g_steal_pointer (&before);
  base_changed = record->base != NULL && rewrite_document (self, record->base, FALSE);
  if (!changed && !base_changed)
    return TRUE;
  if (changed && send)
    {
      record->dirty = TRUE;
      record->generation++;
    }
  return ta_sync_record_save (database, record, error);
}

static gboolean
rewrite_records (Rewriting *self, GError **error)
{
  g_autofree char *type = g_strdup (self->type != NULL ? self->type : "");
  g_autofree char *id = g_strdup ("");

  for (;;)
    {
      g_autoptr (TaStatement) next = ta_database_prepare (
          self->context.database, "SELECT type, id FROM sync_document WHERE (type, id) > (:type, :id) AND (:only IS NULL OR type = :only) ORDER BY type, id LIMIT 1");
      g_autoptr (TaSyncRecord) record = NULL;
      TaStep step;

      ta_statement_bind_text (next, ":type", type);
      ta_statement_bind_text (next, ":id", id);
      ta_statement_bind_text (next, ":only", self->type);
      step = ta_statement_step (next, error);
      if (step != TA_STEP_ROW)
        return step == TA_STEP_DONE;
      g_free (type);
      g_free (id);
      type = ta_statement_dup_text (next, 0);
      id = ta_statement_dup_text (next, 1);
      if (!ta_sync_record_load (self->context.database, type, id, &record, error) || !rewrite_record (self, record, error))
        return FALSE;
    }
}

/* What was sent, and what waits -------------------------------------------------------------------------------------------------------- */

/* (transfer full): of char*, the first column of all rows */
static GPtrArray *
list_keys (TaDatabase *database, const char *sql, GError **error)
{
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (TaStatement) statement = ta_database_prepare (database, sql);
  TaStep step;

  while ((step = ta_statement_step (statement, error)) == TA_STEP_ROW)
    g_ptr_array_add (keys, ta_statement_dup_text (statement, 0));
  return step == TA_STEP_DONE ? g_steal_pointer (&keys) : NULL;
}

static gboolean
rewrite_sent (Rewriting *self, const char *write, GError **error)
{
  g_autoptr (TaStatement) read = ta_database_prepare (self->context.database, "SELECT state FROM sync_sent WHERE write = :write");
  g_autoptr (TaStatement) update = NULL;
  g_autoptr (TaDocument) document = NULL;

  ta_statement_bind_text (read, ":write", write);
  if (ta_statement_step (read, error) != TA_STEP_ROW || (document = ta_sync_document_from_column (read, 0, error)) == NULL)
    return FALSE;
  if (!rewrite_document (self, document, FALSE))
    return TRUE;
  update = ta_database_prepare (self->context.database, "UPDATE sync_sent SET state = :state WHERE write = :write");
  ta_statement_bind_text (update, ":write", write);
  ta_sync_document_bind (update, ":state", document);
  return ta_statement_run (update, NULL, error);
}

/* Only what waits for its time is kept opened; the rest is as the hub has it, and nobody can read it here. */
static gboolean
rewrite_unread (Rewriting *self, const char *name, GError **error)
{
  g_autoptr (TaStatement) read = ta_database_prepare (self->context.database, "SELECT envelope FROM sync_unread WHERE name = :name");
  g_autoptr (TaStatement) update = NULL;
  g_autoptr (TaDocument) document = NULL;
  g_autofree char *json = NULL;
  TaDocumentWrite write;

  ta_statement_bind_text (read, ":name", name);
  if (ta_statement_step (read, error) != TA_STEP_ROW)
    return FALSE;
  document = ta_document_parse (ta_statement_text (read, 0), -1, &write, NULL);
  if (document == NULL || !rewrite_document (self, document, FALSE))
    return TRUE;
  json = ta_document_to_json (document, &write);
  update = ta_database_prepare (self->context.database, "UPDATE sync_unread SET envelope = :envelope WHERE name = :name");
  ta_statement_bind_text (update, ":name", name);
  ta_statement_bind_text (update, ":envelope", json);
  return ta_statement_run (update, NULL, error);
}

typedef gboolean (*KeyFunc) (Rewriting *self, const char *key, GError **error);

static gboolean
each_key (Rewriting *self, const char *sql, KeyFunc func, GError **error)
{
  g_autoptr (GPtrArray) keys = list_keys (self->context.database, sql, error);

  for (guint i = 0; keys != NULL && i < keys->len; i++)
    if (!func (self, keys->pdata[i], error))
      return FALSE;
  return keys != NULL;
}

/* Notices ------------------------------------------------------------------------------------------------------------------------------ */

/* A value of a notice is the only field of a document. (nullable) (transfer full): what it is now */
static char *
rewrite_notice_value (Rewriting *self, const Place *place, const char *json)
{
  g_autoptr (TaDocument) document = json != NULL ? ta_document_parse (json, -1, NULL, NULL) : NULL;
  g_autoptr (GPtrArray) keys = document != NULL ? ta_document_keys (document) : NULL;
  const TaField *field = keys != NULL && keys->len == 1 ? ta_document_get (document, keys->pdata[0]) : NULL;
  g_autoptr (TaValue) replacement = NULL;

  if (field == NULL || place->column == NULL
      || self->func (place->table, place->element, place->column, field->value, &replacement, self->data) != TA_REWRITE_REPLACE)
    return g_strdup (json);
  ta_document_set (document, keys->pdata[0], replacement, field->stamp);
  return ta_document_to_json (document, NULL);
}

static gboolean
delete_notice (Rewriting *self, gint64 id, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (self->context.database, "DELETE FROM sync_notice WHERE id = :id");

  ta_statement_bind_int (statement, ":id", id);
  return ta_statement_run (statement, NULL, error);
}

static gboolean
rewrite_notice (Rewriting *self, const char *key, GError **error)
{
  g_autoptr (TaStatement) read = ta_database_prepare (self->context.database, "SELECT id, type, aggregate, key, mine, theirs FROM sync_notice WHERE id = :id");
  g_autoptr (TaStatement) update = NULL;
  g_auto (Place) place = { 0 };
  g_autofree char *mine = NULL;
  g_autofree char *theirs = NULL;
  g_autofree char *of = NULL;

  ta_statement_bind_int (read, ":id", g_ascii_strtoll (key, NULL, 10));
  if (ta_statement_step (read, error) != TA_STEP_ROW)
    return FALSE;
  of = ta_statement_dup_text (read, 3);
  place_init (&place, ta_statement_text (read, 1), ta_statement_text (read, 2), of);
  if (self->func (place.table, place.element, NULL, NULL, NULL, self->data) == TA_REWRITE_DROP)
    return delete_notice (self, ta_statement_int (read, 0), error);
  mine = ta_statement_is_null (read, 4) ? NULL : rewrite_notice_value (self, &place, ta_statement_text (read, 4));
  theirs = ta_statement_is_null (read, 5) ? NULL : rewrite_notice_value (self, &place, ta_statement_text (read, 5));
  update = ta_database_prepare (self->context.database, "UPDATE sync_notice SET mine = :mine, theirs = :theirs WHERE id = :id");
  ta_statement_bind_int (update, ":id", ta_statement_int (read, 0));
  ta_statement_bind_text (update, ":mine", mine);
  ta_statement_bind_text (update, ":theirs", theirs);
  return ta_statement_run (update, NULL, error);
}

static gboolean
rewrite_all (Rewriting *self, TaDatabase *database, gint64 now_ms, GError **error)
{
  /* Without a hub there are none. */
  if (!ta_sync_context_load (&self->context, database, now_ms, error))
    return FALSE;
  if (self->context.clock.device == 0)
    return TRUE;
  return rewrite_records (self, error) && each_key (self, "SELECT write FROM sync_sent", rewrite_sent, error)
         && each_key (self, "SELECT name FROM sync_unread", rewrite_unread, error)
         && each_key (self, "SELECT CAST (id AS TEXT) FROM sync_notice", rewrite_notice, error)
         && (!ta_stamp_is_set (&self->stamp) || ta_sync_clock_save (database, &self->context.clock, error));
}

gboolean
ta_rewrite_documents_whole (TaDatabase *database, TaRewriteReach reach, gint64 now_ms, TaRewriteDocumentFunc whole, TaRewriteFunc func, gpointer data, GError **error)
{
  Rewriting self = { .reach = reach, .whole = whole, .func = func, .data = data };

  return rewrite_all (&self, database, now_ms, error);
}

gboolean
ta_rewrite_documents (TaDatabase *database, TaRewriteReach reach, gint64 now_ms, TaRewriteFunc func, gpointer data, GError **error)
{
  return ta_rewrite_documents_whole (database, reach, now_ms, NULL, func, data, error);
}

gboolean
ta_rewrite_look (TaDatabase *database, const char *type, TaRewriteFunc func, gpointer data, GError **error)
{
  Rewriting self = { .reach = TA_REWRITE_HERE, .type = type, .func = func, .data = data };

  return rewrite_all (&self, database, ta_database_now_ms (database), error);
}
