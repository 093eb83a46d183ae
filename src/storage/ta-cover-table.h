/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-cover.h"
#include "ta-database.h"
#include "ta-turn.h"

gboolean ta_cover_table_save (TaDatabase *database, const TaCoverRequest *request, GError **error);
/** (transfer full) (nullable): %NULL with TA_STORAGE_ERROR_NOT_FOUND where there is none */
TaCoverRequest *ta_cover_table_get (TaDatabase *database, const char *id, GError **error);
/** (transfer full): of TaCoverRequest that are open, by the date of their turns; @pod (nullable): of all pods */
GPtrArray *ta_cover_table_list_open (TaDatabase *database, const char *pod, GError **error);
/** (transfer full): of TaCoverRequest about @turn, the newest first */
GPtrArray *ta_cover_table_list_of_turn (TaDatabase *database, const char *turn, GError **error);

/** (transfer full): of char *: ids of the turns that the @requests (ids: char *) which there are ask for */
GPtrArray *ta_cover_table_list_turns (TaDatabase *database, GPtrArray *requests, GError **error);

/* Commands ------------------------------------------------------------------------------------------------------------------------------- */

/**
 * ta_cover_ask:
 * @request: with the answers of those who are to be asked; one that is open already may have more of them than before
 *
 * Writes the request and a message for each household that is newly asked. The turn seeks cover from now on; who holds it still does. A draft stays one: that cover
 * is sought is told by the request alone (ta_turn_seeks_cover()). Fails with TA_STORAGE_ERROR_CONFLICT where the asker does not hold the turn, or the turn is over.
 */
gboolean ta_cover_ask (TaDatabase *database, const TaCoverRequest *request, GError **error);

/**
 * ta_cover_reply:
 * @answer: id of an answer of an open request
 * @settled: (out) (nullable): whether the turn has found somebody by it
 *
 * Writes what a household said. With the last yes of an arrangement everybody takes over what was arranged, those who take part and those who were asked in vain are told, and a turn
 * that sought cover is published again; a draft stays one. Fails with TA_STORAGE_ERROR_CONFLICT, and changes nothing, where somebody no longer holds what is to be given, or a rule has come in the way.
 */
gboolean ta_cover_reply (TaDatabase *database, const char *answer, TaCoverReply reply, const char *note, TaDate today, gboolean *settled, GError **error);

/** The asker can come after all: the request is withdrawn and the turn is published, or a draft, as before. */
gboolean ta_cover_withdraw (TaDatabase *database, const char *request, TaDate today, GError **error);

/**
 * ta_cover_settle_elsewhere:
 * @before: the turn as it was; saved already with other holders
 *
 * The turn was given away in another way than by an answer, such as by planning. Closes the open requests of those who no longer hold it, and tells who asked and
 * who was asked who came instead of them; where nobody did, see ta_cover_tidy().
 */
gboolean ta_cover_settle_elsewhere (TaDatabase *database, const TaTurn *before, TaDate today, GError **error);

/** TaCoverWatch: the open requests, and the turns they are about, as they were when a command began. */
typedef struct _TaCoverWatch TaCoverWatch;

/** (transfer full) (nullable): %NULL with @error */
TaCoverWatch *ta_cover_watch_new (TaDatabase *database, GError **error);
void ta_cover_watch_free (TaCoverWatch *watch);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaCoverWatch, ta_cover_watch_free)

/**
 * ta_cover_tidy:
 * @before: from the beginning of the command
 * @today: where the collective is
 *
 * Closes the open requests that nothing is left to ask for, whatever command led to it; every command ends with it, so no page has to see to requests:
 *
 * - Somebody else holds the turn, or it was published by hand: who asked and who was asked is told who comes.
 * - It is called off or deleted, or nobody holds it any more: those who were asked and did not say no are told so, each of the turn that it was to take.
 * - It is over otherwise: there is nothing to tell.
 * - What a link of a chain was to take or give is deleted: the other links are no longer asked for, and told so; the request goes on.
 *
 * The request for a draft stays open while its asker holds it; when the draft is published, the turn seeks cover.
 */
gboolean ta_cover_tidy (TaDatabase *database, const TaCoverWatch *before, TaDate today, GError **error);
