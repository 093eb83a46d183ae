/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-bulk.h"
#include "ta-database.h"
#include "ta-health.h"
#include "ta-migration.h"
#include "ta-pod-table.h"
#include "ta-reminder-table.h"
#include "ta-row.h"
#include "ta-statement-private.h"
#include "ta-turn-posting-table.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

/* How long another program may hold the file before a request fails, in milliseconds. */
#define BUSY_TIMEOUT 5000

/* The first version of the schema in which turns count in the ledger. */
#define LEDGER_VERSION 3

struct _TaDatabase
{
  char *path;
  sqlite3 *handle;
  GHashTable *statements;    /* SQL constant -> TaStatement */
  GHashTable *columns;       /* TaDomainTable -> TaColumns */
  TaRecorder *recorder;      /* (nullable): borrowed */
  TaHealthKeys *health_keys; /* (nullable) */
  TaHealthKeys *copy_keys;   /* (nullable) */
  gint64 clock_offset_ms;
  TaHistoryPlace history_place;
};

gint64
ta_database_now_ms (TaDatabase *self)
{
  return g_get_real_time () / 1000 + self->clock_offset_ms;
}

void
ta_database_set_clock_offset (TaDatabase *self, gint64 offset_ms)
{
  self->clock_offset_ms = offset_ms;
}

void
ta_database_close (TaDatabase *self)
{
  g_return_if_fail (self != NULL);
  g_clear_pointer (&self->statements, g_hash_table_unref);
  g_clear_pointer (&self->columns, g_hash_table_unref);
  g_clear_pointer (&self->health_keys, ta_health_keys_unref);
  g_clear_pointer (&self->copy_keys, ta_health_keys_unref);
  sqlite3_close (self->handle);
  g_free (self->path);
  g_free (self);
}

const char *
ta_database_get_path (TaDatabase *self)
{
  return self->path;
}

sqlite3 *
ta_database_get_handle (TaDatabase *self)
{
  return self->handle;
}

/* SQLite tells a lack of room by itself only where it is the disk's, not where it is a quota's or a limit's. */
static gboolean
is_lack_of_room (TaDatabase *self, int code)
{
  int reason = sqlite3_system_errno (self->handle);

  return (code & 0xff) == SQLITE_IOERR && (reason == ENOSPC || reason == EDQUOT || reason == EFBIG);
}

static TaStorageError
error_code (TaDatabase *self, int code)
{
  if (is_lack_of_room (self, code))
    return TA_STORAGE_ERROR_FULL;
  switch (code & 0xff)
    {
    case SQLITE_FULL:
      return TA_STORAGE_ERROR_FULL;
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return TA_STORAGE_ERROR_READ_ONLY;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return TA_STORAGE_ERROR_BUSY;
    case SQLITE_CORRUPT:
      return TA_STORAGE_ERROR_DAMAGED;
    case SQLITE_NOTADB:
      return TA_STORAGE_ERROR_FOREIGN;
    case SQLITE_CONSTRAINT:
      return TA_STORAGE_ERROR_CONFLICT;
    default:
      return TA_STORAGE_ERROR_FAILED;
    }
}

static char *
error_sentence (TaDatabase *self, int code)
{
  switch (error_code (self, code))
    {
    case TA_STORAGE_ERROR_FULL:
      return g_strdup (_ ("The disk is full, so the change was not saved. Make room and try again; nothing else was lost."));
    case TA_STORAGE_ERROR_READ_ONLY:
      return g_strdup_printf (_ ("“%s” may only be read, so nothing can be saved in it. Change the file’s permissions or open a copy."), self->path);
    case TA_STORAGE_ERROR_BUSY:
      return g_strdup_printf (_ ("Another program is using “%s”. Close it there and try again."), self->path);
    case TA_STORAGE_ERROR_DAMAGED:
      return g_strdup_printf (_ ("“%s” is damaged. Restore a backup."), self->path);
    case TA_STORAGE_ERROR_FOREIGN:
      return g_strdup_printf (_ ("“%s” is not a Turnabout database."), self->path);
    case TA_STORAGE_ERROR_CONFLICT:
      if (strcmp (sqlite3_errmsg (self->handle), "ledger-immutable") == 0)
        return g_strdup (_ ("What is in the ledger is never changed; post a reversal instead."));
      if (strcmp (sqlite3_errmsg (self->handle), "ledger-unbalanced") == 0)
        return g_strdup (_ ("The entries of a transaction must sum to zero in every unit."));
      if (strcmp (sqlite3_errmsg (self->handle), "reservation-overlap") == 0)
        return g_strdup (_ ("Somebody has reserved it in that time already."));
      if (strcmp (sqlite3_errmsg (self->handle), "health-lock-stays") == 0)
        return g_strdup (_ ("The lock of the health data is turned on and off in the preferences; it cannot be undone."));
      return g_strdup_printf (_ ("The change contradicts what is there already (%s)."), sqlite3_errmsg (self->handle));
    case TA_STORAGE_ERROR_NEWER:
    case TA_STORAGE_ERROR_NOT_FOUND:
    case TA_STORAGE_ERROR_NOTHING:
    case TA_STORAGE_ERROR_LOCKED:
    case TA_STORAGE_ERROR_FAILED:
    default:
      return g_strdup_printf (_ ("The database reported an error: %s."), sqlite3_errmsg (self->handle));
    }
}

