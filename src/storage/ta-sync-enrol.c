/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-sync-private.h"

#include <string.h>

/* The tables are gone through once, parents before their children, however many aggregates there are. */
typedef struct
{
  TaSyncContext context;
  TaStamp stamp;
  GHashTable *records; /* of TaSyncRecord by id, of the kind that is being gone through; %NULL: there is a document already */
  GHashTable *tops;    /* id of a row below → id of the row at the top */
} Enrolling;

static void
free_record (gpointer record)
{
  ta_sync_record_free (record);
}

static gboolean
has_document (Enrolling *self, const char *type, const char *id, gboolean *has, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (self->context.database, "SELECT 1 FROM sync_document WHERE type = :type AND id = :id");
  TaStep step;

  ta_statement_bind_text (statement, ":type", type);
  ta_statement_bind_text (statement, ":id", id);
  step = ta_statement_step (statement, error);
  *has = step == TA_STEP_ROW;
  return step != TA_STEP_ERROR;
}

static gboolean
enrol_top (Enrolling *self, const TaRow *row, GError **error)
{
  const char *type = row->columns->table->name;
  gboolean has = FALSE;
  TaSyncRecord *record;

  if (!has_document (self, type, ta_row_id (row), &has, error))
    return FALSE;
  if (has)
    return TRUE;
  record = ta_sync_record_new (&self->context, type, ta_row_id (row));
  ta_sync_put_row (record->document, row, self->stamp);
  g_hash_table_insert (self->records, record->document->id, record);
  return TRUE;
}

static gboolean
enrol_row (TaRow *taken, gpointer data, GError **error)
{
  Enrolling *self = data;
  g_autoptr (TaRow) row = taken;
  const char *parent = row->columns->table->parent != NULL ? ta_row_text (row, 1) : NULL;
  const char *top = parent != NULL ? g_hash_table_lookup (self->tops, parent) : NULL;
  TaSyncRecord *record;

  if (parent == NULL)
    return enrol_top (self, row, error);
  record = g_hash_table_lookup (self->records, top != NULL ? top : parent);
  if (record == NULL)
    return TRUE;
  ta_sync_put_row (record->document, row, self->stamp);
  g_hash_table_insert (self->tops, g_strdup (ta_row_id (row)), record->document->id);
  return TRUE;
}

static int
compare_records (gconstpointer a, gconstpointer b)
{
  return strcmp ((*(TaSyncRecord *const *) a)->document->id, (*(TaSyncRecord *const *) b)->document->id);
}

/* In the order in which they are sent, so that those lie beside each other. */
static gboolean
save_all (Enrolling *self, GError **error)
{
  g_autoptr (GPtrArray) records = g_hash_table_get_values_as_ptr_array (self->records);

  g_ptr_array_sort (records, compare_records);
  for (guint i = 0; i < records->len; i++)
    if (!ta_sync_record_save_stamped (self->context.database, records->pdata[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
enrol_kind (Enrolling *self, const TaDomainTable *root, GError **error)
{
  g_autoptr (GHashTable) records = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, free_record);
  g_autoptr (GHashTable) tops = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  self->records = records;
  self->tops = tops;
  if (!ta_row_each (self->context.database, root, enrol_row, self, error))
    return FALSE;
  for (const TaDomainTable *table = root + 1; g_hash_table_size (records) > 0 && table->name != NULL && table->parent != NULL; table++)
    if (!ta_row_each (self->context.database, table, enrol_row, self, error))
      return FALSE;
  return save_all (self, error);
}

gboolean
ta_sync_enrol (TaDatabase *database, gint64 now_ms, GError **error)
{
  Enrolling self = { 0 };

  if (!ta_sync_context_load (&self.context, database, now_ms, error))
    return FALSE;
  g_return_val_if_fail (self.context.clock.device != 0, TRUE);
  self.stamp = ta_stamp_clock_tick (&self.context.clock, now_ms);
  for (const TaDomainTable *table = ta_domain_tables; table->name != NULL; table++)
    if (table->parent == NULL && !enrol_kind (&self, table, error))
      return FALSE;
  return ta_sync_clock_save (database, &self.context.clock, error);
}
