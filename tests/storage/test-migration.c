/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-check.h"
#include "ta-dump.h"
#include "ta-household-table.h"
#include "ta-store.h"
#include "ta-tool-table.h"

#include <gio/gio.h>
#include <glib/gstdio.h>

/* A database of every version that was released, as that version wrote it. Each is opened by this program and must still say the same. */
static const struct
{
  const char *name;
  int undoable; /* how many of its last commands do not depend on one another */
} fixtures[] = {
  { "v1.turnabout.gz", 1 },
  { "v2.turnabout.gz", 8 },
  { "v3.turnabout.gz", 8 },
  { "v5.turnabout.gz", 9 },
  { "v8.turnabout.gz", 9 },
};

/* From this one on they are what make-fixture makes of content.sql. */
#define FIRST_OF_CONTENT 1

static char *
unpack (const char *name)
{
  g_autofree char *source = g_test_build_filename (G_TEST_DIST, "storage", "fixtures", name, NULL);
  g_autofree char *folder = g_dir_make_tmp ("turnabout-XXXXXX", NULL);
  char *target = g_build_filename (folder, "old.turnabout", NULL);
  g_autoptr (GFile) in_file = g_file_new_for_path (source);
  g_autoptr (GFile) out_file = g_file_new_for_path (target);
  g_autoptr (GError) error = NULL;
  g_autoptr (GInputStream) in = G_INPUT_STREAM (g_file_read (in_file, NULL, &error));
  g_autoptr (GZlibDecompressor) gunzip = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP);
  g_autoptr (GInputStream) plain = NULL;
  g_autoptr (GOutputStream) out = NULL;

  g_assert_no_error (error);
  plain = g_converter_input_stream_new (in, G_CONVERTER (gunzip));
  out = G_OUTPUT_STREAM (g_file_create (out_file, G_FILE_CREATE_PRIVATE, NULL, &error));
  g_assert_no_error (error);
  g_output_stream_splice (out, plain, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, &error);
  g_assert_no_error (error);
  return target;
}

static gpointer
check (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_check_run (database, error);
}

static gpointer
list_households (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_household_table_list (database, error);
}

/* The turns that were done before turns counted, and how many of them are in the ledger. */
static gpointer
count_turns (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (
      database, "SELECT (SELECT count (*) FROM turn WHERE state = 'done') || ' ' || (SELECT count (*) FROM ledger_transaction WHERE source_kind = 'turn')");

  return ta_statement_step (statement, error) == TA_STEP_ROW ? ta_statement_dup_text (statement, 0) : NULL;
}

static gpointer
find_tool (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_tool_table_search (database, "hammer drill", 0, error);
}

static void
assert_content (TaStore *store)
{
  g_autoptr (GPtrArray) households = ta_store_read (store, list_households, NULL, NULL);
  g_autoptr (GPtrArray) tools = ta_store_read (store, find_tool, NULL, NULL);
  TaHousehold *silva;
  TaPerson *mira;
  TaAllergy *allergy;

  g_assert_cmpint (households->len, ==, 2);
  g_assert_cmpint (tools->len, ==, 1);
  silva = g_ptr_array_index (households, 1);
  g_assert_cmpstr (silva->name, ==, "Silva");
  mira = g_ptr_array_index (silva->persons, silva->persons->len - 1);
  g_assert_cmpstr (mira->name, ==, "Mira Silva");
  g_assert_cmpint (mira->born, ==, ta_date_from_ymd (2015, 5, 1));
  allergy = g_ptr_array_index (mira->allergies, 0);
  g_assert_cmpstr (allergy->allergen, ==, "peanuts");
  g_assert_cmpint (allergy->severity, ==, TA_SEVERITY_ANAPHYLAXIS);
}

static void
assert_sound (TaStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) findings = ta_store_read (store, check, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < findings->len; i++)
    g_test_message ("%s", (char *) findings->pdata[i]);
  g_assert_cmpint (findings->len, ==, 0);
}

static void
test_fixture (gconstpointer data)
{
  guint index = GPOINTER_TO_UINT (data);
  g_autofree char *path = unpack (fixtures[index].name);
  g_autoptr (GError) error = NULL;
  g_autoptr (TaStore) store = ta_store_open (path, 0, &error);

  g_assert_no_error (error);
  assert_sound (store);
  assert_content (store);
  /* What was done before can still be undone. */
  for (int i = 0; i < fixtures[index].undoable; i++)
    {
      ta_store_undo (store, 0, &error);
      g_assert_no_error (error);
    }
  for (int i = 0; i < fixtures[index].undoable; i++)
    {
      ta_store_redo (store, &error);
      g_assert_no_error (error);
    }
  assert_sound (store);
  assert_content (store);
  ta_store_close (store);
  g_unlink (path);
}

