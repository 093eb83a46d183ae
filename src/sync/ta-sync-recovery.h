/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-recovery-sheet.h"
#include "ta-store.h"

#include <gio/gio.h>

/** The sheet of the pod that @store exchanges, from the keys of this computer. (transfer full) */
void ta_sync_recovery_sheet_async (TaStore *store, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
TaRecoverySheet *ta_sync_recovery_sheet_finish (GAsyncResult *result, GError **error);

/**
 * ta_sync_recover_async:
 * @store: an empty one
 * @link: an invitation that the hub printed: who keeps the hub makes one with `turnabout-hub --invite`
 * @sheet: the lines of the recovery sheet, as they were typed
 *
 * Comes into the pod where no other computer is left to invite: the account is the hub's, the key the sheet's.
 */
void ta_sync_recover_async (TaStore *store, const char *link, const char *sheet, const char *device_name, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean ta_sync_recover_finish (GAsyncResult *result, GError **error);

/**
 * ta_sync_sign_in_async:
 * @store: one whose account the hub no longer takes
 * @link: an invitation of one of the pod's devices, or one that the hub printed
 *
 * A new account for the same device. What is here stays, and what was changed meanwhile is sent.
 */
void ta_sync_sign_in_async (TaStore *store, const char *link, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean ta_sync_sign_in_finish (GAsyncResult *result, GError **error);
