/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-bulk.h"
#include "ta-changeset.h"
#include "ta-sync-private.h"

#include <string.h>

#define COLUMNS "name, state, base, base_rev, generation, dirty, held"
#define REPLACING                                                                                                         \
  "ON CONFLICT (type, id) DO UPDATE SET state = excluded.state, generation = excluded.generation, base = excluded.base, " \
  "base_rev = excluded.base_rev, dirty = excluded.dirty, held = excluded.held, rank = excluded.rank, has_kept = excluded.has_kept, refused = NULL"
/* Behind all tables: what is deleted is sent in the other direction. No kind has a place of 100 or more, so that above 900 all is deleted: the
   index of what is, and what is asked of it, go by that. */
#define DELETED_RANK 1000

gboolean
ta_sync_run_for_name (TaDatabase *database, const char *sql, const char *name, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, sql);

  ta_statement_bind_text (statement, ":name", name);
  return ta_statement_run (statement, NULL, error);
}

gboolean
ta_sync_context_load (TaSyncContext *context, TaDatabase *database, gint64 now_ms, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT pod FROM sync_peer");
  TaStep step = ta_statement_step (statement, error);

  *context = (TaSyncContext) { .database = database, .now_ms = now_ms };
  if (step == TA_STEP_ROW)
    {
      g_autoptr (GBytes) pod = ta_statement_dup_bytes (statement, 0);

      memcpy (context->pod, g_bytes_get_data (pod, NULL), MIN (g_bytes_get_size (pod), sizeof context->pod));
      return ta_sync_clock_load (database, &context->clock, error);
    }
  return step == TA_STEP_DONE;
}

TaSyncRecord *
ta_sync_record_new (const TaSyncContext *context, const char *type, const char *id)
{
  TaSyncRecord *record = g_new0 (TaSyncRecord, 1);

  record->name = ta_document_name (context->pod, type, id);
  record->document = ta_document_new (type, id);
  record->dirty = TRUE;
  return record;
}

void
ta_sync_record_free (TaSyncRecord *record)
{
  if (record == NULL)
    return;
  g_free (record->name);
  if (!record->borrowed)
    g_clear_pointer (&record->document, ta_document_free);
  g_clear_pointer (&record->base, ta_document_free);
  g_free (record->rev);
  g_free (record->held);
  g_free (record->made);
  g_free (record);
}

void
ta_sync_record_own (TaSyncRecord *record)
{
  if (record->borrowed)
    record->document = ta_document_copy (record->document);
  record->borrowed = FALSE;
}

TaDocument *
ta_sync_document_from_column (TaStatement *row, int column, GError **error)
{
  g_autoptr (GBytes) json = ta_statement_dup_bytes (row, column);
  gsize size = 0;
  const char *text = json != NULL ? g_bytes_get_data (json, &size) : NULL;

  return ta_document_parse_own (text != NULL ? text : "", size, error);
}

void
ta_sync_document_bind (TaStatement *statement, const char *name, const TaDocument *document)
{
  char *json = document != NULL ? ta_document_to_json (document, NULL) : NULL;
  g_autoptr (GBytes) bytes = json != NULL ? g_bytes_new_take (json, strlen (json)) : NULL;

  ta_statement_bind_bytes (statement, name, bytes);
}

static TaSyncRecord *
record_from_row (TaStatement *row, GError **error)
{
  g_autoptr (TaSyncRecord) record = g_new0 (TaSyncRecord, 1);

  record->name = ta_statement_dup_text (row, 0);
  record->document = ta_sync_document_from_column (row, 1, error);
  if (record->document == NULL)
    return NULL;
  if (!ta_statement_is_null (row, 2) && (record->base = ta_sync_document_from_column (row, 2, error)) == NULL)
    return NULL;
  record->rev = ta_statement_dup_text (row, 3);
  record->generation = ta_statement_int (row, 4);
  record->dirty = ta_statement_int (row, 5) != 0;
  record->held = ta_statement_dup_text (row, 6);
  record->stored = TRUE;
  return g_steal_pointer (&record);
}

gboolean
ta_sync_record_load (TaDatabase *database, const char *type, const char *id, TaSyncRecord **record, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT " COLUMNS " FROM sync_document WHERE type = :type AND id = :id");
  TaStep step;

  *record = NULL;
  ta_statement_bind_text (statement, ":type", type);
  ta_statement_bind_text (statement, ":id", id);
  step = ta_statement_step (statement, error);
  if (step == TA_STEP_ROW)
    return (*record = record_from_row (statement, error)) != NULL;
  return step == TA_STEP_DONE;
}

