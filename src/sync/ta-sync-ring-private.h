/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-sync-engine-private.h"
#include "ta-sync-peer-table.h"
#include "ta-sync-ring.h"

struct _TaSyncRing
{
  TaSyncEngine *engine; /* unowned */
  TaSyncPeer *peer;
  TaDeviceKeys *keys;
  TaRoster *roster;    /* (nullable) */
  TaRotation *current; /* (nullable): that brought the current key */
  char *roster_name;
  char *lobby_name;
  gboolean lost;    /* the hub no longer has what brought the current key */
  gboolean agreed;  /* the hub's roster is ours */
  gboolean leaving; /* this device is writing that it is out */
  gboolean waiting; /* this device is known to wait to be confirmed */
  gint64 looked_at; /* when it was last looked for what is to be forgotten: ms since 1970 */
};

/** Puts @envelope where @name is, upon @rev. @taken: (out): %FALSE: somebody was first */
gboolean ta_sync_ring_put (TaSyncRing *ring, const char *name, const char *rev, const char *envelope, gboolean *taken, GCancellable *cancellable, GError **error);
/** The head of @name. (transfer full) (nullable): %NULL without @error: there is none */
TaWireDoc *ta_sync_ring_get (TaSyncRing *ring, const char *name, GCancellable *cancellable, GError **error);
/** What is in its envelope, as text; %NULL where it cannot be opened. */
char *ta_sync_ring_open_text (TaSyncRing *ring, const TaWireDoc *doc);
char *ta_sync_ring_seal_text (TaSyncRing *ring, const char *name, const char *text, GError **error);
/** Whether the roster has this device. */
gboolean ta_sync_ring_is_in (TaSyncRing *ring);
/** Fetches keys that documents are sealed with; and the rotation that brought the current one. */
gboolean ta_sync_ring_find_keys (TaSyncRing *ring, GCancellable *cancellable, GError **error);
