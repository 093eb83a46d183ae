/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-owed.h"

#include "ta-pod-table.h"
#include "ta-rota-store.h"

#include <glib/gi18n.h>

typedef struct
{
  char *pod; /* (nullable) */
  TaDate from;
  TaDate until;
} Request;

static void
request_free (gpointer data)
{
  g_free (((Request *) data)->pod);
  g_free (data);
}

static void
owed_free (gpointer data)
{
  g_ptr_array_unref (((TaOwed *) data)->lines);
  g_free (data);
}

static gboolean
read_pod (TaDatabase *database, const char *pod, const Request *request, GHashTable *all, GError **error)
{
  g_autoptr (TaEntitlement) entitlement = ta_rota_entitlement_load (database, pod, request->from, request->until, error);

  for (int i = 0; entitlement && i < entitlement->n_rows; i++)
    {
      const TaEntitlementRow *row = &entitlement->rows[i];
      TaOwed *owed;

      if (row->days == 0)
        continue;
      owed = g_new (TaOwed, 1);
      owed->target = row->target;
      owed->lines = ta_entitlement_explain (entitlement, row);
      g_hash_table_insert (all, g_strdup (row->household), owed);
    }
  return entitlement != NULL;
}

/* A TaStoreReadFunc. */
static gpointer
read_owed (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  const Request *request = data;
  g_autoptr (GHashTable) all = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, owed_free);
  g_autoptr (GPtrArray) pods = ta_pod_table_list (database, error);

  if (!pods)
    return NULL;
  for (guint i = 0; i < pods->len; i++)
    {
      const TaPod *pod = pods->pdata[i];

      if (request->pod && !g_str_equal (request->pod, pod->id))
        continue;
      if (g_cancellable_set_error_if_cancelled (cancellable, error) || !read_pod (database, pod->id, request, all, error))
        return NULL;
    }
  return g_steal_pointer (&all);
}

void
ta_owed_read_async (TaStore *store, const char *pod, TaDate from, TaDate until, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  Request *request = g_new (Request, 1);

  *request = (Request) { g_strdup (pod), from, until };
  ta_store_read_async (store, read_owed, request, request_free, (GDestroyNotify) g_hash_table_unref, cancellable, callback, user_data);
}

GtkWidget *
ta_owed_popover_new (const TaOwed *owed)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  for (guint i = 0; i < owed->lines->len; i++)
    {
      GtkWidget *label = gtk_label_new (owed->lines->pdata[i]);

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_max_width_chars (GTK_LABEL (label), 44);
      gtk_box_append (GTK_BOX (box), label);
    }
  gtk_widget_set_margin_start (box, 6);
  gtk_widget_set_margin_end (box, 6);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  return popover;
}
