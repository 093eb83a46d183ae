/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person meets whose disk is full or whose file may only be read: a sentence that says so, and nothing lost. */
#include "ta-check.h"
#include "ta-dump.h"
#include "ta-household-table.h"
#include "ta-store.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#define NOBODY 65534

typedef struct
{
  char *dir;
  char *path;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->dir = g_dir_make_tmp ("turnabout-unwritable-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->dir, "pod.sqlite", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  static const char *const suffixes[] = { "", "-wal", "-shm" };

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *path = g_strconcat (fixture->path, suffixes[i], NULL);

      g_unlink (path);
    }
  g_assert_cmpint (g_rmdir (fixture->dir), ==, 0);
  g_free (fixture->dir);
  g_free (fixture->path);
}

static TaStore *
open_store (const char *path, TaDatabaseFlags flags)
{
  g_autoptr (GError) error = NULL;
  TaStore *store = ta_store_open (path, flags, &error);

  g_assert_no_error (error);
  return store;
}

/* Adds a household that takes @data bytes. */
static gboolean
add_household (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (TaHousehold) household = ta_household_new ("Peña");
  gsize size = GPOINTER_TO_SIZE (data);

  g_free (household->notes);
  household->notes = g_malloc (size + 1);
  /* Words that do not repeat, so that the search index grows with them. */
  for (gsize i = 0; i < size; i++)
    household->notes[i] = i % 9 == 8 ? ' ' : (char) ('a' + g_test_rand_int_range (0, 26));
  household->notes[size] = '\0';
  return ta_household_table_save (database, household, error);
}

static gboolean
add (TaStore *store, gsize size, GError **error)
{
  return ta_store_run (store, "Added Peña", NULL, add_household, GSIZE_TO_POINTER (size), NULL, error);
}

static char *
dump (TaStore *store)
{
  g_autoptr (GError) error = NULL;
  char *content = ta_store_read (store, ta_dump_read, NULL, &error);

  g_assert_no_error (error);
  return content;
}

static gpointer
check (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_check_run (database, error);
}

static void
assert_sound (TaStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) findings = ta_store_read (store, check, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (findings->len, ==, 0);
}

static void
assert_content (TaStore *store, const char *expected)
{
  g_autofree char *content = dump (store);

  g_assert_cmpstr (content, ==, expected);
  assert_sound (store);
}

static void
assert_says (GError **error, TaStorageError code, const char *what)
{
  g_assert_error (*error, TA_STORAGE_ERROR, (int) code);
  g_test_message ("%s", (*error)->message);
  g_assert_nonnull (strstr ((*error)->message, what));
  g_clear_error (error);
}

/* The content is that of the last command that succeeded, now and when the file is opened again; and there is room again. */
static void
assert_nothing_lost (Fixture *fixture, TaStore *store, const char *before)
{
  g_autoptr (TaStore) again = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *after = NULL;

  assert_content (store, before);
  add (store, 100, &error);
  g_assert_no_error (error);
  g_assert_true (ta_store_undo (store, 0, NULL));
  assert_content (store, before);
  ta_store_close (store);
  again = open_store (fixture->path, 0);
  assert_content (again, before);
  add (again, 100000, &error);
  g_assert_no_error (error);
  after = dump (again);
  g_assert_cmpstr (after, !=, before);
}

/* Full, as SQLite says it ----------------------------------------------------------------------------------------------------------- */

static gpointer
set_page_limit (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("PRAGMA max_page_count = %d", GPOINTER_TO_INT (data));

  /* Not ta_database_prepare(), whose statements are constants. */
  return sqlite3_exec (ta_database_get_handle (database), sql, NULL, NULL, NULL) == SQLITE_OK ? g_strdup ("") : NULL;
}

static void
limit_pages (TaStore *store, int pages)
{
  g_autofree char *done = ta_store_read (store, set_page_limit, GINT_TO_POINTER (pages), NULL);

  g_assert_nonnull (done);
}

static void
test_full_database (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaStore) store = open_store (fixture->path, TA_DATABASE_CREATE);
  g_autofree char *before = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (add (store, 100, NULL));
  before = dump (store);
  /* Less than it has: it cannot grow from here on. */
  limit_pages (store, 1);
  g_assert_false (add (store, 100000, &error));
  assert_says (&error, TA_STORAGE_ERROR_FULL, "disk is full");
  g_assert_false (add (store, 100000, &error));
  assert_says (&error, TA_STORAGE_ERROR_FULL, "disk is full");
  assert_content (store, before);
  limit_pages (store, G_MAXINT);
  assert_nothing_lost (fixture, store, before);
}

/* Full, as the system says it -------------------------------------------------------------------------------------------------------- */

static void
limit_files (rlim_t bytes)
{
  struct rlimit limit;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  limit.rlim_cur = bytes < limit.rlim_max ? bytes : limit.rlim_max;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}

static rlim_t
file_size (Fixture *fixture, const char *suffix)
{
  g_autofree char *path = g_strconcat (fixture->path, suffix, NULL);
  GStatBuf info;

  return g_stat (path, &info) == 0 ? (rlim_t) info.st_size : 0;
}

