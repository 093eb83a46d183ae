/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-turn.h"

#define DAY(y, m, d) ta_date_from_ymd (y, m, d)

static TaTurn *
make_turn (TaDate date)
{
  return ta_turn_new ("pod", "dinner", date, 18 * 60);
}

static void
test_new_and_copy (void)
{
  TaTurn *turn = make_turn (DAY (2026, 12, 4));
  g_autoptr (TaTurn) copy = NULL;

  g_assert_cmpint (turn->portions, ==, -1);
  g_assert_cmpint (turn->series_date, ==, TA_DATE_NONE);
  g_assert_cmpint (turn->state, ==, TA_TURN_PLANNED);
  g_assert_cmpstr (turn->title, ==, "");
  g_ptr_array_add (turn->eaters, ta_eater_new ("silva", 250));
  ta_turn_set_holder (turn, "costa", TA_DUTY_COOK);
  copy = ta_turn_copy (turn);
  g_assert_cmpstr (copy->id, ==, turn->id);
  ta_set_text (&((TaEater *) turn->eaters->pdata[0])->household, "other");
  ta_turn_free (turn);
  g_assert_cmpstr (ta_turn_holder (copy), ==, "costa");
  g_assert_cmpint (ta_turn_find_eater (copy, "silva")->portions, ==, 250);
  g_assert_null (ta_turn_find_eater (copy, "other"));
}

static void
test_other_structs (void)
{
  g_autoptr (TaCollective) collective = ta_collective_new ("Pocitos", "America/Montevideo", "UYU");
  g_autoptr (TaCollective) collective_copy = ta_collective_copy (collective);
  g_autoptr (TaPod) pod = ta_pod_new ("Sur");
  g_autoptr (TaPod) pod_copy = ta_pod_copy (pod);
  g_autoptr (TaService) service = ta_service_new ("Dinner", TA_SERVICE_COOK);
  g_autoptr (TaService) service_copy = ta_service_copy (service);
  g_autoptr (TaSeries) series = ta_series_new (pod->id, service->id, DAY (2026, 12, 4));
  g_autoptr (TaSeries) series_copy = ta_series_copy (series);

  g_assert_cmpint (collective_copy->loan_days, ==, 7);
  g_assert_cmpstr (collective_copy->timezone, ==, "America/Montevideo");
  g_assert_cmpstr (pod_copy->name, ==, "Sur");
  g_assert_cmpstr (pod_copy->notes, ==, "");
  g_assert_cmpint (service_copy->minutes, ==, 150);
  g_assert_cmpstr (series_copy->service, ==, service->id);
  g_assert_cmpuint (series_copy->weekdays, ==, 1 << 4); /* a Friday */
  g_assert_cmpint (series_copy->until, ==, TA_DATE_NONE);
  g_assert_cmpint (series_copy->every_weeks, ==, 1);
}

static void
test_holder (void)
{
  g_autoptr (TaTurn) turn = make_turn (DAY (2026, 12, 4));
  g_autofree char *id = NULL;

  g_assert_null (ta_turn_holder (turn));
  g_ptr_array_add (turn->assignments, ta_assignment_new ("silva", TA_DUTY_HELPER));
  g_assert_null (ta_turn_holder (turn));
  ta_turn_set_holder (turn, "costa", TA_DUTY_COOK);
  g_assert_cmpstr (ta_turn_holder (turn), ==, "costa");
  id = g_strdup (((TaAssignment *) turn->assignments->pdata[0])->id);
  ta_turn_set_holder (turn, "costa", TA_DUTY_COOK);
  g_assert_cmpstr (((TaAssignment *) turn->assignments->pdata[0])->id, ==, id);
  ta_turn_set_holder (turn, "silva", TA_DUTY_COOK);
  g_assert_cmpstr (ta_turn_holder (turn), ==, "silva");
  g_assert_cmpuint (turn->assignments->len, ==, 2);
  ta_turn_set_holder (turn, NULL, TA_DUTY_COOK);
  g_assert_null (ta_turn_holder (turn));
  g_assert_cmpuint (turn->assignments->len, ==, 1);
  g_assert_cmpint (((TaAssignment *) turn->assignments->pdata[0])->role, ==, TA_DUTY_HELPER);
}

