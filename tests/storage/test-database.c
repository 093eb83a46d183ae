/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-database.h"

#include <glib/gstdio.h>
#include <string.h>

static char *
temporary_path (const char *name)
{
  g_autofree char *folder = g_dir_make_tmp ("turnabout-XXXXXX", NULL);

  g_assert_nonnull (folder);
  return g_build_filename (folder, name, NULL);
}

static void
remove_with_folder (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (folder, name, NULL);

      g_remove (file);
    }
  g_rmdir (folder);
}

static void
run_raw (const char *path, const char *sql)
{
  sqlite3 *handle = NULL;

  g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (handle, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (handle);
}

static gint64
pragma (TaDatabase *database, const char *sql)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, sql);

  g_assert_cmpint (ta_statement_step (statement, NULL), ==, TA_STEP_ROW);
  return ta_statement_int (statement, 0);
}

static void
test_create (void)
{
  g_autofree char *path = temporary_path ("pod.sqlite");
  g_autoptr (GError) error = NULL;
  g_autoptr (TaDatabase) database = ta_database_open (path, TA_DATABASE_CREATE, &error);

  g_assert_no_error (error);
  g_assert_cmpint (pragma (database, "PRAGMA application_id"), ==, TA_DATABASE_APPLICATION_ID);
  g_assert_cmpint (pragma (database, "PRAGMA user_version"), ==, TA_DATABASE_VERSION);
  g_assert_cmpint (pragma (database, "PRAGMA foreign_keys"), ==, 1);
  g_assert_cmpint (pragma (database, "PRAGMA synchronous"), ==, 2);
  g_clear_pointer (&database, ta_database_close);
  database = ta_database_open (path, 0, &error);
  g_assert_no_error (error);
  g_clear_pointer (&database, ta_database_close);
  remove_with_folder (path);
}

static void
test_missing (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (ta_database_open ("/nonexistent/pod.sqlite", 0, &error));
  g_assert_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_NOT_FOUND);
}

/* Opens @path, expects @code, and that not a byte of the file has changed. */
static void
assert_refused (const char *path, int code)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize before_size, after_size;

  g_assert_true (g_file_get_contents (path, &before, &before_size, NULL));
  g_assert_null (ta_database_open (path, TA_DATABASE_CREATE, &error));
  g_assert_error (error, TA_STORAGE_ERROR, code);
  g_assert_true (g_file_get_contents (path, &after, &after_size, NULL));
  g_assert_cmpmem (before, before_size, after, after_size);
}

static void
test_newer (void)
{
  g_autofree char *path = temporary_path ("pod.sqlite");
  g_autoptr (TaDatabase) database = ta_database_open (path, TA_DATABASE_CREATE, NULL);

  g_clear_pointer (&database, ta_database_close);
  run_raw (path, "PRAGMA user_version = 999");
  assert_refused (path, TA_STORAGE_ERROR_NEWER);
  remove_with_folder (path);
}

static void
test_foreign (void)
{
  g_autofree char *path = temporary_path ("other.sqlite");

  run_raw (path, "CREATE TABLE bookmark (url TEXT)");
  assert_refused (path, TA_STORAGE_ERROR_FOREIGN);
  g_assert_true (g_file_set_contents (path, "household,address\nSilva,Colonia 2069\n and more text than a header has, to be sure", -1, NULL));
  assert_refused (path, TA_STORAGE_ERROR_FOREIGN);
  remove_with_folder (path);
}

static void
test_read_only (void)
{
  g_autofree char *path = temporary_path ("pod.sqlite");
  g_autoptr (GError) error = NULL;
  g_autoptr (TaDatabase) database = ta_database_open (path, TA_DATABASE_CREATE, NULL);

  g_clear_pointer (&database, ta_database_close);
  database = ta_database_open (path, TA_DATABASE_READ_ONLY, &error);
  g_assert_no_error (error);
  g_assert_false (ta_database_exec (database, "INSERT INTO pod (id, name) VALUES ('p', 'Pod')", &error));
  g_assert_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_READ_ONLY);
  g_clear_pointer (&database, ta_database_close);
  remove_with_folder (path);
}

