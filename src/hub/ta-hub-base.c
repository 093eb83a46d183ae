/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-hub-base.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#define BUSY_MILLISECONDS 5000

struct _TaHubBase
{
  sqlite3 *handle;
  GHashTable *statements; /* from the text of the statement to TaHubStatement */
};

struct _TaHubStatement
{
  TaHubBase *base;    /* borrowed */
  sqlite3_stmt *stmt; /* NULL where the file's damage kept it from being prepared */
  int failure;        /* SQLite's code then, which its step reports */
  gboolean lent;
  gboolean cached;
};

G_DEFINE_QUARK (ta - hub - error - quark, ta_hub_error)

static const char schema[] = "PRAGMA application_id = 0x54416862;"
                             "PRAGMA user_version = 1;"
                             "CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;"
                             "CREATE TABLE pod (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, uuid TEXT NOT NULL, created INTEGER NOT NULL,"
                             "  seq INTEGER NOT NULL DEFAULT 0, docs INTEGER NOT NULL DEFAULT 0, dels INTEGER NOT NULL DEFAULT 0);"
                             /* The body stands last, so that what comes before it is read without it. */
                             "CREATE TABLE doc (key INTEGER PRIMARY KEY, pod INTEGER NOT NULL REFERENCES pod (id) ON DELETE CASCADE, id TEXT NOT NULL,"
                             "  seq INTEGER NOT NULL, n INTEGER NOT NULL, revs BLOB NOT NULL, deleted INTEGER NOT NULL, body TEXT NOT NULL);"
                             "CREATE UNIQUE INDEX doc_id ON doc (pod, id);"
                             "CREATE UNIQUE INDEX doc_seq ON doc (pod, seq);"
                             /* Leaves that lost: none where every write went through this hub as compare and set. */
                             "CREATE TABLE leaf (key INTEGER PRIMARY KEY, doc INTEGER NOT NULL REFERENCES doc (key) ON DELETE CASCADE,"
                             "  n INTEGER NOT NULL, revs BLOB NOT NULL, deleted INTEGER NOT NULL, body TEXT NOT NULL);"
                             "CREATE INDEX leaf_doc ON leaf (doc);"
                             "CREATE TABLE local_doc (pod INTEGER NOT NULL REFERENCES pod (id) ON DELETE CASCADE, id TEXT NOT NULL, n INTEGER NOT NULL,"
                             "  body TEXT NOT NULL, PRIMARY KEY (pod, id)) WITHOUT ROWID;"
                             /* An account that was removed stays, without its device, so that its owner is told so. */
                             "CREATE TABLE account (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, pod INTEGER NOT NULL REFERENCES pod (id) ON DELETE CASCADE,"
                             "  salt BLOB NOT NULL, hash BLOB NOT NULL, device TEXT, created INTEGER NOT NULL, seen INTEGER, removed INTEGER);"
                             "CREATE INDEX account_pod ON account (pod);"
                             "CREATE TABLE invite (hash BLOB PRIMARY KEY, pod INTEGER NOT NULL REFERENCES pod (id) ON DELETE CASCADE, box TEXT,"
                             "  created INTEGER NOT NULL, expires INTEGER NOT NULL, used INTEGER) WITHOUT ROWID;"
                             "CREATE INDEX invite_pod ON invite (pod);"
                             "CREATE TABLE feed (hash BLOB PRIMARY KEY, pod INTEGER NOT NULL REFERENCES pod (id) ON DELETE CASCADE, updated INTEGER NOT NULL,"
                             "  size INTEGER NOT NULL, etag TEXT NOT NULL, body BLOB NOT NULL);"
                             "CREATE INDEX feed_pod ON feed (pod);";

static void
set_error (TaHubBase *self, int code, GError **error)
{
  int extended = sqlite3_extended_errcode (self->handle);

  /* A limit on the size of files shows itself as a failed write. */
  if (code == SQLITE_FULL || extended == SQLITE_IOERR_WRITE)
    g_set_error (error, TA_HUB_ERROR, TA_HUB_ERROR_FULL, "%s", _ ("There is no room for the hub’s file to grow."));
  else if (code == SQLITE_NOTADB)
    g_set_error (error, TA_HUB_ERROR, TA_HUB_ERROR_FOREIGN, "%s", _ ("The file is not a hub’s."));
  else
    g_set_error (error, TA_HUB_ERROR, TA_HUB_ERROR_FAILED, _ ("The hub’s file failed: %s"), sqlite3_errmsg (self->handle));
}

