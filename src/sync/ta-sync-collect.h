/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-sync-collect-table.h"
#include "ta-sync-ring.h"

/**
 * ta_sync_collect_look:
 * @rounds: (out) (transfer full) (nullable): what this device knows of rounds
 *
 * To be called before all that the hub has is fetched.
 */
gboolean ta_sync_collect_look (TaSyncEngine *engine, TaDocument **rounds, GError **error);

/**
 * ta_sync_collect:
 * @before: (nullable): what ta_sync_collect_look() found before all that the hub has was fetched
 *
 * Forgets what was deleted long ago; see ta-sync-collect-table.h. Of the pod's devices the one that is in it longest notes and collects, the others
 * say what they have heard. Nothing where this device is not one of them, or where the last pull did not come to an end.
 */
gboolean ta_sync_collect (TaSyncRing *ring, const TaDocument *before, GCancellable *cancellable, GError **error);