/* What others refer to goes first, so that it is there when they come; what is deleted goes after what refers to it. */
static int
rank_of (const TaDocument *document)
{
  const TaDomainTable *table = ta_domain_find (document->type);
  int place = table != NULL ? (int) (table - ta_domain_tables) : 0;

  return document->deleted ? DELETED_RANK - place : place;
}

static void
bind_state (TaStatement *statement, const TaSyncRecord *record)
{
  g_autoptr (GBytes) bytes = record->state != NULL ? g_bytes_new_static (record->state, strlen (record->state)) : NULL;

  if (bytes != NULL)
    ta_statement_bind_bytes (statement, ":state", bytes);
  else
    ta_sync_document_bind (statement, ":state", record->document);
}

static void
bind_key (TaStatement *statement, const TaSyncRecord *record)
{
  ta_statement_bind_text (statement, ":type", record->document->type);
  ta_statement_bind_text (statement, ":id", record->document->id);
  bind_state (statement, record);
  ta_statement_bind_int (statement, ":rank", rank_of (record->document));
}

static gboolean
insert_stamped (TaDatabase *database, const TaSyncRecord *record, GError **error)
{
  g_autoptr (TaStatement) statement
      = ta_database_prepare (database, "INSERT INTO sync_document (type, id, name, state, rank) VALUES (:type, :id, :name, :state, :rank)");

  bind_key (statement, record);
  ta_statement_bind_text (statement, ":name", record->name);
  return ta_statement_run (statement, NULL, error);
}

gboolean
ta_sync_record_save_stamped (TaDatabase *database, TaSyncRecord *record, GError **error)
{
  g_autoptr (TaStatement) statement = NULL;

  if (!record->stored)
    {
      record->stored = insert_stamped (database, record, error);
      return record->stored;
    }
  statement = ta_database_prepare (database, "UPDATE sync_document SET state = :state, rank = :rank, generation = generation + 1, dirty = 1, refused = NULL, "
                                             "base = CASE WHEN base IS NULL AND base_rev IS NOT NULL THEN state ELSE base END "
                                             "WHERE type = :type AND id = :id");
  bind_key (statement, record);
  return ta_statement_run (statement, NULL, error) && ta_sync_notice_forget_restored (database, record->document, error);
}

static gboolean
has_kept (const TaDocument *document)
{
  for (guint i = 0; i < document->n_fields; i++)
    if (g_str_has_prefix (document->fields[i].key, TA_KEPT_PREFIX))
      return TRUE;
  return FALSE;
}

gboolean
ta_sync_record_save (TaDatabase *database, TaSyncRecord *record, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (
      database, "INSERT INTO sync_document (type, id, name, state, generation, base, base_rev, dirty, held, rank, has_kept) "
                "VALUES (:type, :id, :name, :state, :generation, :base, :rev, :dirty, :held, :rank, :kept) " REPLACING);
  gboolean same = record->rev != NULL && !record->dirty;

  bind_key (statement, record);
  ta_statement_bind_text (statement, ":name", record->name);
  ta_statement_bind_int (statement, ":kept", has_kept (record->document));
  ta_statement_bind_int (statement, ":generation", MAX (record->generation, 1));
  ta_sync_document_bind (statement, ":base", same ? NULL : record->base);
  ta_statement_bind_text (statement, ":rev", record->rev);
  ta_statement_bind_int (statement, ":dirty", record->dirty);
  ta_statement_bind_text (statement, ":held", record->held);
  record->stored = ta_statement_run (statement, NULL, error);
  return record->stored;
}

/* Many at once ------------------------------------------------------------------------------------------------------------------------- */

static void
get_name (gconstpointer row, guint column, gpointer data, TaBulkValue *value)
{
  value->text = row;
}

GHashTable *
ta_sync_record_find_names (TaDatabase *database, GPtrArray *names, GError **error)
{
  TaBulk bulk = { names, 1, get_name, NULL, NULL, NULL };
  g_autoptr (GHashTable) found = g_hash_table_new (g_str_hash, g_str_equal);
  /* In this order there is no table made of the names first. */
  g_autoptr (TaStatement) statement
      = ta_database_prepare (database, "SELECT b.rowid FROM bulk (:names) b CROSS JOIN sync_document d ON d.name = b.c0");
  TaStep step;

  ta_bulk_bind (statement, ":names", &bulk);
  while ((step = ta_statement_step (statement, error)) == TA_STEP_ROW)
    g_hash_table_add (found, names->pdata[ta_statement_int (statement, 0)]);
  return step == TA_STEP_DONE ? g_steal_pointer (&found) : NULL;
}

