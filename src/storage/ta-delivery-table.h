/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-database.h"
#include "ta-delivery.h"
#include "ta-drop-list.h"

/** (transfer full) (nullable): of TaDelivery of a turn, those with a position first, in their order; households without a row have nothing recorded */
GPtrArray *ta_delivery_table_list (TaDatabase *database, const char *turn, GError **error);

/** (transfer full) (nullable): of TaUndelivered: households that were not at home, in turns with @from <= date < @until, the newest first; @pod (nullable): of all */
GPtrArray *ta_delivery_table_list_undelivered (TaDatabase *database, TaDate from, TaDate until, const char *pod, GError **error);

/** Records what became of the dinner for @household. */
gboolean ta_delivery_table_set_state (TaDatabase *database, const char *turn, const char *household, TaDeliveryState state, GError **error);

/** Makes @households (of char *) the order of the round; %NULL: the best round decides again. */
gboolean ta_delivery_table_set_order (TaDatabase *database, const char *turn, GPtrArray *households, GError **error);

/**
 * ta_drop_list_load:
 * @turn: id
 *
 * Reads everything that the drop list of a turn needs and arranges it: a few milliseconds, more for hundreds of doors.
 *
 * Returns: (transfer full) (nullable): %NULL with @error
 */
TaDropList *ta_drop_list_load (TaDatabase *database, const char *turn, GCancellable *cancellable, GError **error);

/** The drop lists of @turns (of TaTurn, as they are there), in that order; reads the households once for all. (transfer full) (nullable): of TaDropList */
GPtrArray *ta_drop_list_load_all (TaDatabase *database, GPtrArray *turns, GCancellable *cancellable, GError **error);
