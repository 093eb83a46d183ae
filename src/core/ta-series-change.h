/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-turn.h"

/** Whether @after differs from @before in something that a series says of its turns, or in who has it or eats: its series is to leave it alone then. */
gboolean ta_turn_departs (const TaTurn *before, const TaTurn *after);

/**
 * ta_series_adopt:
 * @before, @after: a turn of @series before and after a person changed it
 *
 * Makes @series say what was changed: service, pod, time, length, title, note, how many hold it, and the day of the week. Who holds a turn, who eats and its
 * state are its own.
 *
 * Returns: whether anything of @series is another now
 */
gboolean ta_series_adopt (TaSeries *series, const TaTurn *before, const TaTurn *after);
