/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-feed-published-table.h"
#include "ta-feed-table.h"
#include "ta-history.h"
#include "ta-household-table.h"
#include "ta-store.h"
#include "ta-test-command.h"

#include <string.h>

typedef struct
{
  TaStore *store;
  TaHousehold *household;
  TaPerson *person; /* borrowed */
} Fixture;

static gboolean
delete_household (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_household_table_delete (database, ((TaHousehold *) data)->id, error);
}

static GPtrArray *
list (Fixture *f)
{
  return ta_store_read (f->store, ta_test_read_feeds, NULL, NULL);
}

static guint
count (Fixture *f)
{
  g_autoptr (GPtrArray) feeds = list (f);

  return feeds->len;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  f->store = ta_store_open (":memory:", TA_DATABASE_CREATE, &error);
  g_assert_no_error (error);
  f->household = ta_household_new ("Silva");
  f->person = ta_person_new ("Ana", TA_ROLE_ADULT);
  g_ptr_array_add (f->household->persons, f->person);
  ta_test_do (f->store, ta_test_save_household, f->household);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  ta_household_free (f->household);
  ta_store_close (f->store);
  g_object_unref (f->store);
}

static void
test_round_trip (Fixture *f, gconstpointer data)
{
  g_autoptr (TaFeed) feed = ta_feed_new (f->household->id, f->person->id);
  g_autoptr (GPtrArray) feeds = NULL;
  const TaFeed *loaded;

  g_assert_true (ta_feed_token_is_valid (feed->token));
  feed->detail = TA_FEED_TITLES;
  g_set_str (&feed->made_by, "Berta");
  feed->made_at = 1764000000000;
  ta_test_do (f->store, ta_test_save_feed, feed);
  feeds = list (f);
  g_assert_cmpuint (feeds->len, ==, 1);
  loaded = feeds->pdata[0];
  g_assert_cmpstr (loaded->id, ==, feed->id);
  g_assert_cmpstr (loaded->household, ==, feed->household);
  g_assert_cmpstr (loaded->person, ==, feed->person);
  g_assert_cmpstr (loaded->token, ==, feed->token);
  g_assert_cmpint (loaded->detail, ==, TA_FEED_TITLES);
  g_assert_cmpstr (loaded->made_by, ==, "Berta");
  g_assert_cmpint (loaded->made_at, ==, feed->made_at);
}

static void
test_tokens_differ (Fixture *f, gconstpointer data)
{
  g_autoptr (TaFeed) one = ta_feed_new (f->household->id, NULL);
  g_autoptr (TaFeed) two = ta_feed_new (f->household->id, NULL);
  g_autofree char *hash = ta_feed_dup_hash (one);
  g_autofree char *link = ta_feed_dup_link (one, "https://hub.example.org");
  g_autofree char *expected = g_strdup_printf ("https://hub.example.org/f/%s.ics", one->token);

  g_assert_cmpstr (one->token, !=, two->token);
  g_assert_cmpuint (strlen (hash), ==, 64);
  g_assert_cmpstr (link, ==, expected);
  g_assert_false (ta_feed_token_is_valid ("0123456789ABCDEF0123456789ABCDEF"));
  g_assert_false (ta_feed_token_is_valid ("0123"));
  g_assert_false (ta_feed_token_is_valid (NULL));
}

static void
test_undone (Fixture *f, gconstpointer data)
{
  g_autoptr (TaFeed) feed = ta_feed_new (f->household->id, NULL);

  ta_test_do (f->store, ta_test_save_feed, feed);
  ta_test_do (f->store, ta_test_delete_feed, feed);
  g_assert_cmpuint (count (f), ==, 0);
  g_assert_true (ta_store_undo (f->store, 0, NULL));
  g_assert_cmpuint (count (f), ==, 1);
}

