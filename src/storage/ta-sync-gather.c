/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-bulk.h"
#include "ta-sync-collect-table.h"
#include "ta-sync-project.h"

#include <string.h>

/* For so many aggregates of a kind it is cheaper to ask once which of them there are than to look for each and its children. */
#define MANY 50

static void
item_free (gpointer data)
{
  TaSyncItem *item = data;

  ta_sync_record_free (item->record);
  g_free (item->held_before);
  g_clear_pointer (&item->present, g_ptr_array_unref);
  g_clear_pointer (&item->raw, g_ptr_array_unref);
  g_clear_pointer (&item->desired, g_ptr_array_unref);
  g_clear_pointer (&item->missing, g_ptr_array_unref);
  g_clear_pointer (&item->lost, g_hash_table_unref);
  g_clear_pointer (&item->refused, g_hash_table_unref);
  g_free (item);
}

static void
projection_clear (TaSyncProjection *self)
{
  g_clear_pointer (&self->items, g_hash_table_unref);
  g_clear_pointer (&self->order, g_ptr_array_unref);
  g_clear_pointer (&self->provided, g_hash_table_unref);
  g_clear_pointer (&self->present, g_hash_table_unref);
  g_clear_pointer (&self->asked, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TaSyncProjection, projection_clear)

static char *
key_of (const char *table, const char *id)
{
  return g_strconcat (table, "/", id, NULL);
}

/* (nullable) */
static TaSyncItem *
find_item (TaSyncProjection *self, const char *type, const char *id)
{
  g_autofree char *key = key_of (type, id);

  return g_hash_table_lookup (self->items, key);
}

/* @own: the record goes with the item */
static TaSyncItem *
add_item (TaSyncProjection *self, TaSyncRecord *record, gboolean own)
{
  TaSyncItem *item = g_new0 (TaSyncItem, 1);

  item->document = record->document;
  item->table = ta_domain_find (item->document->type);
  if (item->table != NULL && item->table->parent != NULL)
    item->table = NULL;
  item->held_before = g_strdup (record->held);
  item->record = own ? record : NULL;
  g_hash_table_insert (self->items, key_of (item->document->type, item->document->id), item);
  g_ptr_array_add (self->order, item);
  return item;
}

/* Adds the aggregate where there is a document of it and it is not there yet. */
static gboolean
pull (TaSyncProjection *self, const char *type, const char *id, GError **error)
{
  TaSyncRecord *record;

  if (find_item (self, type, id) != NULL)
    return TRUE;
  if (!ta_sync_record_load (self->context->database, type, id, &record, error))
    return FALSE;
  if (record != NULL)
    add_item (self, record, TRUE);
  return TRUE;
}

static char *
parent_of (TaDatabase *database, const TaDomainTable *table, const char *id)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, table->parent_sql);

  ta_statement_bind_text (statement, ":id", id);
  return ta_statement_step (statement, NULL) == TA_STEP_ROW ? ta_statement_dup_text (statement, 0) : NULL;
}

/* Adds the aggregate that the row belongs to. */
static gboolean
pull_top (TaSyncProjection *self, const TaDomainTable *table, const char *id, GError **error)
{
  g_autofree char *at = g_strdup (id);

  while (at != NULL && table->parent != NULL)
    {
      char *parent = parent_of (self->context->database, table, at);

      g_free (at);
      at = parent;
      table = ta_domain_find (table->parent);
    }
  return at == NULL || pull (self, table->name, at, error);
}

/* What names a row that is going to be taken out. */
static gboolean
pull_referring (TaSyncProjection *self, const TaRow *row, GError **error)
{
  const char *target = row->columns->table->name;

  for (const TaDomainReference *reference = ta_domain_references; reference->table != NULL; reference++)
    {
      const TaDomainTable *table = ta_domain_find (reference->table);
      g_autoptr (TaStatement) statement = NULL;
      TaStep step;

      /* What lies below it goes with it. */
      if (strcmp (reference->target, target) != 0 || g_strcmp0 (table->parent, target) == 0)
        continue;
      statement = ta_database_prepare (self->context->database, reference->sql);
      ta_statement_bind_text (statement, ":id", ta_row_id (row));
      while ((step = ta_statement_step (statement, error)) == TA_STEP_ROW)
        if (!pull_top (self, table, ta_statement_text (statement, 0), error))
          return FALSE;
      if (step == TA_STEP_ERROR)
        return FALSE;
    }
  return TRUE;
}

