/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-gradual-list.h"

/* So many rows fill a window; what a frame has time to make, and to drop. */
#define ROWS_AT_FIRST 48
#define ROWS_MADE 6
#define ROWS_DROPPED 16
/* A list view makes no more rows than these, so that what is beyond costs nothing. */
#define ROWS_OF_VIEW 220
/* A larger change is one of many that are to be expected. */
#define SMALL_CHANGE 8
#define CALM_MS 400

struct _TaGradualList
{
  GObject parent_instance;

  GListModel *source;
  GtkWidget *widget; /* (nullable): whose frames pace it; not owned */
  GPtrArray *slots;  /* of TaRowSlot; NULL where nobody has asked yet */
  gboolean stale;    /* the source has changed since */
  gboolean calm;
  guint ticking;
  guint waiting; /* timeout */
};

enum
{
  UPDATED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static GType
get_item_type (GListModel *model)
{
  return TA_TYPE_ROW_SLOT;
}

static guint
get_n_items (GListModel *model)
{
  return TA_GRADUAL_LIST (model)->slots->len;
}

/* Where the source has fewer items by now there is nothing in the slot. */
static void
fill_slot (TaGradualList *self, guint position)
{
  g_autoptr (GObject) item = g_list_model_get_item (self->source, position);

  ta_row_slot_set_item (g_ptr_array_index (self->slots, position), item);
}

static gpointer
get_item (GListModel *model, guint position)
{
  TaGradualList *self = TA_GRADUAL_LIST (model);

  if (position >= self->slots->len)
    return NULL;
  if (g_ptr_array_index (self->slots, position) == NULL)
    {
      g_ptr_array_index (self->slots, position) = ta_row_slot_new ();
      fill_slot (self, position);
    }
  return g_object_ref (g_ptr_array_index (self->slots, position));
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TaGradualList, ta_gradual_list, G_TYPE_OBJECT, G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static guint
count_source (TaGradualList *self)
{
  return g_list_model_get_n_items (self->source);
}

static void
refill (TaGradualList *self)
{
  self->stale = FALSE;
  for (guint i = 0; i < self->slots->len; i++)
    if (g_ptr_array_index (self->slots, i) != NULL)
      fill_slot (self, i);
}

static void
resize (TaGradualList *self, guint n)
{
  guint length = self->slots->len, kept = MIN (length, n);

  if (length == n)
    return;
  g_ptr_array_set_size (self->slots, (int) n);
  g_list_model_items_changed (G_LIST_MODEL (self), kept, length - kept, n - kept);
}

/* The length to have after the next frame. */
static guint
next_length (TaGradualList *self)
{
  guint length = self->slots->len, n = count_source (self);

  if (length > n)
    return length > ROWS_OF_VIEW ? MAX (n, ROWS_OF_VIEW) : MAX (n, length - MIN (length, ROWS_DROPPED));
  if (length < ROWS_AT_FIRST || (self->calm && length < ROWS_OF_VIEW))
    return MIN (n, length + ROWS_MADE);
  return self->calm ? n : length;
}

/* What one frame has time for. Returns whether there is more to do for now. */
static gboolean
work (TaGradualList *self)
{
  if (self->stale)
    refill (self);
  else
    resize (self, next_length (self));
  g_signal_emit (self, signals[UPDATED], 0);
  return self->stale || next_length (self) != self->slots->len;
}

static gboolean
on_tick (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  TaGradualList *self = data;

  if (work (self))
    return G_SOURCE_CONTINUE;
  self->ticking = 0;
  return G_SOURCE_REMOVE;
}

static void
start_ticking (TaGradualList *self)
{
  if (self->ticking == 0 && self->widget != NULL)
    self->ticking = gtk_widget_add_tick_callback (self->widget, on_tick, self, NULL);
}

static void
on_calm (gpointer data)
{
  TaGradualList *self = data;

  self->waiting = 0;
  self->calm = TRUE;
  start_ticking (self);
}

static void
on_source_changed (GListModel *source, guint position, guint removed, guint added, TaGradualList *self)
{
  self->stale = TRUE;
  if (removed > SMALL_CHANGE || added > SMALL_CHANGE)
    {
      self->calm = FALSE;
      g_clear_handle_id (&self->waiting, g_source_remove);
      self->waiting = g_timeout_add_once (CALM_MS, on_calm, self);
    }
  start_ticking (self);
}

static void
ta_gradual_list_dispose (GObject *object)
{
  TaGradualList *self = TA_GRADUAL_LIST (object);

  if (self->ticking != 0 && self->widget != NULL)
    gtk_widget_remove_tick_callback (self->widget, self->ticking);
  self->ticking = 0;
  g_clear_handle_id (&self->waiting, g_source_remove);
  g_clear_weak_pointer (&self->widget);
  if (self->source != NULL)
    g_signal_handlers_disconnect_by_data (self->source, self);
  g_ptr_array_set_size (self->slots, 0);
  g_clear_object (&self->source);
  G_OBJECT_CLASS (ta_gradual_list_parent_class)->dispose (object);
}

static void
ta_gradual_list_finalize (GObject *object)
{
  g_ptr_array_unref (TA_GRADUAL_LIST (object)->slots);
  G_OBJECT_CLASS (ta_gradual_list_parent_class)->finalize (object);
}

static void
ta_gradual_list_class_init (TaGradualListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ta_gradual_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = ta_gradual_list_finalize;
  signals[UPDATED] = g_signal_new ("updated", TA_TYPE_GRADUAL_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
free_slot (gpointer slot)
{
  if (slot != NULL)
    g_object_unref (slot);
}

static void
ta_gradual_list_init (TaGradualList *self)
{
  self->slots = g_ptr_array_new_with_free_func (free_slot);
}

TaGradualList *
ta_gradual_list_new (GListModel *source, GtkWidget *widget)
{
  TaGradualList *self = g_object_new (TA_TYPE_GRADUAL_LIST, NULL);

  self->source = g_object_ref (source);
  g_set_weak_pointer (&self->widget, widget);
  g_signal_connect (source, "items-changed", G_CALLBACK (on_source_changed), self);
  on_source_changed (source, 0, 0, count_source (self), self);
  return self;
}

gboolean
ta_gradual_list_is_filled (TaGradualList *self)
{
  guint n;

  g_return_val_if_fail (TA_IS_GRADUAL_LIST (self), TRUE);
  n = count_source (self);
  return !self->stale && self->slots->len <= n && self->slots->len >= MIN (n, ROWS_AT_FIRST);
}

gboolean
ta_gradual_list_is_stale (TaGradualList *self)
{
  g_return_val_if_fail (TA_IS_GRADUAL_LIST (self), FALSE);
  return self->stale;
}

void
ta_gradual_list_catch_up (TaGradualList *self)
{
  guint n;

  g_return_if_fail (TA_IS_GRADUAL_LIST (self));
  if (ta_gradual_list_is_filled (self))
    return;
  n = count_source (self);
  refill (self);
  resize (self, CLAMP (self->slots->len, MIN (n, ROWS_AT_FIRST), n));
  g_signal_emit (self, signals[UPDATED], 0);
}

guint
ta_gradual_list_find (TaGradualList *self, gpointer item)
{
  guint end;

  g_return_val_if_fail (TA_IS_GRADUAL_LIST (self), GTK_INVALID_LIST_POSITION);
  end = self->stale ? 0 : MIN (self->slots->len, count_source (self));
  for (guint i = 0; i < end; i++)
    {
      g_autoptr (GObject) there = g_list_model_get_item (self->source, i);

      if (there == item)
        return i;
    }
  return GTK_INVALID_LIST_POSITION;
}
