/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-context.h"

/**
 * ta_rota_check_async:
 * @turns: (transfer full): of TaTurn, as they are to be: with another date or another holder
 *
 * Looks on the store's worker whether a rule is against it that was not before: who is away, whom a kitchen or a diet keeps from it, turns of a week, days between turns. Turns that
 * are over, and those that several hold, are looked at by themselves alone.
 */
void ta_rota_check_async (TaContext *context, GPtrArray *turns, GAsyncReadyCallback callback, gpointer user_data);

/** (transfer full) (nullable): why not, a line each; %NULL where nothing is against it, or with @error */
char *ta_rota_check_finish (GObject *source, GAsyncResult *result, GError **error);
