/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-context.h"
#include "ta-drop-list.h"

/** Records what became of the dinner for @drop. */
void ta_round_commands_set_state (TaContext *context, const TaDropList *list, const TaDrop *drop, TaDeliveryState state);

/** Keeps the order in which the drops of @list stand. */
void ta_round_commands_keep_order (TaContext *context, const TaDropList *list);

/** Lets the turn of @list begin at @ready, when its dinner is out of the oven; its series leaves it alone from then on. */
void ta_round_commands_set_ready (TaContext *context, const TaDropList *list, TaMinutes ready);

/** Lets the best round decide again. */
void ta_round_commands_forget_order (TaContext *context, const TaDropList *list);
