/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-search.h"

struct _TaSearch
{
  GObject parent_instance;

  TaContext *context; /* owned */
  TaStoreReadFunc func;
  GCancellable *running; /* (nullable): of the last query, while it runs */
};

G_DEFINE_FINAL_TYPE (TaSearch, ta_search, G_TYPE_OBJECT)

static guint found_signal;

static void
on_read (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (TaSearch) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) ids = ta_store_read_finish (TA_STORE (object), result, &error);

  /* Another query has taken its place. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->running);
  if (ids != NULL)
    g_signal_emit (self, found_signal, 0, ids);
  else
    g_signal_emit_by_name (self->context, "failed", error->message);
}

void
ta_search_start (TaSearch *self, const char *text)
{
  g_return_if_fail (TA_IS_SEARCH (self) && text != NULL);
  ta_search_stop (self);
  if (*text == '\0')
    {
      g_signal_emit (self, found_signal, 0, NULL);
      return;
    }
  self->running = g_cancellable_new ();
  ta_store_read_async (ta_context_get_store (self->context), self->func, g_strdup (text), g_free, (GDestroyNotify) g_ptr_array_unref,
                       self->running, on_read, g_object_ref (self));
}

void
ta_search_stop (TaSearch *self)
{
  g_return_if_fail (TA_IS_SEARCH (self));
  g_cancellable_cancel (self->running);
  g_clear_object (&self->running);
}

gboolean
ta_search_is_settled (TaSearch *self)
{
  g_return_val_if_fail (TA_IS_SEARCH (self), TRUE);
  return self->running == NULL;
}

GHashTable *
ta_search_set_of (GPtrArray *ids)
{
  GHashTable *set;

  if (ids == NULL)
    return NULL;
  set = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < ids->len; i++)
    g_hash_table_add (set, g_strdup (g_ptr_array_index (ids, i)));
  return set;
}

static void
ta_search_dispose (GObject *object)
{
  TaSearch *self = TA_SEARCH (object);

  ta_search_stop (self);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (ta_search_parent_class)->dispose (object);
}

static void
ta_search_class_init (TaSearchClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ta_search_dispose;
  found_signal = g_signal_new ("found", TA_TYPE_SEARCH, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_PTR_ARRAY);
}

static void
ta_search_init (TaSearch *self)
{
}

TaSearch *
ta_search_new (TaContext *context, TaStoreReadFunc func)
{
  TaSearch *self = g_object_new (TA_TYPE_SEARCH, NULL);

  self->context = g_object_ref (context);
  self->func = func;
  return self;
}
