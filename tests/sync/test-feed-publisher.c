/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scripted-hub.h"
#include "ta-hub-test.h"

#include "ta-feed-calendar.h"
#include "ta-feed-published-table.h"
#include "ta-feed-publisher.h"
#include "ta-feed-table.h"
#include "ta-household-table.h"
#include "ta-hub-soup.h"
#include "ta-pod-table.h"
#include "ta-practice.h"
#include "ta-test-command.h"
#include "ta-turn-table.h"

#include <string.h>

/* The practice pod, a hub of ours, and a feed of the household that holds the first turn. */
typedef struct
{
  HubTest *hub;
  TaHubClient *client;
  TaStore *store;
  TaFeed *feed;
  TaTurn *turn;
} Fixture;

static gboolean
set_published (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_feed_published_table_set (database, data, error);
}

static gpointer
find_turn (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) turns = NULL;
  TaDate today;

  if (!ta_collective_table_date (database, 0, &today, error))
    return NULL;
  turns = ta_turn_table_list (database, today + 1, today + 60, NULL, error);
  for (guint i = 0; turns != NULL && i < turns->len; i++)
    if (((TaTurn *) turns->pdata[i])->state == TA_TURN_PUBLISHED && ((TaTurn *) turns->pdata[i])->assignments->len > 0)
      return ta_turn_copy (turns->pdata[i]);
  return NULL;
}

