/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-context.h"

#include <adwaita.h>

#define TA_TYPE_TURN_REPEAT (ta_turn_repeat_get_type ())
G_DECLARE_FINAL_TYPE (TaTurnRepeat, ta_turn_repeat, TA, TURN_REPEAT, AdwPreferencesGroup)

/**
 * TaTurnRepeat:
 *
 * Makes a new turn the first of a series: on which weekdays, until when, and which households take turns in which order.
 *
 * Signal "changed": by the person.
 */
GtkWidget *ta_turn_repeat_new (TaContext *context);

/** Tells from which turn the series starts: its date is the first day, its holder the first in the order. */
void ta_turn_repeat_set (TaTurnRepeat *repeat, const TaTurn *turn);

gboolean ta_turn_repeat_is_on (TaTurnRepeat *repeat);

/** Whether the last day is a date that makes a series. */
gboolean ta_turn_repeat_is_valid (TaTurnRepeat *repeat);

/** Shows @text (nullable) as what speaks against some of the turns. */
void ta_turn_repeat_set_warning (TaTurnRepeat *repeat, const char *text);

/**
 * ta_turn_repeat_make:
 * @turn: what the turns are like
 * @duty: what their holders do
 * @series: (out) (transfer full): the series
 *
 * Returns: (transfer full): of TaTurn
 */
GPtrArray *ta_turn_repeat_make (TaTurnRepeat *repeat, const TaTurn *turn, TaDuty duty, TaSeries **series);
