/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-poll-text.h"

#include <glib/gi18n.h>

/* The first of January 1970 was a Thursday: the Monday after it is day 4. */
#define A_MONDAY 4

char *
ta_poll_slot_text (const TaPoll *poll, int weekday, int band)
{
  const TaPollBand *times = &g_array_index (poll->bands, TaPollBand, band);
  g_autofree char *day = ta_date_format (A_MONDAY + weekday - 1, TA_DATE_DAY_NAME_LONG);
  g_autofree char *from = ta_minutes_format (times->from);
  g_autofree char *until = ta_minutes_format (times->until);

  /* Translators: a day of the week and two times. */
  return g_strdup_printf (_ ("%s, %s – %s"), day, from, until);
}

/* (transfer full): the slots that none is better than */
static char *
best_text (const TaPoll *poll, GArray *slots)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < slots->len && g_array_index (slots, TaPollSlot, i).rank == 1; i++)
    {
      const TaPollSlot *slot = &g_array_index (slots, TaPollSlot, i);
      g_autofree char *when = ta_poll_slot_text (poll, slot->weekday, slot->band);

      g_string_append_printf (text, "%s%s", i > 0 ? "; " : "", when);
    }
  return g_string_free (text, FALSE);
}

char *
ta_poll_status_text (const TaPoll *poll)
{
  g_autoptr (GArray) slots = ta_poll_find_slots (poll);
  g_autofree char *best = NULL;

  if (!poll->closed)
    return g_strdup_printf (ngettext ("%u slot that enough can", "%u slots that enough can", slots->len), slots->len);
  if (slots->len == 0)
    return g_strdup (_ ("Closed: no slot that enough can"));
  best = best_text (poll, slots);
  /* Translators: the result of a poll: days of the week with times */
  return g_strdup_printf (_ ("Closed: %s"), best);
}