static void
statement_free (gpointer data)
{
  TaHubStatement *statement = data;

  sqlite3_finalize (statement->stmt);
  g_free (statement);
}

void
ta_hub_base_close (TaHubBase *self)
{
  g_hash_table_unref (self->statements);
  sqlite3_close (self->handle);
  g_free (self);
}

/* An empty file for its owner's eyes alone: what is put in it names who is a member, and holds calendars in the clear. */
static gboolean
make_file (const char *path, GError **error)
{
  int file = g_open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  int reason = errno;

  if (file >= 0)
    return g_close (file, error);
  if (reason == EEXIST)
    g_set_error (error, TA_HUB_ERROR, TA_HUB_ERROR_EXISTS, _ ("“%s” is there already."), path);
  else
    g_set_error (error, TA_HUB_ERROR, TA_HUB_ERROR_NOT_FOUND, _ ("“%s” cannot be opened: %s"), path, g_strerror (reason));
  return FALSE;
}

static gboolean
check_version (TaHubBase *self, GError **error)
{
  g_autoptr (TaHubStatement) id = NULL;
  g_autoptr (TaHubStatement) version = NULL;

  if (!ta_hub_base_exec (self, "SELECT count (*) FROM sqlite_master", error))
    return FALSE;
  id = ta_hub_base_prepare (self, "PRAGMA application_id");
  version = ta_hub_base_prepare (self, "PRAGMA user_version");
  if (!ta_hub_statement_one (id, error) || !ta_hub_statement_one (version, error))
    return FALSE;
  if (ta_hub_statement_int (id, 0) != TA_HUB_BASE_APPLICATION_ID)
    g_set_error (error, TA_HUB_ERROR, TA_HUB_ERROR_FOREIGN, "%s", _ ("The file is not a hub’s."));
  else if (ta_hub_statement_int (version, 0) > TA_HUB_BASE_VERSION)
    g_set_error (error, TA_HUB_ERROR, TA_HUB_ERROR_NEWER, "%s", _ ("The file was written by a newer version of turnabout-hub."));
  else
    return TRUE;
  return FALSE;
}

static gboolean
set_up (TaHubBase *self, gboolean create, GError **error)
{
  sqlite3_extended_result_codes (self->handle, 0);
  sqlite3_busy_timeout (self->handle, BUSY_MILLISECONDS);
  if (!create && !check_version (self, error))
    return FALSE;
  if (!ta_hub_base_exec (self,
                         "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF;"
                         "PRAGMA cache_size = -4096; PRAGMA secure_delete = ON; PRAGMA journal_size_limit = 8388608",
                         error))
    return FALSE;
  if (!create)
    return TRUE;
  return ta_hub_base_begin (self, error) && ta_hub_base_exec (self, schema, error) && ta_hub_base_commit (self, error);
}

TaHubBase *
ta_hub_base_open (const char *name, gboolean create, GError **error)
{
  g_autoptr (TaHubBase) self = g_new0 (TaHubBase, 1);
  /* SQLite takes no name, and ":memory:", for a file that is gone as soon as it is closed. */
  g_autofree char *path = g_canonicalize_filename (name, NULL);

  self->statements = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, statement_free);
  if (create && !make_file (path, error))
    return NULL;
  if (sqlite3_open_v2 (path, &self->handle, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK)
    {
      g_set_error (error, TA_HUB_ERROR, TA_HUB_ERROR_NOT_FOUND, _ ("“%s” cannot be opened: %s"), path, sqlite3_errmsg (self->handle));
      return NULL;
    }
  if (set_up (self, create, error))
    return g_steal_pointer (&self);
  if (create)
    g_unlink (path);
  return NULL;
}

TaHubStatement *
ta_hub_base_prepare (TaHubBase *self, const char *sql)
{
  TaHubStatement *statement = g_hash_table_lookup (self->statements, sql);
  gboolean cached = statement == NULL;

  if (statement == NULL || statement->lent)
    {
      statement = g_new0 (TaHubStatement, 1);
      statement->base = self;
      statement->failure = sqlite3_prepare_v3 (self->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement->stmt, NULL);
      statement->cached = cached && statement->failure == SQLITE_OK;
      if (statement->failure == SQLITE_ERROR)
        g_error ("SQLite does not understand “%s”: %s", sql, sqlite3_errmsg (self->handle));
      if (statement->cached)
        g_hash_table_insert (self->statements, (gpointer) sql, statement);
    }
  statement->lent = TRUE;
  return statement;
}

