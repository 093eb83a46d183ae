/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-database.h"
#include "ta-turn.h"

/** Inserts or updates the turn with who does it and who eats, as ta_household_table_save() does. */
gboolean ta_turn_table_save (TaDatabase *database, const TaTurn *turn, GError **error);
gboolean ta_turn_table_delete (TaDatabase *database, const char *id, GError **error);
/** (transfer full) (nullable): %NULL with TA_STORAGE_ERROR_NOT_FOUND where there is none */
TaTurn *ta_turn_table_get (TaDatabase *database, const char *id, GError **error);
/** (transfer full): of TaTurn with @from <= date < @until, by date and time, then pod; @pod (nullable): of all pods */
GPtrArray *ta_turn_table_list (TaDatabase *database, TaDate from, TaDate until, const char *pod, GError **error);
/** (transfer full): of TaTurn: those of @ids (char *) that exist */
GPtrArray *ta_turn_table_get_many (TaDatabase *database, GPtrArray *ids, GError **error);
/** Of the assignments of @household from @from on, before @until, in turns not settled: (transfer full) of TaTurn */
GPtrArray *ta_turn_table_list_held (TaDatabase *database, const char *household, TaDate from, TaDate until, GError **error);
/**
 * ta_turn_table_count_uncovered:
 * @from, @until: (exclusive)
 * @pod: (nullable): of all pods
 *
 * How many turns that are not settled need somebody: in those days, that seek cover or that nobody holds; from @from on however late, that somebody has an open
 * request for.
 */
gboolean ta_turn_table_count_uncovered (TaDatabase *database, TaDate from, TaDate until, const char *pod, gint64 *count, GError **error);
/** Exchanges the holders of two turns; who helps and who eats stays. Where one has none, the other has none afterwards. */
gboolean ta_turn_table_swap (TaDatabase *database, const char *first, const char *second, GError **error);
/** Gives a turn another date; its time stays. */
gboolean ta_turn_table_move (TaDatabase *database, const char *id, TaDate date, GError **error);
/** Sets only the state. A turn of a series that is cancelled so, or is no longer, counts as edited by hand: the series leaves it as it is. */
gboolean ta_turn_table_set_state (TaDatabase *database, const char *id, TaTurnState state, GError **error);
