/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-window-private.h"

#include "ta-sidebar-row.h"
#include "ta-today-data.h"

#include <glib/gi18n.h>
#include <string.h>

/* What the rounds of the sidebar say: how much waits for a person, on which page. */
typedef struct
{
  TaDate today;
  char *pod; /* (nullable) */
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  g_free (request->pod);
  g_free (request);
}

static gpointer
read_counts (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Request *request = data;
  g_autofree TaTodayCounts *counts = g_new0 (TaTodayCounts, 1);

  return ta_today_counts_read (database, request->today, request->pod, counts, error) ? g_steal_pointer (&counts) : NULL;
}

static void
set_count (TaWindow *self, const char *page, guint count, const char *sentence)
{
  for (int i = 0; ta_pages[i].id != NULL; i++)
    if (strcmp (ta_pages[i].id, page) == 0)
      ta_sidebar_row_set_count (TA_SIDEBAR_ROW (gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->sidebar_list), i)), count, sentence);
}

static void
show_counts (TaWindow *self, const TaTodayCounts *counts)
{
  guint uncovered = (guint) counts->uncovered, overdue = (guint) counts->overdue;
  g_autofree char *turns = g_strdup_printf (ngettext ("%u turn needs somebody", "%u turns need somebody", uncovered), uncovered);
  g_autofree char *tools = g_strdup_printf (ngettext ("%u tool is overdue", "%u tools are overdue", overdue), overdue);

  set_count (self, "today", uncovered, turns);
  set_count (self, "tools", overdue, tools);
}

static void
on_read (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TaWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree TaTodayCounts *counts = ta_store_read_finish (TA_STORE (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (counts == NULL)
    ta_window_toast (self, error->message, FALSE);
  else if (self->sidebar_list != NULL)
    show_counts (self, counts);
}

void
ta_window_update_counts (TaWindow *self)
{
  Request *request;

  g_cancellable_cancel (self->counting);
  g_clear_object (&self->counting);
  if (self->context == NULL || !ta_context_is_ready (self->context))
    return;
  request = g_new0 (Request, 1);
  request->today = ta_context_get_today (self->context);
  request->pod = g_strdup (ta_context_get_pod (self->context));
  self->counting = g_cancellable_new ();
  ta_store_read_async (ta_context_get_store (self->context), read_counts, request, request_free, g_free,
                       self->counting, on_read, g_object_ref (self));
}