void
ta_hub_statement_release (TaHubStatement *self)
{
  if (!self->cached)
    {
      statement_free (self);
      return;
    }
  sqlite3_reset (self->stmt);
  sqlite3_clear_bindings (self->stmt);
  self->lent = FALSE;
}

gboolean
ta_hub_base_exec (TaHubBase *self, const char *sql, GError **error)
{
  int code = sqlite3_exec (self->handle, sql, NULL, NULL, NULL);

  if (code != SQLITE_OK)
    set_error (self, code, error);
  return code == SQLITE_OK;
}

gboolean
ta_hub_base_begin (TaHubBase *self, GError **error)
{
  return ta_hub_base_exec (self, "BEGIN IMMEDIATE", error);
}

void
ta_hub_base_rollback (TaHubBase *self)
{
  /* SQLite has rolled back by itself where the file could not be written. */
  if (!sqlite3_get_autocommit (self->handle) && !ta_hub_base_exec (self, "ROLLBACK", NULL))
    g_error ("A transaction cannot be rolled back: %s", sqlite3_errmsg (self->handle));
}

gboolean
ta_hub_base_commit (TaHubBase *self, GError **error)
{
  if (ta_hub_base_exec (self, "COMMIT", error))
    return TRUE;
  ta_hub_base_rollback (self);
  return FALSE;
}

