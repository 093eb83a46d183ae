/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-code.h"
#include "ta-date.h"

typedef enum
{
  TA_CALENDAR_HOLIDAYS,
  TA_CALENDAR_SCHOOL,
  TA_CALENDAR_ABSENCES
} TaCalendarKind;
extern const TaCode ta_calendar_kind_codes[];

/** TaCalendar: a calendar that was read from a file, and is read again when the file has changed. */
typedef struct
{
  char *id;
  char *name;
  TaCalendarKind kind;
  char *household; /* (nullable): id: whose absences */
} TaCalendar;

/** TaCalendarDay: an event of a calendar, in whole days. */
typedef struct
{
  char *id;
  char *uid; /* of the event, in its file */
  char *name;
  TaDate from;
  TaDate until; /* exclusive */
} TaCalendarDay;

TaCalendar *ta_calendar_new (const char *name, TaCalendarKind kind, const char *household);
TaCalendar *ta_calendar_copy (const TaCalendar *calendar);
void ta_calendar_free (TaCalendar *calendar);
TaCalendarDay *ta_calendar_day_new (const char *uid, const char *name, TaDate from, TaDate until);
void ta_calendar_day_free (TaCalendarDay *day);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaCalendar, ta_calendar_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaCalendarDay, ta_calendar_day_free)

/** (nullable) (transfer none): the first of @days (of TaCalendarDay) that @date is in */
const TaCalendarDay *ta_calendar_find_day (GPtrArray *days, TaDate date);

/** What a day of a file is to the calendar that was read before. */
typedef enum
{
  TA_CALENDAR_SAME,
  TA_CALENDAR_NEW,
  TA_CALENDAR_CHANGED,
  TA_CALENDAR_GONE
} TaCalendarNews;

typedef struct
{
  const TaCalendarDay *day; /* borrowed: as it is in the file; as it was where it is gone */
  TaCalendarNews news;
} TaCalendarDifference;

/**
 * ta_calendar_compare:
 * @present: of TaCalendarDay: what was read before
 * @days: of TaCalendarDay: what is in the file now
 *
 * Returns: (transfer full): of TaCalendarDifference, by date: events are known again by UID and first day
 */
GArray *ta_calendar_compare (GPtrArray *present, GPtrArray *days);
