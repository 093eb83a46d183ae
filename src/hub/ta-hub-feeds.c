/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-hub-feed-table.h"
#include "ta-hub-private.h"

#include <string.h>

#define TOKEN_SIZE 16
#define MOST_FEEDS 256
#define ETAG_SIZE 32
#define BEGINNING "BEGIN:VCALENDAR"

/* For whom the calendar is -------------------------------------------------------------------------------------------------------- */

void
ta_hub_run_feeds (TaHubCall *call)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) feeds = ta_hub_feed_table_list (call->hub->base, call->pod->id, &error);
  GString *out;

  if (feeds == NULL)
    {
      ta_hub_reply_failure (call, error);
      return;
    }
  out = g_string_new ("[");
  for (guint i = 0; i < feeds->len; i++)
    {
      const TaHubFeed *feed = g_ptr_array_index (feeds, i);
      g_autofree char *hash = ta_hub_secret_to_hex (feed->hash, sizeof feed->hash);

      g_string_append_printf (out, "%s{\"hash\":\"%s\",\"etag\":\"%s\",\"size\":%" G_GINT64_FORMAT ",\"updated\":%" G_GINT64_FORMAT "}", i > 0 ? "," : "",
                              hash, feed->etag, feed->size, feed->updated * 1000);
    }
  g_string_append_c (out, ']');
  ta_hub_reply_json (call, SOUP_STATUS_OK, out);
}

static gboolean
is_calendar (GBytes *body)
{
  gsize size = 0;
  const char *text = g_bytes_get_data (body, &size);

  return size > strlen (BEGINNING) && g_ascii_strncasecmp (text, BEGINNING, strlen (BEGINNING)) == 0;
}

static TaHubFeed *
make_feed (TaHubCall *call, const guint8 *hash, GBytes *body)
{
  TaHubFeed *feed = g_new0 (TaHubFeed, 1);

  memcpy (feed->hash, hash, sizeof feed->hash);
  feed->pod = call->pod->id;
  feed->updated = ta_hub_now (call->hub) / 1000;
  feed->body = g_bytes_ref (body);
  feed->etag = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, body);
  feed->etag[ETAG_SIZE] = '\0';
  return feed;
}

static gboolean
has_room (TaHubCall *call, GError **error)
{
  g_autoptr (GPtrArray) feeds = ta_hub_feed_table_list (call->hub->base, call->pod->id, error);

  if (feeds != NULL && feeds->len >= MOST_FEEDS)
    ta_hub_reply_error (call, SOUP_STATUS_FORBIDDEN, "forbidden", "There are as many feeds as there may be.");
  return feeds != NULL && feeds->len < MOST_FEEDS;
}

static void
put_feed (TaHubCall *call, const guint8 *hash)
{
  g_autoptr (GBytes) body = ta_hub_call_dup_body (call);
  g_autoptr (GError) error = NULL;
  g_autoptr (TaHubFeed) old = NULL;
  g_autoptr (TaHubFeed) feed = NULL;

  if (!is_calendar (body))
    {
      ta_hub_reply_bad (call, "A feed must begin with BEGIN:VCALENDAR.");
      return;
    }
  feed = make_feed (call, hash, body);
  old = ta_hub_feed_table_find (call->hub->base, hash, FALSE, &error);
  if (old != NULL && old->pod != call->pod->id)
    {
      ta_hub_reply_error (call, SOUP_STATUS_FORBIDDEN, "forbidden", "The feed is of another database.");
      return;
    }
  /* Phones are told that it is new only where it is. */
  if (old != NULL && strcmp (old->etag, feed->etag) == 0)
    feed->updated = old->updated;
  /* A phone that asks by date alone must learn of it, though it be the same second, or the clock was set back. */
  else if (old != NULL)
    feed->updated = MAX (feed->updated, old->updated + 1);
  if (error == NULL && (old != NULL || has_room (call, &error)) && ta_hub_feed_table_put (call->hub->base, feed, &error))
    {
      ta_hub_reply_ok (call, old != NULL ? SOUP_STATUS_OK : SOUP_STATUS_CREATED);
      if (old != NULL && strcmp (old->etag, feed->etag) != 0)
        ta_hub_sweep (call->hub);
    }
  if (error != NULL)
    ta_hub_reply_failure (call, error);
}

