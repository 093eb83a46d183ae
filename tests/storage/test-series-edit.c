/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-calendar-table.h"
#include "ta-dump.h"
#include "ta-history.h"
#include "ta-household-table.h"
#include "ta-pod-table.h"
#include "ta-publish.h"
#include "ta-series-edit.h"
#include "ta-store.h"
#include "ta-turn-table.h"

#include <string.h>

#define DAY(m, d) ta_date_from_ymd (2026, (m), (d))
#define FROM DAY (12, 7)
#define UNTIL DAY (12, 19)

/* A series on Mondays, Wednesdays and Fridays from 7 December, whose two households take turns; turns until 18 December: 7 9 11 14 16 18. */
typedef struct
{
  TaDatabase *database;
  TaPod *pod;
  TaService *cooking;
  TaHousehold *a;
  TaHousehold *b;
  TaSeries *series;
} Fixture;

static TaHousehold *
make_household (Fixture *fixture, const char *name)
{
  TaHousehold *household = ta_household_new (name);

  g_ptr_array_add (household->persons, ta_person_new ("Ana", TA_ROLE_ADULT));
  g_ptr_array_add (household->memberships, ta_membership_new (fixture->pod->id, TA_STATUS_MEMBER, DAY (1, 1)));
  g_assert_true (ta_household_table_save (fixture->database, household, NULL));
  return household;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->database = ta_database_open (":memory:", TA_DATABASE_CREATE, &error);
  g_assert_no_error (error);
  fixture->pod = ta_pod_new ("Cordón");
  fixture->cooking = ta_service_new ("Cooking", TA_SERVICE_COOK);
  g_assert_true (ta_pod_table_save (fixture->database, fixture->pod, NULL));
  g_assert_true (ta_service_table_save (fixture->database, fixture->cooking, NULL));
  fixture->a = make_household (fixture, "A");
  fixture->b = make_household (fixture, "B");
  fixture->series = ta_series_new (fixture->pod->id, fixture->cooking->id, FROM);
  fixture->series->weekdays = 0x15;
  fixture->series->rotation = TA_ROTATION_ROTATE;
  g_ptr_array_add (fixture->series->households, g_strdup (fixture->a->id));
  g_ptr_array_add (fixture->series->households, g_strdup (fixture->b->id));
  ta_series_create (fixture->database, fixture->series, UNTIL, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  ta_series_free (fixture->series);
  ta_household_free (fixture->a);
  ta_household_free (fixture->b);
  ta_service_free (fixture->cooking);
  ta_pod_free (fixture->pod);
  ta_database_close (fixture->database);
}

/* "7/18a 9/18b …": day, hour, holder; * edited, x cancelled */
static char *
trace (Fixture *fixture)
{
  g_autoptr (GPtrArray) turns = ta_turn_table_list (fixture->database, DAY (11, 1), DAY (12, 31), NULL, NULL);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < turns->len; i++)
    {
      const TaTurn *turn = turns->pdata[i];
      const char *holder = ta_turn_holder (turn);
      int year, month, day;

      ta_date_to_ymd (turn->date, &year, &month, &day);
      g_string_append_printf (text, "%s%d/%d%s%s%s", i > 0 ? " " : "", day, turn->start / 60,
                              holder == NULL                            ? "-"
                              : g_strcmp0 (holder, fixture->a->id) == 0 ? "a"
                                                                        : "b",
                              turn->edited ? "*" : "", turn->state == TA_TURN_CANCELLED ? "x" : "");
    }
  return g_string_free (text, FALSE);
}

static void
assert_turns (Fixture *fixture, const char *expected)
{
  g_autofree char *turns = trace (fixture);

  g_assert_cmpstr (turns, ==, expected);
}

static TaTurn *
turn_of (Fixture *fixture, int day)
{
  g_autoptr (GPtrArray) turns = ta_turn_table_list (fixture->database, DAY (12, day), DAY (12, day) + 1, NULL, NULL);

  g_assert_cmpuint (turns->len, ==, 1);
  return ta_turn_copy (turns->pdata[0]);
}

