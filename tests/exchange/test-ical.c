/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import-fixture.h"
#include "ta-calendar-table.h"
#include "ta-household-table.h"
#include "ta-ical-export.h"
#include "ta-ical-read.h"
#include "ta-turn-table.h"

#include <libical/ical.h>
#include <string.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC (icalcomponent, icalcomponent_free)

/* A pod of two households with one turn; each test says in which zone. */
typedef struct
{
  TaStore *store;
  TaCollective *collective;
  TaPod *pod;
  TaService *cooking;
  TaHousehold *silva;
  TaHousehold *okafor;
  TaTurn *turn;
  TaIcalScope scope;
} World;

static gboolean
save_world (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  World *world = data;

  return ta_collective_table_save (database, world->collective, error) && ta_pod_table_save (database, world->pod, error)
         && ta_service_table_save (database, world->cooking, error) && ta_household_table_save (database, world->silva, error)
         && ta_household_table_save (database, world->okafor, error) && ta_turn_table_save (database, world->turn, error);
}

static gboolean
save_turn (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_turn_table_save (database, data, error);
}

static gboolean
delete_turn (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_turn_table_delete (database, data, error);
}

static void
run (World *world, TaStoreFunc func, gpointer data)
{
  g_autoptr (GError) error = NULL;

  ta_store_run (world->store, "test", NULL, func, data, NULL, &error);
  g_assert_no_error (error);
}

static TaHousehold *
make_household (const char *name)
{
  TaHousehold *household = ta_household_new (name);
  TaPerson *person = ta_person_new ("Mira", TA_ROLE_ADULT);

  ta_set_text (&household->address, "Secret Street 1");
  g_ptr_array_add (person->allergies, ta_allergy_new ("peanuts", TA_SEVERITY_ANAPHYLAXIS));
  g_ptr_array_add (household->persons, person);
  g_ptr_array_add (household->contacts, ta_contact_point_new (TA_CONTACT_PHONE, "099 123 456"));
  return household;
}

static void
set_up (World *world, const char *timezone, TaDate date)
{
  g_autoptr (GError) error = NULL;

  world->store = ta_store_open (":memory:", TA_DATABASE_CREATE, &error);
  g_assert_no_error (error);
  world->collective = ta_collective_new ("Cordón", timezone, "UYU");
  world->pod = ta_pod_new ("Cordón");
  world->cooking = ta_service_new ("Cooking", TA_SERVICE_COOK);
  world->silva = make_household ("Silva");
  world->okafor = make_household ("Okafor");
  world->turn = ta_turn_new (world->pod->id, world->cooking->id, date, 18 * 60);
  world->turn->state = TA_TURN_PUBLISHED;
  ta_set_text (&world->turn->title, "Soup; bread, and “more”");
  ta_turn_set_holder (world->turn, world->silva->id, TA_DUTY_COOK);
  g_ptr_array_add (world->turn->eaters, ta_eater_new (world->okafor->id, 350));
  world->scope = (TaIcalScope) { .from = date - 400, .until = date + 400, .now = 1764000000 };
  run (world, save_world, world);
}

static void
tear_down (World *world)
{
  ta_turn_free (world->turn);
  ta_household_free (world->okafor);
  ta_household_free (world->silva);
  ta_service_free (world->cooking);
  ta_pod_free (world->pod);
  ta_collective_free (world->collective);
  ta_store_close (world->store);
  g_object_unref (world->store);
}

static gpointer
read_export (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_ical_export (database, data, error);
}

static char *
export_text (World *world)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = ta_store_read (world->store, read_export, &world->scope, &error);

  g_assert_no_error (error);
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static icalcomponent *
export_events (World *world, guint expected)
{
  g_autofree char *text = export_text (world);
  icalcomponent *calendar = icalparser_parse_string (text);

  g_assert_nonnull (calendar);
  g_assert_cmpint (icalcomponent_count_errors (calendar), ==, 0);
  g_assert_cmpint (icalcomponent_count_components (calendar, ICAL_VEVENT_COMPONENT), ==, (int) expected);
  return calendar;
}

