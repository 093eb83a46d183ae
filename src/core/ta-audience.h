/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-household.h"

/**
 * Who may see what of a household. An audience is one of the scopes: the household itself, which sees everything; its pod; the pods one works
 * with; everybody. Of what has no visibility of its own the pod sees everything, and who is further away nothing.
 */

/** Whether @audience may see @field, a word of ta_visible_field_codes; %NULL: what has no visibility of its own. */
gboolean ta_household_shows (const TaHousehold *household, const char *field, TaVisibilityScope audience);

/** Whether there is anything of the household that @audience may see. */
gboolean ta_household_is_known (const TaHousehold *household, TaVisibilityScope audience);

/**
 * Takes everything out of @household that @audience may not see; with the people goes what only they are named in, with the address the place and what
 * stands at the door. Where it lives exactly is for the pod alone.
 */
void ta_household_redact (TaHousehold *household, TaVisibilityScope audience);
