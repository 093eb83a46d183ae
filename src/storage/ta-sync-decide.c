/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-sync-project.h"

#include <string.h>

static void
target_free (gpointer data)
{
  TaSyncTarget *target = data;

  g_free (target->id);
  g_free (target);
}

static void
add_missing (TaSyncItem *item, const char *table, const char *id)
{
  TaSyncTarget *target = g_new (TaSyncTarget, 1);

  target->table = table;
  target->id = g_strdup (id);
  if (item->missing == NULL)
    item->missing = g_ptr_array_new_with_free_func (target_free);
  g_ptr_array_add (item->missing, target);
}

/* Whether there is a row ---------------------------------------------------------------------------------------------------------------- */

static gboolean
is_named (const TaRow *row)
{
  return row->columns->table->parent == NULL || strcmp (row->columns->table->name, "person") == 0;
}

static gboolean
is_lost (const TaSyncItem *item, const TaRow *row)
{
  return item->lost != NULL && g_hash_table_contains (item->lost, row);
}

static void
note_rows (GHashTable *set, const TaSyncItem *item, GPtrArray *rows)
{
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    if (is_named (rows->pdata[i]) && !is_lost (item, rows->pdata[i]))
      g_hash_table_add (set, g_strconcat (((TaRow *) rows->pdata[i])->columns->table->name, "/", ta_row_id (rows->pdata[i]), NULL));
}

static gboolean
ask (TaSyncProjection *self, const char *name, const char *id, const char *key, gboolean *has, GError **error)
{
  gpointer known = g_hash_table_lookup (self->asked, key);
  g_autoptr (TaStatement) statement = NULL;
  TaStep step;

  if (known == NULL)
    {
      statement = ta_database_prepare (self->context->database, ta_domain_find (name)->row_sql);
      ta_statement_bind_text (statement, ":id", id);
      step = ta_statement_step (statement, error);
      if (step == TA_STEP_ERROR)
        return FALSE;
      known = GINT_TO_POINTER (step == TA_STEP_ROW ? 1 : 2);
      g_hash_table_insert (self->asked, g_strdup (key), known);
    }
  *has = GPOINTER_TO_INT (known) == 1;
  return TRUE;
}

gboolean
ta_sync_projection_has (TaSyncProjection *self, const char *name, const char *id, gboolean *has, GError **error)
{
  g_autofree char *key = g_strconcat (name, "/", id, NULL);

  *has = self->provided != NULL && g_hash_table_contains (self->provided, key);
  if (*has || (self->present != NULL && g_hash_table_contains (self->present, key)))
    return TRUE;
  return ask (self, name, id, key, has, error);
}

/* What is in the tables ----------------------------------------------------------------------------------------------------------------- */

static void
note_all (TaSyncProjection *self)
{
  g_clear_pointer (&self->provided, g_hash_table_unref);
  g_clear_pointer (&self->present, g_hash_table_unref);
  self->provided = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->present = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < self->order->len; i++)
    {
      TaSyncItem *item = self->order->pdata[i];

      note_rows (self->present, item, item->present);
      if (item->alive)
        note_rows (self->provided, item, item->raw);
      else if (!item->document->deleted)
        /* What cannot be brought up to date stays as it was. */
        note_rows (self->provided, item, item->present);
    }
}

/* Notes what is missing of what @row cannot be without. */
static gboolean
check_row (TaSyncProjection *self, TaSyncItem *item, const TaRow *row, GError **error)
{
  for (guint column = row->columns->table->parent != NULL ? 2 : 1; column < row->columns->count; column++)
    {
      const TaDomainReference *reference = row->columns->references[column];
      const char *id = ta_sync_is_required (row, reference) ? ta_row_text (row, column) : NULL;
      gboolean has = TRUE;

      if (id != NULL && !ta_sync_projection_has (self, reference->target, id, &has, error))
        return FALSE;
      if (!has)
        {
          add_missing (item, reference->target, id);
          item->alive = FALSE;
        }
    }
  return TRUE;
}

static gboolean
check_item (TaSyncProjection *self, TaSyncItem *item, GError **error)
{
  for (guint i = 0; i < item->raw->len; i++)
    if ((i == 0 || item->table->ledger) && !check_row (self, item, item->raw->pdata[i], error))
      return FALSE;
  return TRUE;
}

