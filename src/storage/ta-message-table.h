/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-database.h"
#include "ta-message.h"

/**
 * ta_message_table_add:
 * @added: (out) (nullable): whether it was written
 *
 * Writes a message with its notices. What a household was told of a turn before in the same words is not told again: where that is so of all
 * its notices, the message is not written, and that is no failure.
 */
gboolean ta_message_table_add (TaDatabase *database, const TaMessage *message, gboolean *added, GError **error);

/** As ta_message_table_add() where a household was told something else in between, and so must be told the same once more. */
gboolean ta_message_table_add_again (TaDatabase *database, const TaMessage *message, GError **error);

/** Those still to be sent first, then the newest day first. @household (nullable): of all; @limit at most. (transfer full): of TaMessage */
GPtrArray *ta_message_table_list (TaDatabase *database, const char *household, int limit, GError **error);

/** Says what became of a message; TA_MESSAGE_READY takes that back. */
gboolean ta_message_table_set_state (TaDatabase *database, const char *id, TaMessageState state, TaDate today, GError **error);

gboolean ta_message_table_delete (TaDatabase *database, const char *id, GError **error);

/**
 * What households were told of turns last.
 * @from, @until: also of turns that were said to lie between them; @turns (of char *): and of these
 * @pod: (nullable): only of turns of that pod
 *
 * Returns: (transfer full): "turn\nhousehold" → TaNotice
 */
GHashTable *ta_message_table_list_told (TaDatabase *database, TaDate from, TaDate until, const char *pod, GPtrArray *turns, GError **error);
