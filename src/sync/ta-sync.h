/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-store.h"
#include "ta-sync-store.h"

#include <gio/gio.h>

#define TA_TYPE_SYNC (ta_sync_get_type ())
G_DECLARE_FINAL_TYPE (TaSync, ta_sync, TA, SYNC, GObject)

typedef enum
{
  TA_SYNC_OFF,      /* no hub */
  TA_SYNC_STOPPED,  /* there is one, and nothing runs: not started, or a problem that a person has to mend */
  TA_SYNC_STARTING, /* everything is fetched for the first time */
  TA_SYNC_BUSY,
  TA_SYNC_IDLE,   /* up to date; waits for changes here and there */
  TA_SYNC_WAITING /* the hub did not answer: it is tried again at retry_at */
} TaSyncState;

/** TaSyncStatus: what the window and turnaboutctl show. */
typedef struct
{
  TaSyncState state;
  TaSyncProblem problem;
  char *detail;          /* of the problem: a host, a reason */
  gint64 retry_at;       /* ms since 1970; 0 */
  gint64 done_at;        /* ms since 1970; 0: never */
  double progress;       /* 0 to 1 while starting */
  gboolean hub_older;    /* the hub's data was older than ours and is being sent again; until all has been sent */
  gint64 clock_off_ms;   /* this computer's clock against the hub's, where it is off by more than five minutes; 0 */
  gboolean keys_in_file; /* and not in the desktop's keyring */
  TaSyncCounts counts;
} TaSyncStatus;

TaSyncStatus *ta_sync_status_copy (const TaSyncStatus *status);
void ta_sync_status_free (TaSyncStatus *status);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaSyncStatus, ta_sync_status_free)

/**
 * TaSync:
 *
 * Exchanges a store's data with its hub on a thread of its own: pulls, pushes what is dirty by compare-and-set, folds versions that stand side
 * by side, then waits for changes on either side. All it knows is in the database: it may be killed at any moment.
 *
 * Signal "status-changed": on the main context of the thread that made it.
 */
TaSync *ta_sync_new (TaStore *store);
/** Starts where the store has a hub; does nothing otherwise. Keys and password are read from the key store. */
void ta_sync_start (TaSync *sync);
/** Ends what runs, and waits for its thread. */
void ta_sync_stop (TaSync *sync);
/** Tries at once what would be tried later; also after a new password or key has come. */
void ta_sync_kick (TaSync *sync);
/** (transfer full) */
TaSyncStatus *ta_sync_dup_status (TaSync *sync);

/** One round: pulls and pushes until there is nothing to do; for turnaboutctl and the tests. Blocks. */
gboolean ta_sync_once (TaStore *store, GCancellable *cancellable, TaSyncStatus **status, GError **error);

/** What a person does with the hub; each runs on a thread of its own and reports to the caller's main context. */

/** Makes the store's collective the first of a new pod on a hub: @link is the invitation that `turnabout-hub --init` printed. Makes the pod's key. */
void ta_sync_found_async (TaStore *store, const char *link, const char *device_name, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean ta_sync_found_finish (GAsyncResult *result, GError **error);

/** Joins a pod by an invitation of one of its devices. The store must be empty (see ta_sync_is_empty()). @code: (out): to compare with the inviter's screen, "123 456" */
void ta_sync_join_async (TaStore *store, const char *link, const char *device_name, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean ta_sync_join_finish (GAsyncResult *result, char **code, GError **error);

/** An invitation for one more device. Returns its link: a secret until it is used, and good for @hours (1 to 72). */
void ta_sync_invite_async (TaStore *store, int hours, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/**
 * The same where the hub makes no accounts, which is %TA_SYNC_ERROR_LACKING of the other: @account is the address of one that who keeps the hub has made for the
 * new device, "https://name:password@hub.example.org/pod". The link has the pod's key in it: who reads it can read the pod until the device is
 * confirmed, which makes a new key.
 */
void ta_sync_invite_direct_async (TaStore *store, const char *account, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/** Of both. */
char *ta_sync_invite_finish (GAsyncResult *result, GError **error);

/** TaSyncDevice: a device of the pod. */
typedef struct
{
  guint64 device;
  char *name;
  char *user;     /* its account on the hub; "" where the hub does not tell */
  char *code;     /* (nullable): to be compared with that device's screen: it has joined and nobody has confirmed it yet */
  gint64 seen_at; /* ms since 1970; 0: never */
  gboolean mine;
} TaSyncDevice;

void ta_sync_device_free (TaSyncDevice *device);

/** (transfer full): of TaSyncDevice */
void ta_sync_devices_async (TaStore *store, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *ta_sync_devices_finish (GAsyncResult *result, GError **error);
/** The codes were the same on both screens. */
void ta_sync_confirm_async (TaStore *store, guint64 device, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean ta_sync_confirm_finish (GAsyncResult *result, GError **error);
/** Takes its account away and makes a new key that it does not get. What it has seen it keeps. */
void ta_sync_remove_device_async (TaStore *store, guint64 device, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean ta_sync_remove_device_finish (GAsyncResult *result, GError **error);

/** Leaves the hub: the copy here stays, the account on the hub goes where it can be reached. */
void ta_sync_leave_async (TaStore *store, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean ta_sync_leave_finish (GAsyncResult *result, GError **error);