static void
test_values (void)
{
  g_autoptr (TaDatabase) database = ta_database_open (":memory:", TA_DATABASE_CREATE, NULL);
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT :text, :number, :date, :time, :lat, :lon, :optional, :bytes");
  g_autoptr (GBytes) bytes = g_bytes_new_static ("\0a\xff", 3);
  g_autoptr (GBytes) back = NULL;

  ta_statement_bind_text (statement, ":text", "Peña “x”; DROP TABLE pod");
  ta_statement_bind_int (statement, ":number", G_MININT64);
  ta_statement_bind_date (statement, ":date", ta_date_from_ymd (2026, 12, 1));
  ta_statement_bind_time (statement, ":time", 1080);
  ta_statement_bind_point (statement, ":lat", ":lon", TA_POINT (-34.9, -56.2));
  ta_statement_bind_optional_int (statement, ":optional", -1);
  ta_statement_bind_bytes (statement, ":bytes", bytes);
  g_assert_cmpint (ta_statement_step (statement, NULL), ==, TA_STEP_ROW);
  g_assert_cmpstr (ta_statement_text (statement, 0), ==, "Peña “x”; DROP TABLE pod");
  g_assert_cmpint (ta_statement_int (statement, 1), ==, G_MININT64);
  g_assert_cmpint (ta_statement_date (statement, 2), ==, ta_date_from_ymd (2026, 12, 1));
  g_assert_cmpint (ta_statement_time (statement, 3), ==, 1080);
  g_assert_true (ta_point_equal (ta_statement_point (statement, 4), TA_POINT (-34.9, -56.2)));
  g_assert_cmpint (ta_statement_optional_int (statement, 6), ==, -1);
  back = ta_statement_dup_bytes (statement, 7);
  g_assert_true (g_bytes_equal (bytes, back));
  g_assert_cmpint (ta_statement_step (statement, NULL), ==, TA_STEP_DONE);
}

static void
test_lent_twice (void)
{
  static const char sql[] = "SELECT :n UNION ALL SELECT :n + 1";
  g_autoptr (TaDatabase) database = ta_database_open (":memory:", TA_DATABASE_CREATE, NULL);
  g_autoptr (TaStatement) outer = ta_database_prepare (database, sql);
  g_autoptr (TaStatement) inner = ta_database_prepare (database, sql);

  ta_statement_bind_int (outer, ":n", 1);
  ta_statement_bind_int (inner, ":n", 10);
  g_assert_cmpint (ta_statement_step (outer, NULL), ==, TA_STEP_ROW);
  g_assert_cmpint (ta_statement_step (inner, NULL), ==, TA_STEP_ROW);
  g_assert_cmpint (ta_statement_int (outer, 0), ==, 1);
  g_assert_cmpint (ta_statement_int (inner, 0), ==, 10);
}

static void
test_unknown_parameter (void)
{
  if (g_test_subprocess ())
    {
      g_autoptr (TaDatabase) database = ta_database_open (":memory:", TA_DATABASE_CREATE, NULL);
      g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT :right");

      ta_statement_bind_int (statement, ":wrong", 1);
      return;
    }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_failed ();
}

/* Every table that takes part in undo and synchronisation needs a key that is text and not null; strict tables mean what they say. */
static void
test_schema_rules (void)
{
  g_autoptr (TaDatabase) database = ta_database_open (":memory:", TA_DATABASE_CREATE, NULL);
  g_autoptr (TaStatement) loose = ta_database_prepare (database, "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' "
                                                                 "AND strict = 0 AND name NOT LIKE 'sqlite_%'");
  g_autoptr (TaStatement) foreign = ta_database_prepare (database, "SELECT t.name || '.' || f.\"from\" FROM pragma_table_list t, pragma_foreign_key_list (t.name) f "
                                                                   "WHERE t.schema = 'main' AND NOT EXISTS (SELECT 1 FROM pragma_index_list (t.name) l, "
                                                                   "pragma_index_info (l.name) i WHERE i.seqno = 0 AND i.name = f.\"from\")");

  while (ta_statement_step (loose, NULL) == TA_STEP_ROW)
    g_error ("%s is not strict", ta_statement_text (loose, 0));
  while (ta_statement_step (foreign, NULL) == TA_STEP_ROW)
    g_error ("no index leads with %s, so deleting what it refers to scans the table", ta_statement_text (foreign, 0));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/database/create", test_create);
  g_test_add_func ("/database/missing", test_missing);
  g_test_add_func ("/database/newer", test_newer);
  g_test_add_func ("/database/foreign", test_foreign);
  g_test_add_func ("/database/read-only", test_read_only);
  g_test_add_func ("/database/values", test_values);
  g_test_add_func ("/database/lent-twice", test_lent_twice);
  g_test_add_func ("/database/unknown-parameter", test_unknown_parameter);
  g_test_add_func ("/database/schema-rules", test_schema_rules);
  return g_test_run ();
}
