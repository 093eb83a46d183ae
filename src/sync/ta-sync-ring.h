/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-roster.h"
#include "ta-rotation.h"
#include "ta-sync-engine.h"

/**
 * TaSyncRing:
 *
 * Who is in the pod, and with which keys. Three kinds of documents on the hub are about that and not about the pod's data: the roster (signed,
 * sealed), the list of who has joined and waits to be confirmed (sealed), and one for each new key (sealed for each device). They are merged
 * here, and never come into the tables.
 *
 * For one thread at a time; every function that talks to the hub blocks.
 */
typedef struct _TaSyncRing TaSyncRing;

/**
 * ta_sync_ring_dup_names:
 * @pod: its id of 16 bytes
 *
 * Returns: (transfer full): the documents of which every hub that has anything of the pod has one: the first that a device writes there
 */
GStrv ta_sync_ring_dup_names (const guint8 *pod);

/** @engine: unowned, must live longer; @keys: of this device */
TaSyncRing *ta_sync_ring_new (TaSyncEngine *engine, const TaSyncPeer *peer, TaDeviceKeys *keys);
void ta_sync_ring_free (TaSyncRing *ring);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaSyncRing, ta_sync_ring_free)

/** (transfer none) (nullable): nobody has told yet */
TaRoster *ta_sync_ring_get_roster (TaSyncRing *ring);

/** A whole round of the engine, with what there is to do about keys in between. %TA_SYNC_ERROR_REMOVED: this device is out. */
gboolean ta_sync_ring_round (TaSyncRing *ring, GCancellable *cancellable, GError **error);
/** The same after the engine waited: keys that are missing are fetched, what is to be sent is sent. */
gboolean ta_sync_ring_send (TaSyncRing *ring, GCancellable *cancellable, GError **error);

/** Reads the roster of the hub. @inviter: (nullable): see ta_roster_open() */
gboolean ta_sync_ring_fetch (TaSyncRing *ring, const TaDevicePublic *inviter, GCancellable *cancellable, GError **error);
/** Saves what was changed in the roster (see ta_sync_ring_get_roster()) here, and on the hub. */
gboolean ta_sync_ring_commit (TaSyncRing *ring, GCancellable *cancellable, GError **error);
/** Takes this device out of the roster. */
gboolean ta_sync_ring_leave (TaSyncRing *ring, GCancellable *cancellable, GError **error);
/** A new key that only who is in the roster can read. */
gboolean ta_sync_ring_rotate (TaSyncRing *ring, GCancellable *cancellable, GError **error);

/** TaSyncRequest: a device that has joined, and waits to be confirmed. */
typedef struct
{
  TaDevicePublic known;
  char *name;
  char *invitation; /* "" */
} TaSyncRequest;

void ta_sync_request_free (TaSyncRequest *request);
/** (transfer full): of TaSyncRequest, but of those who are in the roster by now */
GPtrArray *ta_sync_ring_list_requests (TaSyncRing *ring, GCancellable *cancellable, GError **error);
/** Puts this device among them unless it is in already. */
gboolean ta_sync_ring_request (TaSyncRing *ring, const char *name, const char *invitation, GCancellable *cancellable, GError **error);
/** Takes @device, of which the number did not agree or that nobody knows, from among them. */
gboolean ta_sync_ring_refuse (TaSyncRing *ring, guint64 device, GCancellable *cancellable, GError **error);
