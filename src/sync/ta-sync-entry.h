/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-hub-client.h"
#include "ta-invitation.h"
#include "ta-store.h"
#include "ta-sync-peer-table.h"

/* What the ways into a pod have in common: founding it, joining it, signing in again, coming back with the recovery sheet. */

/** That the store exchanges with no hub yet and, where @must_be_empty, that nothing is in it. Else %TA_SYNC_ERROR_NOT_EMPTY. */
gboolean ta_sync_entry_check_free (TaStore *store, gboolean must_be_empty, GError **error);
/** (transfer full); %TA_SYNC_ERROR_USED where it is none */
TaInvitation *ta_sync_entry_parse_link (const char *link, GError **error);
/**
 * ta_sync_entry_use:
 * @pod: (nullable): the id of the pod that is meant, 16 bytes; %NULL: whichever the invitation leads to
 *
 * Uses it up: an account for the device. Where the answer does not come it may be asked again with the same @keys.
 *
 * Returns: (transfer full): the account; %NULL with %TA_SYNC_ERROR_USED where somebody else did, or it is too old; %TA_SYNC_ERROR_CONFLICT
 *   where the hub has another pod there, for which the invitation is still good
 */
TaWireWelcome *ta_sync_entry_use (const TaInvitation *invitation, const guint8 *pod, TaDeviceKeys *keys, GCancellable *cancellable, GError **error);
/** (transfer full) */
TaSyncPeer *ta_sync_entry_make_peer (const char *url, const TaWireWelcome *welcome, TaKeyring *keyring, TaDeviceKeys *keys, const char *device_name);
/**
 * ta_sync_entry_keep:
 * @enrol: what is in the store goes to the hub
 *
 * The hub has let this device in: keeps what it needs from now on. Where the program ends before all of it is kept, the invitation is good once more.
 */
gboolean ta_sync_entry_keep (TaStore *store, const TaInvitation *invitation, const TaSyncPeer *peer, TaKeyring *keyring, TaDeviceKeys *keys, const TaWireWelcome *welcome, gboolean enrol, GCancellable *cancellable, GError **error);
