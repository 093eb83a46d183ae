/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-series-text.h"

#include <glib/gi18n.h>

/* The first of January 1970 was a Thursday: the Monday after it is day 4. */
#define A_MONDAY 4

char *
ta_series_weekdays_text (guint weekdays)
{
  GString *text = g_string_new (NULL);
  int first = ta_locale_first_weekday ();

  for (int i = 0; i < 7; i++)
    {
      int weekday = (first - 1 + i) % 7;
      g_autofree char *name = ta_date_format (A_MONDAY + weekday, TA_DATE_DAY_NAME);

      if (weekdays >> weekday & 1)
        g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", name);
    }
  return g_string_free (text, FALSE);
}

char *
ta_series_rule_text (const TaSeries *series)
{
  g_autofree char *days = ta_series_weekdays_text (series->weekdays);
  g_autofree char *weeks = NULL;
  g_autofree char *last = NULL;

  if (series->every_weeks > 1)
    /* Translators: the first part is a list of weekdays. */
    weeks = g_strdup_printf (ngettext ("%s, every %d week", "%s, every %d weeks", (gulong) series->every_weeks), days, series->every_weeks);
  else
    /* Translators: a list of weekdays. */
    weeks = g_strdup_printf (_ ("%s, every week"), days);
  if (series->until == TA_DATE_NONE)
    return g_steal_pointer (&weeks);
  last = ta_date_format (series->until - 1, TA_DATE_MEDIUM);
  /* Translators: "Mon, Thu, every week", and a date. */
  return g_strdup_printf (_ ("%s, until %s"), weeks, last);
}
