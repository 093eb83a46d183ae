/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-date.h"

static void
test_parse (void)
{
  static const char *bad[] = { "", "2026-2-01", "2026-02-30", "2026-13-01", "26-01-01", "2026-01-01 ", "1200-01-01", "2026/01/01", "２026-01-0" };
  TaDate date = 5;

  g_assert_true (ta_date_parse ("1970-01-01", &date));
  g_assert_cmpint (date, ==, 0);
  g_assert_true (ta_date_parse ("2024-02-29", &date));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (ta_date_parse (bad[i], &date));
  g_assert_false (ta_date_parse (NULL, &date));
  g_assert_cmpint (date, ==, ta_date_from_ymd (2024, 2, 29));
}

static void
test_every_day_round_trips (void)
{
  for (TaDate date = ta_date_from_ymd (1890, 1, 1); date < ta_date_from_ymd (2110, 1, 1); date++)
    {
      g_autofree char *iso = ta_date_to_iso (date);
      TaDate back;

      g_assert_true (ta_date_parse (iso, &back));
      g_assert_cmpint (back, ==, date);
      g_assert_cmpint (ta_date_weekday (date), >=, 1);
      g_assert_cmpint (ta_date_weekday (date + 1), ==, ta_date_weekday (date) % 7 + 1);
    }
}

static void
test_weeks (void)
{
  TaDate sunday = ta_date_from_ymd (2026, 11, 22);

  g_assert_cmpint (ta_date_weekday (sunday), ==, 7);
  g_assert_cmpint (ta_date_start_of_week (sunday, 1), ==, ta_date_from_ymd (2026, 11, 16));
  g_assert_cmpint (ta_date_start_of_week (sunday, 7), ==, sunday);
  g_assert_cmpint (ta_date_start_of_week (sunday, 6), ==, sunday - 1);
  g_assert_cmpint (ta_date_week_number (ta_date_from_ymd (2027, 1, 1)), ==, 53);
}

static void
test_months (void)
{
  g_assert_cmpint (ta_date_add_months (ta_date_from_ymd (2026, 1, 31), 1), ==, ta_date_from_ymd (2026, 2, 28));
  g_assert_cmpint (ta_date_add_months (ta_date_from_ymd (2026, 1, 31), -11), ==, ta_date_from_ymd (2025, 2, 28));
  g_assert_cmpint (ta_date_start_of_month (ta_date_from_ymd (2026, 2, 28)), ==, ta_date_from_ymd (2026, 2, 1));
}

static void
test_age (void)
{
  TaDate born = ta_date_from_ymd (2020, 2, 29);

  g_assert_cmpint (ta_date_age (born, ta_date_from_ymd (2021, 2, 28)), ==, 0);
  g_assert_cmpint (ta_date_age (born, ta_date_from_ymd (2021, 3, 1)), ==, 1);
  g_assert_cmpint (ta_date_age (born, born - 1), ==, -1);
  g_assert_cmpint (ta_date_age (TA_DATE_NONE, born), ==, -1);
}

static void
test_zone (void)
{
  g_autoptr (GTimeZone) montevideo = g_time_zone_new_identifier ("America/Montevideo");

  /* Midnight in Greenwich is still the evening before in Montevideo. */
  g_assert_cmpint (ta_date_from_unix (1796169600, montevideo), ==, ta_date_from_unix (1796169600, g_time_zone_new_utc ()) - 1);
}

static void
test_minutes (void)
{
  static const char *bad[] = { "", "24:00", "12:60", "1800", "18:0", "18:00:0", "18:00:60", ":00", "18.00" };
  TaMinutes minutes = 0;
  g_autofree char *text = ta_minutes_to_text (65);

  g_assert_true (ta_minutes_parse ("18:00", &minutes));
  g_assert_cmpint (minutes, ==, 1080);
  g_assert_true (ta_minutes_parse ("9:05", &minutes));
  g_assert_true (ta_minutes_parse ("09:05:59", &minutes));
  g_assert_cmpint (minutes, ==, 545);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (ta_minutes_parse (bad[i], &minutes));
  g_assert_cmpstr (text, ==, "01:05");
}

static void
test_words (void)
{
  TaDate date = ta_date_from_ymd (2026, 12, 4);
  g_autofree char *full = ta_date_format (date, TA_DATE_FULL);
  g_autofree char *small = ta_date_format (date, TA_DATE_SHORT);

  g_assert_cmpstr (full, ==, "Friday, 4 December 2026");
  g_assert_cmpstr (small, ==, "4 Dec");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/date/parse", test_parse);
  g_test_add_func ("/date/round-trip", test_every_day_round_trips);
  g_test_add_func ("/date/weeks", test_weeks);
  g_test_add_func ("/date/months", test_months);
  g_test_add_func ("/date/age", test_age);
  g_test_add_func ("/date/zone", test_zone);
  g_test_add_func ("/date/minutes", test_minutes);
  g_test_add_func ("/date/words", test_words);
  return g_test_run ();
}