static TaAssignment *
assignment (TaTurn *turn, guint index)
{
  return g_ptr_array_index (turn->assignments, index);
}

/* Several hold it: who stays keeps what is said of it, whatever the place; others' duties stay. */
static void
test_holders (void)
{
  g_autoptr (TaTurn) turn = make_turn (DAY (2026, 12, 4));
  g_autoptr (GPtrArray) households = g_ptr_array_new ();
  g_autoptr (GPtrArray) holders = NULL;
  g_autofree char *id = NULL;

  g_ptr_array_add (turn->assignments, ta_assignment_new ("kim", TA_DUTY_HELPER));
  g_ptr_array_add (turn->assignments, ta_assignment_new ("costa", TA_DUTY_COOK));
  id = g_strdup (assignment (turn, 1)->id);
  ta_set_text (&assignment (turn, 1)->override_reason, "The nurse looks in");
  g_ptr_array_add (households, (gpointer) "silva");
  g_ptr_array_add (households, (gpointer) "costa");
  ta_turn_set_holders (turn, households, TA_DUTY_SITTER);
  holders = ta_turn_holders (turn);
  g_assert_cmpuint (holders->len, ==, 2);
  g_assert_cmpuint (turn->assignments->len, ==, 3);
  g_assert_cmpstr (ta_turn_holder (turn), ==, "silva");
  g_assert_cmpstr (assignment (turn, 1)->id, ==, id);
  g_assert_cmpstr (assignment (turn, 1)->override_reason, ==, "The nurse looks in");
  g_assert_cmpint (assignment (turn, 1)->role, ==, TA_DUTY_SITTER);
  g_assert_cmpint (assignment (turn, 2)->role, ==, TA_DUTY_HELPER);
  g_ptr_array_set_size (households, 0);
  ta_turn_set_holders (turn, households, TA_DUTY_COOK);
  g_assert_null (ta_turn_holder (turn));
  g_assert_cmpuint (turn->assignments->len, ==, 1);
}

static void
test_portions (void)
{
  g_autoptr (TaTurn) turn = make_turn (DAY (2026, 12, 4));

  g_assert_cmpint (ta_turn_portions (turn), ==, 0);
  g_ptr_array_add (turn->eaters, ta_eater_new ("silva", 250));
  g_ptr_array_add (turn->eaters, ta_eater_new ("costa", 175));
  ta_turn_find_eater (turn, "costa")->guests = 2;
  g_assert_cmpint (ta_turn_portions (turn), ==, 625);
  turn->portions = 0;
  g_assert_cmpint (ta_turn_portions (turn), ==, 0);
  turn->portions = 2000;
  g_assert_cmpint (ta_turn_portions (turn), ==, 2000);
}

static void
test_states_and_duties (void)
{
  static const gboolean final[] = { FALSE, FALSE, FALSE, TRUE, TRUE, TRUE, TRUE, TRUE };
  static const TaDuty duties[] = { TA_DUTY_COOK, TA_DUTY_SITTER, TA_DUTY_TUTOR, TA_DUTY_OTHER, TA_DUTY_OTHER };

  g_assert_cmpint (ta_code_count (ta_turn_state_codes), ==, G_N_ELEMENTS (final));
  for (guint i = 0; i < G_N_ELEMENTS (final); i++)
    g_assert_cmpint (ta_turn_state_is_final ((TaTurnState) i), ==, final[i]);
  g_assert_cmpint (ta_code_count (ta_service_codes), ==, G_N_ELEMENTS (duties));
  for (guint i = 0; i < G_N_ELEMENTS (duties); i++)
    g_assert_cmpint (ta_service_kind_duty ((TaServiceKind) i), ==, duties[i]);
}

