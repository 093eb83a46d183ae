/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-turn.h"

/** The offsets that are offered, in minutes before a turn begins, largest first; ends with -1. A new service of cooking has the default ones. */
extern const int ta_reminder_offsets[];
extern const int ta_reminder_defaults[];

/** TaReminder: one turn that whoever holds it is to be reminded of. */
typedef struct
{
  TaTurn *turn;
  gint64 starts_at;   /* seconds since 1970 */
  int minutes_before; /* the smallest offset that is due */
} TaReminder;

void ta_reminder_free (TaReminder *reminder);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaReminder, ta_reminder_free)

/** “1 day before”, “3 hours before”. (transfer full) */
char *ta_reminder_offset_text (int minutes);

/**
 * ta_reminder_text:
 * @holder: name of the household
 * @today: the day on which it is shown
 *
 * “Silva cooks today at 18:00”, “Silva cooks tomorrow at 18:00”, “Child care, Silva: Friday, 4 December, 18:00”. (transfer full)
 */
char *ta_reminder_text (const TaTurn *turn, const TaService *service, const char *holder, TaDate today);
