/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-feed.h"
#include "ta-store.h"

/** How far a feed reaches, in days: four weeks back, half a year ahead. */
#define TA_FEED_DAYS_BACK 28
#define TA_FEED_DAYS_AHEAD 182

/**
 * ta_feed_calendar:
 * @feed: whose calendar, and how much of it; its token does not matter
 *
 * What leaves, to the byte: what a person is shown beforehand and what the hub gets come from here. On the worker's thread. The same turns come to
 * the same bytes on the same day, by the collective's clock, wherever they are.
 *
 * Returns: (transfer full) (nullable): iCalendar; %NULL with @error set
 */
GBytes *ta_feed_calendar (TaDatabase *database, const TaFeed *feed, GError **error);

/** The same through a store. */
void ta_feed_calendar_async (TaStore *store, const TaFeed *feed, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GBytes *ta_feed_calendar_finish (TaStore *store, GAsyncResult *result, GError **error);

/** TaFeedEvent: one event of a feed, as a calendar of its own: a resource of a CalDAV server. */
typedef struct
{
  char *uid;
  char *hash; /* changes when the event does, and with nothing else: SHA-256 as hexadecimal digits */
  gboolean cancelled;
  gint64 until; /* seconds since 1970: when it ends */
  GBytes *body; /* iCalendar without METHOD, as RFC 4791 wants it */
} TaFeedEvent;

void ta_feed_event_free (TaFeedEvent *event);

/** Takes apart what ta_feed_calendar() made. (transfer full) (nullable): of TaFeedEvent, in its order; %NULL with @error where it is none */
GPtrArray *ta_feed_events (GBytes *calendar, GError **error);