static icalcomponent *
first_event (icalcomponent *calendar)
{
  return icalcomponent_get_first_component (calendar, ICAL_VEVENT_COMPONENT);
}

/* Export --------------------------------------------------------------------------------------------------------------------------------- */

static void
test_has_its_zone (void)
{
  World world;
  g_autofree char *text = NULL;

  set_up (&world, "America/New_York", ta_date_from_ymd (2026, 12, 1));
  text = export_text (&world);
  g_assert_nonnull (strstr (text, "\r\nDTSTART;TZID=America/New_York:20261201T180000\r\n"));
  g_assert_nonnull (strstr (text, "\r\nTZID:America/New_York\r\n"));
  /* 24 November 2025, 16:00 in UTC, is when it was made; what is not asked for an answer is published. */
  g_assert_nonnull (strstr (text, "\r\nDTSTAMP:20251124T160000Z\r\n"));
  g_assert_nonnull (strstr (text, "\r\nMETHOD:PUBLISH\r\n"));
  g_assert_nonnull (strstr (text, "\r\nVERSION:2.0\r\n"));
  /* Some calendars read one rule each way, and no more. */
  g_assert_nonnull (strstr (text, "RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3\r\n"));
  g_assert_nonnull (strstr (text, "RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11\r\n"));
  g_assert_nonnull (strstr (text, "BEGIN:STANDARD"));
  g_assert_null (strstr (strstr (text, "BEGIN:STANDARD") + 1, "BEGIN:STANDARD"));
  tear_down (&world);
}

static void
test_utc_has_no_zone (void)
{
  World world;
  g_autofree char *text = NULL;

  set_up (&world, "UTC", ta_date_from_ymd (2026, 12, 1));
  text = export_text (&world);
  g_assert_nonnull (strstr (text, "\r\nDTSTART:20261201T180000Z\r\n"));
  g_assert_null (strstr (text, "TZID"));
  tear_down (&world);
}

/* The moment that a reader of the file makes of each event, by the VTIMEZONE that is in it, is the moment of the turn. */
static void
check_moments (const char *timezone)
{
  g_autoptr (GTimeZone) tz = g_time_zone_new_identifier (timezone);
  World world;
  g_autoptr (icalcomponent) calendar = NULL;

  set_up (&world, timezone, ta_date_from_ymd (2026, 3, 1));
  for (int i = 1; i < 60; i++)
    {
      g_autoptr (TaTurn) turn = ta_turn_new (world.pod->id, world.cooking->id, ta_date_from_ymd (2026, 3, 1) + 7 * i, (i % 24) * 60);

      turn->state = TA_TURN_PUBLISHED;
      run (&world, save_turn, turn);
    }
  world.scope.until += 400;
  calendar = export_events (&world, 60);
  for (icalcomponent *event = first_event (calendar); event != NULL; event = icalcomponent_get_next_component (calendar, ICAL_VEVENT_COMPONENT))
    {
      icaltimetype start = icalcomponent_get_dtstart (event);
      icaltimetype end = icalcomponent_get_dtend (event);
      g_autoptr (GDateTime) local = g_date_time_new (tz, start.year, start.month, start.day, start.hour, start.minute, 0);
      const icaltimezone *zone = icalcomponent_get_timezone (calendar, timezone);

      g_assert_nonnull (zone);
      g_assert_cmpint (icaltime_as_timet_with_zone (start, zone), ==, g_date_time_to_unix (local));
      g_assert_cmpint (icaltime_as_timet_with_zone (end, zone) - icaltime_as_timet_with_zone (start, zone), ==, 150 * 60);
    }
  tear_down (&world);
}

static void
test_moments (void)
{
  /* Summer time north and south, none, half hours, winter as the exception, and a clock that changes by the moon. */
  static const char *const zones[]
      = { "Europe/London", "America/New_York", "America/Santiago", "Australia/Lord_Howe", "America/Montevideo",
          "Asia/Kolkata", "Europe/Dublin", "Africa/Casablanca" };

  for (guint i = 0; i < G_N_ELEMENTS (zones); i++)
    check_moments (zones[i]);
}

