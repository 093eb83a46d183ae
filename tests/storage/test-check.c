/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-check.h"

#include <glib/gstdio.h>
#include <string.h>

/* What a sound database holds, so that each check has something to look at. */
#define CONTENT                                                                                                        \
  "INSERT INTO household (id, name) VALUES ('a', 'Pereira'), ('b', 'Silva');"                                          \
  "INSERT INTO person (id, household, name, position) VALUES ('p', 'a', 'Ana María', 1), ('q', 'a', 'Bruno', 0);"      \
  "INSERT INTO offer (id, household, kind, service, detail) VALUES ('o', 'a', 'offer', 'other', 'sewing');"            \
  "INSERT INTO category (id, name) VALUES ('c', 'Drilling');"                                                          \
  "INSERT INTO tool (id, number, name, category) VALUES ('t', '41', 'Hammer drill', 'c');"                             \
  "INSERT INTO loan (id, tool, household, out_date, due_date) VALUES ('l', 't', 'a', '2026-11-01', '2026-11-08');"     \
  "INSERT INTO unit (id, name, kind) VALUES ('u', 'hours', 'time');"                                                   \
  "INSERT INTO account (id, unit, kind, household) VALUES ('x', 'u', 'household', 'a'), ('y', 'u', 'household', 'b');" \
  "BEGIN;"                                                                                                             \
  "INSERT INTO ledger_entry (id, ledger_transaction, account, amount) VALUES ('e', 'd', 'x', -3), ('f', 'd', 'y', 3);" \
  "INSERT INTO ledger_transaction (id, date, posted_at, memo) VALUES ('d', '2026-11-20', 0, 'Dinner');"                \
  "COMMIT;"

static GPtrArray *
check_after (const char *damage)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TaDatabase) database = ta_database_open (":memory:", TA_DATABASE_CREATE, &error);
  GPtrArray *findings;

  g_assert_no_error (error);
  g_assert_true (ta_database_exec (database, CONTENT, &error));
  sqlite3_db_config (ta_database_get_handle (database), SQLITE_DBCONFIG_DEFENSIVE, 0, NULL);
  g_assert_true (ta_database_exec (database, "PRAGMA foreign_keys = OFF", &error));
  ta_database_exec (database, damage, &error);
  g_assert_no_error (error);
  findings = ta_check_run (database, &error);
  g_assert_no_error (error);
  return findings;
}

static void
test_sound (void)
{
  g_autoptr (GPtrArray) findings = check_after ("SELECT 1");

  for (guint i = 0; i < findings->len; i++)
    g_test_message ("%s", (char *) g_ptr_array_index (findings, i));
  g_assert_cmpuint (findings->len, ==, 0);
}

/* Another order of the people is no other content. */
static void
test_order (void)
{
  g_autoptr (GPtrArray) findings = check_after ("UPDATE person SET position = 9 WHERE id = 'q'");

  g_assert_cmpuint (findings->len, ==, 0);
}

typedef struct
{
  const char *name;
  const char *damage;
  const char *sentence; /* one of the findings begins with it */
} Case;

