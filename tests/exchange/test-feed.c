/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-feed-calendar.h"
#include "ta-household-table.h"
#include "ta-pod-table.h"
#include "ta-practice.h"
#include "ta-turn-table.h"

#include <libical/ical.h>
#include <string.h>

/* The practice pod, and what of it must not leave. */
typedef struct
{
  TaStore *store;
  GPtrArray *households; /* of TaHousehold */
  GPtrArray *turns;      /* of TaTurn: of the days that feeds have */
  GPtrArray *services;   /* of TaService */
} World;

static gpointer
load (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  World *world = data;
  TaDate today;

  if (!ta_collective_table_date (database, 0, &today, error))
    return NULL;
  world->households = ta_household_table_list (database, error);
  world->services = ta_service_table_list (database, error);
  world->turns = ta_turn_table_list (database, today - TA_FEED_DAYS_BACK, today + TA_FEED_DAYS_AHEAD, NULL, error);
  return world;
}

static void
set_up (World *world)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();

  *world = (World) { .store = ta_store_open (":memory:", TA_DATABASE_CREATE, &error) };
  g_assert_no_error (error);
  ta_practice_create (world->store, g_getenv ("TA_TEST_PRACTICE_DIR"), ta_date_from_unix (g_get_real_time () / G_USEC_PER_SEC, zone), NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (ta_store_read (world->store, load, world, &error));
  g_assert_cmpuint (world->turns->len, >, 20);
}

static void
tear_down (World *world)
{
  g_ptr_array_unref (world->households);
  g_ptr_array_unref (world->turns);
  g_ptr_array_unref (world->services);
  ta_store_close (world->store);
  g_object_unref (world->store);
}

static gpointer
read_calendar (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_feed_calendar (database, data, error);
}

static GBytes *
calendar_of (World *world, const char *household, const char *person, TaFeedDetail detail)
{
  g_autoptr (TaFeed) feed = ta_feed_new (household, person);
  g_autoptr (GError) error = NULL;
  GBytes *bytes;

  feed->detail = detail;
  bytes = ta_store_read (world->store, read_calendar, feed, &error);
  g_assert_no_error (error);
  return bytes;
}

/* Without the folds of long lines and the escapes of texts, so that words are found. */
static char *
unfold (GBytes *bytes)
{
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_autoptr (GString) unfolded = g_string_new (text);

  g_string_replace (unfolded, "\r\n ", "", 0);
  g_string_replace (unfolded, "\\", "", 0);
  return g_utf8_casefold (unfolded->str, -1);
}

/* Private words ------------------------------------------------------------------------------------------------------------------------- */

static void
add_word (GHashTable *words, const char *text)
{
  if (text != NULL && g_utf8_strlen (text, -1) >= 3)
    g_hash_table_add (words, g_utf8_casefold (text, -1));
}

static void
add_person_words (GHashTable *words, const TaPerson *person, gboolean names)
{
  if (names)
    add_word (words, person->name);
  add_word (words, person->notes);
  for (guint i = 0; i < person->allergies->len; i++)
    {
      const TaAllergy *allergy = g_ptr_array_index (person->allergies, i);

      add_word (words, allergy->allergen);
      add_word (words, ta_allergen_label (allergy->allergen));
      add_word (words, allergy->note);
    }
}

static void
add_household_words (GHashTable *words, const TaHousehold *household, gboolean names)
{
  const char *const texts[] = { household->address, household->door_notes, household->notes, household->tastes, household->accessibility, household->pets };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    add_word (words, texts[i]);
  if (names)
    add_word (words, household->name);
  for (guint i = 0; i < household->persons->len; i++)
    add_person_words (words, g_ptr_array_index (household->persons, i), names);
  for (guint i = 0; i < household->contacts->len; i++)
    add_word (words, ((TaContactPoint *) g_ptr_array_index (household->contacts, i))->value);
  for (guint i = 0; i < household->absences->len; i++)
    add_word (words, ((TaAbsence *) g_ptr_array_index (household->absences, i))->reason);
}

/* @names: those of people and households, and the titles of turns, too */
static GHashTable *
private_words (World *world, gboolean names)
{
  GHashTable *words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < world->households->len; i++)
    add_household_words (words, g_ptr_array_index (world->households, i), names);
  for (guint i = 0; i < world->turns->len; i++)
    {
      const TaTurn *turn = g_ptr_array_index (world->turns, i);

      add_word (words, turn->note);
      if (names)
        add_word (words, turn->title);
    }
  return words;
}

static void
assert_without (const char *text, GHashTable *words)
{
  GHashTableIter iter;
  gpointer word;

  g_hash_table_iter_init (&iter, words);
  while (g_hash_table_iter_next (&iter, &word, NULL))
    {
      if (strstr (text, word) != NULL)
        g_test_message ("“%s” is in a feed", (char *) word);
      g_assert_null (strstr (text, word));
    }
}

