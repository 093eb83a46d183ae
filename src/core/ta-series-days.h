/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-turn.h"

/** How many days ahead series without an end have turns. */
#define TA_SERIES_AHEAD 56

/** TaSeriesDay: one occurrence of a series. */
typedef struct
{
  TaDate meant; /* the day by the rule alone: what the occurrence is known by */
  TaDate date;  /* the day it is on: another where a holiday moves it */
} TaSeriesDay;

/** What a series goes round. Each (nullable) of TaCalendarDay. */
typedef struct
{
  GPtrArray *holidays;
  GPtrArray *breaks;
} TaSeriesCalendars;

/** Whether the rule of @series alone falls on @date. */
gboolean ta_series_falls_on (const TaSeries *series, TaDate date);

/**
 * ta_series_days:
 * @from, @until: the days that are meant, within those of the series
 * @calendars: (nullable): holidays and school breaks, from a week before @from to a week behind @until
 *
 * The occurrences of a series. On a day of a calendar that the series goes round it is skipped, or moved to the nearest day earlier or later, within six
 * days, on which nothing of the series falls and that is free itself; where there is none it is skipped. What @series leaves out by hand is left out.
 *
 * Returns: (transfer full): of TaSeriesDay, by the day that is meant
 */
GArray *ta_series_days (const TaSeries *series, TaDate from, TaDate until, const TaSeriesCalendars *calendars);

/**
 * ta_series_rotation_holder:
 *
 * Who has the turn meant for @date by the rotation of @series. It goes on by the days of the rule, not by what was done: a turn that was missed, moved or skipped
 * holds nobody up. By weekday each household keeps the same days of the week; in turns the next household has the next day.
 *
 * Returns: (transfer none) (nullable): id; %NULL without a rotation
 */
const char *ta_series_rotation_holder (const TaSeries *series, TaDate date);

/** Makes @turn be as the series says, on @day: time, length, title, note, places; and, by a rotation, who holds it (in @duty). */
void ta_series_shape_turn (const TaSeries *series, const TaSeriesDay *day, TaDuty duty, TaTurn *turn);

/** Makes everybody an eater who is a trial or full member of the turn's pod on its date and eats there that day: (of TaHousehold). */
void ta_turn_fill_eaters (TaTurn *turn, GPtrArray *households);
