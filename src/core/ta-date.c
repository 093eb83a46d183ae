/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-date.h"

#include <glib/gi18n-lib.h>
#include <langinfo.h>
#include <stdio.h>
#include <string.h>

/* Days between 1970-01-01 and the epoch of GDate's Julian day 1 (0001-01-01). */
#define JULIAN_OF_1970 719163
#define FIRST_YEAR 1583
#define LAST_YEAR 9999

static void
to_gdate (TaDate date, GDate *out)
{
  g_date_clear (out, 1);
  g_date_set_julian (out, (guint32) (date + JULIAN_OF_1970));
}

static TaDate
from_gdate (const GDate *date)
{
  return (TaDate) g_date_get_julian (date) - JULIAN_OF_1970;
}

TaDate
ta_date_from_ymd (int year, int month, int day)
{
  GDate date;

  if (year < FIRST_YEAR || year > LAST_YEAR || month < 1 || month > 12 || day < 1 || day > 31)
    return TA_DATE_NONE;
  if (!g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year))
    return TA_DATE_NONE;
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
  return from_gdate (&date);
}

void
ta_date_to_ymd (TaDate date, int *year, int *month, int *day)
{
  GDate g;

  g_return_if_fail (date != TA_DATE_NONE);
  to_gdate (date, &g);
  if (year != NULL)
    *year = g_date_get_year (&g);
  if (month != NULL)
    *month = g_date_get_month (&g);
  if (day != NULL)
    *day = g_date_get_day (&g);
}

TaDate
ta_date_from_unix (gint64 unix_seconds, GTimeZone *tz)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (unix_seconds);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_timezone (utc, tz) : NULL;

  if (local == NULL)
    return TA_DATE_NONE;
  return ta_date_from_ymd (g_date_time_get_year (local), g_date_time_get_month (local), g_date_time_get_day_of_month (local));
}

static gboolean
read_digits (const char *text, guint count, int *value)
{
  *value = 0;
  for (guint i = 0; i < count; i++)
    {
      if (!g_ascii_isdigit (text[i]))
        return FALSE;
      *value = *value * 10 + (text[i] - '0');
    }
  return TRUE;
}

gboolean
ta_date_parse (const char *text, TaDate *date)
{
  int year, month, day;
  TaDate parsed;

  if (text == NULL || strlen (text) != 10 || text[4] != '-' || text[7] != '-')
    return FALSE;
  if (!read_digits (text, 4, &year) || !read_digits (text + 5, 2, &month) || !read_digits (text + 8, 2, &day))
    return FALSE;
  parsed = ta_date_from_ymd (year, month, day);
  if (parsed == TA_DATE_NONE)
    return FALSE;
  *date = parsed;
  return TRUE;
}

char *
ta_date_to_iso (TaDate date)
{
  int year, month, day;

  if (date == TA_DATE_NONE)
    return NULL;
  ta_date_to_ymd (date, &year, &month, &day);
  return g_strdup_printf ("%04d-%02d-%02d", year, month, day);
}

int
ta_date_weekday (TaDate date)
{
  /* 1970-01-01 was a Thursday. */
  int from_monday = (int) ((date % 7 + 7 + 3) % 7);

  return from_monday + 1;
}

int
ta_date_week_number (TaDate date)
{
  GDate g;

  to_gdate (date, &g);
  return (int) g_date_get_iso8601_week_of_year (&g);
}

TaDate
ta_date_add_months (TaDate date, int months)
{
  GDate g;

  to_gdate (date, &g);
  if (months >= 0)
    g_date_add_months (&g, (guint) months);
  else
    g_date_subtract_months (&g, (guint) -months);
  return from_gdate (&g);
}

TaDate
ta_date_start_of_month (TaDate date)
{
  int day;

  ta_date_to_ymd (date, NULL, NULL, &day);
  return date - day + 1;
}

TaDate
ta_date_start_of_week (TaDate date, int first_weekday)
{
  return date - (ta_date_weekday (date) - first_weekday + 7) % 7;
}

