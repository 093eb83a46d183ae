/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-reminder.h"

#include <glib/gi18n-lib.h>

#define HOUR 60
#define DAY (24 * HOUR)

const int ta_reminder_offsets[] = { 7 * DAY, 2 * DAY, DAY, 3 * HOUR, HOUR, -1 };
const int ta_reminder_defaults[] = { DAY, 3 * HOUR, -1 };

void
ta_reminder_free (TaReminder *reminder)
{
  if (reminder == NULL)
    return;
  ta_turn_free (reminder->turn);
  g_free (reminder);
}

char *
ta_reminder_offset_text (int minutes)
{
  if (minutes > 0 && minutes % DAY == 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d day before", "%d days before", (gulong) (minutes / DAY)), minutes / DAY);
  if (minutes > 0 && minutes % HOUR == 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d hour before", "%d hours before", (gulong) (minutes / HOUR)), minutes / HOUR);
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d minute before", "%d minutes before", (gulong) minutes), minutes);
}

static char *
cooking_text (const char *holder, const char *when, const char *time, int days)
{
  if (days == 0)
    /* Translators: a household and a time */
    return g_strdup_printf (_ ("%s cooks today at %s"), holder, time);
  if (days == 1)
    return g_strdup_printf (_ ("%s cooks tomorrow at %s"), holder, time);
  /* Translators: a household, a day and a time */
  return g_strdup_printf (_ ("%s cooks on %s at %s"), holder, when, time);
}

char *
ta_reminder_text (const TaTurn *turn, const TaService *service, const char *holder, TaDate today)
{
  g_autofree char *when = ta_date_format (turn->date, TA_DATE_LONG);
  g_autofree char *time = ta_minutes_format (turn->start);

  if (service->kind == TA_SERVICE_COOK)
    return cooking_text (holder, when, time, turn->date - today);
  /* Translators: a service, a household, a day and a time: “Child care, Silva: Friday, 4 December, 18:00” */
  return g_strdup_printf (_ ("%s, %s: %s, %s"), service->name, holder, when, time);
}
