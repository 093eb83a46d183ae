/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-sync-engine-private.h"

/** TaSyncBatch: documents on their way to the hub in one request, or in several where it is too large. */
typedef struct _TaSyncBatch TaSyncBatch;

/** @outgoing: (transfer full): of TaSyncOutgoing, at least one, noted as sent. @cancellable: (nullable): must outlive it */
TaSyncBatch *ta_sync_batch_new (TaSyncEngine *engine, GPtrArray *outgoing, GCancellable *cancellable);
/** Waits for what is on its way. */
void ta_sync_batch_free (TaSyncBatch *batch);

guint ta_sync_batch_get_count (const TaSyncBatch *batch);
/** The last one in the order of sending. */
const TaSyncOutgoing *ta_sync_batch_get_last (const TaSyncBatch *batch);

/**
 * ta_sync_batch_launch:
 * @aside: on a thread of its own, which alone speaks with the hub until ta_sync_batch_is_smooth(), ta_sync_batch_land() or
 *   ta_sync_batch_free() has waited for it
 *
 * Seals it and sends it. Nothing is saved before it lands.
 */
void ta_sync_batch_launch (TaSyncBatch *batch, gboolean aside);

/** Waits for the answer. Returns: whether to land it needs no word with the hub */
gboolean ta_sync_batch_is_smooth (TaSyncBatch *batch);

/**
 * ta_sync_batch_land:
 * @joined: (inout): set to %TRUE where the hub had other versions, which were fetched and joined: the outcome is to be sent
 *
 * Waits for the answer, and saves what it comes to.
 */
gboolean ta_sync_batch_land (TaSyncBatch *batch, gboolean *joined, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaSyncBatch, ta_sync_batch_free)
