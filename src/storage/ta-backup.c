/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-backup.h"
#include "ta-health.h"
#include "ta-query.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

/* How many pages are copied between two looks at the cancellable. */
#define PAGES_PER_STEP 1024
#define DAYS_KEPT 7

void
ta_backup_summary_free (TaBackupSummary *summary)
{
  if (summary == NULL)
    return;
  g_free (summary->path);
  g_free (summary->collective);
  g_free (summary);
}

static TaStorageError
code_of_errno (int number)
{
  switch (number)
    {
    case ENOSPC:
    case EDQUOT:
      return TA_STORAGE_ERROR_FULL;
    case EACCES:
    case EPERM:
    case EROFS:
      return TA_STORAGE_ERROR_READ_ONLY;
    default:
      return TA_STORAGE_ERROR_FAILED;
    }
}

static gboolean
fail_errno (const char *path, int number, GError **error)
{
  g_set_error (error, TA_STORAGE_ERROR, (int) code_of_errno (number), _ ("“%s” could not be written: %s."), path, g_strerror (number));
  return FALSE;
}

static gboolean
fail_sqlite (const char *path, int code, GError **error)
{
  TaStorageError kind = (code & 0xff) == SQLITE_FULL ? TA_STORAGE_ERROR_FULL : TA_STORAGE_ERROR_FAILED;

  g_set_error (error, TA_STORAGE_ERROR, (int) kind, _ ("“%s” could not be written: %s."), path, sqlite3_errstr (code));
  return FALSE;
}

/* Brings a file, or the names in a folder, onto the disk. */
static gboolean
sync_path (const char *path, int flags, GError **error)
{
  int fd = g_open (path, flags | O_CLOEXEC, 0);
  int failed;

  if (fd < 0)
    return fail_errno (path, errno, error);
  failed = fsync (fd) == 0 ? 0 : errno;
  g_close (fd, NULL);
  return failed == 0 || fail_errno (path, failed, error);
}

static gboolean
move_into_place (const char *from, const char *to, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (to);

  if (!sync_path (from, O_RDONLY, error))
    return FALSE;
  if (g_rename (from, to) != 0)
    return fail_errno (to, errno, error);
  return sync_path (folder, O_RDONLY | O_DIRECTORY, error);
}

static gboolean
copy_pages (sqlite3_backup *backup, const char *path, GCancellable *cancellable, GError **error)
{
  int code;

  do
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      code = sqlite3_backup_step (backup, PAGES_PER_STEP);
    }
  while (code == SQLITE_OK);
  return code == SQLITE_DONE || fail_sqlite (path, code, error);
}

static gboolean
copy_content (sqlite3 *from, sqlite3 *to, const char *path, GCancellable *cancellable, GError **error)
{
  sqlite3_backup *backup = sqlite3_backup_init (to, "main", from, "main");
  gboolean copied;
  int code;

  if (backup == NULL)
    return fail_sqlite (path, sqlite3_errcode (to), error);
  copied = copy_pages (backup, path, cancellable, error);
  code = sqlite3_backup_finish (backup);
  if (!copied)
    return FALSE;
  if (code == SQLITE_OK)
    /* The copy is one file, which can be read from where nothing can be written: without a write-ahead log. */
    code = sqlite3_exec (to, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL);
  return code == SQLITE_OK || fail_sqlite (path, code, error);
}