static TaStore *
make_store (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  TaStore *store = ta_store_open (":memory:", TA_DATABASE_CREATE, &error);

  g_assert_no_error (error);
  ta_practice_create (store, g_getenv ("TA_TEST_PRACTICE_DIR"), ta_date_from_unix (g_get_real_time () / G_USEC_PER_SEC, zone), NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  return store;
}

static TaHubClient *
make_client (const char *url, const char *user, const char *password)
{
  g_autoptr (TaHubSoup) soup = ta_hub_soup_new (url, NULL);

  return ta_hub_client_new (TA_HUB_TRANSPORT (soup), "pod", user, password);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->hub = hub_test_new (NULL);
  f->client = make_client (f->hub->url, f->hub->user, f->hub->password);
  f->store = make_store ();
  f->turn = ta_store_read (f->store, find_turn, NULL, NULL);
  g_assert_nonnull (f->turn);
  f->feed = ta_feed_new (((TaAssignment *) f->turn->assignments->pdata[0])->household, NULL);
  ta_test_do (f->store, ta_test_save_feed, f->feed);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  ta_hub_client_free (f->client);
  hub_test_free (f->hub);
  ta_feed_free (f->feed);
  ta_turn_free (f->turn);
  ta_store_close (f->store);
  g_object_unref (f->store);
}

static void
publish (Fixture *f)
{
  g_autoptr (GError) error = NULL;

  ta_feed_publisher_run (f->store, f->client, NULL, &error);
  g_assert_no_error (error);
}

/* As a telephone does: who knows the link needs no password. */
static HubAnswer *
fetch (Fixture *f)
{
  g_autofree char *path = ta_feed_dup_link (f->feed, "");

  return hub_test_ask_as (f->hub, NULL, NULL, "GET", path, NULL, NULL, NULL);
}

static void
assert_gone (Fixture *f)
{
  g_autoptr (HubAnswer) answer = fetch (f);

  g_assert_cmpuint (answer->status, ==, 404);
}

static gpointer
read_calendar (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_feed_calendar (database, data, error);
}

static gpointer
read_hub (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_feed_hub_table_get (database, error);
}

static void
assert_state (Fixture *f, TaFeedHubState state)
{
  g_autoptr (TaFeedHub) hub = ta_store_read (f->store, read_hub, NULL, NULL);

  g_assert_cmpint (hub->state, ==, state);
}

/* ---------------------------------------------------------------------------------------------------------------------------------------- */

static void
test_preview_is_what_is_served (Fixture *f, gconstpointer data)
{
  g_autoptr (GBytes) preview = ta_store_read (f->store, read_calendar, f->feed, NULL);
  g_autoptr (HubAnswer) answer = NULL;

  publish (f);
  answer = fetch (f);
  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_cmpmem (answer->body, answer->size, g_bytes_get_data (preview, NULL), g_bytes_get_size (preview));
  assert_state (f, TA_FEED_HUB_WORKS);
}

static void
test_nothing_is_sent_twice (Fixture *f, gconstpointer data)
{
  guint before;

  publish (f);
  before = ta_hub_client_get_requests (f->client);
  publish (f);
  /* The list of what the hub has, and nothing else. */
  g_assert_cmpuint (ta_hub_client_get_requests (f->client) - before, ==, 1);
}

static void
test_change_is_sent (Fixture *f, gconstpointer data)
{
  g_autoptr (HubAnswer) before = NULL;
  g_autoptr (HubAnswer) after = NULL;

  publish (f);
  before = fetch (f);
  f->turn->state = TA_TURN_CANCELLED;
  ta_test_do (f->store, ta_test_save_turn, f->turn);
  publish (f);
  after = fetch (f);
  g_assert_cmpuint (hub_test_count (after->body, "STATUS:CANCELLED"), ==, hub_test_count (before->body, "STATUS:CANCELLED") + 1);
}

static void
test_new_link (Fixture *f, gconstpointer data)
{
  g_autoptr (TaFeed) fresh = ta_feed_new (f->feed->household, NULL);
  g_autofree char *path = ta_feed_dup_link (fresh, "");
  g_autoptr (HubAnswer) answer = NULL;

  publish (f);
  ta_test_do (f->store, ta_test_delete_feed, f->feed);
  ta_test_do (f->store, ta_test_save_feed, fresh);
  publish (f);
  assert_gone (f);
  answer = hub_test_ask_as (f->hub, NULL, NULL, "GET", path, NULL, NULL, NULL);
  g_assert_cmpuint (answer->status, ==, 200);
}

static void
test_revoked (Fixture *f, gconstpointer data)
{
  guint before;

  publish (f);
  ta_test_do (f->store, ta_test_delete_feed, f->feed);
  publish (f);
  assert_gone (f);
  before = ta_hub_client_get_requests (f->client);
  publish (f);
  g_assert_cmpuint (ta_hub_client_get_requests (f->client), ==, before);
  /* What was taken back can be given again. */
  g_assert_true (ta_store_undo (f->store, 0, NULL));
  publish (f);
  {
    g_autoptr (HubAnswer) answer = fetch (f);

    g_assert_cmpuint (answer->status, ==, 200);
  }
}

static void
test_lost_on_the_hub (Fixture *f, gconstpointer data)
{
  g_autofree char *hash = ta_feed_dup_hash (f->feed);
  g_autoptr (HubAnswer) answer = NULL;

  publish (f);
  g_assert_true (ta_hub_client_delete_feed (f->client, hash, NULL, NULL));
  publish (f);
  answer = fetch (f);
  g_assert_cmpuint (answer->status, ==, 200);
}

/* A feed whose row another device has sent, or will: this one has none of it. */
static void
test_of_another_device (Fixture *f, gconstpointer data)
{
  g_autofree char *hash = ta_feed_dup_hash (f->feed);
  TaFeedPublished long_ago = { hash, (char *) "", 1 };
  Fixture other = { .hub = f->hub, .client = f->client, .store = make_store (), .feed = f->feed };
  g_autoptr (HubAnswer) answer = NULL;

  publish (f);
  publish (&other);
  publish (&other);
  answer = fetch (f);
  g_assert_cmpuint (answer->status, ==, 200);
  ta_test_do (other.store, set_published, &long_ago);
  publish (&other);
  assert_gone (f);
  ta_store_close (other.store);
  g_object_unref (other.store);
}

/* Two devices that send the same feed, as they are to: the second has nothing to do. */
static void
test_two_devices (Fixture *f, gconstpointer data)
{
  g_autofree char *hash = ta_feed_dup_hash (f->feed);
  TaFeedPublished nothing = { hash, (char *) "", 1 };
  guint before;

  publish (f);
  ta_test_do (f->store, set_published, &nothing);
  before = ta_hub_client_get_requests (f->client);
  publish (f);
  g_assert_cmpuint (ta_hub_client_get_requests (f->client) - before, ==, 1);
}

static void
test_hub_without_feeds (Fixture *f, gconstpointer data)
{
  static const char *const answers[] = { "404 Object Not Found", "400 Bad Request" };

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr (ScriptedHub) couch = scripted_hub_new (NULL);
      g_autoptr (TaHubClient) client = make_client (scripted_hub_get_url (couch), "u", "p");
      Fixture other = { .client = client, .store = make_store (), .feed = f->feed };

      scripted_hub_reply (couch, answers[i], NULL, "{\"error\":\"illegal_docid\",\"reason\":\"Only reserved document ids may start with underscore.\"}");
      publish (&other);
      assert_state (&other, TA_FEED_HUB_LACKING);
      publish (&other);
      g_assert_cmpuint (scripted_hub_count (couch), ==, 1);
      ta_store_close (other.store);
      g_object_unref (other.store);
    }
}

