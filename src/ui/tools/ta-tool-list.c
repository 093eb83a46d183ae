/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-tool-list.h"

#include "ta-storage-error.h"
#include "ta-tool-table.h"

/* From here on one reading of everything is cheaper than telling of each row. */
#define MANY_TOOLS 500

struct _TaToolList
{
  GObject parent_instance;

  TaContext *context;
  GCancellable *cancellable;
  GPtrArray *items;  /* of TaToolItem */
  GHashTable *by_id; /* owned id -> borrowed item */
  guint counts[TA_TOOL_IS_RETIRED + 1];
  guint readings; /* under way */
  gboolean loaded;
};

enum
{
  SIGNAL_UPDATED,
  SIGNAL_FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static GType
get_item_type (GListModel *model)
{
  return TA_TYPE_TOOL_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return TA_TOOL_LIST (model)->items->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  TaToolList *self = TA_TOOL_LIST (model);

  return position < self->items->len ? g_object_ref (g_ptr_array_index (self->items, position)) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TaToolList, ta_tool_list, G_TYPE_OBJECT, G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

/* What is asked of the worker, and its answer. */
typedef struct
{
  TaDate today;
  GHashTable *ids;         /* (nullable): of tools to read; all without */
  GPtrArray *loans;        /* ids: their tools are to be read too */
  GPtrArray *reservations; /* ids, likewise */
  GPtrArray *summaries;    /* of TaToolSummary: of a part */
  GPtrArray *items;        /* of TaToolItem: of everything */
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_clear_pointer (&reading->ids, g_hash_table_unref);
  g_clear_pointer (&reading->loans, g_ptr_array_unref);
  g_clear_pointer (&reading->reservations, g_ptr_array_unref);
  g_clear_pointer (&reading->summaries, g_ptr_array_unref);
  g_clear_pointer (&reading->items, g_ptr_array_unref);
  g_free (reading);
}

static gboolean
is_serious (GError **error)
{
  if (*error == NULL || g_error_matches (*error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_NOT_FOUND))
    {
      g_clear_error (error);
      return FALSE;
    }
  return TRUE;
}

/* A loan that was taken back is no longer in the database; its tool is among @ids already, since the list knew it. */
static gboolean
add_tools_of (TaDatabase *database, Reading *reading, GError **error)
{
  GError *failure = NULL;

  for (guint i = 0; i < reading->loans->len && failure == NULL; i++)
    {
      g_autoptr (TaLoan) loan = ta_loan_table_get (database, g_ptr_array_index (reading->loans, i), &failure);

      if (loan != NULL)
        g_hash_table_add (reading->ids, g_strdup (loan->tool));
      else if (is_serious (&failure))
        break;
    }
  for (guint i = 0; i < reading->reservations->len && failure == NULL; i++)
    {
      g_autoptr (TaReservation) reservation = ta_reservation_table_get (database, g_ptr_array_index (reading->reservations, i), &failure);

      if (reservation != NULL)
        g_hash_table_add (reading->ids, g_strdup (reservation->tool));
      else if (is_serious (&failure))
        break;
    }
  if (failure != NULL)
    g_propagate_error (error, failure);
  return failure == NULL;
}

static GPtrArray *
make_items (GPtrArray *summaries, TaDate today)
{
  GPtrArray *items = g_ptr_array_new_full (summaries->len, g_object_unref);

  g_ptr_array_set_free_func (summaries, NULL);
  for (guint i = 0; i < summaries->len; i++)
    g_ptr_array_add (items, ta_tool_item_new (g_ptr_array_index (summaries, i), today));
  g_ptr_array_unref (summaries);
  return items;
}

static gpointer
read_tools (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Reading *request = data;
  Reading *reading = g_new0 (Reading, 1);
  g_autoptr (GPtrArray) ids = NULL;
  gboolean read = TRUE;

  reading->today = request->today;
  if (request->ids == NULL)
    {
      GPtrArray *summaries = ta_tool_table_list (database, request->today, error);

      read = summaries != NULL;
      if (read)
        reading->items = make_items (summaries, request->today);
    }
  else
    {
      read = add_tools_of (database, request, error);
      ids = g_hash_table_get_keys_as_ptr_array (request->ids);
      reading->ids = g_hash_table_ref (request->ids);
      if (read)
        reading->summaries = ta_tool_table_get_many (database, ids, request->today, error);
      read = reading->summaries != NULL;
    }
  if (!read)
    g_clear_pointer (&reading, reading_free);
  return reading;
}

static void
add_item (TaToolList *self, TaToolItem *item)
{
  g_ptr_array_add (self->items, item);
  g_hash_table_insert (self->by_id, g_strdup (ta_tool_item_get_id (item)), item);
  self->counts[ta_tool_item_get_availability (item)]++;
}

static void
fill (TaToolList *self, GPtrArray *items)
{
  guint removed = self->items->len;

  g_hash_table_remove_all (self->by_id);
  g_ptr_array_set_size (self->items, 0);
  memset (self->counts, 0, sizeof self->counts);
  g_ptr_array_set_free_func (items, NULL);
  for (guint i = 0; i < items->len; i++)
    add_item (self, g_ptr_array_index (items, i));
  g_ptr_array_set_size (items, 0);
  self->loaded = TRUE;
  g_list_model_items_changed (G_LIST_MODEL (self), 0, removed, self->items->len);
}

static void
update_item (TaToolList *self, TaToolItem *item, TaToolSummary *summary, TaDate today)
{
  guint position = 0;

  self->counts[ta_tool_item_get_availability (item)]--;
  ta_tool_item_set (item, summary, today);
  self->counts[ta_tool_item_get_availability (item)]++;
  if (g_ptr_array_find (self->items, item, &position))
    g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 1);
}

static void
remove_item (TaToolList *self, TaToolItem *item)
{
  guint position = 0;
  g_autoptr (TaToolItem) gone = NULL;

  self->counts[ta_tool_item_get_availability (item)]--;
  if (!g_ptr_array_find (self->items, item, &position))
    return;
  gone = g_ptr_array_steal_index (self->items, position);
  g_hash_table_remove (self->by_id, ta_tool_item_get_id (gone));
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
}

static void
take_part (TaToolList *self, Reading *reading)
{
  GHashTableIter iter;
  gpointer id;

  g_ptr_array_set_free_func (reading->summaries, NULL);
  for (guint i = 0; i < reading->summaries->len; i++)
    {
      TaToolSummary *summary = g_ptr_array_index (reading->summaries, i);
      TaToolItem *item = ta_tool_list_find (self, summary->tool->id);

      g_hash_table_remove (reading->ids, summary->tool->id);
      if (item != NULL)
        {
          update_item (self, item, summary, reading->today);
          continue;
        }
      add_item (self, ta_tool_item_new (summary, reading->today));
      g_list_model_items_changed (G_LIST_MODEL (self), self->items->len - 1, 0, 1);
    }
  g_ptr_array_set_size (reading->summaries, 0);
  g_hash_table_iter_init (&iter, reading->ids);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    {
      TaToolItem *gone = ta_tool_list_find (self, id);

      if (gone != NULL)
        remove_item (self, gone);
    }
}

static void
on_read (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (TaToolList) self = data;
  g_autoptr (GError) error = NULL;
  Reading *reading = ta_store_read_finish (TA_STORE (object), result, &error);

  self->readings--;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (reading == NULL)
    {
      g_signal_emit (self, signals[SIGNAL_FAILED], 0, error->message);
      return;
    }
  if (reading->items != NULL)
    fill (self, reading->items);
  else
    take_part (self, reading);
  reading_free (reading);
  g_signal_emit (self, signals[SIGNAL_UPDATED], 0);
}

static void
start_reading (TaToolList *self, Reading *request)
{
  self->readings++;
  request->today = ta_context_get_today (self->context);
  ta_store_read_async (ta_context_get_store (self->context), read_tools, request, reading_free, reading_free, self->cancellable, on_read, g_object_ref (self));
}

void
ta_tool_list_reload (TaToolList *self)
{
  g_return_if_fail (TA_IS_TOOL_LIST (self));
  start_reading (self, g_new0 (Reading, 1));
}

static GHashTable *
make_set (GPtrArray *ids)
{
  GHashTable *set = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < ids->len; i++)
    g_hash_table_add (set, g_strdup (g_ptr_array_index (ids, i)));
  return set;
}

