/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-bulk.h"
#include "ta-changeset-private.h"
#include "ta-changeset-writer.h"
#include "ta-search-table.h"
#include "ta-sync-project.h"

#include <string.h>

/* So many changes of what can be searched and the index is brought up to date once for all of them. */
#define MANY 50

/* One row of a table that changes. */
typedef struct
{
  const TaRow *before; /* (nullable) */
  const TaRow *after;  /* (nullable) */
  TaSyncItem *item;
} Change;

typedef struct
{
  TaSyncProjection *projection;
  GArray **changes;    /* of Change, a table: as ta_domain_tables */
  GHashTable *owners;  /* (nullable): "table/id" → TaSyncItem, of the rows that change; %NULL: not asked for yet */
  GHashTable *refused; /* "table/id" → TaSyncItem, of the rows that were not taken */
  TaSearchTouched *touched;
  guint n_changes;
  guint n_searched;
  gboolean inserts; /* there are rows that come, and no others */
  gboolean dangling;
  GByteArray *bytes; /* (nullable): the changeset */
} Writing;

static guint
count_tables (void)
{
  guint count = 0;

  while (ta_domain_tables[count].name != NULL)
    count++;
  return count;
}

static void
writing_clear (Writing *self)
{
  for (guint i = 0; self->changes != NULL && i < count_tables (); i++)
    g_array_unref (self->changes[i]);
  g_clear_pointer (&self->changes, g_free);
  g_clear_pointer (&self->owners, g_hash_table_unref);
  g_clear_pointer (&self->refused, g_hash_table_unref);
  g_clear_pointer (&self->touched, ta_search_touched_free);
  g_clear_pointer (&self->bytes, g_byte_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Writing, writing_clear)

static void
writing_init (Writing *self, TaSyncProjection *projection)
{
  *self = (Writing) { .projection = projection, .inserts = TRUE };
  self->changes = g_new (GArray *, count_tables ());
  for (guint i = 0; i < count_tables (); i++)
    self->changes[i] = g_array_new (FALSE, FALSE, sizeof (Change));
  self->refused = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->touched = ta_search_touched_new ();
}

/* What changes -------------------------------------------------------------------------------------------------------------------------- */

static void
add_change (Writing *self, TaSyncItem *item, const TaRow *before, const TaRow *after)
{
  const TaRow *row = after != NULL ? after : before;
  const char *table = row->columns->table->name;
  Change change = { before, after, item };

  if (before != NULL && after != NULL && ta_row_equal (before, after))
    return;
  g_array_append_val (self->changes[row->columns->table - ta_domain_tables], change);
  self->n_changes++;
  self->inserts = self->inserts && before == NULL;
  if (!ta_search_table_reads (table))
    return;
  self->n_searched++;
  if (before != NULL)
    ta_search_touched_add (self->touched, table, ta_row_id (before), ta_row_text (before, 1));
  if (before == NULL && after != NULL)
    ta_search_touched_add_new (self->touched, table, ta_row_id (after), ta_row_text (after, 1));
  else if (after != NULL)
    ta_search_touched_add (self->touched, table, ta_row_id (after), ta_row_text (after, 1));
}

/* The row of @rows with the id of @row. (nullable) */
static TaRow *
find_same (GPtrArray *rows, const TaRow *row)
{
  for (guint i = 0; i < rows->len; i++)
    {
      TaRow *other = rows->pdata[i];

      if (other->columns == row->columns && strcmp (ta_row_id (other), ta_row_id (row)) == 0)
        return other;
    }
  return NULL;
}

static void
compare_item (Writing *self, TaSyncItem *item)
{
  for (guint i = 0; i < item->present->len; i++)
    add_change (self, item, item->present->pdata[i], find_same (item->desired, item->present->pdata[i]));
  for (guint i = 0; i < item->desired->len; i++)
    if (find_same (item->present, item->desired->pdata[i]) == NULL)
      add_change (self, item, NULL, item->desired->pdata[i]);
}

/* As a changeset ------------------------------------------------------------------------------------------------------------------------ */

static void
append_changes (GByteArray *bytes, GArray *changes, gboolean deletions)
{
  gboolean begun = FALSE;

  for (guint i = 0; i < changes->len; i++)
    {
      const Change *change = &g_array_index (changes, Change, i);
      const TaRow *row = change->after != NULL ? change->after : change->before;

      if ((change->after == NULL) != deletions)
        continue;
      if (!begun)
        ta_changeset_append_table (bytes, row->columns->table->name, row->columns->count);
      begun = TRUE;
      ta_changeset_append_row (bytes, change->before, change->after);
    }
}

/* What is deleted from below; then the rest from above, but entries before the posting that closes them. */
static GByteArray *
to_changeset (Writing *self)
{
  GByteArray *bytes = g_byte_array_new ();
  guint count = count_tables ();

  for (guint i = count; i > 0; i--)
    append_changes (bytes, self->changes[i - 1], TRUE);
  for (guint i = 0; i < count; i++)
    {
      gboolean posting = strcmp (ta_domain_tables[i].name, "ledger_transaction") == 0;

      if (posting)
        append_changes (bytes, self->changes[i + 1], FALSE);
      append_changes (bytes, self->changes[i], FALSE);
      if (posting)
        i++;
    }
  return bytes;
}

/* The triggers of what can be searched keep the index only; their work is done once, in the end. */
static void
set_search_triggers (Writing *self, const char *table)
{
  if (self->n_searched >= MANY)
    ta_database_set_triggers (self->projection->context->database, !ta_search_table_reads (table));
}

/* Asked before a table's changes begin. */
static int
on_table (gpointer data, const char *table)
{
  set_search_triggers (data, table);
  return TRUE;
}

/* Whether the rest of the aggregate can do without a row of @table: a wrong date of an absence must not keep an allergy from being known. */
static gboolean
is_apart (const TaSyncItem *item, const char *table)
{
  return !item->table->ledger && ta_domain_find (table)->parent != NULL;
}

static TaSyncItem *
spoil (TaSyncItem *item)
{
  item->invalid = TRUE;
  return item;
}

static char *
key_of (const char *table, const char *id)
{
  return g_strconcat (table, "/", id, NULL);
}

/* (nullable) */
static TaSyncItem *
find_owner (Writing *self, const char *key)
{
  if (self->owners == NULL)
    {
      self->owners = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      for (guint i = 0; i < count_tables (); i++)
        for (guint j = 0; j < self->changes[i]->len; j++)
          {
            const Change *change = &g_array_index (self->changes[i], Change, j);

            g_hash_table_insert (self->owners, key_of (ta_domain_tables[i].name, ta_row_id (change->after != NULL ? change->after : change->before)), change->item);
          }
    }
  return g_hash_table_lookup (self->owners, key);
}

static int
on_conflict (gpointer data, int kind, sqlite3_changeset_iter *iter)
{
  Writing *self = data;
  g_autofree char *key = NULL;
  const char *table;
  int columns, operation;
  TaSyncItem *item;

  if (kind == SQLITE_CHANGESET_FOREIGN_KEY)
    {
      self->dangling = TRUE;
      return SQLITE_CHANGESET_OMIT;
    }
  sqlite3changeset_op (iter, &table, &columns, &operation, NULL);
  key = key_of (table, ta_changeset_value (iter, operation != SQLITE_INSERT, 0));
  item = find_owner (self, key);
  if (item != NULL)
    g_hash_table_insert (self->refused, g_steal_pointer (&key), operation != SQLITE_DELETE && is_apart (item, table) ? item : spoil (item));
  return SQLITE_CHANGESET_OMIT;
}

static gboolean
deletes_something (const Writing *self)
{
  for (guint i = 0; i < count_tables (); i++)
    for (guint j = 0; j < self->changes[i]->len; j++)
      if (g_array_index (self->changes[i], Change, j).after == NULL)
        return TRUE;
  return FALSE;
}

/* Many rows that only come are known without the recorder, which would read each of them again. */
static gboolean
is_known_beforehand (const Writing *self)
{
  return self->inserts && self->n_changes >= MANY && ta_database_get_recorder (self->projection->context->database) != NULL;
}

static GPtrArray *
list_insertions (const Writing *self)
{
  GPtrArray *insertions = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_change_free);

  for (guint i = 0; i < count_tables (); i++)
    for (guint j = 0; j < self->changes[i]->len; j++)
      {
        const Change *change = &g_array_index (self->changes[i], Change, j);
        TaChange *insertion = g_new0 (TaChange, 1);

        insertion->table = g_intern_string (ta_domain_tables[i].name);
        insertion->aggregate = g_intern_string (change->item->table->name);
        insertion->kind = TA_CHANGE_INSERT;
        insertion->id = g_strdup (ta_row_id (change->after));
        insertion->aggregate_id = g_strdup (change->item->document->id);
        g_ptr_array_add (insertions, insertion);
      }
  return insertions;
}

