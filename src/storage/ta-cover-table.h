/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-cover.h"
#include "ta-database.h"

gboolean ta_cover_table_save (TaDatabase *database, const TaCoverRequest *request, GError **error);
/** (transfer full) (nullable): %NULL with TA_STORAGE_ERROR_NOT_FOUND where there is none */
TaCoverRequest *ta_cover_table_get (TaDatabase *database, const char *id, GError **error);
/** (transfer full): of TaCoverRequest that are open, by the date of their turns; @pod (nullable): of all pods */
GPtrArray *ta_cover_table_list_open (TaDatabase *database, const char *pod, GError **error);
/** (transfer full): of TaCoverRequest about @turn, the newest first */
GPtrArray *ta_cover_table_list_of_turn (TaDatabase *database, const char *turn, GError **error);

/* Commands ------------------------------------------------------------------------------------------------------------------------------- */

/**
 * ta_cover_ask:
 * @request: with the answers of those who are to be asked; one that is open already may have more of them than before
 *
 * Writes the request and a message for each household that is newly asked. The turn seeks cover from now on; who holds it still does. Fails with
 * TA_STORAGE_ERROR_CONFLICT where the asker does not hold the turn, or the turn is over.
 */
gboolean ta_cover_ask (TaDatabase *database, const TaCoverRequest *request, GError **error);

/**
 * ta_cover_reply:
 * @answer: id of an answer of an open request
 * @settled: (out) (nullable): whether the turn has found somebody by it
 *
 * Writes what a household said. With the last yes of an arrangement everybody takes over what was arranged, those who take part and those who were asked in vain are told, and the turn is
 * published again. Fails with TA_STORAGE_ERROR_CONFLICT, and changes nothing, where somebody no longer holds what is to be given, or a rule has come in the way.
 */
gboolean ta_cover_reply (TaDatabase *database, const char *answer, TaCoverReply reply, const char *note, TaDate today, gboolean *settled, GError **error);

/** The asker can come after all: the request is withdrawn and the turn is published as before. */
gboolean ta_cover_withdraw (TaDatabase *database, const char *request, TaDate today, GError **error);

/**
 * ta_cover_settle_elsewhere:
 * @turn: id; saved already with @taker among its holders
 * @taker: id of a household
 * @still_sought: (out): whether somebody else still asks for cover
 *
 * The turn was given away in another way than by an answer, such as by planning: open requests of those who no longer hold it are accepted, and who took
 * part or was asked is told.
 */
gboolean ta_cover_settle_elsewhere (TaDatabase *database, const char *turn, const char *taker, TaDate today, gboolean *still_sought, GError **error);

/**
 * ta_cover_tidy:
 * @today: where the collective is
 *
 * Closes the open requests that nothing is left to ask for: the turn no longer seeks cover, is over, or somebody else holds it, whatever command led to
 * it. Every command ends with it, so no page has to see to requests. Where the turn is still to come, those who were asked are told who comes.
 */
gboolean ta_cover_tidy (TaDatabase *database, TaDate today, GError **error);