/* Writes until no file can grow any more: in the middle of the log of a commit. */
static void
test_full_disk (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaStore) store = open_store (fixture->path, TA_DATABASE_CREATE);
  g_autofree char *before = NULL;
  g_autoptr (GError) error = NULL;
  gboolean more;

  g_assert_true (add (store, 100, NULL));
  limit_files (MAX (file_size (fixture, ""), file_size (fixture, "-wal")) + 100000);
  do
    {
      g_free (before);
      before = dump (store);
      more = add (store, 20000, &error);
    }
  while (more);
  assert_says (&error, TA_STORAGE_ERROR_FULL, "disk is full");
  g_assert_false (add (store, 200000, &error));
  assert_says (&error, TA_STORAGE_ERROR_FULL, "disk is full");
  assert_content (store, before);
  limit_files (RLIM_INFINITY);
  assert_nothing_lost (fixture, store, before);
}

/* A new file that finds no room is not left half made. */
static void
test_full_while_opening (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  TaStore *store;

  limit_files (60000);
  store = ta_store_open (fixture->path, TA_DATABASE_CREATE, &error);
  limit_files (RLIM_INFINITY);
  g_assert_null (store);
  assert_says (&error, TA_STORAGE_ERROR_FULL, "disk is full");
  store = open_store (fixture->path, TA_DATABASE_CREATE);
  assert_sound (store);
  g_assert_true (add (store, 100, NULL));
  g_object_unref (store);
}

/* Read only ------------------------------------------------------------------------------------------------------------------------- */

/* Makes a file with a household in it. (transfer full): what it holds */
static char *
make_file (Fixture *fixture)
{
  g_autoptr (TaStore) store = open_store (fixture->path, TA_DATABASE_CREATE);
  char *content;

  g_assert_true (add (store, 100, NULL));
  content = dump (store);
  ta_store_close (store);
  return content;
}

static char *
checksum (Fixture *fixture)
{
  g_autofree char *bytes = NULL;
  g_autoptr (GError) error = NULL;
  gsize size;

  g_file_get_contents (fixture->path, &bytes, &size, &error);
  g_assert_no_error (error);
  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, (guchar *) bytes, size);
}

static void
assert_file (Fixture *fixture, const char *expected)
{
  g_autofree char *now = checksum (fixture);

  g_assert_cmpstr (now, ==, expected);
}

/* Opened to be looked at: it can be, and nothing else. */
static void
assert_only_readable (Fixture *fixture, const char *content)
{
  g_autoptr (TaStore) store = open_store (fixture->path, TA_DATABASE_READ_ONLY);
  g_autoptr (GError) error = NULL;

  assert_content (store, content);
  g_assert_false (add (store, 100, &error));
  assert_says (&error, TA_STORAGE_ERROR_READ_ONLY, fixture->path);
  g_assert_false (ta_store_undo (store, 0, &error));
  assert_says (&error, TA_STORAGE_ERROR_READ_ONLY, fixture->path);
  assert_content (store, content);
}

static void
test_read_only_store (Fixture *fixture, gconstpointer data)
{
  g_autofree char *content = make_file (fixture);
  g_autofree char *sum = checksum (fixture);

  assert_only_readable (fixture, content);
  assert_file (fixture, sum);
}

/* Becomes somebody for whom permissions count; %FALSE where that cannot be. */
static gboolean
become_nobody (void)
{
  if (geteuid () != 0)
    return TRUE;
  if (seteuid (NOBODY) == 0)
    return TRUE;
  g_test_skip ("This system lets the superuser be nobody else");
  return FALSE;
}

static void
become_oneself (void)
{
  g_assert_cmpint (seteuid (getuid ()), ==, 0);
}

static void
assert_refused (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (ta_store_open (fixture->path, 0, &error));
  assert_says (&error, TA_STORAGE_ERROR_READ_ONLY, fixture->path);
}

static void
test_read_only_file (Fixture *fixture, gconstpointer data)
{
  g_autofree char *content = make_file (fixture);
  g_autofree char *sum = checksum (fixture);
  g_autoptr (TaStore) store = NULL;

  g_assert_cmpint (g_chmod (fixture->path, 0444), ==, 0);
  g_assert_cmpint (g_chmod (fixture->dir, 0777), ==, 0);
  if (become_nobody ())
    {
      assert_refused (fixture);
      assert_only_readable (fixture, content);
      become_oneself ();
    }
  assert_file (fixture, sum);
  g_assert_cmpint (g_chmod (fixture->path, 0644), ==, 0);
  store = open_store (fixture->path, 0);
  assert_content (store, content);
  g_assert_true (add (store, 100, NULL));
}

/* On a stick that is mounted to be read: not even the log can be made beside the file. */
static void
test_read_only_folder (Fixture *fixture, gconstpointer data)
{
  g_autofree char *content = make_file (fixture);
  g_autofree char *sum = checksum (fixture);

  g_assert_cmpint (g_chmod (fixture->path, 0444), ==, 0);
  g_assert_cmpint (g_chmod (fixture->dir, 0555), ==, 0);
  if (become_nobody ())
    {
      assert_refused (fixture);
      assert_only_readable (fixture, content);
      become_oneself ();
    }
  g_assert_cmpint (g_chmod (fixture->dir, 0755), ==, 0);
  assert_file (fixture, sum);
}

static void
add_test (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  /* A write beyond the limit is to fail, as on a full disk, and not to end the process. */
  signal (SIGXFSZ, SIG_IGN);
  add_test ("/unwritable/full-database", test_full_database);
  add_test ("/unwritable/full-disk", test_full_disk);
  add_test ("/unwritable/full-while-opening", test_full_while_opening);
  add_test ("/unwritable/read-only-store", test_read_only_store);
  add_test ("/unwritable/read-only-file", test_read_only_file);
  add_test ("/unwritable/read-only-folder", test_read_only_folder);
  return g_test_run ();
}
