/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-device-keys.h"
#include "ta-invitation.h"
#include "ta-key-store.h"
#include "ta-sync-engine.h"
#include "ta-sync-peer-table.h"

#include <gio/gio.h>

/*
 * The secrets of one database's exchange, where the person's secrets are kept: the pod's keys, the device's own, the password of its account.
 * They are named after pod and device, so that two databases of one person do not meet.
 */

/** Where the person's secrets are kept. (transfer full) */
TaKeyStore *ta_sync_keys_open (void);

gboolean ta_sync_keys_save (const TaSyncPeer *peer, TaKeyring *keyring, TaDeviceKeys *device, const char *password, GCancellable *cancellable, GError **error);
gboolean ta_sync_keys_save_keyring (const TaSyncPeer *peer, TaKeyring *keyring, GCancellable *cancellable, GError **error);
gboolean ta_sync_keys_save_password (const TaSyncPeer *peer, const char *password, GCancellable *cancellable, GError **error);
/** (transfer full); %TA_SYNC_ERROR_KEY where it cannot be read, or is not there */
TaKeyring *ta_sync_keys_load_keyring (const TaSyncPeer *peer, GCancellable *cancellable, GError **error);
TaDeviceKeys *ta_sync_keys_load_device (const TaSyncPeer *peer, GCancellable *cancellable, GError **error);
TaSecret *ta_sync_keys_load_password (const TaSyncPeer *peer, GCancellable *cancellable, GError **error);
/** Where they lie: in a file if one of them does. What cannot be read now lies nowhere. */
TaKeyPlace ta_sync_keys_find_place (const TaSyncPeer *peer, GCancellable *cancellable);
/** Forgets them all. */
gboolean ta_sync_keys_remove (const TaSyncPeer *peer, GCancellable *cancellable, GError **error);

/**
 * The keys of a device that comes into a pod by @invitation: new ones, or those of an attempt before whose answer got lost: by them the hub knows it again.
 * They are kept from before it is asked until ta_sync_keys_end(). (transfer full)
 */
TaDeviceKeys *ta_sync_keys_begin (const TaInvitation *invitation, GCancellable *cancellable, GError **error);
/** It is in, or the invitation is none. */
gboolean ta_sync_keys_end (const TaInvitation *invitation, GCancellable *cancellable, GError **error);

/** A client of the peer's hub with its account, and an engine on it. (transfer full) */
TaHubClient *ta_sync_open_client (const TaSyncPeer *peer, GCancellable *cancellable, GError **error);
TaSyncEngine *ta_sync_open_engine (TaStore *store, GCancellable *cancellable, GError **error);
/** (transfer full); %TA_SYNC_ERROR_NO_HUB where there is none */
TaSyncPeer *ta_sync_load_peer (TaStore *store, GError **error);
/** What the collective is called; "" where it has no name yet. (transfer full) */
char *ta_sync_load_pod_name (TaStore *store, GError **error);
