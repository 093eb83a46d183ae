/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-calendar.h"
#include "ta-series-days.h"

#include <string.h>

#define DAY(m, d) ta_date_from_ymd (2026, (m), (d))

/* Monday to Friday from Monday 7 December 2026. */
static TaSeries *
weekdays_series (void)
{
  TaSeries *series = ta_series_new ("pod", "cooking", DAY (12, 7));

  series->weekdays = 0x1f;
  return series;
}

static char *
trace (const TaSeries *series, TaDate from, TaDate until, const TaSeriesCalendars *calendars)
{
  g_autoptr (GArray) days = ta_series_days (series, from, until, calendars);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < days->len; i++)
    {
      const TaSeriesDay *day = &g_array_index (days, TaSeriesDay, i);
      int year, month, meant, date;

      ta_date_to_ymd (day->meant, &year, &month, &meant);
      ta_date_to_ymd (day->date, &year, &month, &date);
      g_string_append_printf (text, i > 0 ? " %d" : "%d", meant);
      if (date != meant)
        g_string_append_printf (text, ">%d", date);
    }
  return g_string_free (text, FALSE);
}

static void
assert_days (const TaSeries *series, const TaSeriesCalendars *calendars, const char *expected)
{
  g_autofree char *days = trace (series, DAY (12, 1), DAY (12, 22), calendars);

  g_assert_cmpstr (days, ==, expected);
}

static void
test_rule (void)
{
  g_autoptr (TaSeries) series = weekdays_series ();
  TaDate left_out = DAY (12, 9);

  assert_days (series, NULL, "7 8 9 10 11 14 15 16 17 18 21");
  series->until = DAY (12, 17);
  assert_days (series, NULL, "7 8 9 10 11 14 15 16");
  g_array_append_val (series->exceptions, left_out);
  series->every_weeks = 2;
  series->until = TA_DATE_NONE;
  assert_days (series, NULL, "7 8 10 11 21");
}

static GPtrArray *
make_days (TaDate first, TaDate second)
{
  GPtrArray *days = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_calendar_day_free);

  g_ptr_array_add (days, ta_calendar_day_new ("a", "Rest Day", first, second));
  return days;
}

static void
test_holidays (void)
{
  g_autoptr (TaSeries) series = weekdays_series ();
  g_autoptr (GPtrArray) holidays = make_days (DAY (12, 10), DAY (12, 12));
  g_autoptr (GPtrArray) breaks = make_days (DAY (12, 16), DAY (12, 31));
  TaSeriesCalendars calendars = { holidays, breaks };

  assert_days (series, &calendars, "7 8 9 10 11 14 15 16 17 18 21");
  series->on_holiday = TA_HOLIDAY_SKIP;
  assert_days (series, &calendars, "7 8 9 14 15 16 17 18 21");
  /* Two days at the end of the week go to its two free days; never two to one, never to a day that has a turn of its own. */
  series->on_holiday = TA_HOLIDAY_LATER;
  assert_days (series, &calendars, "7 8 9 10>12 11>13 14 15 16 17 18 21");
  series->on_holiday = TA_HOLIDAY_EARLIER;
  assert_days (series, &calendars, "7 8 9 10>6 11>5 14 15 16 17 18 21");
  /* Not to the next day either, where the series has that one itself. */
  holidays = (g_ptr_array_unref (holidays), make_days (DAY (12, 9), DAY (12, 10)));
  calendars.holidays = holidays;
  assert_days (series, &calendars, "7 8 9>6 10 11 14 15 16 17 18 21");
  series->on_holiday = TA_HOLIDAY_LATER;
  assert_days (series, &calendars, "7 8 9>12 10 11 14 15 16 17 18 21");
  /* Where there is no free day within six it is left out. */
  series->on_holiday = TA_HOLIDAY_KEEP;
  series->on_school_break = TA_HOLIDAY_LATER;
  assert_days (series, &calendars, "7 8 9 10 11 14 15");
}

static void
add_households (TaSeries *series, guint n)
{
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (series->households, g_strdup_printf ("h%u", i));
}

