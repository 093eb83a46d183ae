/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fake-caldav.h"
#include "live-pair.h"
#include "live-pod.h"
#include "ta-caldav-publisher.h"
#include "ta-feed-table.h"
#include "ta-household-table.h"
#include "ta-pod-table.h"
#include "ta-sync.h"
#include "ta-test-command.h"
#include "ta-turn-table.h"

#include <glib/gstdio.h>
#include <string.h>

/* What a telephone sees of two computers that exchange. */

typedef struct
{
  LivePair pair;
  TaHousehold *silva;
  TaTurn *turn;
  TaFeed *feed;
} Fixture;

static gboolean
fill (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Fixture *f = data;
  g_autoptr (TaCollective) collective = ta_collective_new ("Cordón", "America/Montevideo", "UYU");
  g_autoptr (TaPod) pod = ta_pod_new ("Cordón");
  g_autoptr (TaService) service = ta_service_new ("Cooking", TA_SERVICE_COOK);
  TaDate today;

  if (!ta_collective_table_save (database, collective, error) || !ta_pod_table_save (database, pod, error) || !ta_service_table_save (database, service, error)
      || !ta_household_table_save (database, f->silva, error) || !ta_collective_table_date (database, 0, &today, error))
    return FALSE;
  f->turn = ta_turn_new (pod->id, service->id, today + 1, 18 * 60);
  f->turn->state = TA_TURN_PUBLISHED;
  ta_turn_set_holder (f->turn, f->silva->id, TA_DUTY_COOK);
  return ta_turn_table_save (database, f->turn, error);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  live_pair_set_up (&f->pair, data);
  f->silva = ta_household_new ("Silva");
  ta_test_do (f->pair.desk, fill, f);
  f->feed = ta_feed_new (f->silva->id, NULL);
  ta_test_do (f->pair.desk, ta_test_save_feed, f->feed);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  live_pair_tear_down (&f->pair, data);
  ta_feed_free (f->feed);
  ta_turn_free (f->turn);
  ta_household_free (f->silva);
}

/* Exchanging ------------------------------------------------------------------------------------------------------------------------------ */

static void
found (Fixture *f)
{
  live_found (f->pair.desk, f->pair.link, "Desk");
}

static void
join (Fixture *f)
{
  g_autofree char *link = live_invite (f->pair.desk);
  g_autofree char *code = live_join (f->pair.laptop, link, "Laptop");

  live_exchange (f->pair.laptop);
}

/* The telephone --------------------------------------------------------------------------------------------------------------------------- */

static void
assert_served (Fixture *f, const char *text)
{
  g_autofree char *body = live_fetch_feed (f->pair.link, f->feed);

  g_assert_nonnull (body);
  g_assert_nonnull (strstr (body, text));
}

static void
assert_gone (Fixture *f)
{
  g_autofree char *body = live_fetch_feed (f->pair.link, f->feed);

  g_assert_null (body);
}

static void
test_goes_along (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) feeds = NULL;

  found (f);
  assert_served (f, "SUMMARY:Cooking (your turn)\r\n");
  join (f);
  feeds = ta_store_read (f->pair.laptop, ta_test_read_feeds, NULL, NULL);
  g_assert_cmpuint (feeds->len, ==, 1);
  g_assert_cmpstr (((TaFeed *) feeds->pdata[0])->token, ==, f->feed->token);
  g_assert_cmpstr (((TaFeed *) feeds->pdata[0])->household, ==, f->silva->id);
}

/* Who changes a turn sees to it that the telephone hears of it, whoever gave it its link. */
static void
test_changed_elsewhere (Fixture *f, gconstpointer data)
{
  found (f);
  join (f);
  f->turn->start = 20 * 60;
  ta_test_do (f->pair.laptop, ta_test_save_turn, f->turn);
  live_exchange (f->pair.laptop);
  assert_served (f, "T200000\r\n");
}

static void
test_taken_back_elsewhere (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) feeds = NULL;

  found (f);
  join (f);
  ta_test_do (f->pair.laptop, ta_test_delete_feed, f->feed);
  live_exchange (f->pair.laptop);
  assert_gone (f);
  live_exchange (f->pair.desk);
  assert_gone (f);
  feeds = ta_store_read (f->pair.desk, ta_test_read_feeds, NULL, NULL);
  g_assert_cmpuint (feeds->len, ==, 0);
}

/* The one that took it back has never been at the hub since: the next that hears of it does what is to be done. */
static void
test_taken_back_by_the_next (Fixture *f, gconstpointer data)
{
  found (f);
  join (f);
  ta_test_do (f->pair.laptop, ta_test_delete_feed, f->feed);
  live_exchange_documents (f->pair.laptop);
  assert_served (f, "BEGIN:VCALENDAR");
  live_exchange (f->pair.desk);
  assert_gone (f);
}

/* Without a hub --------------------------------------------------------------------------------------------------------------------------- */

static gboolean
lose_patience (gpointer data)
{
  g_error ("waited in vain");
  return G_SOURCE_REMOVE;
}

static gboolean
stay_awake (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

static void
test_calendar_server_alone (Fixture *f, gconstpointer data)
{
  g_autoptr (FakeCaldav) server = fake_caldav_new ();
  g_autofree char *url = g_strconcat (fake_caldav_get_url (server), "/ana/pod/", NULL);
  g_autofree char *uid = g_strconcat (f->turn->id, "@turnabout", NULL);
  g_autoptr (TaCaldavTarget) target = ta_caldav_target_new (url, "ana", f->silva->id, NULL);
  g_autoptr (TaSync) sync = NULL;
  g_autoptr (GError) error = NULL;
  guint patience = g_timeout_add_seconds (60, lose_patience, NULL);
  guint awake = g_timeout_add (20, stay_awake, NULL);
  gboolean arrived = FALSE;

  ta_caldav_set (f->pair.desk, target, "right", NULL, &error);
  g_assert_no_error (error);
  f->turn->start = 20 * 60;
  ta_test_do (f->pair.desk, ta_test_save_turn, f->turn);
  sync = ta_sync_new (f->pair.desk);
  ta_sync_start (sync);
  while (!arrived)
    {
      g_autofree char *body = fake_caldav_dup (server, uid);

      arrived = strstr (body, "T200000\r\n") != NULL;
      g_main_context_iteration (NULL, TRUE);
    }
  ta_sync_stop (sync);
  g_source_remove (patience);
  g_source_remove (awake);
}

static void
clear_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        clear_folder (path);
      else
        g_unlink (path);
    }
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = g_dir_make_tmp ("turnabout-feeds-data-XXXXXX", NULL);
  int status;

  g_setenv ("XDG_DATA_HOME", folder, TRUE);
  g_setenv ("TURNABOUT_KEYS", "file", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/feed-live/goes-along", Fixture, NULL, set_up, test_goes_along, tear_down);
  g_test_add ("/feed-live/changed-elsewhere", Fixture, NULL, set_up, test_changed_elsewhere, tear_down);
  g_test_add ("/feed-live/taken-back-elsewhere", Fixture, NULL, set_up, test_taken_back_elsewhere, tear_down);
  g_test_add ("/feed-live/taken-back-by-the-next", Fixture, NULL, set_up, test_taken_back_by_the_next, tear_down);
  g_test_add ("/feed-live/calendar-server-alone", Fixture, NULL, set_up, test_calendar_server_alone, tear_down);
  status = g_test_run ();
  clear_folder (folder);
  return status;
}
