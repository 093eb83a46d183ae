/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-context.h"

/** The changes that a person makes on the rota. Each is one command, which can be undone and says in words what it did. */

/** Gives @turn another date. */
void ta_rota_move (TaContext *context, const TaTurn *turn, TaDate date);

/** Exchanges the holders of two turns. */
void ta_rota_swap (TaContext *context, const TaTurn *first, const TaTurn *second);

/** Gives @turn to @household (nullable: to nobody). A turn that sought cover has found it. */
void ta_rota_assign (TaContext *context, const TaTurn *turn, const char *household);

void ta_rota_set_state (TaContext *context, const TaTurn *turn, TaTurnState state);

void ta_rota_delete (TaContext *context, const TaTurn *turn);

/** Saves @turn; @is_new chooses the words. @callback hears whether it was done, and why not. */
void ta_rota_save (TaContext *context, const TaTurn *turn, gboolean is_new, TaContextTryCallback callback, gpointer user_data);
