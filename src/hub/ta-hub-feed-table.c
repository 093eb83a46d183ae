/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-hub-feed-table.h"

#include <string.h>

void
ta_hub_feed_free (TaHubFeed *feed)
{
  g_free (feed->etag);
  g_clear_pointer (&feed->body, g_bytes_unref);
  g_free (feed);
}

static gpointer
from_row (TaHubStatement *row)
{
  TaHubFeed *feed = g_new0 (TaHubFeed, 1);
  TaHubSpan hash = ta_hub_statement_span (row, 0);

  memcpy (feed->hash, hash.at, MIN (hash.size, sizeof feed->hash));
  feed->pod = ta_hub_statement_int (row, 1);
  feed->updated = ta_hub_statement_int (row, 2);
  feed->size = ta_hub_statement_int (row, 3);
  feed->etag = ta_hub_statement_dup_text (row, 4);
  if (!ta_hub_statement_is_null (row, 5))
    {
      TaHubSpan body = ta_hub_statement_span (row, 5);

      feed->body = g_bytes_new (body.at, body.size);
    }
  return feed;
}

TaHubFeed *
ta_hub_feed_table_find (TaHubBase *base, const guint8 *hash, gboolean body, GError **error)
{
  g_autoptr (TaHubStatement) row = ta_hub_base_prepare (base,
                                                        "SELECT hash, pod, updated, size, etag, CASE WHEN :body THEN body END"
                                                        " FROM feed WHERE hash = :hash");

  ta_hub_statement_bind_int (row, ":body", body);
  ta_hub_statement_bind_bytes (row, ":hash", hash, TA_HUB_SECRET_HASH_SIZE);
  return ta_hub_statement_one (row, error) ? from_row (row) : NULL;
}

gboolean
ta_hub_feed_table_put (TaHubBase *base, const TaHubFeed *feed, GError **error)
{
  g_autoptr (TaHubStatement) put = ta_hub_base_prepare (base,
                                                        "INSERT OR REPLACE INTO feed (hash, pod, updated, size, etag, body)"
                                                        " VALUES (:hash, :pod, :updated, :size, :etag, :body)");
  gsize size = 0;
  gconstpointer data = g_bytes_get_data (feed->body, &size);

  ta_hub_statement_bind_bytes (put, ":hash", feed->hash, sizeof feed->hash);
  ta_hub_statement_bind_int (put, ":pod", feed->pod);
  ta_hub_statement_bind_int (put, ":updated", feed->updated);
  ta_hub_statement_bind_int (put, ":size", (gint64) size);
  ta_hub_statement_bind_text (put, ":etag", feed->etag);
  ta_hub_statement_bind_bytes (put, ":body", data, size);
  return ta_hub_statement_run (put, NULL, error);
}

gboolean
ta_hub_feed_table_delete (TaHubBase *base, gint64 pod, const guint8 *hash, gboolean *changed, GError **error)
{
  g_autoptr (TaHubStatement) statement = ta_hub_base_prepare (base, "DELETE FROM feed WHERE hash = :hash AND pod = :pod");

  ta_hub_statement_bind_bytes (statement, ":hash", hash, TA_HUB_SECRET_HASH_SIZE);
  ta_hub_statement_bind_int (statement, ":pod", pod);
  return ta_hub_statement_change (statement, changed, error);
}

GPtrArray *
ta_hub_feed_table_list (TaHubBase *base, gint64 pod, GError **error)
{
  g_autoptr (TaHubStatement) rows = ta_hub_base_prepare (base,
                                                         "SELECT hash, pod, updated, size, etag, NULL FROM feed WHERE pod = :pod ORDER BY updated DESC, hash");

  ta_hub_statement_bind_int (rows, ":pod", pod);
  return ta_hub_statement_list (rows, from_row, (GDestroyNotify) ta_hub_feed_free, error);
}