static void
test_same_uid_higher_sequence (void)
{
  World world;
  g_autofree char *uid = NULL;
  int sequence;

  set_up (&world, "Europe/London", ta_date_from_ymd (2026, 12, 1));
  {
    g_autoptr (icalcomponent) calendar = export_events (&world, 1);

    uid = g_strdup (icalcomponent_get_uid (first_event (calendar)));
    sequence = icalcomponent_get_sequence (first_event (calendar));
  }
  world.turn->start = 19 * 60;
  run (&world, save_turn, world.turn);
  for (int i = 0; i < 2; i++)
    {
      g_autoptr (icalcomponent) calendar = export_events (&world, 1);

      g_assert_cmpstr (icalcomponent_get_uid (first_event (calendar)), ==, uid);
      g_assert_cmpint (icalcomponent_get_sequence (first_event (calendar)), >, sequence);
      g_assert_cmpint (icalcomponent_get_dtstart (first_event (calendar)).hour, ==, i == 0 ? 19 : 18);
      sequence = icalcomponent_get_sequence (first_event (calendar));
      /* Taking the change back is a change to who has seen it. */
      if (i == 0)
        g_assert_true (ta_store_undo (world.store, 0, NULL));
    }
  tear_down (&world);
}

static gboolean
retitle (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  World *world = data;

  ta_set_text (&world->turn->title, "Stew");
  return ta_turn_table_save (database, world->turn, error);
}

/* In place, as a swap does it: the row of the turn itself stays as it is. */
static gboolean
hand_over (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  World *world = data;
  TaAssignment *assignment = g_ptr_array_index (world->turn->assignments, 0);

  ta_set_text (&assignment->household, world->okafor->id);
  return ta_turn_table_save (database, world->turn, error);
}

/* Another of the household does it. */
static gboolean
pass_on (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  World *world = data;
  const TaPerson *person = g_ptr_array_index (world->okafor->persons, 0);

  g_set_str (&((TaAssignment *) g_ptr_array_index (world->turn->assignments, 0))->person, person->id);
  return ta_turn_table_save (database, world->turn, error);
}

static gboolean
move_on (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  World *world = data;

  return ta_turn_table_move (database, world->turn->id, world->turn->date + 1, error);
}

static gboolean
remove_it (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_turn_table_delete (database, ((World *) data)->turn->id, error);
}

/* Whatever changes of a turn, it is the same event, and newer than what was taken over before. */
static void
test_each_change_is_newer (void)
{
  static const TaStoreFunc changes[] = { retitle, hand_over, pass_on, move_on, remove_it };
  World world;
  int sequence = -1;

  set_up (&world, "Europe/London", ta_date_from_ymd (2026, 12, 1));
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autoptr (icalcomponent) calendar = NULL;
      g_autofree char *uid = g_strconcat (world.turn->id, "@turnabout", NULL);

      run (&world, changes[i], &world);
      calendar = export_events (&world, 1);
      g_assert_cmpstr (icalcomponent_get_uid (first_event (calendar)), ==, uid);
      g_assert_cmpint (icalcomponent_get_sequence (first_event (calendar)), >, sequence);
      sequence = icalcomponent_get_sequence (first_event (calendar));
      g_assert_cmpint (icalcomponent_get_status (first_event (calendar)), ==, changes[i] == remove_it ? ICAL_STATUS_CANCELLED : ICAL_STATUS_CONFIRMED);
    }
  tear_down (&world);
}

/* Each of a household has a calendar of its own: what is another’s turn by name is not in it. */
static void
test_person_sees_its_own (void)
{
  World world;
  TaPerson *second;

  set_up (&world, "Europe/London", ta_date_from_ymd (2026, 12, 1));
  second = ta_person_new ("Rui", TA_ROLE_ADULT);
  g_ptr_array_add (world.silva->persons, second);
  g_set_str (&((TaAssignment *) g_ptr_array_index (world.turn->assignments, 0))->person, second->id);
  run (&world, save_world, &world);
  world.scope.household = world.silva->id;
  world.scope.person = second->id;
  icalcomponent_free (export_events (&world, 1));
  world.scope.person = ((TaPerson *) g_ptr_array_index (world.silva->persons, 0))->id;
  icalcomponent_free (export_events (&world, 0));
  tear_down (&world);
}

