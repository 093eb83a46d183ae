/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-household-table.h"
#include "ta-pod-table.h"
#include "ta-reminder-table.h"
#include "ta-turn-table.h"

#include <string.h>

#define DATE ta_date_from_ymd (2026, 12, 4)
#define HOUR 3600

typedef struct
{
  TaDatabase *database;
  GTimeZone *zone;
  TaPod *pod;
  TaService *service;
  TaHousehold *household;
  TaTurn *turn;
  gint64 begins;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->database = ta_database_open (":memory:", TA_DATABASE_CREATE, &error);
  fixture->zone = g_time_zone_new_identifier ("America/Montevideo");
  fixture->pod = ta_pod_new ("Cordón");
  fixture->service = ta_service_new ("Cooking", TA_SERVICE_COOK);
  fixture->household = ta_household_new ("Silva");
  ta_pod_table_save (fixture->database, fixture->pod, &error);
  ta_service_table_save (fixture->database, fixture->service, &error);
  ta_household_table_save (fixture->database, fixture->household, &error);
  fixture->turn = ta_turn_new (fixture->pod->id, fixture->service->id, DATE, 18 * 60);
  fixture->turn->state = TA_TURN_PUBLISHED;
  ta_turn_set_holder (fixture->turn, fixture->household->id, TA_DUTY_COOK);
  ta_turn_table_save (fixture->database, fixture->turn, &error);
  fixture->begins = ta_turn_start_unix (fixture->turn, fixture->zone);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  ta_turn_free (fixture->turn);
  ta_household_free (fixture->household);
  ta_service_free (fixture->service);
  ta_pod_free (fixture->pod);
  g_time_zone_unref (fixture->zone);
  ta_database_close (fixture->database);
}

/* What is due @hours before the turn begins: its offset in minutes, -1: nothing; shown where @show. */
static int
due (Fixture *fixture, double hours, gboolean show, gint64 *next)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TaDueReminders) found = ta_reminder_table_due (fixture->database, fixture->begins - (gint64) (hours * HOUR), fixture->zone, &error);
  const TaReminder *reminder;

  g_assert_no_error (error);
  if (next != NULL)
    *next = found->next;
  g_assert_cmpuint (found->due->len, <=, 1);
  if (found->due->len == 0)
    return -1;
  reminder = found->due->pdata[0];
  if (show)
    g_assert_true (ta_reminder_table_mark_shown (fixture->database, reminder, &error));
  return reminder->minutes_before;
}

/* A day and three hours before, each once. */
static void
test_offsets (Fixture *fixture, gconstpointer data)
{
  gint64 next = 0;

  g_assert_cmpint (due (fixture, 25, TRUE, &next), ==, -1);
  g_assert_cmpint (next, ==, fixture->begins - 24 * HOUR);
  g_assert_cmpint (due (fixture, 24, TRUE, &next), ==, 1440);
  g_assert_cmpint (next, ==, fixture->begins - 3 * HOUR);
  g_assert_cmpint (due (fixture, 20, TRUE, NULL), ==, -1);
  g_assert_cmpint (due (fixture, 3, TRUE, &next), ==, 180);
  g_assert_cmpint (next, ==, G_MAXINT64);
  g_assert_cmpint (due (fixture, 1, TRUE, NULL), ==, -1);
}

/* What was passed over because a later one came at once is passed over for good. */
static void
test_passed_over (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GArray) day = g_array_new (FALSE, FALSE, sizeof (int));
  const int minutes = 1440;
  g_autoptr (GError) error = NULL;

  g_array_append_val (day, minutes);
  g_assert_cmpint (due (fixture, 2, TRUE, NULL), ==, 180);
  g_assert_true (ta_reminder_table_set (fixture->database, fixture->turn->service, day, &error));
  g_assert_no_error (error);
  g_assert_cmpint (due (fixture, 1, TRUE, NULL), ==, -1);
}

/* Who starts late is reminded once, and of nothing that has begun. */
static void
test_late (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpint (due (fixture, 0, TRUE, NULL), ==, -1);
  g_assert_cmpint (due (fixture, 2, TRUE, NULL), ==, 180);
  g_assert_cmpint (due (fixture, 1, TRUE, NULL), ==, -1);
}

static void
test_moved (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpint (due (fixture, 24, TRUE, NULL), ==, 1440);
  g_assert_true (ta_turn_table_move (fixture->database, fixture->turn->id, DATE + 1, NULL));
  fixture->begins += 24 * HOUR;
  g_assert_cmpint (due (fixture, 24, TRUE, NULL), ==, 1440);
  g_assert_cmpint (due (fixture, 24, TRUE, NULL), ==, -1);
}

/* Only what somebody was told of, and holds. */
static void
test_states (Fixture *fixture, gconstpointer data)
{
  for (int state = TA_TURN_PLANNED; state <= TA_TURN_CANCELLED; state++)
    {
      g_assert_true (ta_turn_table_set_state (fixture->database, fixture->turn->id, (TaTurnState) state, NULL));
      g_assert_cmpint (due (fixture, 24, FALSE, NULL), ==, state == TA_TURN_PUBLISHED || state == TA_TURN_SEEKING_COVER ? 1440 : -1);
    }
  fixture->turn->state = TA_TURN_PUBLISHED;
  ta_turn_set_holder (fixture->turn, NULL, TA_DUTY_COOK);
  ta_turn_table_save (fixture->database, fixture->turn, NULL);
  g_assert_cmpint (due (fixture, 24, FALSE, NULL), ==, -1);
}