static int
compare_keys (gconstpointer a, gconstpointer b)
{
  const TaDocument *first = (*(TaSyncRecord *const *) a)->document;
  const TaDocument *second = (*(TaSyncRecord *const *) b)->document;
  int types = strcmp (first->type, second->type);

  return types != 0 ? types : strcmp (first->id, second->id);
}

static void
set_number (TaBulkValue *value, gint64 number)
{
  value->number = number;
  value->has_number = TRUE;
}

/* As ta_sync_record_save() binds it. */
static void
get_column (gconstpointer row, guint column, gpointer data, TaBulkValue *value)
{
  const TaSyncRecord *record = row;
  const TaDocument *document = record->document;

  switch (column)
    {
    case 0:
      value->text = document->type;
      break;
    case 1:
      value->text = document->id;
      break;
    case 2:
      value->text = record->name;
      break;
    case 3:
      value->text = record->state != NULL ? record->state : record->made;
      break;
    case 4:
      set_number (value, MAX (record->generation, 1));
      break;
    case 5:
      value->text = record->rev;
      break;
    case 6:
      set_number (value, record->dirty);
      break;
    case 7:
      set_number (value, rank_of (document));
      break;
    default:
      set_number (value, has_kept (document));
    }
}

/* A base and what holds it come to a document that is there already. */
gboolean
ta_sync_record_insert_many (TaDatabase *database, GPtrArray *records, GError **error)
{
  TaBulk bulk = { records, 9, get_column, NULL, NULL, NULL };
  g_autoptr (TaStatement) statement = NULL;
  gboolean stored;

  if (records->len == 0)
    return TRUE;
  g_ptr_array_sort (records, compare_keys);
  for (guint i = 0; i < records->len; i++)
    {
      TaSyncRecord *record = records->pdata[i];

      if (record->state == NULL)
        record->made = ta_document_to_json (record->document, NULL);
    }
  statement = ta_database_prepare (database, "INSERT INTO sync_document (type, id, name, state, generation, base_rev, dirty, rank, has_kept) "
                                             "SELECT c0, c1, c2, CAST (c3 AS BLOB), c4, c5, c6, c7, c8 FROM bulk (:rows) WHERE true " REPLACING);
  ta_bulk_bind (statement, ":rows", &bulk);
  /* Documents are nothing that it records, but it would ask that for each. */
  ta_recorder_pause (ta_database_get_recorder (database), TRUE);
  stored = ta_statement_run (statement, NULL, error);
  ta_recorder_pause (ta_database_get_recorder (database), FALSE);
  for (guint i = 0; i < records->len; i++)
    ((TaSyncRecord *) records->pdata[i])->stored = stored;
  return stored;
}

/* Rows as fields ----------------------------------------------------------------------------------------------------------------------- */

gboolean
ta_sync_set (TaDocument *document, const char *key, TaValue *value, TaStamp stamp)
{
  const TaField *field = ta_document_get (document, key);

  if (field != NULL && ta_value_equal (field->value, value))
    return FALSE;
  ta_document_set (document, key, value, stamp);
  return TRUE;
}

gboolean
ta_sync_set_present (TaDocument *document, const char *element, gboolean present, TaStamp stamp)
{
  g_autoptr (TaValue) value = ta_value_new_integer (present);

  return ta_sync_set (document, element, value, stamp);
}

gboolean
ta_sync_put_row (TaDocument *document, const TaRow *row, TaStamp stamp)
{
  gboolean child = row->columns->table->parent != NULL;
  g_autofree char *element = child ? ta_row_element (row) : NULL;
  gboolean changed = child && ta_sync_set_present (document, element, TRUE, stamp);

  for (guint i = 0; i < row->columns->count; i++)
    {
      g_autofree char *key = child ? g_strconcat (element, "/", row->columns->names[i], NULL) : NULL;

      if (row->values[i] != NULL && ta_sync_set (document, child ? key : row->columns->names[i], row->values[i], stamp))
        changed = TRUE;
    }
  return changed;
}