static void
test_cancelled_stays (void)
{
  World world;

  set_up (&world, "Europe/London", ta_date_from_ymd (2026, 12, 1));
  world.turn->state = TA_TURN_CANCELLED;
  run (&world, save_turn, world.turn);
  for (int i = 0; i < 2; i++)
    {
      g_autoptr (icalcomponent) calendar = export_events (&world, 1);

      g_assert_cmpint (icalcomponent_get_status (first_event (calendar)), ==, ICAL_STATUS_CANCELLED);
      g_assert_cmpint (icalcomponent_get_dtstart (first_event (calendar)).day, ==, 1);
      if (i == 0)
        run (&world, delete_turn, world.turn->id);
    }
  tear_down (&world);
}

static void
test_drafts_stay_at_home (void)
{
  World world;

  set_up (&world, "Europe/London", ta_date_from_ymd (2026, 12, 1));
  {
    g_autoptr (TaTurn) draft = ta_turn_new (world.pod->id, world.cooking->id, ta_date_from_ymd (2026, 12, 2), 18 * 60);
    g_autoptr (icalcomponent) without = NULL;
    g_autoptr (icalcomponent) with = NULL;
    g_autoptr (icalcomponent) after = NULL;

    run (&world, save_turn, draft);
    without = export_events (&world, 1);
    world.scope.drafts = TRUE;
    with = export_events (&world, 2);
    world.scope.drafts = FALSE;
    /* What nobody was told of is not called off either. */
    run (&world, delete_turn, draft->id);
    after = export_events (&world, 1);
  }
  tear_down (&world);
}

static void
test_household_sees_its_own (void)
{
  World world;

  set_up (&world, "Europe/London", ta_date_from_ymd (2026, 12, 1));
  {
    g_autoptr (TaTurn) other = ta_turn_new (world.pod->id, world.cooking->id, ta_date_from_ymd (2026, 12, 2), 18 * 60);
    g_autoptr (icalcomponent) cook = NULL;
    g_autoptr (icalcomponent) guest = NULL;

    other->state = TA_TURN_PUBLISHED;
    run (&world, save_turn, other);
    world.scope.household = world.silva->id;
    cook = export_events (&world, 1);
    g_assert_nonnull (strstr (icalcomponent_get_description (first_event (cook)), "Okafor: 3.5"));
    world.scope.household = world.okafor->id;
    guest = export_events (&world, 1);
    g_assert_nonnull (strstr (icalcomponent_as_ical_string (guest), "TRANSP:TRANSPARENT"));
    /* Who eats how much is for who cooks. */
    g_assert_null (strstr (icalcomponent_as_ical_string (guest), "portion"));
  }
  tear_down (&world);
}

static gboolean
save_household (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_household_table_save (database, data, error);
}

/* As the messages say it, too: where a turn lists nobody, those who belong to its pod eat. */
static void
test_pod_eats (void)
{
  World world;

  set_up (&world, "Europe/London", ta_date_from_ymd (2026, 12, 1));
  {
    g_autoptr (TaTurn) other = ta_turn_new (world.pod->id, world.cooking->id, ta_date_from_ymd (2026, 12, 2), 18 * 60);
    g_autoptr (icalcomponent) member = NULL;
    g_autoptr (icalcomponent) stranger = NULL;

    other->state = TA_TURN_PUBLISHED;
    run (&world, save_turn, other);
    g_ptr_array_add (world.okafor->memberships, ta_membership_new (world.pod->id, TA_STATUS_MEMBER, ta_date_from_ymd (2026, 1, 1)));
    run (&world, save_household, world.okafor);
    world.scope.household = world.okafor->id;
    member = export_events (&world, 2);
    world.scope.household = world.silva->id;
    stranger = export_events (&world, 1);
  }
  tear_down (&world);
}