static gboolean
pull_each (TaSyncProjection *self, TaStatement *statement, GError **error)
{
  TaStep step;

  while ((step = ta_statement_step (statement, error)) == TA_STEP_ROW)
    if (!pull (self, ta_statement_text (statement, 0), ta_statement_text (statement, 1), error))
      return FALSE;
  return step == TA_STEP_DONE;
}

/* What has waited for a row that comes now. */
static gboolean
pull_waiting (TaSyncProjection *self, const TaRow *row, GError **error)
{
  g_autoptr (TaStatement) statement = NULL;

  if (self->nothing_missing)
    return TRUE;
  statement = ta_database_prepare (self->context->database, "SELECT type, id FROM sync_missing WHERE wants = :wants AND target = :target");
  ta_statement_bind_text (statement, ":wants", row->columns->table->name);
  ta_statement_bind_text (statement, ":target", ta_row_id (row));
  return pull_each (self, statement, error);
}

/* What is there only because something referred to it: whether that is so still has to be seen. */
static gboolean
pull_used (TaSyncProjection *self, GError **error)
{
  g_autoptr (TaStatement) statement
      = ta_database_prepare (self->context->database, "SELECT type, id FROM sync_document WHERE held = '" TA_HELD_USED "'");

  return pull_each (self, statement, error);
}

static gboolean
look_for_missing (TaSyncProjection *self, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (self->context->database, "SELECT 1 FROM sync_missing LIMIT 1");
  TaStep step = ta_statement_step (statement, error);

  self->nothing_missing = step == TA_STEP_DONE;
  return step != TA_STEP_ERROR;
}

static gboolean
read_missing (TaSyncProjection *self, TaSyncItem *item, GError **error)
{
  g_autoptr (TaStatement) statement = NULL;
  TaStep step;

  item->had_missing = FALSE;
  if (self->nothing_missing)
    return TRUE;
  statement = ta_database_prepare (self->context->database, "SELECT 1 FROM sync_missing WHERE type = :type AND id = :id LIMIT 1");
  ta_statement_bind_text (statement, ":type", item->document->type);
  ta_statement_bind_text (statement, ":id", item->document->id);
  step = ta_statement_step (statement, error);
  item->had_missing = step == TA_STEP_ROW;
  return step != TA_STEP_ERROR;
}

gboolean
ta_sync_is_required (const TaRow *row, const TaDomainReference *reference)
{
  if (reference == NULL || reference->action == TA_DOMAIN_SET_NULL)
    return FALSE;
  /* A posting is whole or not there. */
  return row->columns->table->parent == NULL || (row->columns->table->ledger && strcmp (reference->target, row->columns->table->parent) != 0);
}

/* Of what others outside of the aggregate may name, and what is asked for therefore. */
static gboolean
is_named (const TaRow *row)
{
  return row->columns->table->parent == NULL || strcmp (row->columns->table->name, "person") == 0;
}

static gboolean
has_row (GPtrArray *rows, const TaRow *row)
{
  for (guint i = 0; i < rows->len; i++)
    {
      const TaRow *other = rows->pdata[i];

      if (other->columns == row->columns && strcmp (ta_row_id (other), ta_row_id (row)) == 0)
        return TRUE;
    }
  return FALSE;
}

/* Who has the row now that this one is going to have as well. */
static gboolean
pull_rival (TaSyncProjection *self, const TaRow *row, GError **error)
{
  return row->columns->table->parent == NULL || pull_top (self, row->columns->table, ta_row_id (row), error);
}

static gboolean
pull_around (TaSyncProjection *self, TaSyncItem *item, gboolean lives, GError **error)
{
  for (guint i = 0; i < item->present->len; i++)
    {
      const TaRow *row = item->present->pdata[i];

      if (lives && has_row (item->raw, row))
        continue;
      if ((is_named (row) && !pull_referring (self, row, error)) || !pull_waiting (self, row, error))
        return FALSE;
    }
  for (guint i = 0; lives && i < item->raw->len; i++)
    {
      const TaRow *row = item->raw->pdata[i];

      if (has_row (item->present, row))
        continue;
      if ((is_named (row) && !pull_waiting (self, row, error)) || !pull_rival (self, row, error))
        return FALSE;
    }
  return TRUE;
}

