/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-backup.h"
#include "ta-migration.h"
#include "ta-sql-resources.h"

#include <glib/gi18n-lib.h>

#define SQL_RESOURCES "/coop/turnabout/Turnabout/sql"

/* Index 0 brings an empty file to version 1. */
static const char *const scripts[] = { "001-foundation.sql", "002-rota.sql", "003-search.sql", "004-sync.sql", "005-feeds.sql", "006-removal.sql", "007-applications.sql", "008-health.sql", "009-collect.sql" };

G_STATIC_ASSERT (G_N_ELEMENTS (scripts) == TA_DATABASE_VERSION);

static gboolean
read_number (TaDatabase *database, const char *sql, gint64 *value, GError **error)
{
  g_autoptr (TaStatement) statement = NULL;
  sqlite3_stmt *stmt = NULL;
  int code = sqlite3_prepare_v2 (ta_database_get_handle (database), sql, -1, &stmt, NULL);

  /* This is the first look into the file, so "not a database" shows here. */
  if (code == SQLITE_OK)
    code = sqlite3_step (stmt);
  if (code == SQLITE_ROW)
    *value = sqlite3_column_int64 (stmt, 0);
  else
    ta_database_set_error (database, code, error);
  sqlite3_finalize (stmt);
  return code == SQLITE_ROW;
}

static gboolean
check_owner (TaDatabase *database, gint64 version, GError **error)
{
  gint64 application_id, objects;

  if (!read_number (database, "PRAGMA application_id", &application_id, error)
      || !read_number (database, "SELECT count(*) FROM sqlite_schema", &objects, error))
    return FALSE;
  if (application_id == TA_DATABASE_APPLICATION_ID || (application_id == 0 && version == 0 && objects == 0))
    return TRUE;
  g_set_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_FOREIGN,
               _ ("“%s” is a database of another program. It was left as it is."), ta_database_get_path (database));
  return FALSE;
}

static gboolean
check_version (TaDatabase *database, gint64 version, gboolean read_only, GError **error)
{
  if (version > TA_DATABASE_VERSION)
    {
      g_set_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_NEWER,
                   _ ("“%s” was written by a newer version of Turnabout. It was left as it is; update Turnabout to open it."),
                   ta_database_get_path (database));
      return FALSE;
    }
  if (read_only && version < TA_DATABASE_VERSION)
    {
      g_set_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_READ_ONLY,
                   _ ("“%s” is of an older version and may not be written, so it cannot be brought up to date."),
                   ta_database_get_path (database));
      return FALSE;
    }
  return TRUE;
}

static gboolean
keep_copy (TaDatabase *database, gint64 version, GError **error)
{
  g_autofree char *path = NULL;

  if (version == 0 || g_str_equal (ta_database_get_path (database), ":memory:"))
    return TRUE;
  path = g_strdup_printf ("%s.before-v%d.sqlite", ta_database_get_path (database), TA_DATABASE_VERSION);
  return ta_backup_write_whole (database, path, NULL, error);
}

/* PRAGMAs take no parameters, so each version has its own constant text. */
static const char *
version_pragma (gint64 version)
{
  static const char *const pragmas[]
      = { "PRAGMA application_id = 1413575278; PRAGMA user_version = 1", "PRAGMA user_version = 2", "PRAGMA user_version = 3", "PRAGMA user_version = 4", "PRAGMA user_version = 5", "PRAGMA user_version = 6",
          "PRAGMA user_version = 7", "PRAGMA user_version = 8", "PRAGMA user_version = 9" };

  G_STATIC_ASSERT (G_N_ELEMENTS (pragmas) == TA_DATABASE_VERSION);
  return pragmas[version];
}

static gboolean
run_script (TaDatabase *database, gint64 version, GError **error)
{
  g_autofree char *path = g_build_path ("/", SQL_RESOURCES, scripts[version], NULL);
  /* Asked by its own function, which keeps the linker from leaving the scripts out of a program. */
  g_autoptr (GBytes) script = g_resource_lookup_data (ta_sql_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  gint64 found = 0;

  if (script == NULL || !ta_database_begin (database, error))
    return FALSE;
  /* Another program may have done it while this one waited for the file. */
  if (!read_number (database, "PRAGMA user_version", &found, error) || found > version)
    {
      ta_database_rollback (database);
      return found > version;
    }
  if (ta_database_exec (database, g_bytes_get_data (script, NULL), error)
      && ta_database_exec (database, version_pragma (version), error)
      && ta_database_commit (database, error))
    return TRUE;
  ta_database_rollback (database);
  return FALSE;
}

gboolean
ta_migration_run (TaDatabase *database, gboolean read_only, int *before, GError **error)
{
  gint64 version;

  if (!read_number (database, "PRAGMA user_version", &version, error) || !check_owner (database, version, error)
      || !check_version (database, version, read_only, error))
    return FALSE;
  *before = (int) version;
  if (version == TA_DATABASE_VERSION)
    return TRUE;
  if (!keep_copy (database, version, error))
    return FALSE;
  for (; version < TA_DATABASE_VERSION; version++)
    if (!run_script (database, version, error))
      return FALSE;
  return TRUE;
}