/* A soup of fish may be called so: the lines with the titles are left out. */
static char *
without_titles (GBytes *calendar)
{
  g_autofree char *text = unfold (calendar);
  g_auto (GStrv) lines = g_strsplit (text, "\r\n", -1);
  GString *rest = g_string_new (NULL);

  for (guint i = 0; lines[i] != NULL; i++)
    if (!g_str_has_prefix (lines[i], "summary:"))
      g_string_append_printf (rest, "%s\n", lines[i]);
  return g_string_free_and_steal (rest);
}

static void
test_times_name_nobody (void)
{
  World world;
  g_autoptr (GHashTable) words = NULL;
  gsize size = 0;

  set_up (&world);
  words = private_words (&world, TRUE);
  g_assert_cmpuint (g_hash_table_size (words), >, 200);
  for (guint i = 0; i < world.households->len; i++)
    {
      const TaHousehold *household = g_ptr_array_index (world.households, i);
      g_autoptr (GBytes) all = calendar_of (&world, household->id, NULL, TA_FEED_TIMES);
      g_autofree char *text = unfold (all);

      assert_without (text, words);
      size += g_bytes_get_size (all);
      for (guint p = 0; p < household->persons->len; p++)
        {
          g_autoptr (GBytes) own = calendar_of (&world, household->id, ((TaPerson *) g_ptr_array_index (household->persons, p))->id, TA_FEED_TIMES);
          g_autofree char *own_text = unfold (own);

          assert_without (own_text, words);
        }
    }
  /* There was something to look into. */
  g_assert_cmpuint (size, >, 50000);
  tear_down (&world);
}

static void
test_titles_without_the_rest (void)
{
  World world;
  g_autoptr (GHashTable) words = NULL;

  set_up (&world);
  words = private_words (&world, FALSE);
  for (guint i = 0; i < world.households->len; i++)
    {
      const TaHousehold *household = g_ptr_array_index (world.households, i);
      g_autoptr (GBytes) all = calendar_of (&world, household->id, NULL, TA_FEED_TITLES);
      g_autofree char *text = without_titles (all);

      assert_without (text, words);
      g_assert_null (strstr (text, "description"));
    }
  tear_down (&world);
}

/* Whose turn others eat of --------------------------------------------------------------------------------------------------------------- */

static gboolean
hide_people (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  TaHousehold *household = data;

  g_ptr_array_set_size (household->visibility, 0);
  g_ptr_array_add (household->visibility, ta_visibility_new ("people", TA_VISIBLE_HOUSEHOLD));
  return ta_household_table_save (database, household, error);
}

/* The household of most turns: the others eat of them. */
static TaHousehold *
find_cook (World *world)
{
  for (guint i = 0; i < world->turns->len; i++)
    {
      const TaTurn *turn = g_ptr_array_index (world->turns, i);
      const TaAssignment *assignment = turn->assignments->len > 0 ? g_ptr_array_index (turn->assignments, 0) : NULL;

      for (guint h = 0; turn->state == TA_TURN_PUBLISHED && assignment != NULL && h < world->households->len; h++)
        if (strcmp (((TaHousehold *) g_ptr_array_index (world->households, h))->id, assignment->household) == 0)
          return g_ptr_array_index (world->households, h);
    }
  return NULL;
}

static guint
count_named (World *world, const TaHousehold *named)
{
  guint count = 0;

  for (guint i = 0; i < world->households->len; i++)
    {
      const TaHousehold *household = g_ptr_array_index (world->households, i);
      g_autoptr (GBytes) calendar = calendar_of (world, household->id, NULL, TA_FEED_TITLES);
      g_autofree char *text = unfold (calendar);
      g_autofree char *name = g_utf8_casefold (named->name, -1);

      count += household != named && strstr (text, name) != NULL;
    }
  return count;
}

static void
test_hidden_household (void)
{
  World world;
  g_autoptr (GError) error = NULL;
  TaHousehold *cook;

  set_up (&world);
  cook = find_cook (&world);
  g_assert_nonnull (cook);
  g_assert_cmpuint (count_named (&world, cook), >, 0);
  ta_store_run (world.store, "test", NULL, hide_people, cook, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_named (&world, cook), ==, 0);
  tear_down (&world);
}

/* Events ----------------------------------------------------------------------------------------------------------------------------------- */

static TaFeedEvent *
find_event (GPtrArray *events, const char *turn)
{
  for (guint i = 0; i < events->len; i++)
    {
      TaFeedEvent *event = g_ptr_array_index (events, i);

      if (g_str_has_prefix (event->uid, turn))
        return event;
    }
  return NULL;
}

static GPtrArray *
events_of (World *world, const TaHousehold *household)
{
  g_autoptr (GBytes) calendar = calendar_of (world, household->id, NULL, TA_FEED_TIMES);
  g_autoptr (GError) error = NULL;
  GPtrArray *events = ta_feed_events (calendar, &error);

  g_assert_no_error (error);
  return events;
}

