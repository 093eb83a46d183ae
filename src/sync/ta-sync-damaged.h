/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-store.h"

/**
 * ta_sync_delete_damaged_async:
 * @name: of a TaSyncStuck that is damaged on the hub, and that nothing is known of here
 *
 * Deletes it there, as it is known here: what somebody wrote meanwhile stays. A computer that has it whole sends it again as soon as it hears of that.
 * Runs on a thread of its own and reports to the caller's main context.
 */
void ta_sync_delete_damaged_async (TaStore *store, const char *name, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/** %TA_SYNC_ERROR_CONFLICT: somebody wrote meanwhile */
gboolean ta_sync_delete_damaged_finish (GAsyncResult *result, GError **error);
