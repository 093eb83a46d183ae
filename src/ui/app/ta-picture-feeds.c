/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-picture-feeds.h"

#include "ta-caldav-page.h"
#include "ta-feed-actions.h"
#include "ta-feed-page.h"
#include "ta-feeds-page.h"
#include "ta-picture-find.h"
#include "ta-sync-peer-table.h"

#include <glib/gi18n.h>

static gboolean
add_hub (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  TaSyncPeer peer = { .url = (char *) "https://hub.example.org", .db = (char *) "pod", .user = (char *) "u", .device = 1, .device_name = (char *) "", .since = (char *) "0", .problem_detail = (char *) "" };

  return ta_sync_peer_table_save (database, &peer, error);
}

void
ta_picture_feed (TaWindow *window)
{
  TaContext *context = ta_window_get_context (window);
  g_autoptr (TaHouseholdItem) item = g_list_model_get_item (ta_context_get_households (context), 0);
  const TaPerson *person = g_ptr_array_index (ta_household_item_get (item)->persons, 0);

  ta_store_run_async (ta_context_get_store (context), "", NULL, add_hub, NULL, NULL, NULL, NULL, NULL);
  ta_feed_actions_give (context, ta_household_item_get_id (item), person->id);
  ta_picture_show_page (window, ta_feed_page_new (context, ta_household_item_get_id (item), person->id));
}

void
ta_picture_preview_feed (TaWindow *window)
{
  ta_picture_open_way (window, _ ("_What Leaves…"));
}

void
ta_picture_feeds (TaWindow *window)
{
  TaContext *context = ta_window_get_context (window);
  g_autoptr (TaSync) sync = ta_sync_new (ta_context_get_store (context));

  ta_picture_show_page (window, ta_feeds_page_new (context, sync));
}

static gboolean
is_expander (GtkWidget *widget, const char *text)
{
  return ADW_IS_EXPANDER_ROW (widget);
}

void
ta_picture_open_first_row (TaWindow *window)
{
  GtkWidget *row = ta_picture_find (ta_picture_get_dialog (window), is_expander, NULL);

  if (row != NULL)
    adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
}

void
ta_picture_caldav (TaWindow *window)
{
  ta_picture_show_page (window, ta_caldav_page_new (ta_window_get_context (window)));
}
