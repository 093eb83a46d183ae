/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-calendar.h"
#include "ta-database.h"

/** What reading a calendar again changed. */
typedef struct
{
  guint added;
  guint changed;
  guint removed;
} TaCalendarChanges;

/** (transfer full): of TaCalendar, by kind and name */
GPtrArray *ta_calendar_table_list (TaDatabase *database, GError **error);

/** (transfer full) (nullable): the calendar of that kind, name and household (nullable), letter case ignored; %NULL without @error where there is none */
TaCalendar *ta_calendar_table_find (TaDatabase *database, TaCalendarKind kind, const char *name, const char *household, GError **error);

/** (transfer full): of TaCalendarDay: what is in one calendar, by date; of a household's calendar its absences that were read from it */
GPtrArray *ta_calendar_table_list_days (TaDatabase *database, const TaCalendar *calendar, GError **error);

/** (transfer full): of TaCalendarDay of all calendars of a kind, that touch @from to before @until, by date; not for absences */
GPtrArray *ta_calendar_table_list_kind (TaDatabase *database, TaCalendarKind kind, TaDate from, TaDate until, GError **error);

/**
 * ta_calendar_table_save:
 * @days: of TaCalendarDay: all that is in the file now
 * @changes: (nullable): what it came to
 *
 * Writes the calendar and makes its days those of @days: events are known again by UID and first day. Of a household's calendar they become its absences.
 */
gboolean ta_calendar_table_save (TaDatabase *database, const TaCalendar *calendar, GPtrArray *days, TaCalendarChanges *changes, GError **error);

/** Deletes the calendar with its days, or with the absences that were read from it. */
gboolean ta_calendar_table_delete (TaDatabase *database, const TaCalendar *calendar, GError **error);