static void
test_set (Fixture *fixture, gconstpointer data)
{
  static const int wanted[] = { 60, 10080 };
  g_autoptr (GArray) minutes = g_array_new (FALSE, FALSE, sizeof (int));
  g_autoptr (GArray) found = NULL;
  g_autoptr (GArray) none = NULL;

  g_array_append_vals (minutes, wanted, 2);
  g_assert_true (ta_reminder_table_set (fixture->database, fixture->service->id, minutes, NULL));
  found = ta_reminder_table_get (fixture->database, fixture->service->id, NULL);
  g_assert_cmpuint (found->len, ==, 2);
  g_assert_cmpint (g_array_index (found, int, 0), ==, 10080);
  g_assert_cmpint (due (fixture, 0.5, FALSE, NULL), ==, 60);
  g_array_set_size (minutes, 0);
  g_assert_true (ta_reminder_table_set (fixture->database, fixture->service->id, minutes, NULL));
  /* Saving the service does not bring them back. */
  g_assert_true (ta_service_table_save (fixture->database, fixture->service, NULL));
  none = ta_reminder_table_get (fixture->database, fixture->service->id, NULL);
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpint (due (fixture, 0.5, FALSE, NULL), ==, -1);
}

static int
note_statement (unsigned int type, gpointer data, gpointer statement, gpointer text)
{
  GString *all = data;

  g_string_append_printf (all, "%s\n", (const char *) text);
  return 0;
}

/* The statements that looking for what is due comes to. */
static char *
statements (Fixture *fixture)
{
  GString *all = g_string_new (NULL);
  sqlite3 *handle = ta_database_get_handle (fixture->database);

  sqlite3_trace_v2 (handle, SQLITE_TRACE_STMT, note_statement, all);
  g_assert_cmpint (due (fixture, 24, FALSE, NULL), ==, 1440);
  sqlite3_trace_v2 (handle, 0, NULL, NULL);
  return g_string_free (all, FALSE);
}

/* After every change it is looked again: that is as many questions for a full rota as for one turn, and none of who eats. */
static void
test_few_statements (Fixture *fixture, gconstpointer data)
{
  g_autofree char *few = statements (fixture);
  g_autofree char *many = NULL;

  for (int i = 1; i <= 30; i++)
    {
      g_autoptr (TaTurn) turn = ta_turn_new (fixture->pod->id, fixture->service->id, DATE + i, 18 * 60);

      turn->state = TA_TURN_PUBLISHED;
      ta_turn_set_holder (turn, fixture->household->id, TA_DUTY_COOK);
      g_assert_true (ta_turn_table_save (fixture->database, turn, NULL));
    }
  many = statements (fixture);
  g_assert_cmpstr (many, ==, few);
  g_assert_null (strstr (many, "eater"));
  g_assert_null (strstr (many, "checklist"));
}

/* Who helps is not who is reminded. */
static void
test_tells_the_holder (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaHousehold) helper = ta_household_new ("Kim");
  g_autoptr (TaDueReminders) found = NULL;
  const TaReminder *reminder;

  g_assert_true (ta_household_table_save (fixture->database, helper, NULL));
  ta_set_text (&fixture->turn->title, "Lasagne");
  g_ptr_array_insert (fixture->turn->assignments, 0, ta_assignment_new (helper->id, TA_DUTY_HELPER));
  g_assert_true (ta_turn_table_save (fixture->database, fixture->turn, NULL));
  found = ta_reminder_table_due (fixture->database, fixture->begins - HOUR, fixture->zone, NULL);
  g_assert_cmpuint (found->due->len, ==, 1);
  reminder = found->due->pdata[0];
  g_assert_cmpstr (reminder->turn->id, ==, fixture->turn->id);
  g_assert_cmpstr (ta_turn_holder (reminder->turn), ==, fixture->household->id);
  g_assert_cmpstr (reminder->turn->title, ==, "Lasagne");
  g_assert_cmpint (reminder->turn->date, ==, DATE);
  g_assert_cmpint (reminder->turn->start, ==, 18 * 60);
  g_assert_cmpint (reminder->starts_at, ==, fixture->begins);
}

static void
test_texts (Fixture *fixture, gconstpointer data)
{
  g_autofree char *today = ta_reminder_text (fixture->turn, fixture->service, "Silva", DATE);
  g_autofree char *tomorrow = ta_reminder_text (fixture->turn, fixture->service, "Silva", DATE - 1);
  g_autofree char *later = ta_reminder_text (fixture->turn, fixture->service, "Silva", DATE - 7);
  g_autofree char *offset = ta_reminder_offset_text (180);

  g_assert_cmpstr (today, ==, "Silva cooks today at 18:00");
  g_assert_cmpstr (tomorrow, ==, "Silva cooks tomorrow at 18:00");
  g_assert_cmpstr (later, ==, "Silva cooks on Friday, 4 December at 18:00");
  g_assert_cmpstr (offset, ==, "3 hours before");
}

#define ADD(name, func) g_test_add (name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/reminder-table/offsets", test_offsets);
  ADD ("/reminder-table/late", test_late);
  ADD ("/reminder-table/passed-over", test_passed_over);
  ADD ("/reminder-table/moved", test_moved);
  ADD ("/reminder-table/states", test_states);
  ADD ("/reminder-table/set", test_set);
  ADD ("/reminder-table/few-statements", test_few_statements);
  ADD ("/reminder-table/tells-the-holder", test_tells_the_holder);
  ADD ("/reminder-table/texts", test_texts);
  return g_test_run ();
}
