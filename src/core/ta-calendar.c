/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-calendar.h"
#include "ta-id.h"

#include <glib/gi18n-lib.h>

const TaCode ta_calendar_kind_codes[] = {
  [TA_CALENDAR_HOLIDAYS] = { "holidays", N_ ("Public holidays") },
  [TA_CALENDAR_SCHOOL] = { "school", N_ ("School breaks") },
  [TA_CALENDAR_ABSENCES] = { "absences", N_ ("Absences of a household") },
  { NULL, NULL },
};

TaCalendar *
ta_calendar_new (const char *name, TaCalendarKind kind, const char *household)
{
  TaCalendar *calendar = g_new0 (TaCalendar, 1);

  calendar->id = ta_id_new ();
  calendar->name = g_strdup (name);
  calendar->kind = kind;
  calendar->household = g_strdup (household);
  return calendar;
}

TaCalendar *
ta_calendar_copy (const TaCalendar *calendar)
{
  TaCalendar *copy = g_memdup2 (calendar, sizeof *calendar);

  copy->id = g_strdup (calendar->id);
  copy->name = g_strdup (calendar->name);
  copy->household = g_strdup (calendar->household);
  return copy;
}

void
ta_calendar_free (TaCalendar *calendar)
{
  if (calendar == NULL)
    return;
  g_free (calendar->id);
  g_free (calendar->name);
  g_free (calendar->household);
  g_free (calendar);
}

TaCalendarDay *
ta_calendar_day_new (const char *uid, const char *name, TaDate from, TaDate until)
{
  TaCalendarDay *day = g_new0 (TaCalendarDay, 1);

  day->id = ta_id_new ();
  day->uid = g_strdup (uid);
  day->name = g_strdup (name);
  day->from = from;
  day->until = until;
  return day;
}

TaCalendarDay *
ta_calendar_day_copy (const TaCalendarDay *day)
{
  TaCalendarDay *copy = g_memdup2 (day, sizeof *day);

  copy->id = g_strdup (day->id);
  copy->uid = g_strdup (day->uid);
  copy->name = g_strdup (day->name);
  return copy;
}

void
ta_calendar_day_free (TaCalendarDay *day)
{
  if (day == NULL)
    return;
  g_free (day->id);
  g_free (day->uid);
  g_free (day->name);
  g_free (day);
}

const TaCalendarDay *
ta_calendar_find_day (GPtrArray *days, TaDate date)
{
  for (guint i = 0; i < days->len; i++)
    {
      const TaCalendarDay *day = g_ptr_array_index (days, i);

      if (day->from <= date && date < day->until)
        return day;
    }
  return NULL;
}
