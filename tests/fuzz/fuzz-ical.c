/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-ical-read.h"

#include "fuzz.h"

/* Whatever the bytes: reading ends; what was read is whole days within the period, in order; an error says something. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) file = g_bytes_new (data, size);
  g_autoptr (GTimeZone) tz = g_time_zone_new_identifier ("Europe/London");
  g_autofree char *name = NULL;
  g_autoptr (GError) error = NULL;
  TaDate from = ta_date_from_ymd (2026, 1, 1), until = ta_date_from_ymd (2028, 1, 1), last = G_MININT;
  g_autoptr (GPtrArray) days = ta_ical_read_days (file, tz, from, until, &name, &error);

  g_assert_true ((days == NULL) == (error != NULL));
  for (guint i = 0; days != NULL && i < days->len; i++)
    {
      const TaCalendarDay *day = g_ptr_array_index (days, i);

      g_assert_cmpint (day->from, <, day->until);
      g_assert_true (day->until > from && day->from < until);
      g_assert_cmpint (day->from, >=, last);
      g_assert_true (g_utf8_validate (day->name, -1, NULL) && g_utf8_validate (day->uid, -1, NULL));
      last = day->from;
    }
  return 0;
}
