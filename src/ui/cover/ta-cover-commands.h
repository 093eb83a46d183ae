/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-context.h"
#include "ta-cover.h"

/** What is done about a request for cover. Each is one command, which says in words what it did and can be undone. */

/** Asks all of @request that have not been asked yet. @turn: the one it is about */
void ta_cover_send (TaContext *context, const TaCoverRequest *request, const TaTurn *turn, TaContextTryCallback callback, gpointer user_data);

/**
 * ta_cover_record:
 * @answer: of @request
 * @note: what was said besides
 *
 * Writes down what a household said on the telephone, on behalf of it. The last yes of an arrangement settles it.
 */
void ta_cover_record (TaContext *context, const TaCoverRequest *request, const TaCoverAnswer *answer, const TaTurn *turn, TaCoverReply reply, const char *note, TaContextTryCallback callback, gpointer user_data);

/** Whether a yes to @answer would settle @request. */
gboolean ta_cover_would_settle (const TaCoverRequest *request, const TaCoverAnswer *answer);

/** The asker can come after all. */
void ta_cover_take_back (TaContext *context, const TaCoverRequest *request, const TaTurn *turn, TaContextTryCallback callback, gpointer user_data);

/** The name of a household, or a word for one that is gone. (transfer none) */
const char *ta_cover_household_name (TaContext *context, const char *household);
