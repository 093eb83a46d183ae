/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-sync-publish.h"

#include "ta-caldav-publisher.h"
#include "ta-feed-publisher.h"

#define SPACING_MS 15000

static gint64
elapsed_ms (const TaSyncPublishing *publishing)
{
  return (g_get_monotonic_time () - publishing->at) / 1000;
}

void
ta_sync_publish (TaSyncPublishing *publishing, TaStore *store, TaHubClient *client, GCancellable *cancellable)
{
  g_autoptr (GError) feeds = NULL;
  g_autoptr (GError) caldav = NULL;

  publishing->due = publishing->at != 0 && elapsed_ms (publishing) < SPACING_MS;
  if (publishing->due || g_cancellable_is_cancelled (cancellable))
    return;
  if (client != NULL && !ta_feed_publisher_run (store, client, cancellable, &feeds))
    g_debug ("Feeds: %s", feeds->message);
  if (!ta_caldav_publish (store, cancellable, &caldav))
    g_debug ("CalDAV: %s", caldav->message);
  publishing->at = g_get_monotonic_time ();
}

guint
ta_sync_publishing_get_wait (const TaSyncPublishing *publishing, guint most)
{
  return publishing->due ? (guint) CLAMP (SPACING_MS - elapsed_ms (publishing), 1, (gint64) most) : most;
}
