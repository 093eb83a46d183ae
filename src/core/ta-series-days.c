/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-series-days.h"

#include "ta-calendar.h"

#define FARTHEST_MOVE 6

gboolean
ta_series_falls_on (const TaSeries *series, TaDate date)
{
  int week = (ta_date_start_of_week (date, 1) - ta_date_start_of_week (series->from, 1)) / 7;

  return date >= series->from && (series->until == TA_DATE_NONE || date < series->until)
         && (series->weekdays >> (ta_date_weekday (date) - 1) & 1) != 0 && week % MAX (1, series->every_weeks) == 0;
}

static gboolean
has_day (GPtrArray *days, TaDate date)
{
  return days != NULL && ta_calendar_find_day (days, date) != NULL;
}

/* What each kind of day does to the series. */
static TaHolidayRule
rule_on (const TaSeries *series, TaDate date, const TaSeriesCalendars *calendars)
{
  if (calendars == NULL)
    return TA_HOLIDAY_KEEP;
  if (series->on_holiday != TA_HOLIDAY_KEEP && has_day (calendars->holidays, date))
    return series->on_holiday;
  return has_day (calendars->breaks, date) ? series->on_school_break : TA_HOLIDAY_KEEP;
}

static gboolean
is_free (const TaSeries *series, TaDate date, const TaSeriesCalendars *calendars)
{
  return !ta_series_falls_on (series, date) && rule_on (series, date, calendars) == TA_HOLIDAY_KEEP;
}

static gboolean
is_taken (GArray *days, TaDate date)
{
  for (guint i = days->len; i > 0 && i + 2 * FARTHEST_MOVE > days->len; i--)
    if (g_array_index (days, TaSeriesDay, i - 1).date == date)
      return TRUE;
  return FALSE;
}

static TaDate
place (const TaSeries *series, TaDate meant, const TaSeriesCalendars *calendars, GArray *days)
{
  TaHolidayRule rule = rule_on (series, meant, calendars);
  int step = rule == TA_HOLIDAY_EARLIER ? -1 : 1;

  if (rule == TA_HOLIDAY_KEEP)
    return meant;
  for (int i = 1; rule != TA_HOLIDAY_SKIP && i <= FARTHEST_MOVE; i++)
    if (is_free (series, meant + i * step, calendars) && !is_taken (days, meant + i * step))
      return meant + i * step;
  return TA_DATE_NONE;
}

static gboolean
is_left_out (const TaSeries *series, TaDate date)
{
  for (guint i = 0; i < series->exceptions->len; i++)
    if (g_array_index (series->exceptions, TaDate, i) == date)
      return TRUE;
  return FALSE;
}

GArray *
ta_series_days (const TaSeries *series, TaDate from, TaDate until, const TaSeriesCalendars *calendars)
{
  GArray *days = g_array_new (FALSE, FALSE, sizeof (TaSeriesDay));

  for (TaDate date = MAX (from, series->from); date < until; date++)
    {
      TaSeriesDay day = { date, TA_DATE_NONE };

      if (!ta_series_falls_on (series, date) || is_left_out (series, date))
        continue;
      day.date = place (series, date, calendars, days);
      if (day.date != TA_DATE_NONE)
        g_array_append_val (days, day);
    }
  return days;
}

/* How many days of its weekdays come before @date in its week. */
static guint
rank_in_week (const TaSeries *series, TaDate date)
{
  guint rank = 0;

  for (int weekday = 1; weekday < ta_date_weekday (date); weekday++)
    rank += series->weekdays >> (weekday - 1) & 1;
  return rank;
}

static guint
days_a_week (const TaSeries *series)
{
  guint count = 0;

  for (int i = 0; i < 7; i++)
    count += series->weekdays >> i & 1;
  return count;
}

/* Counted from the first week as a whole, so that the first day may be any. */
static guint
index_of (const TaSeries *series, TaDate date)
{
  int weeks = (ta_date_start_of_week (date, 1) - ta_date_start_of_week (series->from, 1)) / 7 / MAX (1, series->every_weeks);

  return (guint) weeks * days_a_week (series) + rank_in_week (series, date) - rank_in_week (series, series->from);
}

const char *
ta_series_rotation_holder (const TaSeries *series, TaDate date)
{
  guint n = series->households->len;

  if (n == 0 || series->rotation == TA_ROTATION_NONE || date < series->from)
    return NULL;
  return g_ptr_array_index (series->households, (series->rotation == TA_ROTATION_WEEKDAY ? rank_in_week (series, date) : index_of (series, date)) % n);
}

void
ta_series_shape_turn (const TaSeries *series, const TaSeriesDay *day, TaDuty duty, TaTurn *turn)
{
  turn->series_date = day->meant;
  turn->date = day->date;
  turn->start = series->start;
  turn->minutes = series->minutes;
  turn->places = series->holders;
  ta_set_text (&turn->service, series->service);
  ta_set_text (&turn->title, series->title);
  ta_set_text (&turn->note, series->note);
  if (series->rotation != TA_ROTATION_NONE)
    ta_turn_set_holder (turn, ta_series_rotation_holder (series, day->meant), duty);
}

void
ta_turn_fill_eaters (TaTurn *turn, GPtrArray *households)
{
  g_ptr_array_set_size (turn->eaters, 0);
  for (guint i = 0; i < households->len; i++)
    {
      const TaHousehold *household = g_ptr_array_index (households, i);
      TaStatus status = ta_household_status (household, turn->date);
      int portions = ta_household_meal_portions (household, turn->date);

      if (g_strcmp0 (ta_household_pod (household, turn->date), turn->pod) != 0 || (status != TA_STATUS_TRIAL && status != TA_STATUS_MEMBER))
        continue;
      if (ta_household_absence (household, turn->date) == NULL && portions > 0)
        g_ptr_array_add (turn->eaters, ta_eater_new (household->id, portions));
    }
}