static gboolean
save_notice (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  World *world = data;
  g_autoptr (TaStatement) message
      = ta_database_prepare (database, "INSERT INTO message (id, household, kind, created_on, subject, body) "
                                       "VALUES ('m', :household, 'published', '2026-11-22', 'Rota', 'Rota')");
  g_autoptr (TaStatement) notice = ta_database_prepare (database, "INSERT INTO notice (id, message, household, turn, kind, content) "
                                                                  "VALUES ('n', 'm', :household, :turn, 'published', '')");

  ta_statement_bind_text (message, ":household", world->silva->id);
  ta_statement_bind_text (notice, ":household", world->silva->id);
  ta_statement_bind_text (notice, ":turn", world->turn->id);
  return ta_statement_run (message, NULL, error) && ta_statement_run (notice, NULL, error);
}

static void
test_passed_on_is_cancelled (void)
{
  World world;

  set_up (&world, "Europe/London", ta_date_from_ymd (2026, 12, 1));
  run (&world, save_notice, &world);
  ta_turn_set_holder (world.turn, world.okafor->id, TA_DUTY_COOK);
  run (&world, save_turn, world.turn);
  {
    g_autoptr (icalcomponent) silva = NULL;
    g_autoptr (icalcomponent) pod = NULL;

    world.scope.household = world.silva->id;
    silva = export_events (&world, 1);
    g_assert_cmpint (icalcomponent_get_status (first_event (silva)), ==, ICAL_STATUS_CANCELLED);
    world.scope.household = NULL;
    pod = export_events (&world, 1);
    g_assert_cmpint (icalcomponent_get_status (first_event (pod)), ==, ICAL_STATUS_CONFIRMED);
    /* Who keeps both calendars, or gets the turn back, is not left with two events of one number. */
    g_assert_cmpint (icalcomponent_get_sequence (first_event (pod)), !=, icalcomponent_get_sequence (first_event (silva)));
  }
  tear_down (&world);
}

static void
test_text_survives (void)
{
  World world;

  set_up (&world, "Europe/London", ta_date_from_ymd (2026, 12, 1));
  {
    g_autoptr (icalcomponent) calendar = export_events (&world, 1);

    g_assert_cmpstr (icalcomponent_get_summary (first_event (calendar)), ==, "Cooking: Silva – Soup; bread, and “more”");
  }
  tear_down (&world);
}

static void
test_nothing_private (void)
{
  static const char *const words[] = { "Secret", "099", "peanut", "anaphyl", "Mira" };
  World world;

  set_up (&world, "Europe/London", ta_date_from_ymd (2026, 12, 1));
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *text = NULL;

      world.scope.household = i == 0 ? NULL : world.silva->id;
      text = export_text (&world);
      for (guint w = 0; w < G_N_ELEMENTS (words); w++)
        g_assert_null (strstr (text, words[w]));
    }
  tear_down (&world);
}

/* Reading -------------------------------------------------------------------------------------------------------------------------------- */

static char *
read_days (const char *events, GError **error)
{
  g_autofree char *text = g_strconcat ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n", events, "END:VCALENDAR\r\n", NULL);
  g_autoptr (GBytes) file = g_bytes_new (text, strlen (text));
  g_autoptr (GTimeZone) tz = g_time_zone_new_identifier ("America/Montevideo");
  g_autoptr (GPtrArray) days = ta_ical_read_days (file, tz, ta_date_from_ymd (2026, 1, 1), ta_date_from_ymd (2028, 1, 1), NULL, error);
  GString *trace;

  if (days == NULL)
    return NULL;
  trace = g_string_new (NULL);
  for (guint i = 0; i < days->len; i++)
    {
      const TaCalendarDay *day = g_ptr_array_index (days, i);
      g_autofree char *from = ta_date_to_iso (day->from);

      g_string_append_printf (trace, "%s%s+%d %s", i > 0 ? "; " : "", from, day->until - day->from, day->name);
    }
  return g_string_free (trace, FALSE);
}

