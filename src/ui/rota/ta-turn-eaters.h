/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-context.h"

#include <adwaita.h>

#define TA_TYPE_TURN_EATERS (ta_turn_eaters_get_type ())
G_DECLARE_FINAL_TYPE (TaTurnEaters, ta_turn_eaters, TA, TURN_EATERS, AdwPreferencesGroup)

/**
 * TaTurnEaters:
 *
 * Who eats of a turn: a row for each household of its pod, switched on where it eats, with portions and guests.
 *
 * Signal "changed": by the person.
 */
GtkWidget *ta_turn_eaters_new (TaContext *context);

/** Shows the eaters of @turn, and the households of its pod on its date that do not eat. */
void ta_turn_eaters_set (TaTurnEaters *eaters, const TaTurn *turn);

/** Puts what the rows say into @turn. */
void ta_turn_eaters_apply (TaTurnEaters *eaters, TaTurn *turn);
