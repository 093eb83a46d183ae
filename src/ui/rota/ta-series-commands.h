/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-context.h"
#include "ta-series-edit.h"

/**
 * The changes that a person makes to series of turns. Each is one command, which can be undone and says in words what it did.
 * @capabilities: of char *: what the turns ask of who holds them
 */

/** A new series with its turns, as many weeks ahead as series have them; one whose service is "" brings the pod's first service. */
void ta_series_add (TaContext *context, const TaSeries *series, GPtrArray *capabilities, TaContextTryCallback callback, gpointer user_data);

/** Saves @after, a turn of a series that was @before, as ta_series_save_turn() does. */
void ta_series_save (TaContext *context, const TaTurn *before, const TaTurn *after, TaSeriesScope scope, TaContextTryCallback callback, gpointer user_data);

/** Makes the series of @turn be @series, from @turn on or as a whole. */
void ta_series_edit (TaContext *context, const TaTurn *turn, const TaSeries *series, GPtrArray *capabilities, TaSeriesScope scope, TaContextTryCallback callback, gpointer user_data);

/** Deletes @turn, or more of its series. */
void ta_series_delete (TaContext *context, const TaTurn *turn, TaSeriesScope scope);

/** Makes a turn that was edited by hand as its series says again. */
void ta_series_restore (TaContext *context, const TaTurn *turn);

/** Makes the turns of the coming weeks that series still lack, without announcing it; a database that cannot be written is left as it is. */
void ta_series_extend_quietly (TaContext *context);
