/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-sheet-words.h"

#include "ta-money.h"

#include <glib/gi18n-lib.h>

#define DAY (24 * 60)

char *
ta_sheet_portions_text (int hundredths)
{
  g_autofree char *number = ta_hundredths_format (hundredths);

  /* Translators: the number may have decimals: "21.5 portions". */
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s portion", "%s portions", ta_hundredths_plural (hundredths)), number);
}

char *
ta_sheet_duration_text (int minutes)
{
  if (minutes < 60)
    /* Translators: minutes, with a no-break space */
    return g_strdup_printf (_ ("%d\u00a0min"), minutes);
  /* Translators: hours and minutes, with no-break spaces */
  return g_strdup_printf (_ ("%d\u00a0h %d\u00a0min"), minutes / 60, minutes % 60);
}

char *
ta_sheet_window_text (TaMinutes from, TaMinutes until)
{
  g_autofree char *first = from != TA_MINUTES_NONE ? ta_minutes_format (from) : NULL;
  g_autofree char *last = until != TA_MINUTES_NONE ? ta_minutes_format (until) : NULL;

  if (first != NULL && last != NULL)
    /* Translators: two times of day */
    return g_strdup_printf (_ ("%s\u2009–\u2009%s"), first, last);
  if (first != NULL)
    return g_strdup_printf (_ ("from %s"), first);
  return last != NULL ? g_strdup_printf (_ ("until %s"), last) : NULL;
}

char *
ta_sheet_time_text (TaMinutes start, int minutes)
{
  return ta_sheet_window_text (start, (start + minutes) % DAY);
}