static TaTurn *
find_turn (World *world, const TaHousehold *cook)
{
  for (guint i = 0; i < world->turns->len; i++)
    {
      TaTurn *turn = g_ptr_array_index (world->turns, i);

      if (turn->state == TA_TURN_PUBLISHED && turn->assignments->len > 0
          && strcmp (((TaAssignment *) g_ptr_array_index (turn->assignments, 0))->household, cook->id) == 0)
        return turn;
    }
  return NULL;
}

static gboolean
save_turn (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_turn_table_save (database, data, error);
}

static void
test_same_bytes (void)
{
  World world;
  g_autoptr (GBytes) one = NULL;
  g_autoptr (GBytes) two = NULL;

  set_up (&world);
  one = calendar_of (&world, find_cook (&world)->id, NULL, TA_FEED_TIMES);
  two = calendar_of (&world, find_cook (&world)->id, NULL, TA_FEED_TIMES);
  g_assert_true (g_bytes_equal (one, two));
  tear_down (&world);
}

static void
test_one_event_changes (void)
{
  World world;
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) after = NULL;
  g_autoptr (GError) error = NULL;
  const TaHousehold *cook;
  TaTurn *turn;
  guint changed = 0;

  set_up (&world);
  cook = find_cook (&world);
  turn = find_turn (&world, cook);
  before = events_of (&world, cook);
  turn->state = TA_TURN_CANCELLED;
  ta_store_run (world.store, "test", NULL, save_turn, turn, NULL, &error);
  g_assert_no_error (error);
  after = events_of (&world, cook);
  g_assert_cmpuint (before->len, ==, after->len);
  for (guint i = 0; i < after->len; i++)
    {
      const TaFeedEvent *now = g_ptr_array_index (after, i);
      const TaFeedEvent *then = g_ptr_array_index (before, i);

      g_assert_cmpstr (now->uid, ==, then->uid);
      changed += strcmp (now->hash, then->hash) != 0;
    }
  g_assert_cmpuint (changed, ==, 1);
  g_assert_false (find_event (before, turn->id)->cancelled);
  g_assert_true (find_event (after, turn->id)->cancelled);
  tear_down (&world);
}

/* An iCalendar object has to have a component. */
static void
test_nothing_yet (void)
{
  World world;
  g_autoptr (TaHousehold) nobody = ta_household_new ("Nobody");
  g_autoptr (GBytes) calendar = NULL;
  g_autoptr (GPtrArray) events = NULL;
  g_autofree char *text = NULL;

  set_up (&world);
  calendar = calendar_of (&world, nobody->id, NULL, TA_FEED_TIMES);
  text = unfold (calendar);
  g_assert_nonnull (strstr (text, "begin:vtimezone"));
  events = ta_feed_events (calendar, NULL);
  g_assert_cmpuint (events->len, ==, 0);
  tear_down (&world);
}

static void
test_event_stands_alone (void)
{
  World world;
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GTimeZone) zone = NULL;
  const TaHousehold *cook;
  const TaTurn *turn;
  const TaFeedEvent *event;
  icalcomponent *calendar;

  set_up (&world);
  cook = find_cook (&world);
  turn = find_turn (&world, cook);
  events = events_of (&world, cook);
  event = find_event (events, turn->id);
  zone = g_time_zone_new_identifier ("America/Montevideo");
  g_assert_cmpint (event->until, ==, ta_turn_start_unix (turn, zone) + 60 * (gint64) turn->minutes);
  {
    g_autofree char *text = g_strndup (g_bytes_get_data (event->body, NULL), g_bytes_get_size (event->body));

    calendar = icalparser_parse_string (text);
    g_assert_cmpint (icalcomponent_count_components (calendar, ICAL_VEVENT_COMPONENT), ==, 1);
    g_assert_cmpint (icalcomponent_count_components (calendar, ICAL_VTIMEZONE_COMPONENT), ==, 1);
    g_assert_null (icalcomponent_get_first_property (calendar, ICAL_METHOD_PROPERTY));
    g_assert_cmpint (icalcomponent_count_errors (calendar), ==, 0);
    icalcomponent_free (calendar);
  }
  tear_down (&world);
}

static void
test_no_calendar (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("<html>", 6);
  g_autoptr (GError) error = NULL;

  g_assert_null (ta_feed_events (bytes, &error));
  g_assert_nonnull (error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/feed/times-name-nobody", test_times_name_nobody);
  g_test_add_func ("/feed/titles-without-the-rest", test_titles_without_the_rest);
  g_test_add_func ("/feed/hidden-household", test_hidden_household);
  g_test_add_func ("/feed/same-bytes", test_same_bytes);
  g_test_add_func ("/feed/one-event-changes", test_one_event_changes);
  g_test_add_func ("/feed/event-stands-alone", test_event_stands_alone);
  g_test_add_func ("/feed/nothing-yet", test_nothing_yet);
  g_test_add_func ("/feed/no-calendar", test_no_calendar);
  return g_test_run ();
}
