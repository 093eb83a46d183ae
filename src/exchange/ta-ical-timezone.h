/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <libical/ical.h>

/**
 * ta_ical_timezone_new:
 * @name: the IANA name, which becomes the TZID
 * @tz: the zone
 * @from, @until: seconds since 1970 that it must be right for
 *
 * A VTIMEZONE with the clock changes of the period and no others: as one yearly rule each way where they follow one, which is all that some
 * calendars read, else one by one. (What libical makes of its own is the history of the zone since 1847, and wrong where summer time is the
 * standard and winter the exception, as in Dublin or Casablanca.)
 *
 * Returns: (transfer full): free with icalcomponent_free()
 */
icalcomponent *ta_ical_timezone_new (const char *name, GTimeZone *tz, gint64 from, gint64 until);