static void
tell_recorder (const Writing *self)
{
  if (is_known_beforehand (self))
    ta_recorder_add_insertions (ta_database_get_recorder (self->projection->context->database), self->bytes, list_insertions (self));
}

/* Rows that only come, in statements of their own ------------------------------------------------------------------------------------ */

static gboolean
is_bound_by_bulk (const TaRow *row)
{
  if (row->columns->count != row->columns->table->n_columns)
    return FALSE;
  for (guint i = 0; i < row->columns->count; i++)
    {
      TaValueKind kind = ta_value_get_kind (row->values[i]);

      if (kind != TA_VALUE_NULL && kind != TA_VALUE_TEXT && kind != TA_VALUE_INTEGER)
        return FALSE;
    }
  return TRUE;
}

/* What the rows are that a statement for each table could put in. */
static gboolean
is_plain (const Writing *self)
{
  for (guint i = 0; i < count_tables (); i++)
    for (guint j = 0; j < self->changes[i]->len; j++)
      if (!is_bound_by_bulk (g_array_index (self->changes[i], Change, j).after))
        return FALSE;
  return TRUE;
}

static void
get_column (gconstpointer row, guint column, gpointer data, TaBulkValue *value)
{
  const TaValue *own = ((const TaRow *) row)->values[column];

  value->has_number = ta_value_get_kind (own) == TA_VALUE_INTEGER;
  if (value->has_number)
    value->number = ta_value_get_integer (own);
  else
    value->text = ta_value_get_text (own);
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  return strcmp (ta_row_id (*(TaRow *const *) a), ta_row_id (*(TaRow *const *) b));
}

