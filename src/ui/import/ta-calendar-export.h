/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-context.h"

#include <adwaita.h>

#define TA_TYPE_CALENDAR_EXPORT (ta_calendar_export_get_type ())
G_DECLARE_FINAL_TYPE (TaCalendarExport, ta_calendar_export, TA, CALENDAR_EXPORT, AdwPreferencesGroup)

/**
 * TaCalendarExport:
 *
 * Saves turns as an iCalendar file: of a pod, a household or a person. What came of it is said in the toast overlay that it is in.
 */

/** @household (nullable): only its calendar; else the person chooses whose */
GtkWidget *ta_calendar_export_new (TaContext *context, const char *household);

/** Writes the calendar that is chosen into @file. */
void ta_calendar_export_save (TaCalendarExport *group, GFile *file);

/** Opens a dialog with the calendar of @household. */
void ta_calendar_export_present (TaContext *context, const char *household, GtkWidget *parent);
