/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-feed-publisher.h"

#include "ta-sync-error.h"

#include "ta-feed-calendar.h"
#include "ta-feed-published-table.h"
#include "ta-feed-table.h"
#include "ta-sync-store.h"

#include <string.h>

#define LACKING_MS (60 * 60 * 1000) /* before a hub without feeds is asked again */
#define STRANGE_MS (5 * 60 * 1000)  /* that a feed which nobody knows is left alone */
#define ETAG_LENGTH 32              /* what the hub's mark has of a SHA-256 */

typedef struct
{
  TaStore *store;
  TaHubClient *client;
  GCancellable *cancellable;
  gint64 now; /* ms since 1970 */

  TaFeedHub *hub;
  GPtrArray *feeds;      /* of TaFeed */
  GHashTable *published; /* of TaFeedPublished (owned) by their hash */
  GHashTable *there;     /* of TaWireFeed (owned) by their hash: on the hub */
  gboolean whole;        /* nothing that came from the hub waits for a key or a newer version */
} Run;

static void
run_clear (Run *run)
{
  g_clear_pointer (&run->hub, ta_feed_hub_free);
  g_clear_pointer (&run->feeds, g_ptr_array_unref);
  g_clear_pointer (&run->published, g_hash_table_unref);
  g_clear_pointer (&run->there, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Run, run_clear)

/* What there is -------------------------------------------------------------------------------------------------------------------------- */

static gboolean
load_published (Run *run, TaDatabase *database, GError **error)
{
  g_autoptr (GPtrArray) published = ta_feed_published_table_list (database, error);

  if (published == NULL)
    return FALSE;
  run->published = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) ta_feed_published_free);
  g_ptr_array_set_free_func (published, NULL);
  for (guint i = 0; i < published->len; i++)
    {
      TaFeedPublished *one = g_ptr_array_index (published, i);

      g_hash_table_insert (run->published, one->hash, one);
    }
  return TRUE;
}

static gpointer
load (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Run *run = data;
  TaSyncCounts counts;

  run->hub = ta_feed_hub_table_get (database, error);
  run->feeds = run->hub != NULL ? ta_feed_table_list (database, error) : NULL;
  if (run->feeds == NULL || !load_published (run, database, error) || !ta_sync_count (database, &counts, error))
    return NULL;
  run->whole = counts.held == 0 && counts.unread_key == 0 && counts.unread_newer == 0;
  return run;
}

static gboolean
ask_hub (Run *run, GError **error)
{
  g_autoptr (GPtrArray) feeds = ta_hub_client_list_feeds (run->client, run->cancellable, error);

  if (feeds == NULL)
    return FALSE;
  run->there = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) ta_wire_feed_free);
  g_ptr_array_set_free_func (feeds, NULL);
  for (guint i = 0; i < feeds->len; i++)
    {
      TaWireFeed *feed = g_ptr_array_index (feeds, i);

      g_hash_table_replace (run->there, feed->hash, feed);
    }
  return TRUE;
}

/* What is noted -------------------------------------------------------------------------------------------------------------------------- */

typedef struct
{
  const char *hash;
  const char *body; /* (nullable): it is there no more */
  gint64 at;
} Note;

static gboolean
write_note (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  const Note *note = data;
  TaFeedPublished published = { (char *) note->hash, (char *) note->body, note->at };

  if (note->body == NULL)
    return ta_feed_published_table_remove (database, note->hash, error);
  return ta_feed_published_table_set (database, &published, error);
}

static gboolean
take_note (Run *run, const char *hash, const char *body, GError **error)
{
  const TaOrigin origin = { "", NULL, TA_SOURCE_HUB };
  Note note = { hash, body, run->now };

  return ta_store_run (run->store, "", &origin, write_note, &note, NULL, error);
}

typedef struct
{
  TaFeedHubState state;
  const char *detail; /* (nullable) */
  gint64 at;
} Outcome;

static gboolean
write_outcome (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  const Outcome *outcome = data;

  return ta_feed_hub_table_set (database, outcome->state, outcome->detail, outcome->at, error);
}

static gboolean
keep_outcome (Run *run, TaFeedHubState state, const char *detail, GError **error)
{
  const TaOrigin origin = { "", NULL, TA_SOURCE_HUB };
  Outcome outcome = { state, detail, run->now };

  return ta_store_run (run->store, "", &origin, write_outcome, &outcome, NULL, error);
}

/* Sending -------------------------------------------------------------------------------------------------------------------------------- */

static gpointer
read_calendar (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_feed_calendar (database, data, error);
}

/* Another device may have sent the same already; and where its bytes are others, being in another language, the two must not take turns for ever. */
static gboolean
is_there (Run *run, const char *hash, const char *body)
{
  const TaWireFeed *there = g_hash_table_lookup (run->there, hash);
  const TaFeedPublished *published = g_hash_table_lookup (run->published, hash);

  if (there == NULL)
    return FALSE;
  return (published != NULL && strcmp (published->body, body) == 0) || (strlen (there->etag) == ETAG_LENGTH && strncmp (there->etag, body, ETAG_LENGTH) == 0);
}

