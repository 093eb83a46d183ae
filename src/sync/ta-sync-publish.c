/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-sync-publish.h"

#include "ta-caldav-publisher.h"
#include "ta-feed-publisher.h"

#define SPACING_MS 15000
#define PAUSE_MS 60000
#define MOST_PAUSE_MS (10 * PAUSE_MS)

static gint64
elapsed_ms (const TaSyncPublishing *publishing)
{
  return (g_get_monotonic_time () - publishing->at) / 1000;
}

static gboolean
is_over (const TaSyncPause *pause)
{
  return g_get_monotonic_time () >= pause->until;
}

static void
take_outcome (TaSyncPause *pause, const char *what, GError *failure)
{
  gint64 length = (gint64) PAUSE_MS << MIN (pause->failures, 4);

  if (failure == NULL)
    {
      *pause = (TaSyncPause) { 0, 0 };
      return;
    }
  g_debug ("%s: %s", what, failure->message);
  pause->until = g_get_monotonic_time () + 1000 * MIN (length, MOST_PAUSE_MS);
  pause->failures++;
  g_error_free (failure);
}

gboolean
ta_sync_publish (TaSyncPublishing *publishing, TaStore *store, TaHubClient *client, GCancellable *cancellable)
{
  publishing->due = publishing->at != 0 && elapsed_ms (publishing) < SPACING_MS;
  if (publishing->due || g_cancellable_is_cancelled (cancellable))
    return FALSE;
  if (client != NULL && is_over (&publishing->feeds))
    {
      GError *failure = NULL;

      ta_feed_publisher_run (store, client, cancellable, &failure);
      take_outcome (&publishing->feeds, "Feeds", failure);
    }
  if (is_over (&publishing->caldav))
    {
      GError *failure = NULL;

      ta_caldav_publish (store, cancellable, &failure);
      take_outcome (&publishing->caldav, "CalDAV", failure);
    }
  publishing->at = g_get_monotonic_time ();
  return TRUE;
}

guint
ta_sync_publishing_get_wait (const TaSyncPublishing *publishing, guint most)
{
  return publishing->due ? (guint) CLAMP (SPACING_MS - elapsed_ms (publishing), 1, (gint64) most) : most;
}