static void
test_each_its_weekday (void)
{
  g_autoptr (TaSeries) series = weekdays_series ();

  add_households (series, 5);
  series->rotation = TA_ROTATION_WEEKDAY;
  for (TaDate date = DAY (12, 7); date < DAY (12, 7) + 70; date++)
    if (ta_series_falls_on (series, date))
      {
        g_autofree char *expected = g_strdup_printf ("h%d", ta_date_weekday (date) - 1);

        g_assert_cmpstr (ta_series_rotation_holder (series, date), ==, expected);
      }
}

/* Six households on five days: each cooks five times in six weeks, wherever in the week the series begins. */
static void
test_six_on_five_days (void)
{
  for (int start = 0; start < 5; start++)
    {
      g_autoptr (TaSeries) series = weekdays_series ();
      int counts[6] = { 0 };
      int turns = 0;

      series->from += start;
      add_households (series, 6);
      series->rotation = TA_ROTATION_ROTATE;
      g_assert_cmpstr (ta_series_rotation_holder (series, series->from), ==, "h0");
      for (TaDate date = series->from; turns < 30; date++)
        if (ta_series_falls_on (series, date))
          {
            const char *holder = ta_series_rotation_holder (series, date);

            g_assert_cmpint (holder[1] - '0', ==, turns % 6);
            counts[holder[1] - '0']++;
            turns++;
          }
      for (int i = 0; i < 6; i++)
        g_assert_cmpint (counts[i], ==, 5);
    }
}

/* A holiday that is skipped holds nobody up. */
static void
test_rotation_goes_by_date (void)
{
  g_autoptr (TaSeries) series = weekdays_series ();
  g_autofree char *before = NULL;

  add_households (series, 6);
  series->rotation = TA_ROTATION_ROTATE;
  before = g_strdup (ta_series_rotation_holder (series, DAY (12, 18)));
  series->on_holiday = TA_HOLIDAY_SKIP;
  g_assert_cmpstr (ta_series_rotation_holder (series, DAY (12, 18)), ==, before);
  series->rotation = TA_ROTATION_NONE;
  g_assert_null (ta_series_rotation_holder (series, DAY (12, 18)));
}

static void
test_eaters (void)
{
  g_autoptr (GPtrArray) households = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_household_free);
  g_autoptr (TaTurn) turn = ta_turn_new ("pod", "cooking", DAY (12, 8), 18 * 60); /* a Tuesday */

  for (int i = 0; i < 3; i++)
    {
      TaHousehold *household = ta_household_new ("Family");

      g_ptr_array_add (household->persons, ta_person_new ("Ana", TA_ROLE_ADULT));
      g_ptr_array_add (household->persons, ta_person_new ("Ben", TA_ROLE_ADULT));
      g_ptr_array_add (household->memberships, ta_membership_new ("pod", TA_STATUS_MEMBER, DAY (1, 1)));
      g_ptr_array_add (households, household);
    }
  /* One is away on Tuesdays, one of the second eats elsewhere. */
  g_ptr_array_add (((TaHousehold *) households->pdata[0])->skipped_meals, ta_skipped_meal_new (NULL, 2));
  g_ptr_array_add (((TaHousehold *) households->pdata[1])->skipped_meals,
                   ta_skipped_meal_new (((TaPerson *) ((TaHousehold *) households->pdata[1])->persons->pdata[0])->id, 2));
  ta_turn_fill_eaters (turn, households);
  g_assert_cmpuint (turn->eaters->len, ==, 2);
  g_assert_cmpint (((TaEater *) turn->eaters->pdata[0])->portions, ==, 100);
  g_assert_cmpint (((TaEater *) turn->eaters->pdata[1])->portions, ==, 200);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/series-days/rule", test_rule);
  g_test_add_func ("/series-days/holidays", test_holidays);
  g_test_add_func ("/series-days/each-its-weekday", test_each_its_weekday);
  g_test_add_func ("/series-days/six-on-five-days", test_six_on_five_days);
  g_test_add_func ("/series-days/rotation-goes-by-date", test_rotation_goes_by_date);
  g_test_add_func ("/series-days/eaters", test_eaters);
  return g_test_run ();
}