static gboolean
send_feed (Run *run, TaFeed *feed, const char *hash, GError **error)
{
  g_autoptr (GBytes) calendar = ta_store_read (run->store, read_calendar, feed, error);
  g_autofree char *body = calendar != NULL ? g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, calendar) : NULL;
  const TaFeedPublished *published = g_hash_table_lookup (run->published, hash);

  if (calendar == NULL)
    return FALSE;
  if (!is_there (run, hash, body) && !ta_hub_client_put_feed (run->client, hash, calendar, run->cancellable, error))
    return FALSE;
  return (published != NULL && strcmp (published->body, body) == 0) || take_note (run, hash, body, error);
}

/* Each goes out even where another cannot; the first error is told. */
static gboolean
send_feeds (Run *run, GHashTable *wanted, GError **error)
{
  GError *first = NULL;

  for (guint i = 0; i < run->feeds->len; i++)
    {
      TaFeed *feed = g_ptr_array_index (run->feeds, i);
      char *hash = ta_feed_dup_hash (feed);

      g_hash_table_add (wanted, hash);
      if (!g_cancellable_is_cancelled (run->cancellable))
        send_feed (run, feed, hash, first == NULL ? &first : NULL);
    }
  if (first == NULL)
    return !g_cancellable_set_error_if_cancelled (run->cancellable, error);
  g_propagate_error (error, first);
  return FALSE;
}

/* Withdrawing ---------------------------------------------------------------------------------------------------------------------------- */

static gboolean
withdraw (Run *run, const char *hash, GError **error)
{
  GError *failure = NULL;

  if (!ta_hub_client_delete_feed (run->client, hash, run->cancellable, &failure) && !g_error_matches (failure, TA_SYNC_ERROR, TA_SYNC_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, failure);
      return FALSE;
    }
  g_clear_error (&failure);
  return take_note (run, hash, NULL, error);
}

/* The hub has @hash, and no feed is it. */
static gboolean
settle_strange (Run *run, const char *hash, GError **error)
{
  const TaFeedPublished *published = g_hash_table_lookup (run->published, hash);

  if (published != NULL && *published->body != '\0')
    return withdraw (run, hash, error);
  if (published == NULL)
    return take_note (run, hash, "", error);
  return !run->whole || run->now - published->at < STRANGE_MS || withdraw (run, hash, error);
}

static gboolean
withdraw_the_rest (Run *run, GHashTable *wanted, GError **error)
{
  GHashTableIter iter;
  gpointer hash;

  g_hash_table_iter_init (&iter, run->there);
  while (g_hash_table_iter_next (&iter, &hash, NULL))
    if (!g_hash_table_contains (wanted, hash) && !settle_strange (run, hash, error))
      return FALSE;
  g_hash_table_iter_init (&iter, run->published);
  while (g_hash_table_iter_next (&iter, &hash, NULL))
    if (!g_hash_table_contains (wanted, hash) && !g_hash_table_contains (run->there, hash) && !take_note (run, hash, NULL, error))
      return FALSE;
  return TRUE;
}

/* All of it ------------------------------------------------------------------------------------------------------------------------------ */

static gboolean
has_something_to_do (Run *run)
{
  if (run->hub->state == TA_FEED_HUB_LACKING && run->now - run->hub->at < LACKING_MS && run->now >= run->hub->at)
    return FALSE;
  return run->hub->state == TA_FEED_HUB_UNKNOWN || run->feeds->len > 0 || g_hash_table_size (run->published) > 0;
}

static gboolean
publish (Run *run, GError **error)
{
  g_autoptr (GHashTable) wanted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  return send_feeds (run, wanted, error) && withdraw_the_rest (run, wanted, error);
}

static gboolean
fail (Run *run, GError *failure, GError **error)
{
  if (!g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    keep_outcome (run, TA_FEED_HUB_FAILED, failure->message, NULL);
  g_propagate_error (error, failure);
  return FALSE;
}

gboolean
ta_feed_publisher_run (TaStore *store, TaHubClient *client, GCancellable *cancellable, GError **error)
{
  g_auto (Run) run = { .store = store, .client = client, .cancellable = cancellable, .now = g_get_real_time () / 1000 };
  GError *failure = NULL;

  if (ta_store_read (store, load, &run, error) == NULL)
    return FALSE;
  if (!has_something_to_do (&run))
    return TRUE;
  if (!ask_hub (&run, &failure) && ta_sync_error_is_lacking (failure))
    {
      g_clear_error (&failure);
      return keep_outcome (&run, TA_FEED_HUB_LACKING, NULL, error);
    }
  if (failure != NULL || !publish (&run, &failure))
    return fail (&run, failure, error);
  return run.hub->state == TA_FEED_HUB_WORKS || keep_outcome (&run, TA_FEED_HUB_WORKS, NULL, error);
}
