/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-context.h"

/** "22 portions", "21.5 portions": hundredths in words. (transfer full) */
char *ta_rota_portions_text (int hundredths);

/** The name of the household that holds @turn, or "Nobody yet". (transfer none): until the household changes */
const char *ta_rota_holder_name (TaContext *context, const TaTurn *turn);

/** The names of all who hold @turn, or "Nobody yet". (transfer full) */
char *ta_rota_holder_names (TaContext *context, const TaTurn *turn);

/** Why a rule was set aside for who holds @turn, a line each. (transfer full) (nullable): %NULL where none was */
char *ta_rota_override_text (TaContext *context, const TaTurn *turn);

/** What a turn is called: its dish, or the service where none is set. (transfer none) */
const char *ta_rota_turn_name (TaContext *context, const TaTurn *turn);

/** One sentence that tells all a card shows, and why a rule was set aside: for screen readers and tooltips. (transfer full) */
char *ta_rota_turn_sentence (TaContext *context, const TaTurn *turn);

/** Why the household that holds @turn should not hold it as it is now. (transfer full) (nullable): %NULL where nothing speaks against it */
char *ta_rota_clash (TaContext *context, const TaTurn *turn);

/** The same of any @household, and what @capabilities (nullable; of char *) ask for that nobody there has. (transfer full) (nullable) */
char *ta_rota_clash_of (TaContext *context, const TaTurn *turn, const char *household, GPtrArray *capabilities);
