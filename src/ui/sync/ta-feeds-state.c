/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-feeds-state.h"

#include "ta-sync-peer-table.h"

void
ta_feeds_state_free (TaFeedsState *state)
{
  g_clear_pointer (&state->feeds, g_ptr_array_unref);
  g_clear_pointer (&state->hub, ta_feed_hub_free);
  g_free (state->url);
  ta_caldav_target_free (state->caldav);
  g_free (state);
}

static gpointer
load (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (TaFeedsState) state = g_new0 (TaFeedsState, 1);
  g_autoptr (TaSyncPeer) peer = NULL;
  GError *failure = NULL;

  state->feeds = ta_feed_table_list (database, &failure);
  state->hub = failure == NULL ? ta_feed_hub_table_get (database, &failure) : NULL;
  state->caldav = failure == NULL ? ta_caldav_table_get (database, &failure) : NULL;
  peer = failure == NULL ? ta_sync_peer_table_get (database, &failure) : NULL;
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return NULL;
    }
  state->url = peer != NULL ? g_strdup (peer->url) : NULL;
  return g_steal_pointer (&state);
}

void
ta_feeds_state_read (TaStore *store, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  ta_store_read_async (store, load, NULL, NULL, (GDestroyNotify) ta_feeds_state_free, cancellable, callback, user_data);
}

TaFeedsState *
ta_feeds_state_read_finish (TaStore *store, GAsyncResult *result, GError **error)
{
  return ta_store_read_finish (store, result, error);
}

const TaFeed *
ta_feeds_state_find (const TaFeedsState *state, const char *household, const char *person)
{
  for (guint i = 0; i < state->feeds->len; i++)
    {
      const TaFeed *feed = state->feeds->pdata[i];

      if (g_strcmp0 (feed->household, household) == 0 && g_strcmp0 (feed->person, person) == 0)
        return feed;
    }
  return NULL;
}