static gboolean
copy_to_file (sqlite3 *from, const char *file, const char *path, GCancellable *cancellable, GError **error)
{
  sqlite3 *to = NULL;
  int code = sqlite3_open_v2 (file, &to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
  gboolean copied;

  copied = code == SQLITE_OK ? copy_content (from, to, path, cancellable, error) : fail_sqlite (path, code, error);
  sqlite3_close (to);
  return copied;
}

/* A new empty file beside @path; only its owner may read it. */
static char *
make_temporary (const char *path, GError **error)
{
  g_autofree char *name = g_strdup_printf ("%s.XXXXXX", path);
  int fd = g_mkstemp (name);

  if (fd < 0)
    {
      fail_errno (path, errno, error);
      return NULL;
    }
  g_close (fd, NULL);
  return g_steal_pointer (&name);
}

static gboolean
is_same_file (const char *a, const char *b)
{
  GStatBuf first, second;

  return g_stat (a, &first) == 0 && g_stat (b, &second) == 0 && first.st_dev == second.st_dev && first.st_ino == second.st_ino;
}

/* The copy is one file again afterwards. */
static gboolean
seal_file (const char *file, TaHealthKeys *keys, GError **error)
{
  g_autoptr (TaDatabase) copy = ta_database_open (file, 0, error);

  if (copy == NULL)
    return FALSE;
  ta_database_set_copy_keys (copy, keys);
  return ta_health_seal_copy (copy, error) && ta_database_exec (copy, "PRAGMA journal_mode = DELETE", error);
}

static gboolean
write_copy (TaDatabase *database, const char *path, gboolean seal, GCancellable *cancellable, GError **error)
{
  g_autofree char *temporary = NULL;

  if (is_same_file (ta_database_get_path (database), path))
    {
      g_set_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_CONFLICT, _ ("“%s” is the database itself. Choose another name for the backup."), path);
      return FALSE;
    }
  temporary = make_temporary (path, error);
  if (temporary == NULL)
    return FALSE;
  if (copy_to_file (ta_database_get_handle (database), temporary, path, cancellable, error)
      && (!seal || seal_file (temporary, ta_database_get_copy_keys (database), error)) && move_into_place (temporary, path, error))
    return TRUE;
  g_unlink (temporary);
  return FALSE;
}

gboolean
ta_backup_write (TaDatabase *database, const char *path, GCancellable *cancellable, GError **error)
{
  return write_copy (database, path, TRUE, cancellable, error);
}

gboolean
ta_backup_write_whole (TaDatabase *database, const char *path, GCancellable *cancellable, GError **error)
{
  return write_copy (database, path, FALSE, cancellable, error);
}

static char *
backup_folder (const char *database_path)
{
  return g_strconcat (database_path, ".backups", NULL);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static gboolean
is_daily_name (const char *name)
{
  g_autofree char *stem = g_str_has_suffix (name, ".sqlite") ? g_strndup (name, strlen (name) - strlen (".sqlite")) : g_strdup ("");
  TaDate date;

  return ta_date_parse (stem, &date);
}

static gboolean
is_beside_name (const char *name, const char *database_name)
{
  return g_str_has_prefix (name, database_name) && g_str_has_suffix (name, ".sqlite")
         && (g_str_has_prefix (name + strlen (database_name), ".before-v") || g_str_has_prefix (name + strlen (database_name), ".before-restore-"));
}

/* The full names of the files in @folder that are backups, by name; none where there is no such folder. @database_name %NULL: daily ones. */
static GPtrArray *
list_files (const char *folder, const char *database_name, GError **error)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GDir) dir = g_dir_open (folder, 0, &local_error);
  const char *name;

  if (dir == NULL && !g_error_matches (local_error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (database_name != NULL ? is_beside_name (name, database_name) : is_daily_name (name))
      g_ptr_array_add (files, g_build_filename (folder, name, NULL));
  g_ptr_array_sort (files, compare_names);
  return g_steal_pointer (&files);
}

static gboolean
remove_old (const char *folder, GError **error)
{
  g_autoptr (GPtrArray) files = list_files (folder, NULL, error);

  for (guint i = 0; files != NULL && i + DAYS_KEPT < files->len; i++)
    if (g_unlink (g_ptr_array_index (files, i)) != 0)
      return fail_errno (g_ptr_array_index (files, i), errno, error);
  return files != NULL;
}

gboolean
ta_backup_daily (TaDatabase *database, TaDate today, GError **error)
{
  g_autofree char *folder = backup_folder (ta_database_get_path (database));
  g_autofree char *iso = ta_date_to_iso (today);
  g_autofree char *name = g_strconcat (iso, ".sqlite", NULL);
  g_autofree char *path = g_build_filename (folder, name, NULL);

  if (g_str_equal (ta_database_get_path (database), ":memory:") || g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  if (g_mkdir_with_parents (folder, 0700) != 0)
    return fail_errno (folder, errno, error);
  return ta_backup_write (database, path, NULL, error) && remove_old (folder, error);
}

static gboolean
check_sound (TaDatabase *database, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "PRAGMA integrity_check (1)");
  g_autofree char *answer = NULL;

  if (!ta_query_text (statement, &answer, error))
    return FALSE;
  if (g_strcmp0 (answer, "ok") != 0)
    g_set_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_DAMAGED, _ ("“%s” is damaged: %s."), ta_database_get_path (database), answer);
  return g_strcmp0 (answer, "ok") == 0;
}

