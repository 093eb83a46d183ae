/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-store.h"

/** Does @func as a command, and asserts that it is done. */
void ta_test_do (TaStore *store, TaStoreFunc func, gpointer data);

/* What tests do most, as #TaStoreFunc: @data is a TaHousehold, TaTurn or TaFeed. */
gboolean ta_test_save_household (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error);
gboolean ta_test_save_turn (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error);
gboolean ta_test_save_feed (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error);
gboolean ta_test_delete_feed (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error);

/** A #TaStoreReadFunc. (transfer full): of TaFeed */
gpointer ta_test_read_feeds (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error);
