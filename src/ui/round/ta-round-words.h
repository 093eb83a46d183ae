/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-drop-list.h"

/** What is said of a delivery round, on screen and on paper. All (transfer full). */

/** A time of day of the round, in the locale: minutes since the midnight before it, which may be over 1439. */
char *ta_round_time_text (int minutes);

/** "32 min", "1 h 5 min" */
char *ta_round_duration_text (int minutes);

/** "Proved: no walk is shorter", "At most 2.1 % longer than the shortest walk", "Proved: no order keeps to more of the times" … */
char *ta_round_proof_text (const TaDropList *list);

/** When the last door is reached and how long the food is on the way: "28 min after the oven, at most 90" */
char *ta_round_hot_text (const TaDropList *list);

/** (nullable): "from 18:00", "until 19:30", "18:00 – 19:30"; %NULL where dinners may be left at any time */
char *ta_round_times_text (TaMinutes from, TaMinutes until);

/** "3 portions · late plate · without soup" */
char *ta_round_food_text (const TaDrop *drop);

/** All of a door in one sentence, for screen readers. */
char *ta_round_drop_sentence (const TaDropList *list, guint index);