void
ta_database_set_error (TaDatabase *self, int code, GError **error)
{
  g_autofree char *sentence = error_sentence (self, code);

  if (code == SQLITE_INTERRUPT)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("Cancelled"));
  else
    g_set_error_literal (error, TA_STORAGE_ERROR, (int) error_code (self, code), sentence);
}

gboolean
ta_database_exec (TaDatabase *self, const char *sql, GError **error)
{
  int code = sqlite3_exec (self->handle, sql, NULL, NULL, NULL);

  if (code == SQLITE_OK)
    return TRUE;
  ta_database_set_error (self, code, error);
  return FALSE;
}

static TaStatement *
prepare_new (TaDatabase *self, const char *sql)
{
  TaStatement *statement;
  sqlite3_stmt *stmt = NULL;
  int code = sqlite3_prepare_v3 (self->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &stmt, NULL);

  /* SQL is a constant of the program: a mistake in it is one of the programmer. A damaged or locked file is not; its step says so. */
  if (code == SQLITE_ERROR || code == SQLITE_MISUSE)
    g_error ("SQLite does not take a statement: %s: %s", sqlite3_errmsg (self->handle), sql);
  statement = ta_statement_new (self, stmt, FALSE);
  statement->failure = code;
  return statement;
}

TaStatement *
ta_database_prepare (TaDatabase *self, const char *sql)
{
  TaStatement *statement = g_hash_table_lookup (self->statements, sql);

  if (statement != NULL && statement->lent)
    return prepare_new (self, sql);
  if (statement == NULL)
    {
      statement = prepare_new (self, sql);
      if (statement->failure != SQLITE_OK)
        return statement;
      statement->cached = TRUE;
      g_hash_table_insert (self->statements, (gpointer) sql, statement);
    }
  statement->lent = TRUE;
  return statement;
}

gboolean
ta_database_begin (TaDatabase *self, GError **error)
{
  return ta_database_exec (self, "BEGIN IMMEDIATE", error);
}

gboolean
ta_database_commit (TaDatabase *self, GError **error)
{
  return ta_database_exec (self, "COMMIT", error);
}

void
ta_database_rollback (TaDatabase *self)
{
  /* SQLite has rolled back by itself after some errors, a full disk for one. */
  if (!sqlite3_get_autocommit (self->handle))
    sqlite3_exec (self->handle, "ROLLBACK", NULL, NULL, NULL);
}

void
ta_database_set_triggers (TaDatabase *self, gboolean enabled)
{
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_ENABLE_TRIGGER, enabled, NULL);
}

GHashTable *
ta_database_get_columns (TaDatabase *self)
{
  return self->columns;
}

TaHistoryPlace *
ta_database_get_history_place (TaDatabase *self)
{
  return &self->history_place;
}

TaRecorder *
ta_database_get_recorder (TaDatabase *self)
{
  return self->recorder;
}

void
ta_database_set_recorder (TaDatabase *self, TaRecorder *recorder)
{
  self->recorder = recorder;
}

static void
replace_keys (TaHealthKeys **keys, TaHealthKeys *others)
{
  TaHealthKeys *old = *keys;

  *keys = others != NULL ? ta_health_keys_ref (others) : NULL;
  g_clear_pointer (&old, ta_health_keys_unref);
}

TaHealthKeys *
ta_database_get_health_keys (TaDatabase *self)
{
  return self->health_keys;
}

void
ta_database_set_health_keys (TaDatabase *self, TaHealthKeys *keys)
{
  replace_keys (&self->health_keys, keys);
}

TaHealthKeys *
ta_database_get_copy_keys (TaDatabase *self)
{
  return self->copy_keys;
}

void
ta_database_set_copy_keys (TaDatabase *self, TaHealthKeys *keys)
{
  replace_keys (&self->copy_keys, keys);
}

static gboolean
register_bulk (TaDatabase *self, GError **error)
{
  int code = ta_bulk_register (self->handle);

  if (code != SQLITE_OK)
    ta_database_set_error (self, code, error);
  return code == SQLITE_OK;
}