static void
change (Fixture *fixture, const TaTurn *turn, TaSeriesScope scope)
{
  g_autoptr (GError) error = NULL;

  ta_series_change (fixture->database, turn, fixture->series, scope, DAY (12, 9), &error);
  g_assert_no_error (error);
}

static void
set_state (Fixture *fixture, int day, TaTurnState state)
{
  g_autoptr (TaTurn) turn = turn_of (fixture, day);

  g_assert_true (ta_turn_table_set_state (fixture->database, turn->id, state, NULL));
}

static void
assert_state (Fixture *fixture, int day, TaTurnState state)
{
  g_autoptr (TaTurn) turn = turn_of (fixture, day);

  g_assert_cmpint (turn->state, ==, state);
}

static void
test_create (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaTurn) turn = turn_of (fixture, 9);
  g_autoptr (TaSeries) loaded = ta_series_table_get (fixture->database, fixture->series->id, NULL);

  assert_turns (fixture, "7/18a 9/18b 11/18a 14/18b 16/18a 18/18b");
  g_assert_cmpuint (turn->eaters->len, ==, 2);
  g_assert_cmpint (loaded->rotation, ==, TA_ROTATION_ROTATE);
  g_assert_cmpuint (loaded->households->len, ==, 2);
  g_assert_cmpstr (loaded->households->pdata[1], ==, fixture->b->id);
}

static void
test_this (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaTurn) turn = turn_of (fixture, 11);

  turn->start = 20 * 60;
  change (fixture, turn, TA_SERIES_THIS);
  assert_turns (fixture, "7/18a 9/18b 11/20a* 14/18b 16/18a 18/18b");
}

/* The series would take a second holder off again. */
static void
test_second_holder (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaTurn) before = turn_of (fixture, 11);
  g_autoptr (TaTurn) after = ta_turn_copy (before);
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (after->assignments, ta_assignment_new (fixture->b->id, TA_DUTY_COOK));
  ta_series_save_turn (fixture->database, before, after, TA_SERIES_THIS, DAY (12, 9), &error);
  g_assert_no_error (error);
  assert_turns (fixture, "7/18a 9/18b 11/18a* 14/18b 16/18a 18/18b");
}

static void
test_all_leaves_edited_and_past (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaTurn) turn = turn_of (fixture, 11);
  g_autoptr (TaTurn) first = turn_of (fixture, 14);

  turn->start = 20 * 60;
  change (fixture, turn, TA_SERIES_THIS);
  set_state (fixture, 9, TA_TURN_DONE);
  fixture->series->start = 19 * 60;
  change (fixture, first, TA_SERIES_ALL);
  assert_turns (fixture, "7/18a 9/18b 11/20a* 14/19b 16/19a 18/19b");
}

static void
test_following_splits (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaTurn) edited = turn_of (fixture, 16);
  g_autoptr (TaTurn) turn = turn_of (fixture, 14);
  g_autoptr (TaTurn) after = NULL;
  g_autoptr (GPtrArray) list = NULL;

  edited->start = 20 * 60;
  change (fixture, edited, TA_SERIES_THIS);
  fixture->series->start = 19 * 60;
  change (fixture, turn, TA_SERIES_FOLLOWING);
  /* The rotation goes on, the edited one is left. */
  assert_turns (fixture, "7/18a 9/18b 11/18a 14/19b 16/20a* 18/19b");
  list = ta_series_table_list (fixture->database, NULL, NULL);
  g_assert_cmpuint (list->len, ==, 2);
  g_assert_cmpint (((TaSeries *) list->pdata[0])->until, ==, DAY (12, 14));
  g_assert_cmpint (((TaSeries *) list->pdata[1])->from, ==, DAY (12, 14));
  after = turn_of (fixture, 16);
  g_assert_cmpstr (after->series, ==, ((TaSeries *) list->pdata[1])->id);
}