/* Each that turns out not to be there may be what another cannot be without. */
static gboolean
find_living (TaSyncProjection *self, GError **error)
{
  gboolean changed = TRUE;

  while (changed)
    {
      changed = FALSE;
      ta_sync_projection_settle_rivals (self);
      note_all (self);
      for (guint i = 0; i < self->order->len; i++)
        {
          TaSyncItem *item = self->order->pdata[i];

          if (!item->alive)
            continue;
          if (!check_item (self, item, error))
            return FALSE;
          changed = changed || !item->alive;
        }
    }
  return TRUE;
}

/* The rows ------------------------------------------------------------------------------------------------------------------------------- */

static void
take_reference (TaRow **row, guint column)
{
  TaRow *copy = ta_row_copy (*row);

  ta_row_free (*row);
  *row = copy;
  ta_row_take (copy, column, ta_value_new_null ());
}

/* @settled: (out) (transfer full): the row without what is not there; %NULL: it cannot be without */
static gboolean
settle_references (TaSyncProjection *self, TaSyncItem *item, TaRow *row, TaRow **settled, GError **error)
{
  g_autoptr (TaRow) left = ta_row_ref (row);
  gboolean can_be = TRUE;

  *settled = NULL;
  for (guint column = 1; column < row->columns->count; column++)
    {
      const TaDomainReference *reference = row->columns->references[column];
      gboolean own_parent = column == 1 && row->columns->table->parent != NULL;
      const char *id = reference != NULL && !own_parent ? ta_row_text (row, column) : NULL;
      gboolean has = TRUE;

      if (id != NULL && !ta_sync_projection_has (self, reference->target, id, &has, error))
        return FALSE;
      if (has)
        continue;
      add_missing (item, reference->target, id);
      if (reference->action == TA_DOMAIN_SET_NULL)
        take_reference (&left, column);
      else
        can_be = FALSE;
    }
  if (can_be)
    *settled = g_steal_pointer (&left);
  return TRUE;
}

/* In the place of a row that the tables do not take stands the one that was there before. Returns: (nullable): there was none */
static TaRow *
row_that_can_be (const TaSyncItem *item, TaRow *row)
{
  g_autofree char *key = item->refused != NULL ? g_strconcat (row->columns->table->name, "/", ta_row_id (row), NULL) : NULL;

  if (key == NULL || !g_hash_table_contains (item->refused, key))
    return row;
  for (guint i = 0; i < item->present->len; i++)
    {
      TaRow *other = item->present->pdata[i];

      if (other->columns == row->columns && strcmp (ta_row_id (other), ta_row_id (row)) == 0)
        return other;
    }
  return NULL;
}

static gboolean
fill_desired (TaSyncProjection *self, TaSyncItem *item, GError **error)
{
  item->desired = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_row_free);
  for (guint i = 0; item->alive && i < item->raw->len; i++)
    {
      TaRow *possible = row_that_can_be (item, item->raw->pdata[i]);
      TaRow *row;

      if (possible == NULL)
        continue;
      if (is_lost (item, item->raw->pdata[i]))
        {
          add_missing (item, ((TaRow *) item->raw->pdata[i])->columns->table->name, ta_row_id (item->raw->pdata[i]));
          continue;
        }
      if (!settle_references (self, item, possible, &row, error))
        return FALSE;
      if (row != NULL)
        g_ptr_array_add (item->desired, row);
    }
  return TRUE;
}

static void
start_item (TaSyncItem *item)
{
  gboolean lives = item->table != NULL && (!item->document->deleted || item->table->ledger || item->used);

  g_clear_pointer (&item->desired, g_ptr_array_unref);
  g_clear_pointer (&item->missing, g_ptr_array_unref);
  item->alive = lives && !item->invalid;
}

gboolean
ta_sync_projection_decide (TaSyncProjection *self, GError **error)
{
  for (guint i = 0; i < self->order->len; i++)
    start_item (self->order->pdata[i]);
  if (!find_living (self, error))
    return FALSE;
  for (guint i = 0; i < self->order->len; i++)
    {
      TaSyncItem *item = self->order->pdata[i];
      gboolean stays = item->table == NULL || item->invalid || (!item->alive && (!item->document->deleted || item->table->ledger));

      if (!stays && !fill_desired (self, item, error))
        return FALSE;
    }
  return TRUE;
}