void
ta_hub_run_feed (TaHubCall *call)
{
  guint8 hash[TA_HUB_SECRET_HASH_SIZE];
  g_autoptr (GError) error = NULL;
  gboolean changed = FALSE;

  if (!ta_hub_secret_parse_hex (call->name, hash, sizeof hash))
    ta_hub_reply_bad (call, "A hash is 64 lower-case hex digits.");
  else if (call->method == TA_HUB_PUT)
    put_feed (call, hash);
  else if (!ta_hub_feed_table_delete (call->hub->base, call->pod->id, hash, &changed, &error))
    ta_hub_reply_failure (call, error);
  else if (changed)
    {
      ta_hub_reply_ok (call, SOUP_STATUS_OK);
      ta_hub_sweep (call->hub);
    }
  else
    ta_hub_reply_not_found (call, "missing");
}

/* For the phone -------------------------------------------------------------------------------------------------------------------- */

static gboolean
lists_etag (const char *header, const char *etag)
{
  g_auto (GStrv) tags = g_strsplit (header, ",", -1);

  for (guint i = 0; tags[i] != NULL; i++)
    {
      char *tag = g_strstrip (tags[i]);
      gsize size;

      if (strcmp (tag, "*") == 0)
        return TRUE;
      tag += g_str_has_prefix (tag, "W/") ? 2 : 0;
      size = strlen (tag);
      if (size == strlen (etag) + 2 && tag[0] == '"' && tag[size - 1] == '"' && strncmp (tag + 1, etag, size - 2) == 0)
        return TRUE;
    }
  return FALSE;
}

/* Whether the phone has what there is. If-None-Match goes before If-Modified-Since. */
static gboolean
is_known (TaHubCall *call, const TaHubFeed *feed)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (call->msg);
  const char *match = soup_message_headers_get_list (headers, "If-None-Match");
  const char *since = soup_message_headers_get_one (headers, "If-Modified-Since");
  g_autoptr (GDateTime) date = NULL;

  if (match != NULL)
    return lists_etag (match, feed->etag);
  date = since != NULL ? soup_date_time_new_from_http_string (since) : NULL;
  return date != NULL && g_date_time_to_unix (date) >= feed->updated;
}

static void
set_feed_headers (TaHubCall *call, const TaHubFeed *feed)
{
  g_autoptr (GDateTime) updated = g_date_time_new_from_unix_utc (feed->updated);
  g_autofree char *modified = soup_date_time_to_string (updated, SOUP_DATE_HTTP);
  g_autofree char *etag = g_strdup_printf ("\"%s\"", feed->etag);

  ta_hub_set_header (call, "ETag", etag);
  ta_hub_set_header (call, "Last-Modified", modified);
  ta_hub_set_header (call, "Cache-Control", "private, max-age=0");
  ta_hub_set_header (call, "X-Robots-Tag", "noindex");
}

/* The feed of "<token>.ics". %NULL without @error where there is none. */
static TaHubFeed *
find_feed (TaHubCall *call, GError **error)
{
  gsize size = strlen (call->name);
  g_autofree char *token = g_strndup (call->name, 2 * TOKEN_SIZE);
  guint8 hash[TA_HUB_SECRET_HASH_SIZE];

  if (size != 2 * TOKEN_SIZE + 4 || !g_str_has_suffix (call->name, ".ics") || !ta_hub_secret_parse_hex (token, NULL, TOKEN_SIZE))
    return NULL;
  /* What is looked up is a hash: how long that takes tells nothing of the token. */
  ta_hub_secret_hash (NULL, 0, token, hash);
  return ta_hub_feed_table_find (call->hub->base, hash, TRUE, error);
}

void
ta_hub_run_public_feed (TaHubCall *call)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TaHubFeed) feed = find_feed (call, &error);
  g_autoptr (GBytes) nothing = g_bytes_new (NULL, 0);
  gboolean known = feed != NULL && is_known (call, feed);

  if (error != NULL)
    ta_hub_reply_failure (call, error);
  else if (feed == NULL)
    ta_hub_reply_not_found (call, "No such feed.");
  else
    {
      ta_hub_reply (call, known ? SOUP_STATUS_NOT_MODIFIED : SOUP_STATUS_OK, "text/calendar; charset=utf-8", known ? nothing : feed->body);
      set_feed_headers (call, feed);
      soup_message_headers_set_content_length (soup_server_message_get_response_headers (call->msg), feed->size);
    }
}
