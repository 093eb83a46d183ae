/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-plan-job.h"

#include <gtk/gtk.h>

#define TA_TYPE_PLAN_CALENDAR (ta_plan_calendar_get_type ())
G_DECLARE_FINAL_TYPE (TaPlanCalendar, ta_plan_calendar, TA, PLAN_CALENDAR, GtkWidget)

/**
 * TaPlanCalendar:
 *
 * A plan at a glance: a line a week, a round a turn in the colour and with the initials of who has it; what changes has a ring. Pointing at one tells what
 * another household in its place would come to. Signal "line-activated" (guint): the line of the proposal that was clicked.
 */
GtkWidget *ta_plan_calendar_new (TaContext *context);
void ta_plan_calendar_set_outcome (TaPlanCalendar *calendar, TaPlanOutcome *outcome);
