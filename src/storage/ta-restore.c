/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-backup.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

/* A name that is free, so that no restoring takes away what an earlier one kept. */
static char *
name_for_kept (const char *database_path)
{
  for (guint i = 1;; i++)
    {
      g_autofree char *path = g_strdup_printf ("%s.before-restore-%u.sqlite", database_path, i);

      if (!g_file_test (path, G_FILE_TEST_EXISTS))
        return g_steal_pointer (&path);
    }
}

static gboolean
copy_raw (const char *from, const char *to, GError **error)
{
  g_autoptr (GFile) source = g_file_new_for_path (from);
  g_autoptr (GFile) destination = g_file_new_for_path (to);

  if (!g_file_test (from, G_FILE_TEST_EXISTS))
    return TRUE;
  return g_file_copy (source, destination, G_FILE_COPY_NONE, NULL, NULL, NULL, error);
}

/* What no longer can be opened is kept byte for byte, with its log. */
static gboolean
keep_raw (const char *database_path, const char *kept, GError **error)
{
  g_autofree char *log = g_strconcat (database_path, "-wal", NULL);
  g_autofree char *kept_log = g_strconcat (kept, "-wal", NULL);

  return copy_raw (database_path, kept, error) && copy_raw (log, kept_log, error);
}

/*
 * Leaves the write-ahead log, which SQLite allows only where no other program has the file open; afterwards the file alone holds
 * everything, and another one may take its name.
 */
static gboolean
leave_log (TaDatabase *database, GError **error)
{
  sqlite3_busy_timeout (ta_database_get_handle (database), 0);
  return ta_database_exec (database, "PRAGMA journal_mode = DELETE", error);
}

/* Whether SQLite can make nothing of the file: damaged, or not a database at all. One of another program is left alone. */
static gboolean
is_unreadable (const char *path, const GError *error)
{
  static const char magic[16] = "SQLite format 3";
  char start[sizeof magic] = { 0 };
  FILE *file;

  if (g_error_matches (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_DAMAGED))
    return TRUE;
  if (!g_error_matches (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_FOREIGN) || (file = g_fopen (path, "rbe")) == NULL)
    return FALSE;
  if (fread (start, 1, sizeof start, file) < sizeof start)
    memset (start, 0, sizeof start);
  fclose (file);
  return memcmp (start, magic, sizeof magic) != 0;
}

static gboolean
keep_old (const char *database_path, TaHealthKeys *copy_keys, const char *kept, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (TaDatabase) database = ta_database_open (database_path, 0, &local_error);

  if (database != NULL)
    ta_database_set_copy_keys (database, copy_keys);
  if (database != NULL && leave_log (database, &local_error) && ta_backup_write (database, kept, NULL, &local_error))
    return TRUE;
  /* Only what SQLite cannot read is taken as it lies; all else must not be overwritten. */
  if (is_unreadable (database_path, local_error))
    return keep_raw (database_path, kept, error);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
remove_log (const char *database_path, GError **error)
{
  static const char *const suffixes[] = { "-wal", "-shm" };

  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *path = g_strconcat (database_path, suffixes[i], NULL);

      if (g_unlink (path) == 0 || errno == ENOENT)
        continue;
      g_set_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_READ_ONLY, _ ("“%s” could not be removed: %s."), path, g_strerror (errno));
      return FALSE;
    }
  return TRUE;
}

static gboolean
replace (const char *backup_path, const char *database_path, GError **error)
{
  g_autofree char *arriving = g_strconcat (database_path, ".arriving", NULL);
  g_autoptr (TaDatabase) backup = ta_database_open (backup_path, TA_DATABASE_READ_ONLY, error);

  /* First under another name: what can fail, for want of room, fails before the old file goes. */
  if (backup == NULL || !ta_backup_write_whole (backup, arriving, NULL, error))
    return FALSE;
  if (remove_log (database_path, error))
    {
      if (g_rename (arriving, database_path) == 0)
        return TRUE;
      g_set_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_FAILED, _ ("“%s” could not be replaced: %s."), database_path, g_strerror (errno));
    }
  g_unlink (arriving);
  return FALSE;
}

gboolean
ta_backup_restore (const char *backup_path, const char *database_path, TaHealthKeys *copy_keys, char **kept, GError **error)
{
  g_autoptr (TaBackupSummary) summary = ta_backup_inspect (backup_path, error);
  g_autofree char *kept_path = NULL;

  if (summary == NULL)
    return FALSE;
  if (g_file_test (database_path, G_FILE_TEST_EXISTS))
    {
      kept_path = name_for_kept (database_path);
      if (!keep_old (database_path, copy_keys, kept_path, error))
        return FALSE;
    }
  if (!replace (backup_path, database_path, error))
    return FALSE;
  if (kept != NULL)
    *kept = g_steal_pointer (&kept_path);
  return TRUE;
}
