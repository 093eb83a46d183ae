/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-calendar.h"
#include "ta-context.h"

/** Makes @calendar hold @days (of TaCalendarDay) and brings the series that go round it into line: one command. */
void ta_calendar_import_days (TaContext *context, const TaCalendar *calendar, GPtrArray *days, TaContextTryCallback callback, gpointer user_data);

/** Deletes @calendar with what was read from it. */
void ta_calendar_delete (TaContext *context, const TaCalendar *calendar);