static gboolean
insert_rows (Writing *self, guint table, GError **error)
{
  const GArray *changes = self->changes[table];
  TaDatabase *database = self->projection->context->database;
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  TaBulk bulk = { rows, ta_domain_tables[table].n_columns, get_column, NULL, NULL, NULL };
  g_autoptr (TaStatement) statement = NULL;

  if (changes->len == 0)
    return TRUE;
  for (guint i = 0; i < changes->len; i++)
    g_ptr_array_add (rows, (gpointer) g_array_index (changes, Change, i).after);
  /* As they are stored, so that what belongs to neighbours is written once. */
  g_ptr_array_sort (rows, compare_rows);
  set_search_triggers (self, ta_domain_tables[table].name);
  statement = ta_database_prepare (database, ta_domain_tables[table].insert_sql);
  ta_bulk_bind (statement, ":rows", &bulk);
  return ta_statement_run (statement, NULL, error);
}

/* What a row refers to is in a table before its own; only a posting comes after the entries that it closes. */
static gboolean
insert_all (Writing *self, GError **error)
{
  for (guint i = 0; i < count_tables (); i++)
    {
      gboolean posting = strcmp (ta_domain_tables[i].name, "ledger_transaction") == 0;

      if ((posting && !insert_rows (self, i + 1, error)) || !insert_rows (self, i, error))
        return FALSE;
      i += posting;
    }
  return TRUE;
}

static gboolean
dangles (TaDatabase *database)
{
  int broken = 0, unused = 0;

  sqlite3_db_status (ta_database_get_handle (database), SQLITE_DBSTATUS_DEFERRED_FKS, &broken, &unused, FALSE);
  return broken != 0;
}

/* A changeset costs twice as much to apply, but finds out which rows are not taken: it is gone back to where any is not.
   @inserted: (out): otherwise nothing was written */
static gboolean
insert_directly (Writing *self, gboolean *inserted, GError **error)
{
  TaDatabase *database = self->projection->context->database;
  TaRecorder *recorder = ta_database_get_recorder (database);
  g_autoptr (GError) failure = NULL;

  *inserted = FALSE;
  if (!is_known_beforehand (self) || !is_plain (self) || dangles (database))
    return TRUE;
  ta_recorder_pause (recorder, TRUE);
  *inserted = insert_all (self, &failure) && !dangles (database);
  ta_recorder_pause (recorder, FALSE);
  if (*inserted)
    return TRUE;
  ta_database_set_triggers (database, TRUE);
  if (failure != NULL && !g_error_matches (failure, TA_STORAGE_ERROR, TA_STORAGE_ERROR_CONFLICT))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  return ta_database_exec (database, "ROLLBACK TO sync_write", error);
}

static int
apply_bytes (Writing *self, int flags)
{
  TaDatabase *database = self->projection->context->database;
  gboolean known = is_known_beforehand (self);
  int code;

  if (known)
    ta_recorder_pause (ta_database_get_recorder (database), TRUE);
  code = sqlite3changeset_apply_v2 (ta_database_get_handle (database), (int) self->bytes->len, self->bytes->data, on_table, on_conflict, self, NULL,
                                    NULL, flags);
  if (known)
    ta_recorder_pause (ta_database_get_recorder (database), FALSE);
  return code;
}