static void
test_other_weekdays (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaTurn) turn = turn_of (fixture, 14);

  /* Those who were told are told again: a published turn is cancelled, a draft just goes. */
  set_state (fixture, 16, TA_TURN_PUBLISHED);
  fixture->series->weekdays = 0x11;
  change (fixture, turn, TA_SERIES_ALL);
  assert_turns (fixture, "7/18a 11/18b 14/18a 16/18ax 18/18b");
  /* The day is one of the series again, and so is its turn: as the series has it, to be published anew. */
  fixture->series->weekdays = 0x15;
  change (fixture, turn, TA_SERIES_ALL);
  assert_turns (fixture, "7/18a 9/18b 11/18a 14/18b 16/18a 18/18b");
  assert_state (fixture, 16, TA_TURN_PLANNED);
}

/* As the form does it: @day is given @date, and the series is told. */
static void
move (Fixture *fixture, int day, int date, TaSeriesScope scope)
{
  g_autoptr (TaTurn) before = turn_of (fixture, day);
  g_autoptr (TaTurn) after = ta_turn_copy (before);
  g_autoptr (GError) error = NULL;

  after->date = DAY (12, date);
  ta_series_save_turn (fixture->database, before, after, scope, DAY (12, 9), &error);
  g_assert_no_error (error);
}

/* The turn that took them along is still itself, and published as it was. */
static void
test_moved_all (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaTurn) turn = turn_of (fixture, 16);
  g_autoptr (TaTurn) moved = NULL;

  set_state (fixture, 16, TA_TURN_PUBLISHED);
  move (fixture, 16, 17, TA_SERIES_ALL);
  assert_turns (fixture, "7/18a 10/18b 11/18a 14/18b 17/18a 18/18b");
  moved = turn_of (fixture, 17);
  g_assert_cmpstr (moved->id, ==, turn->id);
  g_assert_cmpint (moved->state, ==, TA_TURN_PUBLISHED);
}

static void
test_moved_following (Fixture *fixture, gconstpointer data)
{
  move (fixture, 16, 15, TA_SERIES_FOLLOWING);
  assert_turns (fixture, "7/18a 9/18b 11/18a 14/18b 15/18a 18/18b");
}

static void
test_other_pod (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaPod) pod = ta_pod_new ("Palermo");
  g_autoptr (TaTurn) turn = turn_of (fixture, 14);
  g_autoptr (TaTurn) later = NULL;

  g_assert_true (ta_pod_table_save (fixture->database, pod, NULL));
  ta_set_text (&fixture->series->pod, pod->id);
  change (fixture, turn, TA_SERIES_ALL);
  later = turn_of (fixture, 18);
  g_assert_cmpstr (later->pod, ==, pod->id);
  g_assert_cmpuint (later->eaters->len, ==, 0);
}

static void
test_remove (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaTurn) turn = turn_of (fixture, 14);
  g_autoptr (TaTurn) next = turn_of (fixture, 16);

  g_assert_true (ta_series_remove (fixture->database, turn, TA_SERIES_THIS, DAY (12, 9), NULL));
  assert_turns (fixture, "7/18a 9/18b 11/18a 16/18a 18/18b");
  /* It does not come back. */
  g_assert_true (ta_series_refresh (fixture->database, fixture->series->id, FROM, UNTIL, FROM, NULL));
  assert_turns (fixture, "7/18a 9/18b 11/18a 16/18a 18/18b");
  g_assert_true (ta_series_remove (fixture->database, next, TA_SERIES_FOLLOWING, DAY (12, 9), NULL));
  g_assert_true (ta_series_extend (fixture->database, DAY (12, 9), DAY (12, 31), NULL));
  assert_turns (fixture, "7/18a 9/18b 11/18a");
}

