/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-sync-project.h"

#include <string.h>

typedef struct
{
  TaSyncItem *item;
  TaRow *row;
} Claim;

static TaStamp
given_at (const Claim *claim)
{
  g_autofree char *element = ta_row_element (claim->row);
  const TaField *field = ta_document_get (claim->item->document, element);

  return field != NULL ? field->stamp : (TaStamp) { 0, 0, 0 };
}

static gboolean
is_before (const Claim *claim, const Claim *other)
{
  TaStamp first = given_at (claim);
  TaStamp second = given_at (other);
  int order = ta_stamp_compare (&first, &second);

  return order != 0 ? order < 0 : strcmp (claim->item->document->id, other->item->document->id) < 0;
}

static void
lose (const Claim *claim)
{
  if (claim->item->lost == NULL)
    claim->item->lost = g_hash_table_new (NULL, NULL);
  g_hash_table_add (claim->item->lost, claim->row);
}

static void
put_in_claim (GHashTable *claims, TaSyncItem *item, TaRow *row)
{
  g_autofree char *key = g_strconcat (row->columns->table->name, "/", ta_row_id (row), NULL);
  Claim *other = g_hash_table_lookup (claims, key);
  Claim claim = { item, row };

  if (other != NULL && is_before (&claim, other))
    {
      lose (&claim);
      return;
    }
  if (other != NULL)
    lose (other);
  g_hash_table_insert (claims, g_steal_pointer (&key), g_memdup2 (&claim, sizeof claim));
}

/* What lies below what is lost is lost with it. Parents stand before their children. */
static void
lose_below (TaSyncItem *item)
{
  for (guint i = 1; i < item->raw->len; i++)
    {
      TaRow *row = item->raw->pdata[i];

      for (guint j = 1; j < i; j++)
        {
          const TaRow *parent = item->raw->pdata[j];

          if (g_hash_table_contains (item->lost, parent) && strcmp (parent->columns->table->name, row->columns->table->parent) == 0
              && g_strcmp0 (ta_row_text (row, 1), ta_row_id (parent)) == 0)
            g_hash_table_add (item->lost, row);
        }
    }
}

void
ta_sync_projection_settle_rivals (TaSyncProjection *self)
{
  g_autoptr (GHashTable) claims = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; i < self->order->len; i++)
    {
      TaSyncItem *item = self->order->pdata[i];

      g_clear_pointer (&item->lost, g_hash_table_unref);
      for (guint j = 1; item->alive && j < item->raw->len; j++)
        put_in_claim (claims, item, item->raw->pdata[j]);
    }
  for (guint i = 0; i < self->order->len; i++)
    if (((TaSyncItem *) self->order->pdata[i])->lost != NULL)
      lose_below (self->order->pdata[i]);
}
