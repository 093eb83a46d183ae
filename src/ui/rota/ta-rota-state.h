/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-context.h"

#include <adwaita.h>

/**
 * ta_rota_ask_state:
 *
 * Gives a turn another state. Where the ledger counts otherwise because of it, or the turn does not happen, the person reads first whom it gives what.
 */
void ta_rota_ask_state (GtkWidget *parent, TaContext *context, const TaTurn *turn, TaTurnState state);

/** Reads what @turn would count in @state. */
void ta_rota_effect_read (TaContext *context, const TaTurn *turn, TaTurnState state, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);

/**
 * ta_rota_effect_finish:
 * @text: (out) (transfer full): what the state means, and where something counts, a line for each household: “Silva: +0.83 turns”
 *
 * Returns: %FALSE with @error
 */
gboolean ta_rota_effect_finish (TaContext *context, GAsyncResult *result, char **text, GError **error);