static void
test_remove_all (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaTurn) turn = turn_of (fixture, 14);
  g_autoptr (TaTurn) left = NULL;

  set_state (fixture, 9, TA_TURN_DONE);
  g_assert_true (ta_series_remove (fixture->database, turn, TA_SERIES_ALL, DAY (12, 9), NULL));
  assert_turns (fixture, "7/18a 9/18b");
}

static void
test_extend (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaTurn) turn = turn_of (fixture, 18);

  g_assert_true (ta_turn_table_move (fixture->database, turn->id, DAY (12, 17), NULL));
  g_assert_true (ta_series_extend (fixture->database, DAY (12, 9), DAY (12, 26), NULL));
  g_assert_true (ta_series_extend (fixture->database, DAY (12, 9), DAY (12, 26), NULL));
  assert_turns (fixture, "7/18a 9/18b 11/18a 14/18b 16/18a 17/18b* 21/18a 23/18b 25/18a");
}

static void
test_holiday_moves (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaCalendar) calendar = ta_calendar_new ("Holidays", TA_CALENDAR_HOLIDAYS, NULL);
  g_autoptr (GPtrArray) days = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_calendar_day_free);
  g_autoptr (TaTurn) turn = turn_of (fixture, 14);

  g_ptr_array_add (days, ta_calendar_day_new ("x", "Rest Day", DAY (12, 14), DAY (12, 15)));
  g_assert_true (ta_calendar_table_save (fixture->database, calendar, days, NULL, NULL));
  fixture->series->on_holiday = TA_HOLIDAY_LATER;
  change (fixture, turn, TA_SERIES_ALL);
  assert_turns (fixture, "7/18a 9/18b 11/18a 15/18b 16/18a 18/18b");
  fixture->series->on_holiday = TA_HOLIDAY_SKIP;
  change (fixture, turn, TA_SERIES_ALL);
  assert_turns (fixture, "7/18a 9/18b 11/18a 16/18a 18/18b");
}

/* The calendar has a holiday on @day, or none (0) any more, as of @today. */
static void
follow_holiday (Fixture *fixture, TaCalendar *calendar, int day, TaDate today)
{
  g_autoptr (GPtrArray) days = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_calendar_day_free);
  g_autoptr (GError) error = NULL;

  if (day != 0)
    g_ptr_array_add (days, ta_calendar_day_new ("x", "Rest Day", DAY (12, day), DAY (12, day + 1)));
  g_assert_true (ta_calendar_table_save (fixture->database, calendar, days, NULL, NULL));
  ta_series_follow_calendars (fixture->database, today, &error);
  g_assert_no_error (error);
}

static void
skip_holidays (Fixture *fixture)
{
  fixture->series->on_holiday = TA_HOLIDAY_SKIP;
  g_assert_true (ta_series_table_save (fixture->database, fixture->series, NULL));
}

/* The same turn, for everybody who was told of it; what a person cancelled stays so, on a holiday or not. */
static void
test_holiday_taken_back (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaCalendar) calendar = ta_calendar_new ("Holidays", TA_CALENDAR_HOLIDAYS, NULL);
  g_autoptr (TaTurn) before = turn_of (fixture, 14);
  g_autoptr (TaTurn) after = NULL;

  skip_holidays (fixture);
  set_state (fixture, 14, TA_TURN_PUBLISHED);
  set_state (fixture, 16, TA_TURN_PUBLISHED);
  set_state (fixture, 16, TA_TURN_CANCELLED);
  follow_holiday (fixture, calendar, 14, DAY (12, 9));
  assert_turns (fixture, "7/18a 9/18b 11/18a 14/18bx 16/18a*x 18/18b");
  follow_holiday (fixture, calendar, 16, DAY (12, 9));
  assert_turns (fixture, "7/18a 9/18b 11/18a 14/18b 16/18a*x 18/18b");
  assert_state (fixture, 14, TA_TURN_PLANNED);
  after = turn_of (fixture, 14);
  g_assert_cmpstr (after->id, ==, before->id);
  follow_holiday (fixture, calendar, 0, DAY (12, 9));
  assert_turns (fixture, "7/18a 9/18b 11/18a 14/18b 16/18a*x 18/18b");
}