/* (nullable): the item of what is named, where it is one; what the tables have needs none. */
static gboolean
find_target (TaSyncProjection *self, const TaDomainReference *reference, const char *id, TaSyncItem **target, GError **error)
{
  gboolean has = FALSE;

  *target = find_item (self, reference->target, id);
  if (*target != NULL)
    return TRUE;
  if (!ta_sync_projection_has (self, reference->target, id, &has, error) || (!has && !pull (self, reference->target, id, error)))
    return FALSE;
  *target = find_item (self, reference->target, id);
  return TRUE;
}

static gboolean use_targets (TaSyncProjection *self, TaSyncItem *item, GError **error);

static gboolean
use (TaSyncProjection *self, TaSyncItem *target, GError **error)
{
  if (!target->document->deleted || target->used || target->table == NULL || target->table->ledger)
    return TRUE;
  target->used = TRUE;
  /* What was not looked at yet is looked at later. */
  return target->raw == NULL || (use_targets (self, target, error) && pull_around (self, target, TRUE, error));
}

/* Deleted or not, what a document that lives refers to, and cannot be without, is there. */
static gboolean
use_targets (TaSyncProjection *self, TaSyncItem *item, GError **error)
{
  for (guint i = 0; i < item->raw->len; i++)
    {
      const TaRow *row = item->raw->pdata[i];

      for (guint column = row->columns->table->parent != NULL ? 2 : 1; column < row->columns->count; column++)
        {
          const TaDomainReference *reference = row->columns->references[column];
          gboolean decides = reference != NULL && (ta_sync_is_required (row, reference) || reference->action == TA_DOMAIN_RESTRICT);
          const char *id = decides ? ta_row_text (row, column) : NULL;
          TaSyncItem *target = NULL;

          if (id != NULL && !find_target (self, reference, id, &target, error))
            return FALSE;
          if (target != NULL && !use (self, target, error))
            return FALSE;
        }
    }
  return TRUE;
}

static gboolean
gather_item (TaSyncProjection *self, TaSyncItem *item, GError **error)
{
  TaDatabase *database = self->context->database;
  /* What is posted is never taken back. */
  gboolean lives = item->table != NULL && (!item->document->deleted || item->table->ledger);

  if (!read_missing (self, item, error))
    return FALSE;
  if (item->table == NULL)
    return TRUE;
  item->present = item->absent ? g_ptr_array_new () : ta_row_read_aggregate (database, item->table, item->document->id, error);
  if (item->present == NULL)
    return FALSE;
  item->raw = ta_sync_rows_of (database, item->table, item->document);
  item->used = item->used && !lives;
  return (!(lives || item->used) || use_targets (self, item, error)) && pull_around (self, item, lives || item->used, error);
}

/* Many at once ------------------------------------------------------------------------------------------------------------------------- */

static void
get_id (gconstpointer row, guint column, gpointer data, TaBulkValue *value)
{
  value->text = ((const TaSyncItem *) row)->document->id;
}

/* Most that comes to a new computer is not there yet: of that nothing is read. */
static gboolean
find_absent (TaSyncProjection *self, const TaDomainTable *table, GPtrArray *items, GError **error)
{
  TaBulk bulk = { items, 1, get_id, NULL, NULL, NULL };
  g_autoptr (TaStatement) statement = NULL;
  TaStep step;

  if (items->len < MANY)
    return TRUE;
  for (guint i = 0; i < items->len; i++)
    ((TaSyncItem *) items->pdata[i])->absent = TRUE;
  statement = ta_database_prepare (self->context->database, table->there_sql);
  ta_bulk_bind (statement, ":ids", &bulk);
  while ((step = ta_statement_step (statement, error)) == TA_STEP_ROW)
    ((TaSyncItem *) items->pdata[ta_statement_int (statement, 0)])->absent = FALSE;
  return step == TA_STEP_DONE;
}

static gboolean
find_all_absent (TaSyncProjection *self, GError **error)
{
  g_autoptr (GHashTable) kinds = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
  GHashTableIter iter;
  gpointer table, items;

  for (guint i = 0; i < self->order->len; i++)
    {
      TaSyncItem *item = self->order->pdata[i];

      if (item->table == NULL)
        continue;
      items = g_hash_table_lookup (kinds, item->table);
      if (items == NULL)
        g_hash_table_insert (kinds, (gpointer) item->table, items = g_ptr_array_new ());
      g_ptr_array_add (items, item);
    }
  g_hash_table_iter_init (&iter, kinds);
  while (g_hash_table_iter_next (&iter, &table, &items))
    if (!find_absent (self, table, items, error))
      return FALSE;
  return TRUE;
}

