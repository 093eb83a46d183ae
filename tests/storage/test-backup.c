/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-backup.h"
#include "ta-dump.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  char *folder;
  char *path;
  char *copy;
  TaDatabase *database;
} Fixture;

static TaDatabase *
open_file (const char *path, TaDatabaseFlags flags)
{
  g_autoptr (GError) error = NULL;
  TaDatabase *database = ta_database_open (path, flags, &error);

  g_assert_no_error (error);
  return database;
}

static void
exec (TaDatabase *database, const char *sql)
{
  g_autoptr (GError) error = NULL;

  ta_database_exec (database, sql, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("turnabout-backup-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->folder, "pod.sqlite", NULL);
  fixture->copy = g_build_filename (fixture->folder, "copy.sqlite", NULL);
  fixture->database = open_file (fixture->path, TA_DATABASE_CREATE);
  exec (fixture->database, "INSERT INTO collective (id, name, timezone, currency) VALUES ('k', 'Cordón', 'America/Montevideo', 'UYU');"
                           "INSERT INTO household (id, name) VALUES ('a', 'Pereira'), ('b', 'Silva');"
                           "INSERT INTO person (id, household, name) VALUES ('p', 'a', 'Ana');"
                           "INSERT INTO tool (id, name) VALUES ('t', 'Saw')");
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        remove_folder (path);
      else
        g_unlink (path);
    }
  g_rmdir (folder);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_pointer (&fixture->database, ta_database_close);
  remove_folder (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
  g_free (fixture->copy);
}

static char *
names_in (const char *folder)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GString) text = g_string_new (NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, (gpointer) name);
  g_ptr_array_sort_values (names, (GCompareFunc) strcmp);
  for (guint i = 0; i < names->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "", (char *) g_ptr_array_index (names, i));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
dump_file (const char *path)
{
  g_autoptr (TaDatabase) database = open_file (path, TA_DATABASE_READ_ONLY);

  return ta_dump (database);
}

static void
write_copy (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  ta_backup_write (fixture->database, fixture->copy, NULL, &error);
  g_assert_no_error (error);
}

static void
test_write (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *before = ta_dump (fixture->database);
  g_autofree char *copied = NULL;
  g_autofree char *names = NULL;
  g_autoptr (TaBackupSummary) summary = NULL;

  write_copy (fixture);
  copied = dump_file (fixture->copy);
  g_assert_cmpstr (copied, ==, before);
  summary = ta_backup_inspect (fixture->copy, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (summary->collective, ==, "Cordón");
  g_assert_cmpint (summary->households, ==, 2);
  g_assert_cmpint (summary->people, ==, 1);
  g_assert_cmpint (summary->tools, ==, 1);
  g_assert_cmpint (summary->loans, ==, 0);
  g_assert_cmpint (summary->version, ==, TA_DATABASE_VERSION);
  /* One file, and nothing beside it. */
  names = names_in (fixture->folder);
  g_assert_cmpstr (names, ==, "copy.sqlite pod.sqlite pod.sqlite-shm pod.sqlite-wal");
  /* Over an older copy. */
  exec (fixture->database, "DELETE FROM tool");
  write_copy (fixture);
  ta_backup_summary_free (g_steal_pointer (&summary));
  summary = ta_backup_inspect (fixture->copy, &error);
  g_assert_cmpint (summary->tools, ==, 0);
}

static void
test_write_refused (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *nowhere = g_build_filename (fixture->folder, "nowhere", "copy.sqlite", NULL);
  g_autofree char *names = NULL;

  g_assert_false (ta_backup_write (fixture->database, fixture->path, NULL, &error));
  g_assert_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_CONFLICT);
  g_clear_error (&error);
  g_assert_false (ta_backup_write (fixture->database, nowhere, NULL, &error));
  g_assert_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_FAILED);
  g_clear_error (&error);
  g_cancellable_cancel (cancellable);
  g_assert_false (ta_backup_write (fixture->database, fixture->copy, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  names = names_in (fixture->folder);
  g_assert_cmpstr (names, ==, "pod.sqlite pod.sqlite-shm pod.sqlite-wal");
}

static void
test_daily (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_strconcat (fixture->path, ".backups", NULL);
  g_autofree char *foreign = g_build_filename (folder, "notes.txt", NULL);
  g_autofree char *names = NULL;
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;
  TaDate first = ta_date_from_ymd (2026, 11, 27);

  for (TaDate day = first; day < first + 9; day++)
    {
      g_assert_true (ta_backup_daily (fixture->database, day, &error));
      g_assert_true (ta_backup_daily (fixture->database, day, &error));
      g_assert_no_error (error);
      g_file_set_contents (foreign, "not mine", -1, NULL);
    }
  names = names_in (folder);
  g_assert_cmpstr (names, ==,
                   "2026-11-29.sqlite 2026-11-30.sqlite 2026-12-01.sqlite 2026-12-02.sqlite"
                   " 2026-12-03.sqlite 2026-12-04.sqlite 2026-12-05.sqlite notes.txt");
  list = ta_backup_list (fixture->path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (list->len, ==, 7);
}

static void
test_restore (Fixture *fixture, gconstpointer data)
{
  g_autofree char *old = ta_dump (fixture->database);
  g_autofree char *newer = NULL;
  g_autofree char *restored = NULL;
  g_autofree char *kept = NULL;
  g_autofree char *kept_dump = NULL;
  g_autofree char *names = NULL;
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;

  write_copy (fixture);
  exec (fixture->database, "DELETE FROM person; DELETE FROM tool");
  newer = ta_dump (fixture->database);

  g_assert_false (ta_backup_restore (fixture->copy, fixture->path, NULL, NULL, &error));
  g_assert_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_BUSY);
  g_clear_error (&error);
  g_clear_pointer (&fixture->database, ta_database_close);

  g_assert_true (ta_backup_restore (fixture->copy, fixture->path, NULL, &kept, &error));
  g_assert_no_error (error);
  restored = dump_file (fixture->path);
  kept_dump = dump_file (kept);
  g_assert_cmpstr (restored, ==, old);
  g_assert_cmpstr (kept_dump, ==, newer);
  names = names_in (fixture->folder);
  g_assert_cmpstr (names, ==, "copy.sqlite pod.sqlite pod.sqlite.before-restore-1.sqlite");
  list = ta_backup_list (fixture->path, &error);
  g_assert_cmpuint (list->len, ==, 1);
  g_assert_cmpstr (((TaBackupSummary *) g_ptr_array_index (list, 0))->path, ==, kept);
}

static void
overwrite (const char *path, gsize offset, char byte, gsize count)
{
  g_autofree char *content = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  g_assert_cmpuint (offset + count, <=, length);
  memset (content + offset, byte, count);
  g_assert_true (g_file_set_contents (path, content, (gssize) length, NULL));
}

static void
assert_not_restored (Fixture *fixture, const char *backup, int code)
{
  g_autofree char *before = dump_file (fixture->path);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (ta_backup_restore (backup, fixture->path, NULL, NULL, &error));
  g_assert_error (error, TA_STORAGE_ERROR, code);
  after = dump_file (fixture->path);
  g_assert_cmpstr (after, ==, before);
}

static void
test_restore_refused (Fixture *fixture, gconstpointer data)
{
  g_autofree char *absent = g_build_filename (fixture->folder, "absent.sqlite", NULL);

  write_copy (fixture);
  g_clear_pointer (&fixture->database, ta_database_close);
  assert_not_restored (fixture, absent, TA_STORAGE_ERROR_NOT_FOUND);
  overwrite (fixture->copy, 4096 * 3, 'x', 4096 * 8);
  assert_not_restored (fixture, fixture->copy, TA_STORAGE_ERROR_DAMAGED);
  g_assert_true (g_file_set_contents (fixture->copy, "household,name\n", -1, NULL));
  assert_not_restored (fixture, fixture->copy, TA_STORAGE_ERROR_FOREIGN);
}

static void
test_restore_over_damage (Fixture *fixture, gconstpointer data)
{
  g_autofree char *old = ta_dump (fixture->database);
  g_autofree char *restored = NULL;
  g_autofree char *kept = NULL;
  g_autofree char *kept_content = NULL;
  g_autoptr (GError) error = NULL;

  write_copy (fixture);
  g_clear_pointer (&fixture->database, ta_database_close);
  g_assert_true (g_file_set_contents (fixture->path, "nothing that SQLite can read", -1, NULL));
  g_assert_true (ta_backup_restore (fixture->copy, fixture->path, NULL, &kept, &error));
  g_assert_no_error (error);
  restored = dump_file (fixture->path);
  g_assert_cmpstr (restored, ==, old);
  g_assert_true (g_file_get_contents (kept, &kept_content, NULL, NULL));
  g_assert_cmpstr (kept_content, ==, "nothing that SQLite can read");
}

static void
test_restore_where_nothing_is (Fixture *fixture, gconstpointer data)
{
  g_autofree char *old = ta_dump (fixture->database);
  g_autofree char *other = g_build_filename (fixture->folder, "other.sqlite", NULL);
  g_autofree char *restored = NULL;
  g_autofree char *kept = NULL;
  g_autoptr (GError) error = NULL;

  write_copy (fixture);
  g_assert_true (ta_backup_restore (fixture->copy, other, NULL, &kept, &error));
  g_assert_no_error (error);
  g_assert_null (kept);
  restored = dump_file (other);
  g_assert_cmpstr (restored, ==, old);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

/* Those of an older format, which hold health data in the open, are told apart from all others. */
static void
test_before_migrations (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *older = g_strconcat (fixture->path, ".before-v7.sqlite", NULL);
  g_autofree char *newer = g_strconcat (fixture->path, ".before-v8.sqlite", NULL);
  g_autofree char *restored = g_strconcat (fixture->path, ".before-restore-2026-05-03.sqlite", NULL);
  g_autofree char *strange = g_strconcat (fixture->path, ".before-v8.txt", NULL);
  g_autoptr (GPtrArray) files = NULL;
  g_autoptr (GPtrArray) none = NULL;

  g_assert_true (g_file_set_contents (older, "x", 1, &error) && g_file_set_contents (newer, "x", 1, &error));
  g_assert_true (g_file_set_contents (restored, "x", 1, &error) && g_file_set_contents (strange, "x", 1, &error));
  files = ta_backup_list_before_migrations (fixture->path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (files->len, ==, 2);
  g_assert_cmpstr (((TaBackupFile *) files->pdata[0])->path, ==, older);
  g_assert_cmpint (((TaBackupFile *) files->pdata[1])->modified, >, 0);
  g_assert_true (ta_backup_delete_before_migrations (fixture->path, &error));
  none = ta_backup_list_before_migrations (fixture->path, &error);
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_false (g_file_test (older, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (restored, G_FILE_TEST_EXISTS) && g_file_test (strange, G_FILE_TEST_EXISTS) && g_file_test (fixture->path, G_FILE_TEST_EXISTS));
  g_unlink (restored);
  g_unlink (strange);
}

/* All are gone but today's, which has what is there now; there is one at any time. */
static void
test_renew (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_strconcat (fixture->path, ".backups", NULL);
  g_autofree char *beside = g_strconcat (fixture->path, ".before-v3.sqlite", NULL);
  g_autofree char *today = g_build_filename (folder, "2026-05-03.sqlite", NULL);
  g_autofree char *before = NULL;
  g_autofree char *names = NULL;
  g_autofree char *copied = NULL;
  g_autofree char *dump = NULL;

  for (guint i = 1; i <= 3; i++)
    g_assert_true (ta_backup_daily (fixture->database, ta_date_from_ymd (2026, 5, (int) i), &error));
  g_assert_true (ta_backup_write (fixture->database, beside, NULL, &error));
  before = dump_file (today);
  g_assert_cmpint (ta_backup_count (fixture->path, &error), ==, 4);
  exec (fixture->database, "DELETE FROM person");
  g_assert_true (ta_backup_renew (fixture->database, ta_date_from_ymd (2026, 5, 3), &error));
  g_assert_no_error (error);
  g_assert_cmpint (ta_backup_count (fixture->path, &error), ==, 1);
  names = names_in (folder);
  g_assert_cmpstr (names, ==, "2026-05-03.sqlite");
  g_assert_false (g_file_test (beside, G_FILE_TEST_EXISTS));
  copied = dump_file (today);
  dump = ta_dump (fixture->database);
  g_assert_cmpstr (copied, ==, dump);
  g_assert_cmpstr (copied, !=, before);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/backup/write", test_write);
  ADD ("/backup/write-refused", test_write_refused);
  ADD ("/backup/daily", test_daily);
  ADD ("/backup/before-migrations", test_before_migrations);
  ADD ("/restore/whole", test_restore);
  ADD ("/restore/refused", test_restore_refused);
  ADD ("/restore/over-damage", test_restore_over_damage);
  ADD ("/restore/where-nothing-is", test_restore_where_nothing_is);
  g_test_add ("/backup/renew", Fixture, NULL, set_up, test_renew, tear_down);
  return g_test_run ();
}
