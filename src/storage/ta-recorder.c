/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-changeset-writer.h"
#include "ta-changeset.h"
#include "ta-domain.h"

#include <string.h>

/* The recorder of a command: SQLite's session, and beside it the rows that came in bulk. */

struct _TaRecorder
{
  TaDatabase *database; /* borrowed */
  sqlite3_session *session;
  GByteArray *inserted;  /* a changeset of the rows that came in bulk */
  GPtrArray *insertions; /* of TaChange: the same */
  const char *table;     /* (nullable): interned: whose rows were added last */
};

static int
only_domain_tables (gpointer data, const char *table)
{
  return ta_domain_find (table) != NULL;
}

TaRecorder *
ta_recorder_start (TaDatabase *database, GError **error)
{
  g_autoptr (TaRecorder) self = g_new0 (TaRecorder, 1);
  int code = sqlite3session_create (ta_database_get_handle (database), "main", &self->session);

  self->database = database;
  self->inserted = g_byte_array_new ();
  self->insertions = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_change_free);
  ta_database_set_recorder (database, self);
  if (code == SQLITE_OK)
    {
      sqlite3session_table_filter (self->session, only_domain_tables, NULL);
      code = sqlite3session_attach (self->session, NULL);
    }
  if (code == SQLITE_OK)
    return g_steal_pointer (&self);
  ta_database_set_error (database, code, error);
  return NULL;
}

void
ta_recorder_free (TaRecorder *self)
{
  if (self == NULL)
    return;
  ta_database_set_recorder (self->database, NULL);
  g_clear_pointer (&self->session, sqlite3session_delete);
  g_byte_array_unref (self->inserted);
  g_ptr_array_unref (self->insertions);
  g_free (self);
}

void
ta_recorder_pause (TaRecorder *self, gboolean paused)
{
  if (self != NULL)
    sqlite3session_enable (self->session, !paused);
}

static void
append_value (GByteArray *bytes, TaBulkValue value)
{
  if (value.text != NULL)
    ta_changeset_append_data (bytes, SQLITE_TEXT, value.text, strlen (value.text));
  else if (value.has_number)
    ta_changeset_append_number (bytes, SQLITE_INTEGER, (guint64) value.number);
  else
    ta_changeset_append_nothing (bytes, SQLITE_NULL);
}

/* @parent (nullable): the table whose row the second column names */
static TaChange *
insertion_new (const char *table, const char *parent, const TaBulk *bulk, guint row)
{
  TaChange *change = g_new0 (TaChange, 1);

  change->table = table;
  change->aggregate = parent != NULL ? g_intern_string (parent) : table;
  change->kind = TA_CHANGE_INSERT;
  change->id = g_strdup (ta_bulk_get (bulk, row, 0).text);
  change->aggregate_id = g_strdup (ta_bulk_get (bulk, row, parent != NULL ? 1 : 0).text);
  return change;
}

void
ta_recorder_add_inserted (TaRecorder *self, const char *table, const TaBulk *bulk)
{
  const TaDomainTable *domain = ta_domain_find (table);
  const char *name = g_intern_string (table);

  g_return_if_fail (domain != NULL && (domain->parent == NULL || ta_domain_find (domain->parent)->parent == NULL));
  if (self->table != name)
    ta_changeset_append_table (self->inserted, name, bulk->n_columns);
  self->table = name;
  for (guint row = 0; row < bulk->rows->len; row++)
    {
      ta_changeset_append_kind (self->inserted, SQLITE_INSERT);
      for (guint column = 0; column < bulk->n_columns; column++)
        append_value (self->inserted, ta_bulk_get (bulk, row, column));
      g_ptr_array_add (self->insertions, insertion_new (name, domain->parent, bulk, row));
    }
}

void
ta_recorder_add_insertions (TaRecorder *self, GByteArray *changeset, GPtrArray *changes)
{
  g_byte_array_append (self->inserted, changeset->data, changeset->len);
  g_ptr_array_extend_and_steal (self->insertions, changes);
  self->table = NULL;
}

static GBytes *
take_session (TaRecorder *self, GError **error)
{
  int size = 0;
  gpointer data = NULL;
  int code = sqlite3session_changeset (self->session, &size, &data);

  if (code == SQLITE_OK)
    return g_bytes_new_with_free_func (data, (gsize) size, sqlite3_free, data);
  ta_database_set_error (self->database, code, error);
  return NULL;
}

static gboolean
share_a_table (GPtrArray *changes, GPtrArray *others)
{
  const char *table = NULL;

  for (guint i = 0; i < others->len; i++)
    {
      const TaChange *other = g_ptr_array_index (others, i);

      for (guint j = 0; other->table != table && j < changes->len; j++)
        if (((const TaChange *) g_ptr_array_index (changes, j))->table == other->table)
          return TRUE;
      table = other->table;
    }
  return FALSE;
}

/* Of a table that has both, a row that came in bulk may have been changed by the same command: SQLite makes one change of the two. */
static GBytes *
merge (TaRecorder *self, GBytes *watched, GError **error)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (watched, &size);
  gpointer merged = NULL;
  int merged_size = 0;
  int code = sqlite3changeset_concat ((int) self->inserted->len, self->inserted->data, (int) size, (gpointer) data, &merged_size, &merged);

  if (code == SQLITE_OK)
    return g_bytes_new_with_free_func (merged, (gsize) merged_size, sqlite3_free, merged);
  ta_database_set_error (self->database, code, error);
  return NULL;
}

static GBytes *
join (GBytes *watched, GByteArray *inserted)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (watched, &size);
  GByteArray *bytes = g_byte_array_sized_new ((guint) size + inserted->len);

  g_byte_array_append (bytes, data, (guint) size);
  g_byte_array_append (bytes, inserted->data, inserted->len);
  return g_byte_array_free_to_bytes (bytes);
}

GBytes *
ta_recorder_take (TaRecorder *self, GPtrArray **changes, GError **error)
{
  g_autoptr (GBytes) watched = take_session (self, error);
  g_autoptr (GPtrArray) seen = watched != NULL ? ta_changeset_read (self->database, watched, error) : NULL;
  g_autoptr (GBytes) merged = NULL;

  if (seen == NULL)
    return NULL;
  if (share_a_table (seen, self->insertions))
    {
      merged = merge (self, watched, error);
      *changes = merged != NULL ? ta_changeset_read (self->database, merged, error) : NULL;
      return *changes != NULL ? g_steal_pointer (&merged) : NULL;
    }
  merged = self->inserted->len > 0 ? join (watched, self->inserted) : g_steal_pointer (&watched);
  g_ptr_array_extend_and_steal (seen, g_steal_pointer (&self->insertions));
  self->insertions = g_ptr_array_new ();
  *changes = g_steal_pointer (&seen);
  return g_steal_pointer (&merged);
}
