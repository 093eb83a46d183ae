/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-date.h"

/** "22 portions", "21.5 portions": hundredths in words. (transfer full) */
char *ta_sheet_portions_text (int hundredths);

/** "32 min", "1 h 5 min". (transfer full) */
char *ta_sheet_duration_text (int minutes);

/** (nullable): when dinners may be left: "18:00 – 19:30", "from 18:00"; %NULL for at any time. (transfer full) */
char *ta_sheet_window_text (TaMinutes from, TaMinutes until);

/** "18:00 – 20:30" (transfer full) */
char *ta_sheet_time_text (TaMinutes start, int minutes);
