/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-poll.h"

/** "Thursday, 19:00 – 21:00": a slot of @poll. (transfer full) */
char *ta_poll_slot_text (const TaPoll *poll, int weekday, int band);

/** How @poll stands: how many slots enough can, or, where it is closed, which came out best. (transfer full) */
char *ta_poll_status_text (const TaPoll *poll);
