/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-calendar.h"

#include <gio/gio.h>

/**
 * ta_ical_read_days:
 * @file: an iCalendar file of anybody's making
 * @tz: the zone whose days count; times that name no zone are taken as they stand
 * @from, @until: the period wanted; repeated events are unfolded within it
 * @name: (out) (optional) (transfer full) (nullable): what the calendar calls itself
 *
 * Reads the events as whole days: an event at a time of day makes every day that it touches. What is cancelled is left out, and a
 * changed occurrence stands for the one that it replaces.
 *
 * Returns: (transfer full) (nullable): of TaCalendarDay, by date; %NULL with TA_EXCHANGE_ERROR
 */
GPtrArray *ta_ical_read_days (GBytes *file, GTimeZone *tz, TaDate from, TaDate until, char **name, GError **error);
