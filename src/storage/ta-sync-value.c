/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-health.h"
#include "ta-changeset-writer.h"
#include "ta-sync-project.h"
#include "ta-sync-value.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
refuse (GError **error)
{
  g_set_error_literal (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_CONFLICT,
                       _ ("What this is about has been deleted since, or something else depends on it. Nothing was changed."));
  return FALSE;
}

static int
on_conflict (gpointer data, int kind, sqlite3_changeset_iter *iter)
{
  return SQLITE_CHANGESET_ABORT;
}

/* By way of a changeset nothing has to be put into SQL. */
static gboolean
write_row (TaDatabase *database, const TaRow *before, const TaRow *after, GError **error)
{
  const TaRow *row = after != NULL ? after : before;
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  int code;

  ta_changeset_append_table (bytes, row->columns->table->name, row->columns->count);
  ta_changeset_append_row (bytes, before, after);
  code = sqlite3changeset_apply (ta_database_get_handle (database), (int) bytes->len, bytes->data, NULL, on_conflict, NULL);
  if (code == SQLITE_OK)
    return TRUE;
  if (code == SQLITE_ABORT || (code & 0xff) == SQLITE_CONSTRAINT)
    return refuse (error);
  ta_database_set_error (database, code, error);
  return FALSE;
}

static TaRow *
find_row (GPtrArray *rows, const char *element)
{
  for (guint i = 0; i < rows->len; i++)
    {
      TaRow *row = rows->pdata[i];
      g_autofree char *own = row->columns->table->parent != NULL ? ta_row_element (row) : g_strdup ("");

      if (strcmp (own, element) == 0)
        return row;
    }
  return NULL;
}

/* "table/element/column" or "column" → the element, "" for the row at the top, and the column, %NULL where there is none. */
static char *
take_apart (const char *key, const char **column)
{
  const char *first = strchr (key, '/');
  const char *last = strrchr (key, '/');

  *column = first == NULL && *key != '\0' ? key : last != first ? last + 1
                                                                : NULL;
  return first == NULL ? g_strdup ("") : last != first ? g_strndup (key, (gsize) (last - key))
                                                       : g_strdup (key);
}

static gboolean
write_column (TaDatabase *database, const TaRow *row, const char *name, TaValue *value, GError **error)
{
  g_autoptr (TaRow) after = ta_row_new (row->columns);
  int column = ta_columns_find (row->columns, name);

  if (column < 0)
    return refuse (error);
  for (guint i = 0; i < row->columns->count; i++)
    after->values[i] = ta_value_ref (row->values[i]);
  ta_row_take (after, (guint) column, ta_value_ref (value));
  return ta_row_equal (row, after) || write_row (database, row, after, error);
}

/* A row that was taken out still stands in its document. */
static gboolean
bring_back (TaDatabase *database, const TaDomainTable *root, const char *id, const char *element, GError **error)
{
  g_autoptr (TaDocument) document = ta_sync_get_document (database, root->name, id, error);
  g_autoptr (TaValue) present = ta_value_new_integer (1);
  g_autoptr (GPtrArray) rows = NULL;
  TaRow *row;

  if (document == NULL)
    return error != NULL && *error != NULL ? FALSE : refuse (error);
  ta_document_set (document, element, present, (TaStamp) { 1, 0, 1 });
  rows = ta_sync_rows_of (database, root, document);
  row = find_row (rows, element);
  return row != NULL ? write_row (database, NULL, row, error) : refuse (error);
}

gboolean
ta_sync_write_value (TaDatabase *database, const char *type, const char *id, const char *key, TaValue *value, GError **error)
{
  const TaDomainTable *root = ta_domain_find (type);
  g_autoptr (GPtrArray) rows = root != NULL ? ta_row_read_aggregate (database, root, id, error) : NULL;
  const char *column = NULL;
  g_autofree char *element = take_apart (key, &column);
  TaRow *row = rows != NULL ? find_row (rows, element) : NULL;
  gboolean presence = column == NULL && value != NULL && ta_value_get_integer (value) == 1;

  if (root == NULL)
    return refuse (error);
  if (rows == NULL)
    return FALSE;
  if (presence && row == NULL && rows->len > 0)
    return bring_back (database, root, id, element, error);
  if (row == NULL || (column != NULL && value == NULL))
    return refuse (error);
  if (column != NULL)
    {
      g_autoptr (TaValue) stored = ta_health_stored_value (database, key, value, error);

      return stored != NULL && write_column (database, row, column, stored, error);
    }
  return presence || write_row (database, row, NULL, error);
}

gboolean
ta_sync_forget_kept (TaDatabase *database, const char *type, const char *id, const char *key, gint64 now_ms, GError **error)
{
  TaSyncRecord *loaded = NULL;
  g_autoptr (TaSyncRecord) record = NULL;
  g_autoptr (GPtrArray) keys = NULL;
  g_autoptr (TaValue) none = ta_value_new_null ();
  TaSyncContext context;
  gboolean changed = FALSE;
  TaStamp stamp;

  if (!ta_sync_context_load (&context, database, now_ms, error) || !ta_sync_record_load (database, type, id, &loaded, error))
    return FALSE;
  record = loaded;
  if (record == NULL)
    return TRUE;
  stamp = ta_stamp_clock_tick (&context.clock, now_ms);
  keys = ta_document_keys (record->document);
  for (guint i = 0; i < keys->len; i++)
    {
      const char *kept = keys->pdata[i];
      const char *of = g_str_has_prefix (kept, TA_KEPT_PREFIX) ? strchr (kept + strlen (TA_KEPT_PREFIX), '/') : NULL;

      if (of != NULL && strcmp (of + 1, key) == 0)
        changed = ta_sync_set (record->document, kept, none, stamp) || changed;
    }
  return !changed || (ta_sync_record_save_stamped (database, record, error) && ta_sync_clock_save (database, &context.clock, error));
}