static gboolean
fill_summary (TaDatabase *database, TaBackupSummary *summary, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (
      database,
      "SELECT coalesce ((SELECT name FROM collective LIMIT 1), ''), coalesce ((SELECT max (at) FROM history), 0),"
      " (SELECT count (*) FROM pod), (SELECT count (*) FROM household), (SELECT count (*) FROM person), (SELECT count (*) FROM turn),"
      " (SELECT count (*) FROM tool), (SELECT count (*) FROM loan), (SELECT user_version FROM pragma_user_version)");

  if (ta_statement_step (statement, error) != TA_STEP_ROW)
    return FALSE;
  summary->collective = ta_statement_dup_text (statement, 0);
  summary->last_change = ta_statement_int (statement, 1);
  summary->pods = (int) ta_statement_int (statement, 2);
  summary->households = (int) ta_statement_int (statement, 3);
  summary->people = (int) ta_statement_int (statement, 4);
  summary->turns = (int) ta_statement_int (statement, 5);
  summary->tools = (int) ta_statement_int (statement, 6);
  summary->loans = (int) ta_statement_int (statement, 7);
  summary->version = (int) ta_statement_int (statement, 8);
  return TRUE;
}

TaBackupSummary *
ta_backup_inspect (const char *path, GError **error)
{
  g_autoptr (TaBackupSummary) summary = g_new0 (TaBackupSummary, 1);
  g_autoptr (TaDatabase) database = ta_database_open (path, TA_DATABASE_READ_ONLY, error);
  GStatBuf status;

  if (database == NULL || !check_sound (database, error) || !fill_summary (database, summary, error))
    return NULL;
  summary->path = g_strdup (path);
  summary->modified = g_stat (path, &status) == 0 ? (gint64) status.st_mtime : 0;
  return g_steal_pointer (&summary);
}

static void
inspect_all (GPtrArray *summaries, GPtrArray *files)
{
  for (guint i = 0; i < files->len; i++)
    {
      g_autoptr (GError) error = NULL;
      TaBackupSummary *summary = ta_backup_inspect (g_ptr_array_index (files, i), &error);

      /* One that cannot be restored is not offered. */
      if (summary != NULL)
        g_ptr_array_add (summaries, summary);
      else
        g_message ("A backup is passed over: %s", error->message);
    }
}

static int
compare_newest_first (gconstpointer a, gconstpointer b)
{
  const TaBackupSummary *first = *(TaBackupSummary *const *) a;
  const TaBackupSummary *second = *(TaBackupSummary *const *) b;

  if (first->modified != second->modified)
    return first->modified > second->modified ? -1 : 1;
  return strcmp (second->path, first->path);
}

