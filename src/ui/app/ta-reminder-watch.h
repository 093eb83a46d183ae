/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-context.h"
#include "ta-reminder.h"

#define TA_TYPE_REMINDER_WATCH (ta_reminder_watch_get_type ())
G_DECLARE_FINAL_TYPE (TaReminderWatch, ta_reminder_watch, TA, REMINDER_WATCH, GObject)

/**
 * TaReminderWatch:
 *
 * Reminds of turns at the chosen times before they begin, each once on this device: what is due when it begins to watch, and what becomes due by the
 * context’s clock. It has taken down that a reminder was shown before it calls @func.
 */
typedef void (*TaReminderFunc) (const TaReminder *reminder, const char *text, gpointer data);
TaReminderWatch *ta_reminder_watch_new (TaContext *context, TaReminderFunc func, gpointer data);

/** Looks whether something is due, as it does by itself from time to time. */
void ta_reminder_watch_look (TaReminderWatch *watch);

/** Whether it is looking just now. */
gboolean ta_reminder_watch_is_busy (TaReminderWatch *watch);