/* Adds what depends on the items that there are, or they on it, and reads what is present of each. */
static gboolean
gather (TaSyncProjection *self, GError **error)
{
  if (!find_all_absent (self, error))
    return FALSE;
  for (guint i = 0; i < self->order->len; i++)
    {
      TaSyncItem *item = self->order->pdata[i];

      if (item->present == NULL && !gather_item (self, item, error))
        return FALSE;
    }
  return TRUE;
}

/* All of it ---------------------------------------------------------------------------------------------------------------------------- */

static gboolean
save_missing (TaSyncProjection *self, TaSyncItem *item, GError **error)
{
  g_autoptr (TaStatement) drop = NULL;
  g_autoptr (TaStatement) insert = NULL;

  if (!item->had_missing && (item->missing == NULL || item->missing->len == 0))
    return TRUE;
  drop = ta_database_prepare (self->context->database, "DELETE FROM sync_missing WHERE type = :type AND id = :id");
  insert = ta_database_prepare (self->context->database,
                                "INSERT INTO sync_missing (type, id, wants, target) VALUES (:type, :id, :wants, :target) ON CONFLICT DO NOTHING");
  ta_statement_bind_text (drop, ":type", item->document->type);
  ta_statement_bind_text (drop, ":id", item->document->id);
  if (item->had_missing && !ta_statement_run (drop, NULL, error))
    return FALSE;
  for (guint i = 0; item->missing != NULL && i < item->missing->len; i++)
    {
      const TaSyncTarget *target = item->missing->pdata[i];

      ta_statement_bind_text (insert, ":type", item->document->type);
      ta_statement_bind_text (insert, ":id", item->document->id);
      ta_statement_bind_text (insert, ":wants", target->table);
      ta_statement_bind_text (insert, ":target", target->id);
      if (!ta_statement_run (insert, NULL, error))
        return FALSE;
    }
  return TRUE;
}

static const char *
held_now (const TaSyncItem *item)
{
  /* What devices say of rounds is in no table at all. */
  if (item->table == NULL)
    return strcmp (item->document->type, TA_SYNC_ROUNDS_TYPE) == 0 ? NULL : TA_HELD_NEWER;
  if (item->invalid || item->refused != NULL)
    return TA_HELD_INVALID;
  if (item->used)
    return TA_HELD_USED;
  return item->alive || item->document->deleted ? NULL : TA_HELD_WAITING;
}

static gboolean
save_item (TaSyncProjection *self, TaSyncItem *item, guint *held, GError **error)
{
  const char *now = held_now (item);
  g_autoptr (TaStatement) update = NULL;

  *held += now != NULL;
  if (!save_missing (self, item, error))
    return FALSE;
  if (g_strcmp0 (now, item->held_before) == 0)
    return TRUE;
  update = ta_database_prepare (self->context->database, "UPDATE sync_document SET held = :held WHERE type = :type AND id = :id");
  ta_statement_bind_text (update, ":held", now);
  ta_statement_bind_text (update, ":type", item->document->type);
  ta_statement_bind_text (update, ":id", item->document->id);
  return ta_statement_run (update, NULL, error);
}

static gboolean
run (TaSyncProjection *self, GError **error)
{
  gboolean again = TRUE;

  if (!look_for_missing (self, error) || !pull_used (self, error) || !gather (self, error))
    return FALSE;
  while (again)
    if (!ta_sync_projection_decide (self, error) || !ta_sync_projection_write (self, &again, error))
      return FALSE;
  return TRUE;
}

gboolean
ta_sync_project (TaSyncContext *context, GPtrArray *documents, guint *held, GError **error)
{
  g_auto (TaSyncProjection) self = { .context = context };

  self.items = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self.order = g_ptr_array_new_with_free_func (item_free);
  self.asked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < documents->len; i++)
    add_item (&self, documents->pdata[i], FALSE);
  if (!run (&self, error))
    return FALSE;
  for (guint i = 0; i < self.order->len; i++)
    if (!save_item (&self, self.order->pdata[i], held, error))
      return FALSE;
  return TRUE;
}
