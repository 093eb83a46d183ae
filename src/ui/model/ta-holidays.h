/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-context.h"

#define TA_TYPE_HOLIDAYS (ta_holidays_get_type ())
G_DECLARE_FINAL_TYPE (TaHolidays, ta_holidays, TA, HOLIDAYS, GObject)

/**
 * TaHolidays:
 *
 * The public holidays and school breaks of all calendars that were imported, by day.
 *
 * Signal "changed": days have other names than before.
 */
TaHolidays *ta_holidays_new (TaContext *context);

/** (transfer none) (nullable): what @date is called, a holiday before a break; valid until "changed" */
const char *ta_holidays_get (TaHolidays *holidays, TaDate date);

/** Whether nothing is being read. */
gboolean ta_holidays_is_settled (TaHolidays *holidays);
