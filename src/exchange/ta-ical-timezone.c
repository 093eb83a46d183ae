/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-ical-timezone.h"

#include <string.h>

#define DAY 86400
#define YEAR (366 * (gint64) DAY)

/* A change of the clock. */
typedef struct
{
  gint64 at;
  int before; /* seconds east of Greenwich */
  int after;
  gboolean daylight;
  char *name;
} Change;

static void
change_clear (gpointer data)
{
  g_free (((Change *) data)->name);
}

static int
interval_at (GTimeZone *tz, gint64 moment)
{
  return g_time_zone_find_interval (tz, G_TIME_TYPE_UNIVERSAL, moment);
}

static gboolean
same_clock (GTimeZone *tz, int a, int b)
{
  return g_time_zone_get_offset (tz, a) == g_time_zone_get_offset (tz, b) && g_time_zone_is_dst (tz, a) == g_time_zone_is_dst (tz, b);
}

/* The first second of the clock that holds at @late; another holds at @early. */
static gint64
find_change (GTimeZone *tz, gint64 early, gint64 late)
{
  while (late - early > 1)
    {
      gint64 middle = early + (late - early) / 2;

      if (same_clock (tz, interval_at (tz, middle), interval_at (tz, late)))
        late = middle;
      else
        early = middle;
    }
  return late;
}

static void
add_change (GArray *changes, GTimeZone *tz, gint64 at, int before)
{
  int interval = interval_at (tz, at);
  Change change = { at, before, g_time_zone_get_offset (tz, interval), g_time_zone_is_dst (tz, interval),
                    g_strdup (g_time_zone_get_abbreviation (tz, interval)) };

  g_array_append_val (changes, change);
}

static GArray *
find_changes (GTimeZone *tz, gint64 from, gint64 until)
{
  GArray *changes = g_array_new (FALSE, FALSE, sizeof (Change));

  g_array_set_clear_func (changes, change_clear);
  for (gint64 day = from; day < until; day += DAY)
    {
      int before = interval_at (tz, day);

      if (!same_clock (tz, before, interval_at (tz, day + DAY)))
        add_change (changes, tz, find_change (tz, day, day + DAY), g_time_zone_get_offset (tz, before));
    }
  return changes;
}

/* The wall clock at which a change happens, by the clock before it. */
static GDateTime *
onset (const Change *change)
{
  return g_date_time_new_from_unix_utc (change->at + change->before);
}

static icaltimetype
to_ical (GDateTime *moment)
{
  icaltimetype time = icaltime_null_time ();

  g_date_time_get_ymd (moment, &time.year, &time.month, &time.day);
  time.hour = g_date_time_get_hour (moment);
  time.minute = g_date_time_get_minute (moment);
  time.second = g_date_time_get_second (moment);
  return time;
}

static icalcomponent *
add_observance (icalcomponent *zone, const Change *change)
{
  g_autoptr (GDateTime) start = onset (change);
  icalcomponent *part = icalcomponent_new (change->daylight ? ICAL_XDAYLIGHT_COMPONENT : ICAL_XSTANDARD_COMPONENT);

  icalcomponent_add_property (part, icalproperty_new_dtstart (to_ical (start)));
  icalcomponent_add_property (part, icalproperty_new_tzoffsetfrom (change->before));
  icalcomponent_add_property (part, icalproperty_new_tzoffsetto (change->after));
  icalcomponent_add_property (part, icalproperty_new_tzname (change->name));
  icalcomponent_add_component (zone, part);
  return part;
}

/* Yearly rules --------------------------------------------------------------------------------------------------------------------------- */

static int
days_in_month (GDateTime *moment)
{
  return g_date_get_days_in_month ((GDateMonth) g_date_time_get_month (moment), (GDateYear) g_date_time_get_year (moment));
}

/* Which of its weekday in the month: 1 … 4, or -1 for the last. */
static int
position_in_month (GDateTime *moment)
{
  int day = g_date_time_get_day_of_month (moment);

  return day + 7 > days_in_month (moment) ? -1 : (day - 1) / 7 + 1;
}

static gboolean
same_rule (const Change *first, const Change *other, int years_later)
{
  g_autoptr (GDateTime) a = onset (first);
  g_autoptr (GDateTime) b = onset (other);

  return first->before == other->before && first->after == other->after && strcmp (first->name, other->name) == 0
         && g_date_time_get_year (b) == g_date_time_get_year (a) + years_later && g_date_time_get_month (a) == g_date_time_get_month (b)
         && g_date_time_get_day_of_week (a) == g_date_time_get_day_of_week (b) && position_in_month (a) == position_in_month (b)
         && g_date_time_get_hour (a) == g_date_time_get_hour (b) && g_date_time_get_minute (a) == g_date_time_get_minute (b);
}

/* Whether the changes alternate between the same two rules, year after year. */
static gboolean
is_yearly (GArray *changes)
{
  if (changes->len < 4)
    return FALSE;
  for (guint i = 2; i < changes->len; i++)
    if (!same_rule (&g_array_index (changes, Change, i % 2), &g_array_index (changes, Change, i), (int) i / 2))
      return FALSE;
  return g_array_index (changes, Change, 0).daylight != g_array_index (changes, Change, 1).daylight;
}

static void
add_yearly (icalcomponent *zone, const Change *change)
{
  static const char *const weekdays[] = { "", "MO", "TU", "WE", "TH", "FR", "SA", "SU" };
  g_autoptr (GDateTime) start = onset (change);
  g_autofree char *rule = g_strdup_printf ("FREQ=YEARLY;BYMONTH=%d;BYDAY=%d%s", g_date_time_get_month (start), position_in_month (start),
                                           weekdays[g_date_time_get_day_of_week (start)]);

  icalcomponent_add_property (add_observance (zone, change), icalproperty_new_rrule (icalrecurrencetype_from_string (rule)));
}

static void
add_each (icalcomponent *zone, GTimeZone *tz, gint64 from, GArray *changes)
{
  int interval = interval_at (tz, from);
  int offset = g_time_zone_get_offset (tz, interval);
  /* What holds at the beginning needs an observance that begins no later. */
  Change first = { from, offset, offset, g_time_zone_is_dst (tz, interval), (char *) g_time_zone_get_abbreviation (tz, interval) };

  add_observance (zone, &first);
  for (guint i = 0; i < changes->len; i++)
    add_observance (zone, &g_array_index (changes, Change, i));
}

icalcomponent *
ta_ical_timezone_new (const char *name, GTimeZone *tz, gint64 from, gint64 until)
{
  icalcomponent *zone = icalcomponent_new_vtimezone ();
  gint64 start = from - from % DAY - 2 * YEAR;
  g_autoptr (GArray) changes = find_changes (tz, start, MAX (until, from) + YEAR);

  icalcomponent_add_property (zone, icalproperty_new_tzid (name));
  if (is_yearly (changes))
    for (guint i = 0; i < 2; i++)
      add_yearly (zone, &g_array_index (changes, Change, i));
  else
    add_each (zone, tz, start, changes);
  return zone;
}
