/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-calendar.h"
#include "ta-context.h"

#include <adwaita.h>

#define TA_TYPE_CALENDAR_IMPORT (ta_calendar_import_get_type ())
G_DECLARE_FINAL_TYPE (TaCalendarImport, ta_calendar_import, TA, CALENDAR_IMPORT, AdwNavigationPage)

/**
 * TaCalendarImport:
 *
 * Reads an iCalendar file and shows what is in it and what it changes, before it is imported.
 *
 * Signal "imported": it is done.
 */

/** @calendar (nullable): one that is read again; else the person says what kind it is */
AdwNavigationPage *ta_calendar_import_new (TaContext *context, const TaCalendar *calendar);

/** Lets the person choose the file. */
void ta_calendar_import_choose (TaCalendarImport *page);

void ta_calendar_import_open_file (TaCalendarImport *page, GFile *file);