gboolean
ta_hub_base_sweep (TaHubBase *self, gboolean *done, GError **error)
{
  int code;

  /* Nobody waits here for a copy that is being made. */
  sqlite3_busy_timeout (self->handle, 0);
  code = sqlite3_wal_checkpoint_v2 (self->handle, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
  sqlite3_busy_timeout (self->handle, BUSY_MILLISECONDS);
  *done = code == SQLITE_OK;
  if (code == SQLITE_OK || code == SQLITE_BUSY || code == SQLITE_LOCKED)
    return TRUE;
  set_error (self, code, error);
  return FALSE;
}

gboolean
ta_hub_base_backup (TaHubBase *self, const char *path, GError **error)
{
  g_autoptr (TaHubStatement) statement = NULL;

  if (!make_file (path, error))
    return FALSE;
  statement = ta_hub_base_prepare (self, "VACUUM INTO :path");
  ta_hub_statement_bind_text (statement, ":path", path);
  if (ta_hub_statement_run (statement, NULL, error))
    return TRUE;
  g_unlink (path);
  return FALSE;
}

void
ta_hub_base_set_most_pages (TaHubBase *self, int pages)
{
  g_autofree char *sql = g_strdup_printf ("PRAGMA max_page_count = %d", pages);

  if (!ta_hub_base_exec (self, sql, NULL))
    g_error ("The size of the hub’s file cannot be limited");
}

gint64
ta_hub_base_last_key (TaHubBase *self)
{
  return sqlite3_last_insert_rowid (self->handle);
}

char *
ta_hub_base_get_setting (TaHubBase *self, const char *key, GError **error)
{
  g_autoptr (TaHubStatement) statement = ta_hub_base_prepare (self, "SELECT value FROM setting WHERE key = :key");
  TaHubStep step;

  ta_hub_statement_bind_text (statement, ":key", key);
  step = ta_hub_statement_step (statement, error);
  if (step == TA_HUB_STEP_ROW)
    return ta_hub_statement_dup_text (statement, 0);
  /* --init was cut short. */
  if (step == TA_HUB_STEP_DONE)
    g_set_error (error, TA_HUB_ERROR, TA_HUB_ERROR_FOREIGN, "%s", _ ("The file is not a hub’s."));
  return NULL;
}

gboolean
ta_hub_base_set_setting (TaHubBase *self, const char *key, const char *value, GError **error)
{
  g_autoptr (TaHubStatement) statement = ta_hub_base_prepare (self, "INSERT OR REPLACE INTO setting (key, value) VALUES (:key, :value)");

  ta_hub_statement_bind_text (statement, ":key", key);
  ta_hub_statement_bind_text (statement, ":value", value);
  return ta_hub_statement_run (statement, NULL, error);
}

/* Statements ----------------------------------------------------------------------------------------------------------------------- */

static int
find_parameter (TaHubStatement *self, const char *name)
{
  int index = sqlite3_bind_parameter_index (self->stmt, name);

  if (index == 0 && self->failure == SQLITE_OK)
    g_error ("The statement has no parameter %s: %s", name, sqlite3_sql (self->stmt));
  return index;
}

static void
check_bound (TaHubStatement *self, int code)
{
  /* Only a value over SQLite's limit can come here, and the limits on requests are far lower. */
  if (code != SQLITE_OK && self->failure == SQLITE_OK)
    g_error ("Binding a value failed: %s", sqlite3_errstr (code));
}

void
ta_hub_statement_bind_text (TaHubStatement *self, const char *name, const char *value)
{
  check_bound (self, sqlite3_bind_text (self->stmt, find_parameter (self, name), value, -1, SQLITE_STATIC));
}

void
ta_hub_statement_bind_span (TaHubStatement *self, const char *name, TaHubSpan value)
{
  check_bound (self, sqlite3_bind_text64 (self->stmt, find_parameter (self, name), value.at, value.size, SQLITE_STATIC, SQLITE_UTF8));
}

void
ta_hub_statement_bind_bytes (TaHubStatement *self, const char *name, gconstpointer data, gsize size)
{
  check_bound (self, sqlite3_bind_blob64 (self->stmt, find_parameter (self, name), data, size, SQLITE_STATIC));
}

void
ta_hub_statement_bind_int (TaHubStatement *self, const char *name, gint64 value)
{
  check_bound (self, sqlite3_bind_int64 (self->stmt, find_parameter (self, name), value));
}

TaHubStep
ta_hub_statement_step (TaHubStatement *self, GError **error)
{
  int code = self->failure != SQLITE_OK ? self->failure : sqlite3_step (self->stmt);

  if (code == SQLITE_ROW)
    return TA_HUB_STEP_ROW;
  if (code == SQLITE_DONE)
    return TA_HUB_STEP_DONE;
  set_error (self->base, code, error);
  return TA_HUB_STEP_ERROR;
}

void
ta_hub_statement_reset (TaHubStatement *self)
{
  sqlite3_reset (self->stmt);
}

gboolean
ta_hub_statement_run (TaHubStatement *self, int *changed, GError **error)
{
  TaHubStep step;

  while ((step = ta_hub_statement_step (self, error)) == TA_HUB_STEP_ROW)
    ;
  if (changed != NULL)
    *changed = step == TA_HUB_STEP_DONE ? sqlite3_changes (self->base->handle) : 0;
  sqlite3_reset (self->stmt);
  return step == TA_HUB_STEP_DONE;
}

gboolean
ta_hub_statement_change (TaHubStatement *self, gboolean *changed, GError **error)
{
  int count = 0;
  gboolean done = ta_hub_statement_run (self, &count, error);

  *changed = count > 0;
  return done;
}

GPtrArray *
ta_hub_statement_list (TaHubStatement *self, gpointer (*from_row) (TaHubStatement *row), GDestroyNotify free_func, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (free_func);
  TaHubStep step;

  while ((step = ta_hub_statement_step (self, error)) == TA_HUB_STEP_ROW)
    g_ptr_array_add (list, from_row (self));
  return step == TA_HUB_STEP_DONE ? g_steal_pointer (&list) : NULL;
}

gboolean
ta_hub_statement_one (TaHubStatement *self, GError **error)
{
  return ta_hub_statement_step (self, error) == TA_HUB_STEP_ROW;
}

TaHubSpan
ta_hub_statement_span (TaHubStatement *self, int column)
{
  const char *at = sqlite3_column_blob (self->stmt, column);

  return (TaHubSpan) { at, (gsize) sqlite3_column_bytes (self->stmt, column) };
}

char *
ta_hub_statement_dup_text (TaHubStatement *self, int column)
{
  return g_strdup ((const char *) sqlite3_column_text (self->stmt, column));
}

gint64
ta_hub_statement_int (TaHubStatement *self, int column)
{
  return sqlite3_column_int64 (self->stmt, column);
}

gboolean
ta_hub_statement_is_null (TaHubStatement *self, int column)
{
  return sqlite3_column_type (self->stmt, column) == SQLITE_NULL;
}