/* What is over is over. */
static void
test_holiday_taken_back_late (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaCalendar) calendar = ta_calendar_new ("Holidays", TA_CALENDAR_HOLIDAYS, NULL);
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (TaTurn) first = turn_of (fixture, 11);

  skip_holidays (fixture);
  set_state (fixture, 14, TA_TURN_PUBLISHED);
  follow_holiday (fixture, calendar, 14, DAY (12, 9));
  g_assert_true (ta_calendar_table_save (fixture->database, calendar, none, NULL, NULL));
  g_assert_true (ta_series_change (fixture->database, first, fixture->series, TA_SERIES_FOLLOWING, DAY (12, 15), NULL));
  assert_turns (fixture, "7/18a 9/18b 11/18a 14/18bx 16/18a 18/18b");
}

/* What the household of the turn of the 14th was told last. */
static TaMessageKind
told (Fixture *fixture)
{
  g_autoptr (TaPublication) publication = ta_publish_run (fixture->database, fixture->pod->id, FROM, UNTIL, DAY (12, 1), NULL);

  g_assert_cmpuint (publication->messages->len, >, 0);
  return ((TaMessage *) publication->messages->pdata[0])->kind;
}

static gboolean
do_take_back (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();

  return ta_calendar_table_save (database, data, none, NULL, error) && ta_series_follow_calendars (database, DAY (12, 9), error);
}

/* Who heard that it is off hears that it is on again; undone, it is off again. */
static void
test_holiday_is_told (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaCalendar) calendar = ta_calendar_new ("Holidays", TA_CALENDAR_HOLIDAYS, NULL);
  g_autoptr (GError) error = NULL;

  skip_holidays (fixture);
  g_assert_cmpint (told (fixture), ==, TA_MESSAGE_PUBLISHED);
  follow_holiday (fixture, calendar, 14, DAY (12, 9));
  g_assert_cmpint (told (fixture), ==, TA_MESSAGE_CANCELLED);
  g_assert_true (ta_history_run (fixture->database, "Took the holiday back", NULL, do_take_back, calendar, NULL, NULL, NULL, NULL));
  assert_state (fixture, 14, TA_TURN_PLANNED);
  ta_history_undo (fixture->database, 0, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  assert_state (fixture, 14, TA_TURN_CANCELLED);
  g_assert_true (ta_history_redo (fixture->database, NULL, NULL, NULL, NULL));
  g_assert_cmpint (told (fixture), ==, TA_MESSAGE_PUBLISHED);
  assert_state (fixture, 14, TA_TURN_PUBLISHED);
}

/* Somebody wants to cook on the holiday all the same, or gives a turn that was called off by hand back. */
static void
test_cancelled_by_hand (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaCalendar) calendar = ta_calendar_new ("Holidays", TA_CALENDAR_HOLIDAYS, NULL);
  g_autoptr (TaTurn) off = turn_of (fixture, 16);

  skip_holidays (fixture);
  set_state (fixture, 14, TA_TURN_PUBLISHED);
  follow_holiday (fixture, calendar, 14, DAY (12, 9));
  set_state (fixture, 14, TA_TURN_PUBLISHED);
  set_state (fixture, 16, TA_TURN_CANCELLED);
  g_assert_true (ta_series_follow_calendars (fixture->database, DAY (12, 9), NULL));
  assert_turns (fixture, "7/18a 9/18b 11/18a 14/18b* 16/18a*x 18/18b");
  g_assert_true (ta_series_restore_turn (fixture->database, off->id, DAY (12, 9), NULL));
  assert_turns (fixture, "7/18a 9/18b 11/18a 14/18b* 16/18a 18/18b");
  assert_state (fixture, 16, TA_TURN_PLANNED);
}

