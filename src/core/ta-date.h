/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/**
 * TaDate:
 *
 * A local calendar date as the number of days since 1970-01-01 (before it negative), so that ranges and distances are integer
 * arithmetic. Valid from 1583-01-01 to 9999-12-31; %TA_DATE_NONE stands for "no date". Ranges of dates are half-open.
 */
typedef gint32 TaDate;

#define TA_DATE_NONE G_MININT32

/**
 * TaMinutes:
 *
 * A wall-clock time as minutes since midnight, 0 to 1439; %TA_MINUTES_NONE stands for "no time".
 */
typedef gint32 TaMinutes;

#define TA_MINUTES_NONE (-1)

/** TA_DATE_NONE where there is no such day. */
TaDate ta_date_from_ymd (int year, int month, int day);
void ta_date_to_ymd (TaDate date, int *year, int *month, int *day);

/** The date of @unix_seconds in the zone @tz. */
TaDate ta_date_from_unix (gint64 unix_seconds, GTimeZone *tz);

/** Reads YYYY-MM-DD and nothing else; %FALSE leaves @date alone. */
gboolean ta_date_parse (const char *text, TaDate *date);

/** YYYY-MM-DD; %NULL for TA_DATE_NONE. (transfer full) */
char *ta_date_to_iso (TaDate date);

/** 1 is Monday, 7 is Sunday. */
int ta_date_weekday (TaDate date);

/** ISO 8601 week of the year, 1 to 53. */
int ta_date_week_number (TaDate date);

/** The same day of the month @months on, or the last one of a month that is too short. */
TaDate ta_date_add_months (TaDate date, int months);

TaDate ta_date_start_of_month (TaDate date);

/** The newest @first_weekday (1 Monday … 7 Sunday) that is not after @date. */
TaDate ta_date_start_of_week (TaDate date, int first_weekday);

/** Whole years from @born to @on; -1 where either is missing or @on lies before @born. */
int ta_date_age (TaDate born, TaDate on);

/**
 * ta_locale_first_weekday:
 *
 * Returns: the day on which weeks start in the person's locale, 1 Monday … 7 Sunday
 */
int ta_locale_first_weekday (void);

/** TaDateStyle: how much of a date a person needs to see. All follow the locale. */
typedef enum
{
  TA_DATE_SHORT,        /* 4 Dec */
  TA_DATE_MEDIUM,       /* 4 Dec 2026 */
  TA_DATE_WEEKDAY,      /* Fri 4 Dec */
  TA_DATE_LONG,         /* Friday, 4 December */
  TA_DATE_FULL,         /* Friday, 4 December 2026 */
  TA_DATE_MONTH,        /* December 2026 */
  TA_DATE_DAY_NAME,     /* Fri */
  TA_DATE_DAY_NAME_LONG /* Friday */
} TaDateStyle;

/** (transfer full): @date in words of the locale; an empty string for TA_DATE_NONE */
char *ta_date_format (TaDate date, TaDateStyle style);

/** Reads H:MM, HH:MM and HH:MM:SS of a 24-hour clock. */
gboolean ta_minutes_parse (const char *text, TaMinutes *minutes);

/** HH:MM; %NULL for TA_MINUTES_NONE. (transfer full) */
char *ta_minutes_to_text (TaMinutes minutes);

/** As the locale writes a time of day. (transfer full) */
char *ta_minutes_format (TaMinutes minutes);