static void
test_start_across_clock_changes (void)
{
  static const struct
  {
    const char *zone;
    int year, month, day;
    TaMinutes start;
    const char *utc;
  } cases[] = {
    { "UTC", 2026, 3, 29, 150, "2026-03-29T02:30:00Z" },
    { "Europe/Berlin", 2026, 3, 28, 150, "2026-03-28T01:30:00Z" },
    { "Europe/Berlin", 2026, 3, 29, 119, "2026-03-29T00:59:00Z" },
    { "Europe/Berlin", 2026, 3, 29, 120, "2026-03-29T01:00:00Z" }, /* skipped: 03:00 */
    { "Europe/Berlin", 2026, 3, 29, 150, "2026-03-29T01:30:00Z" }, /* skipped: 03:30 */
    { "Europe/Berlin", 2026, 3, 29, 180, "2026-03-29T01:00:00Z" },
    { "Europe/Berlin", 2026, 3, 29, 1080, "2026-03-29T16:00:00Z" },
    { "Europe/Berlin", 2026, 10, 24, 1080, "2026-10-24T16:00:00Z" },
    { "Europe/Berlin", 2026, 10, 25, 119, "2026-10-24T23:59:00Z" },
    { "Europe/Berlin", 2026, 10, 25, 150, "2026-10-25T00:30:00Z" }, /* twice: the first */
    { "Europe/Berlin", 2026, 10, 25, 180, "2026-10-25T02:00:00Z" },
    { "Europe/Berlin", 2026, 10, 25, 1080, "2026-10-25T17:00:00Z" },
    { "America/New_York", 2026, 3, 8, 150, "2026-03-08T07:30:00Z" },
    { "Australia/Lord_Howe", 2026, 10, 4, 135, "2026-10-03T15:45:00Z" }, /* half an hour skipped */
    { "America/Montevideo", 2026, 12, 4, 1110, "2026-12-04T21:30:00Z" },
    { "Asia/Kolkata", 2026, 12, 4, 0, "2026-12-03T18:30:00Z" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GTimeZone) tz = g_time_zone_new_identifier (cases[i].zone);
      g_autoptr (TaTurn) turn = make_turn (DAY (cases[i].year, cases[i].month, cases[i].day));
      g_autoptr (GDateTime) expected = g_date_time_new_from_iso8601 (cases[i].utc, NULL);

      g_assert_nonnull (tz);
      turn->start = cases[i].start;
      g_test_message ("%s %s", cases[i].zone, cases[i].utc);
      g_assert_cmpint (ta_turn_start_unix (turn, tz), ==, g_date_time_to_unix (expected));
    }
}

static TaHousehold *
make_holder (void)
{
  TaHousehold *household = ta_household_new ("Silva");

  g_ptr_array_add (household->persons, ta_person_new ("Ana", TA_ROLE_ADULT));
  g_ptr_array_add (household->memberships, ta_membership_new ("pod", TA_STATUS_MEMBER, DAY (2026, 1, 1)));
  return household;
}

static void
assert_clash (const TaTurn *turn, const TaHousehold *household, const char *expected)
{
  g_autofree char *clash = ta_turn_holder_clash (turn, household);

  g_assert_cmpstr (clash, ==, expected);
}

static void
test_clash_away (void)
{
  g_autoptr (TaTurn) turn = make_turn (DAY (2026, 12, 4));
  g_autoptr (TaHousehold) household = make_holder ();
  const TaPerson *ana = household->persons->pdata[0];

  assert_clash (turn, household, NULL);
  g_ptr_array_add (household->absences, ta_absence_new (NULL, DAY (2026, 12, 4), DAY (2026, 12, 12), "beach"));
  assert_clash (turn, household, "Silva is away from 4 Dec to 11 Dec");
  ((TaAbsence *) household->absences->pdata[0])->until = DAY (2026, 12, 5);
  assert_clash (turn, household, "Silva is away on 4 Dec");
  g_ptr_array_set_size (household->absences, 0);
  g_ptr_array_add (household->absences, ta_absence_new (ana->id, DAY (2026, 12, 1), DAY (2026, 12, 9), ""));
  assert_clash (turn, household, "Everybody in Silva is away on 4 Dec");
  g_ptr_array_add (household->persons, ta_person_new ("Bruno", TA_ROLE_ADULT));
  assert_clash (turn, household, NULL);
}