/* The first thing that is lost is what a person is told; none of it stops the exchange. */
static void
test_refused (Fixture *f, gconstpointer data)
{
  g_autoptr (ScriptedHub) hub = scripted_hub_new (NULL);
  g_autoptr (TaHubClient) client = make_client (scripted_hub_get_url (hub), "u", "p");
  Fixture other = { .client = client, .store = f->store };
  g_autoptr (GError) error = NULL;
  g_autoptr (TaFeedHub) state = NULL;

  scripted_hub_reply (hub, "200 OK", NULL, "[]");
  scripted_hub_reply (hub, "403 Forbidden", NULL, "{\"error\":\"forbidden\",\"reason\":\"There are as many feeds as there may be.\"}");
  g_assert_false (ta_feed_publisher_run (other.store, client, NULL, &error));
  state = ta_store_read (other.store, read_hub, NULL, NULL);
  g_assert_cmpint (state->state, ==, TA_FEED_HUB_FAILED);
  g_assert_nonnull (strstr (state->detail, "as many feeds"));
}

static void
test_hostile_list (Fixture *f, gconstpointer data)
{
  static const char *const lists[] = { "{}", "[1]", "[{}]", "[{\"hash\":\"../../other\"}]", "[{\"hash\":7}]" };

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_autoptr (ScriptedHub) hub = scripted_hub_new (NULL);
      g_autoptr (TaHubClient) client = make_client (scripted_hub_get_url (hub), "u", "p");
      g_autoptr (GError) error = NULL;

      scripted_hub_reply (hub, "200 OK", NULL, lists[i]);
      g_assert_false (ta_feed_publisher_run (f->store, client, NULL, &error));
      g_assert_error (error, TA_SYNC_ERROR, TA_SYNC_ERROR_ODD);
      g_assert_cmpuint (scripted_hub_count (hub), ==, 1);
    }
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*func) (Fixture *f, gconstpointer data);
  } tests[] = {
    { "/feed-publisher/preview-is-what-is-served", test_preview_is_what_is_served },
    { "/feed-publisher/nothing-is-sent-twice", test_nothing_is_sent_twice },
    { "/feed-publisher/change-is-sent", test_change_is_sent },
    { "/feed-publisher/new-link", test_new_link },
    { "/feed-publisher/revoked", test_revoked },
    { "/feed-publisher/lost-on-the-hub", test_lost_on_the_hub },
    { "/feed-publisher/of-another-device", test_of_another_device },
    { "/feed-publisher/two-devices", test_two_devices },
    { "/feed-publisher/hub-without-feeds", test_hub_without_feeds },
    { "/feed-publisher/refused", test_refused },
    { "/feed-publisher/hostile-list", test_hostile_list },
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].func, tear_down);
  return g_test_run ();
}
