/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-hub-client.h"
#include "ta-store.h"

/**
 * ta_feed_publisher_run:
 * @client: of the hub that @store exchanges with; everything that is there must be in @store
 *
 * Brings the hub's feeds to what the store's say: sends each whose bytes are others than those that were sent last, and withdraws those that are
 * the store's no more. What nobody here ever sent is withdrawn only where it is seen again a while later, since another device may have sent it
 * before its row has come. A hub that has no feeds is noted as such and left in peace for an hour. Blocks.
 *
 * Returns: %FALSE with @error, which is kept in the store for the person too, and is no reason to stop exchanging
 */
gboolean ta_feed_publisher_run (TaStore *store, TaHubClient *client, GCancellable *cancellable, GError **error);