/* The daily ones, and those beside the database. (transfer full) (nullable): of char * */
static GPtrArray *
list_all (const char *database_path, GError **error)
{
  g_autofree char *daily_folder = backup_folder (database_path);
  g_autofree char *folder = g_path_get_dirname (database_path);
  g_autofree char *name = g_path_get_basename (database_path);
  g_autoptr (GPtrArray) daily = list_files (daily_folder, NULL, error);
  g_autoptr (GPtrArray) beside = daily != NULL ? list_files (folder, name, error) : NULL;

  if (beside == NULL)
    return NULL;
  g_ptr_array_extend_and_steal (daily, g_steal_pointer (&beside));
  return g_steal_pointer (&daily);
}

GPtrArray *
ta_backup_list (const char *database_path, GError **error)
{
  g_autoptr (GPtrArray) summaries = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_backup_summary_free);
  g_autoptr (GPtrArray) files = list_all (database_path, error);

  if (files == NULL)
    return NULL;
  inspect_all (summaries, files);
  g_ptr_array_sort (summaries, compare_newest_first);
  return g_steal_pointer (&summaries);
}

int
ta_backup_count (const char *database_path, GError **error)
{
  g_autoptr (GPtrArray) files = g_str_equal (database_path, ":memory:") ? g_ptr_array_new () : list_all (database_path, error);

  return files != NULL ? (int) files->len : -1;
}

void
ta_backup_file_free (TaBackupFile *file)
{
  g_free (file->path);
  g_free (file);
}

static gboolean
is_before_migration (const char *path, const char *database_path)
{
  g_autofree char *start = g_strconcat (database_path, ".before-v", NULL);
  g_autofree char *name = g_path_get_basename (start);
  g_autofree char *file = g_path_get_basename (path);

  return g_str_has_prefix (file, name);
}

GPtrArray *
ta_backup_list_before_migrations (const char *database_path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (database_path);
  g_autofree char *name = g_path_get_basename (database_path);
  g_autoptr (GPtrArray) paths = g_str_equal (database_path, ":memory:") ? g_ptr_array_new () : list_files (folder, name, error);
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_backup_file_free);

  for (guint i = 0; paths != NULL && i < paths->len; i++)
    if (is_before_migration (paths->pdata[i], database_path))
      {
        TaBackupFile *file = g_new0 (TaBackupFile, 1);
        GStatBuf status;

        file->path = g_strdup (paths->pdata[i]);
        file->modified = g_stat (file->path, &status) == 0 ? (gint64) status.st_mtime : 0;
        g_ptr_array_add (files, file);
      }
  return paths != NULL ? g_steal_pointer (&files) : NULL;
}

gboolean
ta_backup_delete_before_migrations (const char *database_path, GError **error)
{
  g_autoptr (GPtrArray) files = ta_backup_list_before_migrations (database_path, error);

  for (guint i = 0; files != NULL && i < files->len; i++)
    {
      const TaBackupFile *file = files->pdata[i];

      if (g_unlink (file->path) != 0 && errno != ENOENT)
        return fail_errno (file->path, errno, error);
    }
  return files != NULL;
}

gboolean
ta_backup_renew (TaDatabase *database, TaDate today, GError **error)
{
  const char *database_path = ta_database_get_path (database);
  g_autofree char *folder = backup_folder (database_path);
  g_autofree char *iso = ta_date_to_iso (today);
  g_autofree char *name = g_strconcat (iso, ".sqlite", NULL);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GPtrArray) files = NULL;

  if (g_str_equal (database_path, ":memory:"))
    return TRUE;
  /* There is one at any time. */
  if (g_mkdir_with_parents (folder, 0700) != 0)
    return fail_errno (folder, errno, error);
  files = ta_backup_write (database, path, NULL, error) ? list_all (database_path, error) : NULL;
  for (guint i = 0; files != NULL && i < files->len; i++)
    if (strcmp (files->pdata[i], path) != 0 && g_unlink (files->pdata[i]) != 0)
      return fail_errno (files->pdata[i], errno, error);
  return files != NULL;
}
