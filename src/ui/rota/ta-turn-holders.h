/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-context.h"

#include <adwaita.h>

#define TA_TYPE_TURN_HOLDERS (ta_turn_holders_get_type ())
G_DECLARE_FINAL_TYPE (TaTurnHolders, ta_turn_holders, TA, TURN_HOLDERS, AdwPreferencesGroup)

/**
 * TaTurnHolders:
 *
 * Who holds a turn: how many places it has and a choice for each of them, a household once only. What speaks against somebody stands under the choice, and where they
 * are to have it all the same, the reason why.
 *
 * Signals: "changed": another household, reason or number of places.
 *
 * @head: a row that stands above them
 */
GtkWidget *ta_turn_holders_new (TaContext *context, GtkWidget *head);

/** Shows who holds @turn. @households: of TaHousehold, borrowed: those that are offered, beside whoever has it */
void ta_turn_holders_set (TaTurnHolders *holders, const TaTurn *turn, GPtrArray *households);

/** Gives @turn its places, its holders in the duty @role, and why somebody has it against a rule. */
void ta_turn_holders_apply (TaTurnHolders *holders, TaTurn *turn, TaDuty role);

/** Looks what speaks against each of them at @turn; @capabilities (nullable): of char *: what its series asks for */
void ta_turn_holders_check (TaTurnHolders *holders, const TaTurn *turn, GPtrArray *capabilities);

/** @single: only the first is asked for, and without a reason: the rest is for the series to say */
void ta_turn_holders_set_single (TaTurnHolders *holders, gboolean single);

/** Whether nobody new has it against a rule without a reason. */
gboolean ta_turn_holders_is_valid (TaTurnHolders *holders);
