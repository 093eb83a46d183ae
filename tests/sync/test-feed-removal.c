/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Somebody is removed: what telephones read, and what the hub keeps of it, has no trace of them afterwards, whichever computer publishes it. */
#include "live-pair.h"
#include "live-pod.h"
#include "ta-test-command.h"
#include "ta-feed-table.h"
#include "ta-household-table.h"
#include "ta-pod-table.h"
#include "ta-removal-table.h"
#include "ta-turn-table.h"

#include <string.h>

#define PERSON "Xaviera"
#define HOUSEHOLD "Quintanilla"

typedef struct
{
  LivePair pair;
  TaHousehold *leaving;
  TaHousehold *staying;
  TaFeed *own;    /* the person's */
  TaFeed *house;  /* of the household */
  TaFeed *others; /* of the household that stays: its turns are held with the other */
} Fixture;

static gboolean
save_turn (TaDatabase *database, const char *pod, const char *service, Fixture *f, GError **error)
{
  g_autoptr (TaTurn) turn = NULL;
  g_autoptr (GPtrArray) holders = g_ptr_array_new ();
  TaDate today;

  if (!ta_collective_table_date (database, 0, &today, error))
    return FALSE;
  turn = ta_turn_new (pod, service, today + 1, 18 * 60);
  turn->state = TA_TURN_PUBLISHED;
  ta_set_text (&turn->title, PERSON "’s lasagne");
  g_ptr_array_add (holders, f->leaving->id);
  g_ptr_array_add (holders, f->staying->id);
  ta_turn_set_holders (turn, holders, TA_DUTY_COOK);
  return ta_turn_table_save (database, turn, error);
}

static gboolean
fill (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Fixture *f = data;
  g_autoptr (TaCollective) collective = ta_collective_new ("Cordón", "America/Montevideo", "UYU");
  g_autoptr (TaPod) pod = ta_pod_new ("Cordón");
  g_autoptr (TaService) service = ta_service_new ("Cooking", TA_SERVICE_COOK);

  return ta_collective_table_save (database, collective, error) && ta_pod_table_save (database, pod, error) && ta_service_table_save (database, service, error)
         && ta_household_table_save (database, f->leaving, error) && ta_household_table_save (database, f->staying, error)
         && save_turn (database, pod->id, service->id, f, error) && ta_feed_table_save (database, f->own, error) && ta_feed_table_save (database, f->house, error)
         && ta_feed_table_save (database, f->others, error);
}

static TaFeed *
new_feed (const TaHousehold *household, const TaPerson *person)
{
  TaFeed *feed = ta_feed_new (household->id, person != NULL ? person->id : NULL);

  feed->detail = TA_FEED_TITLES;
  return feed;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  TaPerson *person = ta_person_new (PERSON, TA_ROLE_ADULT);

  live_pair_set_up (&f->pair, data);
  f->leaving = ta_household_new (HOUSEHOLD);
  g_ptr_array_add (f->leaving->persons, person);
  f->staying = ta_household_new ("Kim");
  f->own = new_feed (f->leaving, person);
  f->house = new_feed (f->leaving, NULL);
  f->others = new_feed (f->staying, NULL);
  ta_test_do (f->pair.desk, fill, f);
  live_pair_share (&f->pair);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  live_pair_tear_down (&f->pair, data);
  ta_household_free (f->leaving);
  ta_household_free (f->staying);
  ta_feed_free (f->own);
  ta_feed_free (f->house);
  ta_feed_free (f->others);
}

/* What there is to be seen ------------------------------------------------------------------------------------------------------------------ */

static void
assert_served (Fixture *f, const TaFeed *feed, const char *text, gboolean has)
{
  g_autofree char *body = live_fetch_feed (f->pair.link, feed);

  g_assert_nonnull (body);
  g_assert_cmpint (strstr (body, text) != NULL, ==, has);
}

static void
assert_withdrawn (Fixture *f, const TaFeed *feed)
{
  g_autofree char *body = live_fetch_feed (f->pair.link, feed);

  g_assert_null (body);
}

/* In the hub's file, and in its log, as they are while it runs. */
static gboolean
is_stored (Fixture *f, const char *text)
{
  static const char *const suffixes[] = { "", "-wal" };
  gboolean found = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *name = g_strconcat (live_hub_get_path (f->pair.hub), suffixes[i], NULL);
      g_autofree char *content = NULL;
      gsize size = 0;

      found = found || (g_file_get_contents (name, &content, &size, NULL) && memmem (content, size, text, strlen (text)) != NULL);
    }
  return found;
}

/* Removing ---------------------------------------------------------------------------------------------------------------------------------- */

static gboolean
remove_person (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_removal_table_remove_person (database, data, error);
}

static gboolean
remove_household (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  TaDate today;

  return ta_collective_table_date (database, 0, &today, error) && ta_removal_table_remove_household (database, data, today, error);
}

/* @data: "elsewhere": one computer removes, and another publishes what follows */
static void
publish_after (Fixture *f, TaStoreFunc func, char *id, gconstpointer data)
{
  if (data == NULL)
    {
      ta_test_do (f->pair.desk, func, id);
      live_exchange (f->pair.desk);
      return;
    }
  ta_test_do (f->pair.laptop, func, id);
  live_exchange_documents (f->pair.laptop);
  live_exchange (f->pair.desk);
}

static void
test_person (Fixture *f, gconstpointer data)
{
  TaPerson *person = g_ptr_array_index (f->leaving->persons, 0);

  assert_served (f, f->own, PERSON, TRUE);
  assert_served (f, f->house, PERSON, TRUE);
  assert_served (f, f->others, PERSON, TRUE);
  g_assert_true (is_stored (f, PERSON));
  publish_after (f, remove_person, person->id, data);
  assert_withdrawn (f, f->own);
  assert_served (f, f->house, PERSON, FALSE);
  assert_served (f, f->house, "Cooking", TRUE);
  assert_served (f, f->others, PERSON, FALSE);
  assert_served (f, f->others, HOUSEHOLD, TRUE);
  g_assert_false (is_stored (f, PERSON));
}

static void
test_household (Fixture *f, gconstpointer data)
{
  assert_served (f, f->others, HOUSEHOLD, TRUE);
  g_assert_true (is_stored (f, HOUSEHOLD));
  publish_after (f, remove_household, f->leaving->id, data);
  assert_withdrawn (f, f->own);
  assert_withdrawn (f, f->house);
  assert_served (f, f->others, HOUSEHOLD, FALSE);
  assert_served (f, f->others, PERSON, FALSE);
  g_assert_false (is_stored (f, HOUSEHOLD));
  g_assert_false (is_stored (f, PERSON));
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = g_dir_make_tmp ("turnabout-removal-data-XXXXXX", NULL);

  g_setenv ("XDG_DATA_HOME", folder, TRUE);
  g_setenv ("TURNABOUT_KEYS", "file", TRUE);
  g_test_init (&argc, &argv, NULL);
#define ADD(name, data, func) g_test_add ("/sync/feed-removal/" name, Fixture, data, set_up, func, tear_down)
  ADD ("person", NULL, test_person);
  ADD ("person-elsewhere", "elsewhere", test_person);
  ADD ("household", NULL, test_household);
  ADD ("household-elsewhere", "elsewhere", test_household);
#undef ADD
  return g_test_run ();
}
