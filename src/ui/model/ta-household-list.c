/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-household-list.h"

struct _TaHouseholdList
{
  GObject parent_instance;

  GPtrArray *items;  /* of TaHouseholdItem */
  GHashTable *by_id; /* borrowed id -> borrowed item */
};

static GType
get_item_type (GListModel *model)
{
  return TA_TYPE_HOUSEHOLD_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return TA_HOUSEHOLD_LIST (model)->items->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  TaHouseholdList *self = TA_HOUSEHOLD_LIST (model);

  return position < self->items->len ? g_object_ref (g_ptr_array_index (self->items, position)) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TaHouseholdList, ta_household_list, G_TYPE_OBJECT, G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
ta_household_list_finalize (GObject *object)
{
  TaHouseholdList *self = TA_HOUSEHOLD_LIST (object);

  g_clear_pointer (&self->by_id, g_hash_table_unref);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  G_OBJECT_CLASS (ta_household_list_parent_class)->finalize (object);
}

static void
ta_household_list_class_init (TaHouseholdListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ta_household_list_finalize;
}

static void
ta_household_list_init (TaHouseholdList *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->by_id = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

TaHouseholdList *
ta_household_list_new (void)
{
  return g_object_new (TA_TYPE_HOUSEHOLD_LIST, NULL);
}

TaHouseholdItem *
ta_household_list_find (TaHouseholdList *self, const char *id)
{
  g_return_val_if_fail (TA_IS_HOUSEHOLD_LIST (self), NULL);
  return id != NULL ? g_hash_table_lookup (self->by_id, id) : NULL;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  int order = g_utf8_collate (ta_household_item_get_name ((TaHouseholdItem *) a), ta_household_item_get_name ((TaHouseholdItem *) b));

  return order != 0 ? order : g_strcmp0 (ta_household_item_get_id ((TaHouseholdItem *) a), ta_household_item_get_id ((TaHouseholdItem *) b));
}

void
ta_household_list_fill (TaHouseholdList *self, GPtrArray *households, TaDate today)
{
  guint removed = self->items->len;

  g_hash_table_remove_all (self->by_id);
  g_ptr_array_set_size (self->items, 0);
  g_ptr_array_set_free_func (households, NULL);
  for (guint i = 0; i < households->len; i++)
    {
      TaHouseholdItem *item = ta_household_item_new (g_ptr_array_index (households, i), today);

      g_ptr_array_add (self->items, item);
      g_hash_table_insert (self->by_id, g_strdup (ta_household_item_get_id (item)), item);
    }
  g_ptr_array_set_size (households, 0);
  g_ptr_array_sort_values (self->items, compare_names);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, removed, self->items->len);
}

static guint
find_place (TaHouseholdList *self, TaHouseholdItem *item)
{
  guint low = 0, high = self->items->len;

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (compare_names (g_ptr_array_index (self->items, middle), item) < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static void
insert_item (TaHouseholdList *self, TaHouseholdItem *item)
{
  guint place = find_place (self, item);

  g_ptr_array_insert (self->items, (int) place, item);
  g_list_model_items_changed (G_LIST_MODEL (self), place, 0, 1);
}

static TaHouseholdItem *
take_out (TaHouseholdList *self, TaHouseholdItem *item)
{
  guint place = 0;

  if (!g_ptr_array_find (self->items, item, &place))
    return NULL;
  item = g_ptr_array_steal_index (self->items, place);
  g_list_model_items_changed (G_LIST_MODEL (self), place, 1, 0);
  return item;
}

/* In one step even where the name puts it elsewhere: a selection finds the item again among what was added, and so survives. */
static void
update_item (TaHouseholdList *self, TaHouseholdItem *item, TaHousehold *household, TaDate today)
{
  gboolean renamed = g_strcmp0 (ta_household_item_get_name (item), household->name) != 0;
  guint old = 0, place, first, count;

  if (!renamed || !g_ptr_array_find (self->items, item, &old))
    {
      ta_household_item_set (item, household, today);
      return;
    }
  g_ptr_array_steal_index (self->items, old);
  ta_household_item_set (item, household, today);
  place = find_place (self, item);
  g_ptr_array_insert (self->items, (int) place, item);
  first = MIN (old, place);
  count = MAX (old, place) - first + 1;
  g_list_model_items_changed (G_LIST_MODEL (self), first, count, count);
}

void
ta_household_list_update (TaHouseholdList *self, GPtrArray *ids, GPtrArray *households, TaDate today)
{
  g_autoptr (GHashTable) present = g_hash_table_new (g_str_hash, g_str_equal);

  g_ptr_array_set_free_func (households, NULL);
  for (guint i = 0; i < households->len; i++)
    {
      TaHousehold *household = g_ptr_array_index (households, i);
      TaHouseholdItem *item = g_hash_table_lookup (self->by_id, household->id);

      g_hash_table_add (present, household->id);
      if (item != NULL)
        {
          update_item (self, item, household, today);
          continue;
        }
      item = ta_household_item_new (household, today);
      g_hash_table_insert (self->by_id, g_strdup (household->id), item);
      insert_item (self, item);
    }
  for (guint i = 0; i < ids->len; i++)
    {
      const char *id = g_ptr_array_index (ids, i);
      TaHouseholdItem *gone = g_hash_table_contains (present, id) ? NULL : g_hash_table_lookup (self->by_id, id);

      if (gone == NULL)
        continue;
      g_hash_table_remove (self->by_id, id);
      g_object_unref (take_out (self, gone));
    }
  g_ptr_array_set_size (households, 0);
}

void
ta_household_list_set_today (TaHouseholdList *self, TaDate today)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      TaHouseholdItem *item = g_ptr_array_index (self->items, i);

      ta_household_item_set (item, ta_household_copy (ta_household_item_get (item)), today);
    }
}