/* Before version 3 turns did not count: those that were done meanwhile come into the ledger when the file is brought up to date. */
static gboolean
begin_ledger (TaDatabase *self, int before, GError **error)
{
  TaDate today;

  if (before == 0 || before >= LEDGER_VERSION)
    return TRUE;
  if (ta_database_begin (self, error) && ta_reminder_table_add_defaults (self, error) && ta_turn_posting_note_missing (self, error)
      && ta_collective_table_date (self, 0, &today, error) && ta_turn_posting_settle (self, today, error)
      && ta_database_commit (self, error))
    return TRUE;
  ta_database_rollback (self);
  return FALSE;
}

static gboolean
set_up (TaDatabase *self, TaDatabaseFlags flags, GError **error)
{
  gboolean read_only = (flags & TA_DATABASE_READ_ONLY) != 0;
  int before = 0;

  sqlite3_extended_result_codes (self->handle, 1);
  sqlite3_busy_timeout (self->handle, BUSY_TIMEOUT);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  if (!ta_migration_run (self, read_only, &before, error) || !register_bulk (self, error))
    return FALSE;
  /* What a command has changed is written when it ends; 32 MB of changes wait in memory until then, while reads keep to the small cache. */
  if (!ta_database_exec (self, "PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_spill = 8192", error))
    return FALSE;
  /* Only now, so that files which are not ours stay as they are to the last byte. */
  return read_only
         || (ta_database_exec (self, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL", error) && ta_turn_posting_watch (self, error)
             && begin_ledger (self, before, error));
}

static gboolean
check_present (const char *path, TaDatabaseFlags flags, GError **error)
{
  if (g_str_equal (path, ":memory:") || (flags & TA_DATABASE_CREATE) != 0 || g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  g_set_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_NOT_FOUND, _ ("There is no file “%s”."), path);
  return FALSE;
}

static int
open_immutable (TaDatabase *self)
{
  g_autofree char *uri = g_filename_to_uri (self->path, NULL, NULL);
  g_autofree char *immutable = uri != NULL ? g_strconcat (uri, "?immutable=1", NULL) : NULL;

  if (immutable == NULL)
    return SQLITE_CANTOPEN;
  return sqlite3_open_v2 (immutable, &self->handle, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, NULL);
}

static gboolean
open_handle (TaDatabase *self, TaDatabaseFlags flags, gboolean immutable, GError **error)
{
  int mode = (flags & TA_DATABASE_READ_ONLY) != 0 ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
  int code;

  if ((flags & TA_DATABASE_CREATE) != 0)
    mode |= SQLITE_OPEN_CREATE;
  code = immutable ? open_immutable (self) : sqlite3_open_v2 (self->path, &self->handle, mode | SQLITE_OPEN_NOMUTEX, NULL);
  if (code == SQLITE_OK && (mode & SQLITE_OPEN_READWRITE) != 0 && sqlite3_db_readonly (self->handle, "main") == 1)
    code = SQLITE_READONLY;
  if (code == SQLITE_OK)
    return TRUE;
  ta_database_set_error (self, code, error);
  return FALSE;
}

static TaDatabase *
open_once (const char *path, TaDatabaseFlags flags, gboolean immutable, GError **error)
{
  g_autoptr (TaDatabase) self = g_new0 (TaDatabase, 1);

  self->path = g_strdup (path);
  self->statements = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) ta_statement_free);
  self->columns = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) ta_columns_free);
  if (!check_present (path, flags, error) || !open_handle (self, flags, immutable, error) || !set_up (self, flags, error))
    return NULL;
  return g_steal_pointer (&self);
}

/* Whether all that the file has is in the file itself. */
static gboolean
has_no_log (const char *path)
{
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  GStatBuf info;

  return g_stat (log, &info) != 0 || info.st_size == 0;
}

TaDatabase *
ta_database_open (const char *path, TaDatabaseFlags flags, GError **error)
{
  g_autoptr (GError) failure = NULL;
  TaDatabase *self;

  g_return_val_if_fail (path != NULL, NULL);
  self = open_once (path, flags, FALSE, &failure);
  if (self != NULL)
    return self;
  /* Even a reader makes a log beside the file, which a medium that is only to be read refuses; on it nobody writes either. */
  if ((flags & TA_DATABASE_READ_ONLY) != 0 && g_error_matches (failure, TA_STORAGE_ERROR, TA_STORAGE_ERROR_READ_ONLY) && has_no_log (path))
    return open_once (path, flags, TRUE, error);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

const char *
ta_database_get_sqlite_version (void)
{
  return sqlite3_libversion ();
}