static const Case cases[] = {
  { "unbalanced", "DROP TRIGGER ledger_entry_no_update; UPDATE ledger_entry SET amount = 4 WHERE id = 'f'",
    "The posting “Dinner” of 20 Nov 2026 does not sum to zero in hours: 1 is left over." },
  { "short", "DROP TRIGGER ledger_entry_no_delete; DELETE FROM ledger_entry", "The posting “Dinner” of 20 Nov 2026 has fewer than two entries." },
  { "no-transaction", "DROP TRIGGER ledger_transaction_no_delete; DELETE FROM ledger_transaction",
    "The ledger has 2 entries of the posting d, which is not there." },
  { "reference", "DELETE FROM household WHERE id = 'b'", "Row 2 of the table “account” names a row of the table “household” that is not there." },
  { "tool-missing", "DELETE FROM tool_search", "The tool “Hammer drill” is missing from the search index." },
  { "tool-key-missing", "DELETE FROM tool_search_key", "The tool “Hammer drill” is missing from the search index." },
  { "tool-stale", "DROP TRIGGER tool_search_update; UPDATE tool SET name = 'Drill'",
    "The search index has other words for the tool “Drill” than the tool itself." },
  { "tool-stale-category", "DROP TRIGGER tool_search_category_update; UPDATE category SET name = 'Holes'",
    "The search index has other words for the tool “Hammer drill” than the tool itself." },
  { "tool-surplus", "DROP TRIGGER tool_search_delete; DELETE FROM tool", "The search index has a tool “Hammer drill” that is not there." },
  { "tool-index", "DELETE FROM tool_search_data WHERE id > 10", "The search index of the tools is damaged: " },
  { "tool-words", "INSERT INTO tool_search (rowid, name) VALUES (1, 'Spanner')", "The search index of the tools has other words than the tools." },
  { "household-missing", "DELETE FROM household_search WHERE rowid = 2", "The household “Silva” is missing from the search index." },
  { "household-stale", "DROP TRIGGER household_search_update; UPDATE household SET address = 'Gaboto 1'",
    "The search index has other words for the household “Pereira” than the household itself." },
  { "household-stale-people", "DROP TRIGGER household_search_person_delete; DELETE FROM person WHERE id = 'q'",
    "The search index has other words for the household “Pereira” than the household itself." },
  { "household-surplus", "DROP TRIGGER household_search_delete; DELETE FROM household WHERE id = 'b'",
    "The search index has a household “Silva” that is not there." },
  { "household-index", "DELETE FROM household_search_data WHERE id > 10", "The search index of the households is damaged: " },
  /* So damaged that it cannot even be looked into; the other checks still are made. */
  { "index-unreadable", "DELETE FROM tool_search_config; DROP TRIGGER ledger_entry_no_delete; DELETE FROM ledger_entry",
    "The posting “Dinner” of 20 Nov 2026 has fewer than two entries." },
  { "constraint", "PRAGMA ignore_check_constraints = ON; UPDATE loan SET due_date = '2026-10-01'; PRAGMA ignore_check_constraints = OFF",
    "The file is damaged: CHECK constraint failed in loan" },
};

static void
test_damage (gconstpointer data)
{
  const Case *damage = data;
  g_autoptr (GPtrArray) findings = check_after (damage->damage);
  gboolean found = FALSE;

  for (guint i = 0; i < findings->len; i++)
    {
      g_test_message ("%s", (char *) g_ptr_array_index (findings, i));
      found = found || g_str_has_prefix (g_ptr_array_index (findings, i), damage->sentence);
    }
  g_assert_true (found);
}

/* Pages of a file overwritten: whatever SQLite makes of it, it is named and nothing crashes. */
static void
test_overwritten_pages (void)
{
  g_autofree char *folder = g_dir_make_tmp ("turnabout-check-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "pod.sqlite", NULL);
  g_autofree char *sound = NULL;
  gsize length;
  guint opened = 0;

  {
    g_autoptr (TaDatabase) database = ta_database_open (path, TA_DATABASE_CREATE, NULL);

    /* Without pages that hold nothing, whose damage harms nobody. */
    g_assert_true (ta_database_exec (database, CONTENT "VACUUM; PRAGMA journal_mode = DELETE", NULL));
  }
  g_assert_true (g_file_get_contents (path, &sound, &length, NULL));
  for (gsize page = 1; page < length / 4096; page++)
    {
      g_autofree char *damaged = g_memdup2 (sound, length);
      g_autoptr (TaDatabase) database = NULL;
      g_autoptr (GPtrArray) findings = NULL;

      memset (damaged + page * 4096, 'x', 4096);
      g_assert_true (g_file_set_contents (path, damaged, (gssize) length, NULL));
      database = ta_database_open (path, TA_DATABASE_READ_ONLY, NULL);
      if (database == NULL)
        continue;
      opened++;
      findings = ta_check_run (database, NULL);
      g_assert_nonnull (findings);
      g_assert_cmpuint (findings->len, >, 0);
    }
  g_assert_cmpuint (opened, >, 10);
  g_unlink (path);
  g_rmdir (folder);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/check/sound", test_sound);
  g_test_add_func ("/check/order", test_order);
  g_test_add_func ("/check/overwritten-pages", test_overwritten_pages);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/check/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_damage);
    }
  return g_test_run ();
}