static void
test_read (void)
{
  static const struct
  {
    const char *events;
    const char *days;
  } cases[] = {
    /* whole days, with and without an end, folded */
    { "BEGIN:VEVENT\r\nUID:a\r\nDTSTART;VALUE=DATE:20260501\r\nDTEND;VALUE=DATE:20260503\r\nSUMMARY:Labour\r\n  Day\r\nEND:VEVENT\r\n",
      "2026-05-01+2 Labour Day" },
    { "BEGIN:VEVENT\r\nUID:a\r\nDTSTART;VALUE=DATE:20260501\r\nSUMMARY:x\\, y\r\nEND:VEVENT\r\n", "2026-05-01+1 x, y" },
    /* every year, only what is in the period */
    { "BEGIN:VEVENT\r\nUID:a\r\nDTSTART;VALUE=DATE:20151225\r\nRRULE:FREQ=YEARLY\r\nSUMMARY:C\r\nEND:VEVENT\r\n",
      "2026-12-25+1 C; 2027-12-25+1 C" },
    /* in whatever order the properties come */
    { "BEGIN:VEVENT\r\nUID:a\r\nSUMMARY:C\r\nDTSTART;VALUE=DATE:20151225\r\nRRULE:FREQ=YEARLY\r\nRDATE;VALUE=DATE:20260601\r\nRDATE;VALUE=DATE:20260603\r\nEND:VEVENT\r\n",
      "2026-06-01+1 C; 2026-06-03+1 C; 2026-12-25+1 C; 2027-12-25+1 C" },
    /* over midnight; to midnight; in another zone: 01:00 UTC is the evening before */
    { "BEGIN:VEVENT\r\nUID:a\r\nDTSTART:20260501T200000\r\nDTEND:20260502T020000\r\nEND:VEVENT\r\n", "2026-05-01+2 " },
    { "BEGIN:VEVENT\r\nUID:a\r\nDTSTART:20260501T200000\r\nDTEND:20260502T000000\r\nEND:VEVENT\r\n", "2026-05-01+1 " },
    { "BEGIN:VEVENT\r\nUID:a\r\nDTSTART:20260501T010000Z\r\nDTEND:20260501T020000Z\r\nEND:VEVENT\r\n", "2026-04-30+1 " },
    /* a repetition with one left out, one moved, one cancelled event */
    { "BEGIN:VEVENT\r\nUID:a\r\nDTSTART;VALUE=DATE:20260501\r\nRRULE:FREQ=DAILY;COUNT=4\r\nEXDATE;VALUE=DATE:20260502\r\nEND:VEVENT\r\n"
      "BEGIN:VEVENT\r\nUID:a\r\nRECURRENCE-ID;VALUE=DATE:20260503\r\nDTSTART;VALUE=DATE:20260601\r\nSUMMARY:moved\r\nEND:VEVENT\r\n"
      "BEGIN:VEVENT\r\nUID:b\r\nDTSTART;VALUE=DATE:20260701\r\nSTATUS:CANCELLED\r\nEND:VEVENT\r\n",
      "2026-05-01+1 ; 2026-05-04+1 ; 2026-06-01+1 moved" },
    { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *days = read_days (cases[i].events, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (days, ==, cases[i].days);
    }
}

static void
test_read_refuses (void)
{
  static const char *const files[] = {
    "BEGIN:VEVENT\r\nUID:a\r\nSUMMARY:no date\r\nEND:VEVENT\r\n",
    "BEGIN:VEVENT\r\nUID:a\r\nDTSTART:19700101T000000Z\r\nRRULE:FREQ=SECONDLY\r\nEND:VEVENT\r\n",
  };
  g_autoptr (GTimeZone) tz = g_time_zone_new_utc ();
  g_autoptr (GBytes) letter = g_bytes_new_static ("Dear neighbours,", 16);
  g_autoptr (GError) error = NULL;

  g_assert_null (ta_ical_read_days (letter, tz, 0, 1, NULL, &error));
  g_assert_nonnull (error);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (GError) problem = NULL;

      g_assert_null (read_days (files[i], &problem));
      g_assert_nonnull (problem);
    }
}

/* Round trip ----------------------------------------------------------------------------------------------------------------------------- */

typedef struct
{
  TaCalendar *calendar;
  GPtrArray *days;
  TaCalendarChanges changes;
} Saved;

static gboolean
save_calendar (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Saved *saved = data;

  return ta_calendar_table_save (database, saved->calendar, saved->days, &saved->changes, error);
}

static gpointer
read_household (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_household_table_get (database, data, error);
}

static guint
count_absences (World *world)
{
  g_autoptr (TaHousehold) household = ta_store_read (world->store, read_household, world->okafor->id, NULL);

  return household->absences->len;
}

static void
test_absences (void)
{
  World world;
  Saved saved;

  set_up (&world, "Europe/London", ta_date_from_ymd (2026, 12, 1));
  saved.calendar = ta_calendar_new ("Work", TA_CALENDAR_ABSENCES, world.okafor->id);
  saved.days = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_calendar_day_free);
  g_ptr_array_add (saved.days, ta_calendar_day_new ("a", "Trip", 20800, 20803));
  g_ptr_array_add (saved.days, ta_calendar_day_new ("b", "Trip", 20900, 20903));
  run (&world, save_calendar, &saved);
  g_assert_cmpuint (saved.changes.added, ==, 2);
  g_assert_cmpuint (count_absences (&world), ==, 2);
  /* The same again changes nothing; a longer one is changed, a missing one goes. */
  run (&world, save_calendar, &saved);
  g_assert_cmpuint (saved.changes.added + saved.changes.changed + saved.changes.removed, ==, 0);
  ((TaCalendarDay *) g_ptr_array_index (saved.days, 0))->until = 20805;
  g_ptr_array_remove_index (saved.days, 1);
  run (&world, save_calendar, &saved);
  g_assert_cmpuint (saved.changes.changed, ==, 1);
  g_assert_cmpuint (saved.changes.removed, ==, 1);
  g_assert_cmpuint (count_absences (&world), ==, 1);
  g_assert_true (ta_store_undo (world.store, 0, NULL));
  g_assert_cmpuint (count_absences (&world), ==, 2);
  ta_calendar_free (saved.calendar);
  g_ptr_array_unref (saved.days);
  tear_down (&world);
}