static void
test_clash_membership (void)
{
  g_autoptr (TaTurn) turn = make_turn (DAY (2026, 12, 4));
  g_autoptr (TaHousehold) household = make_holder ();
  TaMembership *membership = household->memberships->pdata[0];

  membership->status = TA_STATUS_TRIAL;
  assert_clash (turn, household, NULL);
  membership->status = TA_STATUS_PAUSED;
  assert_clash (turn, household, "Silva has paused since 1 Jan 2026");
  membership->until = DAY (2027, 1, 1);
  assert_clash (turn, household, "Silva is paused from 1 Jan 2026 to 31 Dec 2026");
  membership->status = TA_STATUS_LEFT;
  assert_clash (turn, household, "Silva left on 1 Jan 2026");
  membership->until = DAY (2026, 12, 4);
  assert_clash (turn, household, NULL);
}

static void
test_clash_weekday (void)
{
  g_autoptr (TaTurn) turn = make_turn (DAY (2026, 12, 4));
  g_autoptr (TaHousehold) household = make_holder ();

  g_ptr_array_add (household->availability, ta_availability_new (NULL, 4, TA_UNAVAILABLE));
  g_ptr_array_add (household->availability, ta_availability_new (NULL, 5, TA_UNDESIRED));
  assert_clash (turn, household, NULL);
  ((TaAvailability *) household->availability->pdata[1])->state = TA_UNAVAILABLE;
  assert_clash (turn, household, "Silva is unavailable on this day of the week: Friday, 4 December");
}

static void
test_clash_kitchen (void)
{
  g_autoptr (TaTurn) turn = make_turn (DAY (2026, 12, 4));
  g_autoptr (TaHousehold) household = make_holder ();

  turn->portions = 2000;
  assert_clash (turn, household, NULL);
  household->kitchen_capacity = 2000;
  assert_clash (turn, household, NULL);
  household->kitchen_capacity = 1600;
  assert_clash (turn, household, "Silva’s kitchen makes 16 portions and the turn needs 20");
  household->kitchen_capacity = 1999;
  assert_clash (turn, household, "Silva’s kitchen makes 19.99 portions and the turn needs 20");
  household->kitchen_capacity = 100;
  assert_clash (turn, household, "Silva’s kitchen makes 1 portion and the turn needs 20");
  ta_turn_set_holder (turn, "costa", TA_DUTY_SITTER);
  assert_clash (turn, household, NULL);
}

static void
test_clashes_in_order (void)
{
  g_autoptr (TaTurn) turn = make_turn (DAY (2026, 12, 4));
  g_autoptr (TaHousehold) household = make_holder ();

  turn->portions = 2000;
  household->kitchen_capacity = 0;
  assert_clash (turn, household, "Silva’s kitchen makes 0 portions and the turn needs 20");
  g_ptr_array_add (household->availability, ta_availability_new (NULL, 5, TA_UNAVAILABLE));
  assert_clash (turn, household, "Silva is unavailable on this day of the week: Friday, 4 December");
  ((TaMembership *) household->memberships->pdata[0])->status = TA_STATUS_LEFT;
  assert_clash (turn, household, "Silva left on 1 Jan 2026");
  g_ptr_array_add (household->absences, ta_absence_new (NULL, DAY (2026, 12, 4), DAY (2026, 12, 5), ""));
  assert_clash (turn, household, "Silva is away on 4 Dec");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/turn/new-and-copy", test_new_and_copy);
  g_test_add_func ("/turn/others", test_other_structs);
  g_test_add_func ("/turn/holder", test_holder);
  g_test_add_func ("/turn/holders", test_holders);
  g_test_add_func ("/turn/portions", test_portions);
  g_test_add_func ("/turn/states-and-duties", test_states_and_duties);
  g_test_add_func ("/turn/start", test_start_across_clock_changes);
  g_test_add_func ("/turn/clash-away", test_clash_away);
  g_test_add_func ("/turn/clash-membership", test_clash_membership);
  g_test_add_func ("/turn/clash-weekday", test_clash_weekday);
  g_test_add_func ("/turn/clash-kitchen", test_clash_kitchen);
  g_test_add_func ("/turn/clash-order", test_clashes_in_order);
  return g_test_run ();
}