/* Cancelled in its form, for this turn alone or with a change of all. */
static void
test_cancelled_in_form (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaTurn) before = turn_of (fixture, 14);
  g_autoptr (TaTurn) after = ta_turn_copy (before);

  after->state = TA_TURN_CANCELLED;
  g_assert_true (ta_series_save_turn (fixture->database, before, after, TA_SERIES_THIS, DAY (12, 9), NULL));
  g_assert_true (ta_series_refresh (fixture->database, fixture->series->id, FROM, UNTIL, DAY (12, 9), NULL));
  assert_turns (fixture, "7/18a 9/18b 11/18a 14/18b*x 16/18a 18/18b");
}

/* A page may show a turn as cancelled that the change of its series brings back. */
static void
test_change_brings_back (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaTurn) first = turn_of (fixture, 11);
  g_autoptr (TaTurn) before = NULL;
  g_autoptr (TaTurn) after = NULL;

  set_state (fixture, 16, TA_TURN_PUBLISHED);
  fixture->series->weekdays = 0x11;
  change (fixture, first, TA_SERIES_ALL);
  before = turn_of (fixture, 16);
  after = ta_turn_copy (before);
  fixture->series->weekdays = 0x15;
  g_assert_true (ta_series_table_save (fixture->database, fixture->series, NULL));
  after->start = 20 * 60;
  g_assert_true (ta_series_save_turn (fixture->database, before, after, TA_SERIES_ALL, DAY (12, 9), NULL));
  assert_state (fixture, 16, TA_TURN_PLANNED);
}

/* A calendar that is brought in later moves the turns that there are, but for those of people. */
static void
test_follows_calendars (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaCalendar) calendar = ta_calendar_new ("Holidays", TA_CALENDAR_HOLIDAYS, NULL);
  g_autoptr (GPtrArray) days = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_calendar_day_free);
  g_autoptr (TaTurn) own = turn_of (fixture, 16);
  g_autoptr (TaTurn) moved = ta_turn_copy (own);

  fixture->series->on_holiday = TA_HOLIDAY_LATER;
  g_assert_true (ta_series_table_save (fixture->database, fixture->series, NULL));
  moved->start = 20 * 60;
  g_assert_true (ta_series_save_turn (fixture->database, own, moved, TA_SERIES_THIS, DAY (12, 9), NULL));
  g_ptr_array_add (days, ta_calendar_day_new ("x", "Rest Days", DAY (12, 14), DAY (12, 15)));
  g_ptr_array_add (days, ta_calendar_day_new ("y", "Rest Days", DAY (12, 16), DAY (12, 17)));
  g_assert_true (ta_calendar_table_save (fixture->database, calendar, days, NULL, NULL));
  g_assert_true (ta_series_follow_calendars (fixture->database, DAY (12, 9), NULL));
  assert_turns (fixture, "7/18a 9/18b 11/18a 15/18b 16/20a* 18/18b");
}

static void
test_checklist (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaTurn) turn = turn_of (fixture, 9);
  g_autoptr (TaTurn) loaded = NULL;
  TaChecklistItem *item = ta_checklist_item_new ("Return the big pot");

  item->done = TRUE;
  g_ptr_array_add (turn->checklist, item);
  ta_set_text (&turn->handover, "The oven runs hot");
  g_assert_true (ta_turn_table_save (fixture->database, turn, NULL));
  loaded = turn_of (fixture, 9);
  g_assert_cmpstr (loaded->handover, ==, "The oven runs hot");
  g_assert_cmpuint (loaded->checklist->len, ==, 1);
  g_assert_cmpstr (((TaChecklistItem *) loaded->checklist->pdata[0])->label, ==, "Return the big pot");
  g_assert_true (((TaChecklistItem *) loaded->checklist->pdata[0])->done);
}