int
ta_date_age (TaDate born, TaDate on)
{
  int by, bm, bd, oy, om, od;

  if (born == TA_DATE_NONE || on == TA_DATE_NONE || on < born)
    return -1;
  ta_date_to_ymd (born, &by, &bm, &bd);
  ta_date_to_ymd (on, &oy, &om, &od);
  return oy - by - (om < bm || (om == bm && od < bd) ? 1 : 0);
}

int
ta_locale_first_weekday (void)
{
  /* glibc keeps the date of a week's first day as a number in the pointer, and the first weekday relative to it. */
  union
  {
    const char *text;
    guint32 number;
  } base = { .text = nl_langinfo (_NL_TIME_WEEK_1STDAY) };
  const char *first = nl_langinfo (_NL_TIME_FIRST_WEEKDAY);
  int from_sunday = base.number == 19971201 ? 1 : 0;

  from_sunday = (from_sunday + first[0] - 1) % 7;
  return from_sunday == 0 ? 7 : from_sunday;
}

static const char *
style_format (TaDateStyle style)
{
  switch (style)
    {
    case TA_DATE_SHORT:
      /* Translators: a day without its year, as strftime writes it: 4 Dec */
      return C_ ("date", "%-e %b");
    case TA_DATE_MEDIUM:
      /* Translators: a short date with its year: 4 Dec 2026 */
      return C_ ("date", "%-e %b %Y");
    case TA_DATE_WEEKDAY:
      /* Translators: a short date with its day of the week: Fri 4 Dec */
      return C_ ("date", "%a %-e %b");
    case TA_DATE_LONG:
      /* Translators: a date in words without its year: Friday, 4 December */
      return C_ ("date", "%A, %-e %B");
    case TA_DATE_FULL:
      /* Translators: a date in words: Friday, 4 December 2026 */
      return C_ ("date", "%A, %-e %B %Y");
    case TA_DATE_MONTH:
      /* Translators: a month and its year standing alone: December 2026 */
      return C_ ("date", "%OB %Y");
    case TA_DATE_DAY_NAME:
      return "%a";
    case TA_DATE_DAY_NAME_LONG:
    default:
      return "%A";
    }
}

char *
ta_date_format (TaDate date, TaDateStyle style)
{
  g_autoptr (GDateTime) moment = NULL;
  int year, month, day;
  char *text;

  if (date == TA_DATE_NONE)
    return g_strdup ("");
  ta_date_to_ymd (date, &year, &month, &day);
  moment = g_date_time_new_utc (year, month, day, 12, 0, 0);
  text = g_date_time_format (moment, style_format (style));
  return text != NULL ? text : ta_date_to_iso (date);
}

gboolean
ta_minutes_parse (const char *text, TaMinutes *minutes)
{
  int hours, mins, secs = 0;
  gsize hour_digits, length;

  if (text == NULL)
    return FALSE;
  length = strlen (text);
  hour_digits = strcspn (text, ":");
  if (hour_digits < 1 || hour_digits > 2 || (length != hour_digits + 3 && length != hour_digits + 6))
    return FALSE;
  if (!read_digits (text, (guint) hour_digits, &hours) || !read_digits (text + hour_digits + 1, 2, &mins))
    return FALSE;
  if (length == hour_digits + 6 && (text[hour_digits + 3] != ':' || !read_digits (text + hour_digits + 4, 2, &secs)))
    return FALSE;
  if (hours > 23 || mins > 59 || secs > 59)
    return FALSE;
  *minutes = hours * 60 + mins;
  return TRUE;
}

char *
ta_minutes_to_text (TaMinutes minutes)
{
  if (minutes < 0)
    return NULL;
  return g_strdup_printf ("%02d:%02d", minutes / 60, minutes % 60);
}

char *
ta_minutes_format (TaMinutes minutes)
{
  g_autoptr (GDateTime) moment = NULL;

  if (minutes < 0)
    return g_strdup ("");
  moment = g_date_time_new_utc (2000, 1, 1, minutes / 60, minutes % 60, 0);
  /* Translators: a time of day as strftime writes it; use %-I:%M %p where people use twelve hours */
  return g_date_time_format (moment, C_ ("time", "%H:%M"));
}
