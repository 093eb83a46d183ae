/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-change.h"
#include "ta-database.h"

#include <gio/gio.h>

typedef enum
{
  TA_SOURCE_SCREEN,
  TA_SOURCE_PHONE,
  TA_SOURCE_PAPER,
  TA_SOURCE_IMPORT,
  TA_SOURCE_COMMAND,
  TA_SOURCE_HUB
} TaSource;

/**
 * TaOrigin:
 *
 * Who made a change and how it came in. @actor sits at the keyboard; @on_behalf_of is whose wish it was, where that is another.
 */
typedef struct
{
  const char *actor;        /* (nullable): "" */
  const char *on_behalf_of; /* (nullable): "" */
  TaSource source;
  gint64 now; /* seconds since 1970: when; 0: what the clock says once it is its turn */
} TaOrigin;

#define TA_TYPE_STORE (ta_store_get_type ())
G_DECLARE_FINAL_TYPE (TaStore, ta_store, TA, STORE, GObject)

/**
 * TaStoreFunc:
 * @database: the connection, on the worker's thread
 * @data: what the caller handed over
 * @cancellable: (nullable): to look at in long work
 *
 * What a command or a read does. A command runs in one transaction, which is rolled back when it returns %FALSE (with @error set).
 */
typedef gboolean (*TaStoreFunc) (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error);

/**
 * TaStoreReadFunc:
 *
 * Returns: (transfer full): the result; %NULL with @error set when it failed
 */
typedef gpointer (*TaStoreReadFunc) (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error);

/**
 * TaStore:
 *
 * A database behind its one worker thread. Requests are served in the order in which they were made. Every write is a command: one
 * transaction, recorded in the history, undoable.
 *
 * Signals:
 * - "changed" (GPtrArray of TaChange): after each command that changed something, on the main context of the thread that opened the
 *   store, before the command's own callback is called.
 * - "history-changed": after each command that is in the history now; what undo and redo would do may be another.
 */

/** Opens a database and starts its worker. Blocks for the time of opening; ta_store_open_async() does not. */
TaStore *ta_store_open (const char *path, TaDatabaseFlags flags, GError **error);
void ta_store_open_async (const char *path, TaDatabaseFlags flags, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
TaStore *ta_store_open_finish (GAsyncResult *result, GError **error);

/** The database file's path. (transfer none) */
const char *ta_store_get_path (TaStore *store);

/** The folder beside the database that holds the originals of photos; it may not exist yet. (transfer none) */
const char *ta_store_get_photo_dir (TaStore *store);

/** Who is taken for the actor of commands whose origin is %NULL (source: screen). */
void ta_store_set_actor (TaStore *store, const char *actor);
const char *ta_store_get_actor (TaStore *store);

/**
 * ta_store_run_async:
 * @label: what the command does, as the history shows it: "Moved the turn of Silva", translated
 * @origin: (nullable): who and how; %NULL: the store's actor, and what ta_store_set_on_behalf_of() says
 * @func: the work
 * @data: (transfer full): for @func
 * @destroy: (nullable): frees @data, on the worker's thread
 *
 * Runs a command. A cancelled command is rolled back.
 */
void ta_store_run_async (TaStore *store, const char *label, const TaOrigin *origin, TaStoreFunc func, gpointer data, GDestroyNotify destroy, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/** Finishes run, undo and redo. %TRUE once it is on the disk. */
gboolean ta_store_run_finish (TaStore *store, GAsyncResult *result, GError **error);
/** The history id of a finished command; 0 where it changed nothing. */
gint64 ta_store_run_get_history_id (GAsyncResult *result);

/** Runs a read in a transaction of its own. @free_result frees a result that nobody took. */
void ta_store_read_async (TaStore *store, TaStoreReadFunc func, gpointer data, GDestroyNotify destroy, GDestroyNotify free_result, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gpointer ta_store_read_finish (TaStore *store, GAsyncResult *result, GError **error);

/**
 * Undoes a command (0: the last one not undone that was made on this computer) as a new command; where what it changed has changed
 * since, says so with TA_STORAGE_ERROR_CONFLICT and leaves all as it is. Redo: the last one undone.
 */
void ta_store_undo_async (TaStore *store, gint64 history_id, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
void ta_store_redo_async (TaStore *store, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);

/**
 * The same for programs without a main loop, tests, and the exchange with a hub: they block until the worker has done it. @data stays the caller's.
 * ta_store_run() with an origin that names its actor, and ta_store_read(), may be called from any thread.
 */
gboolean ta_store_run (TaStore *store, const char *label, const TaOrigin *origin, TaStoreFunc func, gpointer data, GCancellable *cancellable, GError **error);
gpointer ta_store_read (TaStore *store, TaStoreReadFunc func, gpointer data, GError **error);
gboolean ta_store_undo (TaStore *store, gint64 history_id, GError **error);
gboolean ta_store_redo (TaStore *store, GError **error);

/** Waits for all requests, stops the worker and closes the file. Later requests fail. Also done by the last unref. */
void ta_store_close (TaStore *store);

/** For whom commands without an origin of their own, undo and redo among them, are recorded (nullable: for nobody else), and how they came in. */
void ta_store_set_on_behalf_of (TaStore *store, const char *on_behalf_of, TaSource source);

/** What Ctrl+Z and Ctrl+Shift+Z would do, as of the last command: labels, or %NULL. (transfer none) */
const char *ta_store_get_undo_label (TaStore *store);
const char *ta_store_get_redo_label (TaStore *store);