/* A dump without what a version adds when it brings a file up to date: the postings of turns, whose keys are new, and reminders; and without what
   content.sql says since a later version: a feed, and that the turn for which cover is asked seeks it. */
static char *
dump_content (const char *fixture)
{
  static const char *const added[] = { "unit|", "account|", "rule_set|", "ledger_transaction|", "ledger_entry|", "reminder|", "feed|", "turn|t2|" };
  g_autofree char *path = unpack (fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (TaStore) store = ta_store_open (path, 0, &error);
  g_autofree char *turns = ta_store_read (store, count_turns, NULL, &error);
  g_autofree char *content = ta_store_read (store, ta_dump_read, NULL, &error);
  g_auto (GStrv) lines = g_strsplit (content, "\n", -1);
  GString *rest = g_string_new (NULL);

  g_assert_no_error (error);
  g_assert_cmpstr (turns, ==, "1 1");
  for (char **line = lines; *line != NULL; line++)
    {
      gboolean skip = FALSE;

      for (guint i = 0; i < G_N_ELEMENTS (added); i++)
        skip = skip || g_str_has_prefix (*line, added[i]);
      if (!skip)
        g_string_append_printf (rest, "%s\n", *line);
    }
  ta_store_close (store);
  g_unlink (path);
  return g_string_free_and_steal (rest);
}

/* A file that an older version wrote is, brought up to date, what the newest version writes. */
static void
test_same (void)
{
  g_autofree char *first = dump_content (fixtures[FIRST_OF_CONTENT].name);

  for (guint i = FIRST_OF_CONTENT + 1; i < G_N_ELEMENTS (fixtures); i++)
    {
      g_autofree char *later = dump_content (fixtures[i].name);

      g_assert_cmpstr (first, ==, later);
    }
}

static void
run_by_hand (const char *path, const char *sql)
{
  sqlite3 *handle = NULL;

  g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (handle, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (handle);
}

/* A turn that was done before turns counted comes into the ledger when the file is brought up to date, and once. */
static void
test_ledger (void)
{
  g_autofree char *path = unpack ("v1.turnabout.gz");
  g_autoptr (GError) error = NULL;

  run_by_hand (path, "UPDATE turn SET state = 'done'");
  for (int i = 0; i < 2; i++)
    {
      g_autoptr (TaStore) store = ta_store_open (path, 0, &error);
      g_autofree char *turns = NULL;
      g_autoptr (GPtrArray) findings = NULL;

      g_assert_no_error (error);
      turns = ta_store_read (store, count_turns, NULL, NULL);
      g_assert_cmpstr (turns, ==, "1 1");
      findings = ta_store_read (store, check, NULL, &error);
      g_assert_cmpint (findings->len, ==, 0);
      ta_store_close (store);
    }
  g_unlink (path);
}

static gpointer
read_document (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (
      database, "SELECT concat_ws (' ', type, id, name, hex (state), generation, hex (base), base_rev, dirty, held, refused, rank, has_kept) FROM sync_document");

  return ta_statement_step (statement, error) == TA_STEP_ROW ? ta_statement_dup_text (statement, 0) : NULL;
}

/* What is known of a document, and of what the hub has, is known in the newest version's table. */
static void
test_documents (void)
{
  g_autofree char *path = unpack ("v8.turnabout.gz");
  g_autoptr (GError) error = NULL;
  g_autoptr (TaStore) store = NULL;
  g_autofree char *document = NULL;

  run_by_hand (path, "INSERT INTO sync_document (type, id, name, state, generation, base, base_rev, dirty, held, refused, rank, has_kept)"
                     " VALUES ('tool', 'x', '0123456789abcdef0123456789abcdef', x'01', 5, x'02', '3-a', 1, 'waiting', 'large', 7, 1)");
  store = ta_store_open (path, 0, &error);
  g_assert_no_error (error);
  document = ta_store_read (store, read_document, NULL, NULL);
  g_assert_cmpstr (document, ==, "tool x 0123456789abcdef0123456789abcdef 01 5 02 3-a 1 waiting large 7 1");
  ta_store_close (store);
  g_unlink (path);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (fixtures); i++)
    {
      g_autofree char *name = g_strconcat ("/migration/", fixtures[i].name, NULL);

      g_test_add_data_func (name, GUINT_TO_POINTER (i), test_fixture);
    }
  g_test_add_func ("/migration/same", test_same);
  g_test_add_func ("/migration/ledger", test_ledger);
  g_test_add_func ("/migration/documents", test_documents);
  return g_test_run ();
}
