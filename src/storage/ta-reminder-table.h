/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-database.h"
#include "ta-reminder.h"

/** When who holds a turn of @service is reminded, in minutes before, largest first. (transfer full): of int */
GArray *ta_reminder_table_get (TaDatabase *database, const char *service, GError **error);

/** Makes the offsets of @service be @minutes (of int); none: nobody is reminded. */
gboolean ta_reminder_table_set (TaDatabase *database, const char *service, GArray *minutes, GError **error);

/** Gives each service of cooking without any the default offsets: those of before there were reminders. */
gboolean ta_reminder_table_add_defaults (TaDatabase *database, GError **error);

/** TaDueReminders: what is due now, and when to look again. */
typedef struct
{
  GPtrArray *due; /* of TaReminder: each turn once, by its begin */
  gint64 next;    /* seconds since 1970; G_MAXINT64: nothing is in sight for the next day */
} TaDueReminders;

void ta_due_reminders_free (TaDueReminders *due);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaDueReminders, ta_due_reminders_free)

/**
 * ta_reminder_table_due:
 * @now: seconds since 1970
 * @zone: of the collective
 *
 * The published turns that somebody holds, that have not begun, and whose reminder is due and was not shown on this device. A turn that was moved
 * is due anew. Where several offsets of a turn are due it is there once. Of the turn there is no more than who holds it, when, and its title.
 */
TaDueReminders *ta_reminder_table_due (TaDatabase *database, gint64 now, GTimeZone *zone, GError **error);

/** Takes down that @reminder was shown, with the larger offsets that it stands for. Nothing that is recorded or undone. */
gboolean ta_reminder_table_mark_shown (TaDatabase *database, const TaReminder *reminder, GError **error);
