/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-database.h"
#include "ta-stamp.h"

/** TaSyncProblem: why nothing is exchanged at present.  */
typedef enum
{
  TA_SYNC_PROBLEM_NONE,
  TA_SYNC_PROBLEM_OFFLINE,     /* no network, or the hub does not answer */
  TA_SYNC_PROBLEM_PASSWORD,    /* the hub no longer accepts this device (401) */
  TA_SYNC_PROBLEM_REMOVED,     /* no longer a member of the pod (403) */
  TA_SYNC_PROBLEM_LOCKED,      /* too many wrong passwords (403 until a time) */
  TA_SYNC_PROBLEM_NO_POD,      /* the hub has no such database (404) */
  TA_SYNC_PROBLEM_KEY_MISSING, /* this computer's keys cannot be read */
  TA_SYNC_PROBLEM_CERTIFICATE, /* the hub's certificate is not good */
  TA_SYNC_PROBLEM_FULL,        /* no room: on the hub (507, 413 for one document is not this) or here */
  TA_SYNC_PROBLEM_ODD          /* the hub's answers make no sense */
} TaSyncProblem;

/** TaSyncPeer: the hub that this computer exchanges with, and how far it has come. */
typedef struct
{
  char *url; /* "https://hub.example.org", without a slash at its end */
  char *db;
  char *user;
  guint8 pod[16];
  guint64 device; /* above 0, at most 2^63 - 1 */
  char *device_name;
  char *epoch;    /* (nullable) */
  char *since;    /* "0": nothing yet */
  char *boot_seq; /* (nullable) */
  char *boot_key; /* (nullable) */
  gint64 written;
  char *roster;   /* (nullable): the pod's devices as they are known here: a text of the sealing layer's */
  gint64 counted; /* the number in the hub's own note of this device: a hub that knows a smaller one was put back from a copy */
  TaSyncProblem problem;
  char *problem_detail; /* host and reason of a certificate, … */
  gint64 problem_at;    /* ms since 1970; 0 */
  gint64 retry_at;      /* ms since 1970; 0 */
  gint64 done_at;       /* ms since 1970; 0: never */
} TaSyncPeer;

void ta_sync_peer_free (TaSyncPeer *peer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaSyncPeer, ta_sync_peer_free)
TaSyncPeer *ta_sync_peer_copy (const TaSyncPeer *peer);

/**
 * Whether the hub turned out to be another, or an older one of itself, and not all has gone there again yet: all was exchanged once, and the
 * hub has confirmed nothing since it was met anew.
 */
gboolean ta_sync_peer_is_sending_again (const TaSyncPeer *peer);

/** (transfer full) (nullable): %NULL without @error: this computer exchanges with no hub */
TaSyncPeer *ta_sync_peer_table_get (TaDatabase *database, GError **error);
/** Writes all of it; makes the row where there is none. */
gboolean ta_sync_peer_table_save (TaDatabase *database, const TaSyncPeer *peer, GError **error);
/** Forgets the hub and all that is kept for the exchange. The pod's data stays. */
gboolean ta_sync_peer_table_forget (TaDatabase *database, GError **error);

/** What the pod calls @device, for what is said of its changes. */
gboolean ta_sync_device_table_set_name (TaDatabase *database, guint64 device, const char *name, GError **error);

gboolean ta_sync_clock_load (TaDatabase *database, TaStampClock *clock, GError **error);
gboolean ta_sync_clock_save (TaDatabase *database, const TaStampClock *clock, GError **error);
