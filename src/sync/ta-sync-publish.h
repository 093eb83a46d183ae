/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-hub-client.h"
#include "ta-store.h"

/** TaSyncPause: how long something that failed is left alone. */
typedef struct
{
  gint64 until; /* monotonic, microseconds; 0: it did not fail */
  guint failures;
} TaSyncPause;

/** TaSyncPublishing: when calendars were published last; all zeroes at first. */
typedef struct
{
  gint64 at;    /* monotonic, microseconds; 0: never */
  gboolean due; /* something may have changed since */
  TaSyncPause feeds;
  TaSyncPause caldav;
} TaSyncPublishing;

/**
 * ta_sync_publish:
 * @client: (nullable): of the hub; %NULL: it cannot be reached, or there is none
 *
 * Publishes feeds on the hub and the calendar on its server, not more often than every quarter of a minute; what failed is left alone for one minute, and
 * longer each time up to ten, since whoever calls this has more to do than to wait for a server that does not answer. What goes wrong is kept in the
 * store for the person, and is no trouble of the exchange. Blocks.
 *
 * Returns: %FALSE: it was too early, and nothing was done
 */
gboolean ta_sync_publish (TaSyncPublishing *publishing, TaStore *store, TaHubClient *client, GCancellable *cancellable);

/** How long to wait at most before ta_sync_publish() should be called again, ms; @most where nothing is due */
guint ta_sync_publishing_get_wait (const TaSyncPublishing *publishing, guint most);