static gboolean
apply_changeset (Writing *self, GError **error)
{
  TaDatabase *database = self->projection->context->database;
  int flags = SQLITE_CHANGESETAPPLY_NOSAVEPOINT;
  int code;

  /* The rows that would go or change with others are in it by themselves. Only where some go: for this SQLite reads the whole schema anew, twice. */
  if (deletes_something (self))
    flags |= SQLITE_CHANGESETAPPLY_FKNOACTION;
  code = apply_bytes (self, flags);
  ta_database_set_triggers (database, TRUE);
  if (code != SQLITE_OK)
    ta_database_set_error (database, code, error);
  return code == SQLITE_OK;
}

static gboolean
apply (Writing *self, GError **error)
{
  TaDatabase *database = self->projection->context->database;
  TaRecorder *recorder = ta_database_get_recorder (database);
  gboolean inserted;
  gboolean done = TRUE;

  self->bytes = to_changeset (self);
  if (self->bytes->len == 0)
    return TRUE;
  if (!insert_directly (self, &inserted, error) || (!inserted && !apply_changeset (self, error)))
    return FALSE;
  if (self->n_searched >= MANY)
    {
      /* The index is nothing that it records, but it would ask that for each of its rows. */
      ta_recorder_pause (recorder, TRUE);
      done = ta_search_table_refresh (database, self->touched, error);
      ta_recorder_pause (recorder, FALSE);
    }
  /* Not before: SQLite prepares all statements anew whenever they are turned off or on. */
  ta_database_set_triggers (database, TRUE);
  return done;
}

/* Writing ------------------------------------------------------------------------------------------------------------------------------- */

static gboolean
leave (TaDatabase *database, gboolean keep, GError **error)
{
  return ta_database_exec (database, keep ? "RELEASE sync_write" : "ROLLBACK TO sync_write; RELEASE sync_write", error);
}

/* What one aggregate alone leaves dangling: it is left as it was. */
static gboolean
try_item (TaSyncProjection *projection, TaSyncItem *item, GError **error)
{
  TaDatabase *database = projection->context->database;
  g_auto (Writing) self = { 0 };
  gboolean good;

  writing_init (&self, projection);
  compare_item (&self, item);
  if (!ta_database_exec (database, "SAVEPOINT sync_write", error) || !apply (&self, error))
    return FALSE;
  good = !self.dangling && g_hash_table_size (self.refused) == 0;
  if (good)
    tell_recorder (&self);
  item->invalid = item->invalid || !good;
  return leave (database, good, error);
}

static int
compare_items (gconstpointer a, gconstpointer b)
{
  const TaSyncItem *first = *(TaSyncItem *const *) a;
  const TaSyncItem *second = *(TaSyncItem *const *) b;

  if (first->table != second->table)
    return first->table < second->table ? -1 : 1;
  return strcmp (first->document->id, second->document->id);
}

static gboolean
write_one_by_one (TaSyncProjection *projection, GError **error)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new ();

  for (guint i = 0; i < projection->order->len; i++)
    if (((TaSyncItem *) projection->order->pdata[i])->desired != NULL)
      g_ptr_array_add (items, projection->order->pdata[i]);
  g_ptr_array_sort (items, compare_items);
  for (guint i = 0; i < items->len; i++)
    if (!try_item (projection, items->pdata[i], error))
      return FALSE;
  return TRUE;
}

/* What is refused a second time is not for what the row itself says. */
static void
mark_refused (Writing *self)
{
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, self->refused);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      TaSyncItem *item = value;

      if (item->refused == NULL)
        item->refused = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      item->invalid = !g_hash_table_add (item->refused, g_strdup (key)) || item->invalid;
    }
}

gboolean
ta_sync_projection_write (TaSyncProjection *projection, gboolean *again, GError **error)
{
  TaDatabase *database = projection->context->database;
  g_auto (Writing) self = { 0 };
  gboolean good;

  writing_init (&self, projection);
  for (guint i = 0; i < projection->order->len; i++)
    {
      TaSyncItem *item = projection->order->pdata[i];

      if (item->desired != NULL)
        compare_item (&self, item);
    }
  if (!ta_database_exec (database, "SAVEPOINT sync_write", error) || !apply (&self, error))
    return FALSE;
  mark_refused (&self);
  *again = g_hash_table_size (self.refused) > 0;
  good = !*again && !self.dangling;
  if (good)
    tell_recorder (&self);
  if (!leave (database, good, error))
    return FALSE;
  return good || *again || write_one_by_one (projection, error);
}
