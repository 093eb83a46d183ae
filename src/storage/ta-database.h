/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-statement.h"
#include "ta-storage-error.h"

#include <gio/gio.h>

/** "TArn" as SQLite's application_id: how a file says that it is ours. */
#define TA_DATABASE_APPLICATION_ID 0x5441726e

/** The version of the schema that this program writes. */
#define TA_DATABASE_VERSION 9

typedef enum
{
  TA_DATABASE_CREATE = 1 << 0,   /* make the file where there is none */
  TA_DATABASE_READ_ONLY = 1 << 1 /* open it as it is: no migration, no write */
} TaDatabaseFlags;

/**
 * ta_database_open:
 * @path: a file, or ":memory:"
 * @flags: what may be done with it
 *
 * Opens a collective's database and brings it to this program's version; before a migration the file is copied beside itself. A file
 * of a newer version or of another program is left untouched. The handle must be used by one thread at a time.
 *
 * Returns: (transfer full) (nullable): the database, or %NULL with a #TaStorageError
 */
TaDatabase *ta_database_open (const char *path, TaDatabaseFlags flags, GError **error);
void ta_database_close (TaDatabase *database);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaDatabase, ta_database_close)

/** The file's path. (transfer none) */
const char *ta_database_get_path (TaDatabase *database);

/** SQLite's handle, for the backup and session interfaces of this layer. (transfer none) */
sqlite3 *ta_database_get_handle (TaDatabase *database);

/**
 * ta_database_prepare:
 * @sql: a string constant: it is the key of the cache, and nothing is ever formatted into it
 *
 * Aborts on SQL that SQLite does not understand: a mistake of the programmer. A statement that is lent out already is prepared anew.
 *
 * Returns: (transfer full): a statement to bind and step
 */
TaStatement *ta_database_prepare (TaDatabase *database, const char *sql);

/** Runs a constant script of statements without values. */
gboolean ta_database_exec (TaDatabase *database, const char *sql, GError **error);

gboolean ta_database_begin (TaDatabase *database, GError **error);
gboolean ta_database_commit (TaDatabase *database, GError **error);
void ta_database_rollback (TaDatabase *database);

/**
 * ta_database_set_triggers:
 *
 * Whether the triggers of the schema act (they do); checks and foreign keys always do. Who turns them off does what they would have done,
 * and turns them on again.
 */
void ta_database_set_triggers (TaDatabase *database, gboolean enabled);

/** By what stamps are given: the computer's clock, milliseconds since 1970. */
gint64 ta_database_now_ms (TaDatabase *database);
/** How far the computer's clock is off, so the tests pretend. */
void ta_database_set_clock_offset (TaDatabase *database, gint64 offset_ms);

/** What records the command that is being done, for what is better recorded than watched. (nullable) (transfer none) */
typedef struct _TaRecorder TaRecorder;
TaRecorder *ta_database_get_recorder (TaDatabase *database);
void ta_database_set_recorder (TaDatabase *database, TaRecorder *recorder);

/** What opens and seals health data here, see ta-health.h: of the pod, %NULL while it is locked; and for copies, %NULL: they have none. (nullable) (transfer none) */
typedef struct _TaHealthKeys TaHealthKeys;
TaHealthKeys *ta_database_get_health_keys (TaDatabase *database);
void ta_database_set_health_keys (TaDatabase *database, TaHealthKeys *keys);
TaHealthKeys *ta_database_get_copy_keys (TaDatabase *database);
void ta_database_set_copy_keys (TaDatabase *database, TaHealthKeys *keys);

/** TaHistoryPlace: how far the history was looked through on this connection for the newest step of somebody here (see ta-history.c). */
typedef struct
{
  gint64 seen;
  gint64 own; /* the newest one up to @seen; 0: none */
} TaHistoryPlace;
TaHistoryPlace *ta_database_get_history_place (TaDatabase *database);

/** What is known of the tables' columns (see ta-row.h), by table. (transfer none) */
GHashTable *ta_database_get_columns (TaDatabase *database);

/** Sets @error from SQLite's last failure on this connection: its code, and a sentence that a person can act on. */
void ta_database_set_error (TaDatabase *database, int code, GError **error);

/** The version of the SQLite that runs, such as "3.46.1". (transfer none) */
const char *ta_database_get_sqlite_version (void);
