/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-turn.h"

/** (transfer full): the weekdays of @weekdays (bit 0 Monday), from the locale's first day on: "Mon, Thu" */
char *ta_series_weekdays_text (guint weekdays);

/** (transfer full): when a series falls: "Mon, Thu, every 2 weeks, until 31 Dec 2026" */
char *ta_series_rule_text (const TaSeries *series);