/* What a person changed on one turn, in each scope; who holds it is that turn's alone. */
static void
test_save_turn (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaTurn) before = turn_of (fixture, 11);
  g_autoptr (TaTurn) after = ta_turn_copy (before);

  after->start = 20 * 60;
  ta_turn_set_holder (after, fixture->b->id, TA_DUTY_COOK);
  g_assert_true (ta_series_save_turn (fixture->database, before, after, TA_SERIES_FOLLOWING, DAY (12, 1), NULL));
  assert_turns (fixture, "7/18a 9/18b 11/20b* 14/20b 16/20a 18/20b");
  g_assert_true (ta_series_restore_turn (fixture->database, before->id, DAY (12, 1), NULL));
  assert_turns (fixture, "7/18a 9/18b 11/20a 14/20b 16/20a 18/20b");
}

/* Ticking something off, or another state, leaves the turn with its series. */
static void
test_small_changes_stay (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaTurn) before = turn_of (fixture, 11);
  g_autoptr (TaTurn) after = ta_turn_copy (before);

  after->state = TA_TURN_PUBLISHED;
  g_ptr_array_add (after->checklist, ta_checklist_item_new ("Lock up"));
  g_assert_true (ta_series_save_turn (fixture->database, before, after, TA_SERIES_THIS, DAY (12, 1), NULL));
  assert_turns (fixture, "7/18a 9/18b 11/18a 14/18b 16/18a 18/18b");
}

/* Who eats is a change like any: more portions, a guest, a plate for later, somebody who comes or does not. */
static void
test_eaters_are_a_change (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaTurn) before = turn_of (fixture, 11);

  for (int i = 0; i < 4; i++)
    {
      g_autoptr (TaTurn) after = ta_turn_copy (before);
      TaEater *eater = after->eaters->pdata[0];

      eater->portions += i == 0 ? 50 : 0;
      eater->guests += i == 1;
      eater->late_plate = i == 2;
      if (i == 3)
        g_ptr_array_remove_index (after->eaters, 0);
      g_assert_true (ta_series_save_turn (fixture->database, before, after, TA_SERIES_THIS, DAY (12, 1), NULL));
      assert_turns (fixture, "7/18a 9/18b 11/18a* 14/18b 16/18a 18/18b");
      g_assert_true (ta_series_save_turn (fixture->database, after, before, TA_SERIES_THIS, DAY (12, 1), NULL));
      g_assert_true (ta_series_restore_turn (fixture->database, before->id, DAY (12, 1), NULL));
      assert_turns (fixture, "7/18a 9/18b 11/18a 14/18b 16/18a 18/18b");
    }
}

#define ADD(name, func) g_test_add ("/series-edit/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("create", test_create);
  ADD ("this", test_this);
  ADD ("second-holder", test_second_holder);
  ADD ("all-leaves-edited-and-past", test_all_leaves_edited_and_past);
  ADD ("following-splits", test_following_splits);
  ADD ("other-weekdays", test_other_weekdays);
  ADD ("moved-all", test_moved_all);
  ADD ("moved-following", test_moved_following);
  ADD ("other-pod", test_other_pod);
  ADD ("remove", test_remove);
  ADD ("remove-all", test_remove_all);
  ADD ("extend", test_extend);
  ADD ("holiday-moves", test_holiday_moves);
  ADD ("holiday-taken-back", test_holiday_taken_back);
  ADD ("holiday-taken-back-late", test_holiday_taken_back_late);
  ADD ("holiday-is-told", test_holiday_is_told);
  ADD ("cancelled-by-hand", test_cancelled_by_hand);
  ADD ("cancelled-in-form", test_cancelled_in_form);
  ADD ("change-brings-back", test_change_brings_back);
  ADD ("follows-calendars", test_follows_calendars);
  ADD ("checklist", test_checklist);
  ADD ("save-turn", test_save_turn);
  ADD ("small-changes-stay", test_small_changes_stay);
  ADD ("eaters-are-a-change", test_eaters_are_a_change);
  return g_test_run ();
}