static gboolean
set_has (GHashTable *set, const char *id)
{
  return id != NULL && g_hash_table_contains (set, id);
}

static GHashTable *
collect (GPtrArray *changes, const char *aggregate)
{
  g_autoptr (GPtrArray) ids = ta_changes_collect_ids (changes, aggregate);

  return make_set (ids);
}

/* The tools whose rows show something of what changed. */
static GHashTable *
find_touched (TaToolList *self, GPtrArray *changes)
{
  g_autoptr (GHashTable) loans = collect (changes, "loan");
  g_autoptr (GHashTable) reservations = collect (changes, "reservation");
  g_autoptr (GHashTable) categories = collect (changes, "category");
  g_autoptr (GHashTable) households = collect (changes, "household");
  GHashTable *touched = collect (changes, "tool");

  for (guint i = 0; i < self->items->len; i++)
    {
      const TaToolSummary *summary = ta_tool_item_get (g_ptr_array_index (self->items, i));

      if (set_has (categories, summary->tool->category) || set_has (households, summary->tool->owner) || (summary->loan != NULL && (set_has (loans, summary->loan->id) || set_has (households, summary->loan->household))) || (summary->reservation != NULL && set_has (reservations, summary->reservation->id)))
        g_hash_table_add (touched, g_strdup (summary->tool->id));
    }
  return touched;
}