static void
test_round_trip (void)
{
  g_autoptr (GTimeZone) tz = g_time_zone_new_identifier ("Europe/London");
  World world;
  g_autofree char *text = NULL;
  g_autoptr (GBytes) file = NULL;
  g_autoptr (GPtrArray) days = NULL;
  g_autofree char *name = NULL;

  set_up (&world, "Europe/London", ta_date_from_ymd (2026, 12, 1));
  world.scope.pod = world.pod->id;
  text = export_text (&world);
  file = g_bytes_new (text, strlen (text));
  days = ta_ical_read_days (file, tz, world.scope.from, world.scope.until, &name, NULL);
  g_assert_cmpuint (days->len, ==, 1);
  g_assert_cmpint (((TaCalendarDay *) g_ptr_array_index (days, 0))->from, ==, world.turn->date);
  g_assert_cmpstr (name, ==, "Cordón");
  tear_down (&world);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ical/export/has-its-zone", test_has_its_zone);
  g_test_add_func ("/ical/export/utc-has-no-zone", test_utc_has_no_zone);
  g_test_add_func ("/ical/export/moments", test_moments);
  g_test_add_func ("/ical/export/same-uid-higher-sequence", test_same_uid_higher_sequence);
  g_test_add_func ("/ical/export/each-change-is-newer", test_each_change_is_newer);
  g_test_add_func ("/ical/export/person-sees-its-own", test_person_sees_its_own);
  g_test_add_func ("/ical/export/cancelled-stays", test_cancelled_stays);
  g_test_add_func ("/ical/export/drafts-stay-at-home", test_drafts_stay_at_home);
  g_test_add_func ("/ical/export/household-sees-its-own", test_household_sees_its_own);
  g_test_add_func ("/ical/export/pod-eats", test_pod_eats);
  g_test_add_func ("/ical/export/passed-on-is-cancelled", test_passed_on_is_cancelled);
  g_test_add_func ("/ical/export/text-survives", test_text_survives);
  g_test_add_func ("/ical/export/nothing-private", test_nothing_private);
  g_test_add_func ("/ical/read/days", test_read);
  g_test_add_func ("/ical/read/refuses", test_read_refuses);
  g_test_add_func ("/ical/absences", test_absences);
  g_test_add_func ("/ical/round-trip", test_round_trip);
  return g_test_run ();
}