/* Who is not there any more has no calendar either. */
static void
test_goes_with_its_person (Fixture *f, gconstpointer data)
{
  g_autoptr (TaFeed) own = ta_feed_new (f->household->id, f->person->id);
  g_autoptr (TaFeed) whole = ta_feed_new (f->household->id, NULL);
  g_autofree char *person = g_strdup (f->person->id);

  ta_test_do (f->store, ta_test_save_feed, own);
  ta_test_do (f->store, ta_test_save_feed, whole);
  ta_household_remove_person (f->household, person);
  ta_test_do (f->store, ta_test_save_household, f->household);
  g_assert_cmpuint (count (f), ==, 1);
  ta_test_do (f->store, delete_household, f->household);
  g_assert_cmpuint (count (f), ==, 0);
  g_assert_true (ta_store_undo (f->store, 0, NULL));
  g_assert_true (ta_store_undo (f->store, 0, NULL));
  g_assert_cmpuint (count (f), ==, 2);
}

static gpointer
read_details (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_history_details (database, GPOINTER_TO_INT (data), error);
}

static gpointer
read_newest (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) entries = ta_history_list (database, 0, 1, error);

  return GINT_TO_POINTER ((int) ((TaHistoryEntry *) entries->pdata[0])->id);
}

/* Whoever looks through the history must not come upon a link. */
static void
test_history_keeps_the_secret (Fixture *f, gconstpointer data)
{
  g_autoptr (TaFeed) feed = ta_feed_new (f->household->id, f->person->id);
  g_autoptr (GPtrArray) details = NULL;

  ta_test_do (f->store, ta_test_save_feed, feed);
  details = ta_store_read (f->store, read_details, ta_store_read (f->store, read_newest, NULL, NULL), NULL);
  g_assert_cmpuint (details->len, >, 0);
  for (guint i = 0; i < details->len; i++)
    {
      const TaFieldChange *change = details->pdata[i];

      g_assert_cmpstr (change->after, !=, feed->token);
      g_assert_cmpstr (change->subject, ==, "Ana");
    }
}

/* What only this computer knows --------------------------------------------------------------------------------------------------------- */

static gboolean
note_published (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_feed_published_table_set (database, data, error) && ta_feed_hub_table_set (database, TA_FEED_HUB_FAILED, "full", 7, error);
}

static gpointer
read_hub (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_feed_hub_table_get (database, error);
}

static gpointer
read_published (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_feed_published_table_list (database, error);
}

static void
test_published (Fixture *f, gconstpointer data)
{
  g_autoptr (TaFeed) feed = ta_feed_new (f->household->id, NULL);
  g_autofree char *hash = ta_feed_dup_hash (feed);
  TaFeedPublished note = { hash, (char *) "sum", 5 };
  g_autofree char *undo = g_strdup (ta_store_get_undo_label (f->store));
  g_autoptr (TaFeedHub) before = ta_store_read (f->store, read_hub, NULL, NULL);
  g_autoptr (TaFeedHub) after = NULL;
  g_autoptr (GPtrArray) published = NULL;

  g_assert_cmpint (before->state, ==, TA_FEED_HUB_UNKNOWN);
  ta_test_do (f->store, note_published, &note);
  after = ta_store_read (f->store, read_hub, NULL, NULL);
  g_assert_cmpint (after->state, ==, TA_FEED_HUB_FAILED);
  g_assert_cmpstr (after->detail, ==, "full");
  g_assert_cmpint (after->at, ==, 7);
  published = ta_store_read (f->store, read_published, NULL, NULL);
  g_assert_cmpuint (published->len, ==, 1);
  g_assert_cmpstr (((TaFeedPublished *) published->pdata[0])->body, ==, "sum");
  /* None of it is a change of a person's. */
  g_assert_cmpstr (ta_store_get_undo_label (f->store), ==, undo);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/feed-table/round-trip", Fixture, NULL, set_up, test_round_trip, tear_down);
  g_test_add ("/feed-table/tokens-differ", Fixture, NULL, set_up, test_tokens_differ, tear_down);
  g_test_add ("/feed-table/undone", Fixture, NULL, set_up, test_undone, tear_down);
  g_test_add ("/feed-table/goes-with-its-person", Fixture, NULL, set_up, test_goes_with_its_person, tear_down);
  g_test_add ("/feed-table/history-keeps-the-secret", Fixture, NULL, set_up, test_history_keeps_the_secret, tear_down);
  g_test_add ("/feed-table/published", Fixture, NULL, set_up, test_published, tear_down);
  return g_test_run ();
}