static void
on_changed (TaToolList *self, GPtrArray *changes)
{
  Reading *request;

  /* The first reading may have been before this change, and then the list does not know whom it touches. */
  if (!self->loaded)
    {
      ta_tool_list_reload (self);
      return;
    }
  request = g_new0 (Reading, 1);
  request->ids = find_touched (self, changes);
  request->loans = ta_changes_collect_ids (changes, "loan");
  request->reservations = ta_changes_collect_ids (changes, "reservation");
  if (g_hash_table_size (request->ids) + request->loans->len + request->reservations->len > MANY_TOOLS)
    g_clear_pointer (&request->ids, g_hash_table_unref);
  if (request->ids == NULL || g_hash_table_size (request->ids) + request->loans->len + request->reservations->len > 0)
    start_reading (self, request);
  else
    reading_free (request);
}

static void
ta_tool_list_dispose (GObject *object)
{
  g_cancellable_cancel (TA_TOOL_LIST (object)->cancellable);
  G_OBJECT_CLASS (ta_tool_list_parent_class)->dispose (object);
}

static void
ta_tool_list_finalize (GObject *object)
{
  TaToolList *self = TA_TOOL_LIST (object);

  g_clear_object (&self->context);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->by_id, g_hash_table_unref);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  G_OBJECT_CLASS (ta_tool_list_parent_class)->finalize (object);
}

static void
ta_tool_list_class_init (TaToolListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ta_tool_list_dispose;
  object_class->finalize = ta_tool_list_finalize;
  signals[SIGNAL_UPDATED] = g_signal_new ("updated", TA_TYPE_TOOL_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_FAILED] = g_signal_new ("failed", TA_TYPE_TOOL_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
ta_tool_list_init (TaToolList *self)
{
  self->cancellable = g_cancellable_new ();
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->by_id = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

TaToolList *
ta_tool_list_new (TaContext *context)
{
  TaToolList *self = g_object_new (TA_TYPE_TOOL_LIST, NULL);

  self->context = g_object_ref (context);
  g_signal_connect_object (context, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "day-changed", G_CALLBACK (ta_tool_list_reload), self, G_CONNECT_SWAPPED);
  ta_tool_list_reload (self);
  return self;
}

gboolean
ta_tool_list_is_loaded (TaToolList *self)
{
  g_return_val_if_fail (TA_IS_TOOL_LIST (self), FALSE);
  return self->loaded;
}

gboolean
ta_tool_list_is_settled (TaToolList *self)
{
  g_return_val_if_fail (TA_IS_TOOL_LIST (self), TRUE);
  return self->readings == 0;
}

TaToolItem *
ta_tool_list_find (TaToolList *self, const char *id)
{
  g_return_val_if_fail (TA_IS_TOOL_LIST (self), NULL);
  return id != NULL ? g_hash_table_lookup (self->by_id, id) : NULL;
}

guint
ta_tool_list_count (TaToolList *self, TaToolAvailability availability)
{
  g_return_val_if_fail (TA_IS_TOOL_LIST (self), 0);
  return self->counts[availability];
}
