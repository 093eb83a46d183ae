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

static const TaCalendarDay *
find_again (GHashTable *index, const TaCalendarDay *day)
{
  g_autofree char *key = g_strdup_printf ("%d %s", day->from, day->uid);

  return g_hash_table_lookup (index, key);
}

static GHashTable *
index_days (GPtrArray *days)
{
  GHashTable *index = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < days->len; i++)
    {
      TaCalendarDay *day = g_ptr_array_index (days, i);

      g_hash_table_insert (index, g_strdup_printf ("%d %s", day->from, day->uid), day);
    }
  return index;
}

static int
compare_dates (gconstpointer a, gconstpointer b)
{
  const TaCalendarDay *first = ((const TaCalendarDifference *) a)->day;
  const TaCalendarDay *second = ((const TaCalendarDifference *) b)->day;

  if (first->from != second->from)
    return first->from < second->from ? -1 : 1;
  return g_strcmp0 (first->uid, second->uid);
}

GArray *
ta_calendar_compare (GPtrArray *present, GPtrArray *days)
{
  GArray *differences = g_array_new (FALSE, FALSE, sizeof (TaCalendarDifference));
  g_autoptr (GHashTable) before = index_days (present);
  g_autoptr (GHashTable) after = index_days (days);
  GHashTableIter iter;
  gpointer day;

  g_hash_table_iter_init (&iter, after);
  while (g_hash_table_iter_next (&iter, NULL, &day))
    {
      const TaCalendarDay *old = find_again (before, day);
      TaCalendarDifference difference = { day, TA_CALENDAR_NEW };

      if (old != NULL)
        difference.news = old->until == ((TaCalendarDay *) day)->until && g_str_equal (old->name, ((TaCalendarDay *) day)->name) ? TA_CALENDAR_SAME : TA_CALENDAR_CHANGED;
      g_array_append_val (differences, difference);
    }
  g_hash_table_iter_init (&iter, before);
  while (g_hash_table_iter_next (&iter, NULL, &day))
    if (find_again (after, day) == NULL)
      g_array_append_vals (differences, &(TaCalendarDifference) { day, TA_CALENDAR_GONE }, 1);
  g_array_sort (differences, compare_dates);
  return differences;
}
