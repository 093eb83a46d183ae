/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-check.h"
#include "ta-dump.h"
#include "ta-history.h"
#include "ta-store.h"
#include "ta-tool-table.h"

/* Commands of hundreds of rows: they are undone without the triggers of the search index, which is brought up to date at once. */

#define NUMBERS "WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 300) "

/* In an order in which each can be done after those before it. */
static const struct
{
  const char *label;
  const char *script; /* (nullable): NULL for tools that come in as a bulk */
} commands[] = {
  { "categories", NUMBERS "INSERT INTO category (id, name) SELECT 'c' || i, 'Kind ' || i FROM n" },
  { "households", NUMBERS "INSERT INTO household (id, name, address) SELECT 'h' || i, 'Casa ' || i, 'Rodó ' || i FROM n" },
  { "people and offers",
    NUMBERS "INSERT INTO person (id, household, name) SELECT 'p' || i, 'h' || (i % 90 + 1), 'Íñigo ' || i FROM n;" NUMBERS
            "INSERT INTO offer (id, household, kind, service, detail) SELECT 'o' || i, 'h' || (i % 70 + 1), 'offer', 'tutor', 'algebra ' || i FROM n" },
  { "tools in bulk", NULL },
  { "tools, rows", NUMBERS "INSERT INTO tool (id, name, number, category, notes) SELECT 't' || i, 'Sierra ' || i, 'N' || i, 'c' || i, 'afilada' FROM n" },
  { "tools: few of many", "UPDATE tool SET name = 'Serrucho', location = 'shed' WHERE id IN (SELECT id FROM tool ORDER BY id LIMIT 130)" },
  { "tools: changed, deleted and new, and their categories renamed",
    "UPDATE tool SET number = NULL, brand = 'Ñandú', category = NULL WHERE substr (id, -1) IN ('1', '2');"
    "DELETE FROM tool WHERE substr (id, -1) IN ('3', '4');"
    "UPDATE category SET name = name || ' nueva' WHERE substr (id, -1) IN ('5', '6');"
    "DELETE FROM category WHERE substr (id, -1) = '7';" NUMBERS "INSERT INTO tool (id, name) SELECT 'u' || i, 'Lima ' || i FROM n" },
  { "categories: renamed", "UPDATE category SET name = 'otra ' || id" },
  { "people: renamed and gone", "UPDATE person SET name = name || ' Peña' WHERE substr (id, -1) < '5'; DELETE FROM person WHERE substr (id, -1) = '7'" },
  { "offers: other words", "UPDATE offer SET detail = 'guitarra ' || id; DELETE FROM offer WHERE substr (id, -1) = '2'" },
  { "households: renamed, and gone with all that is theirs",
    "UPDATE household SET name = 'Familia ' || id, notes = 'perro' WHERE substr (id, -1) < '5';"
    "DELETE FROM household WHERE substr (id, -1) IN ('6', '8')" },
  { "all tools", "DELETE FROM tool" },
  { "all households", "DELETE FROM household" },
};

static TaStore *
open_store (void)
{
  g_autoptr (GError) error = NULL;
  TaStore *store = ta_store_open (":memory:", TA_DATABASE_CREATE, &error);

  g_assert_no_error (error);
  return store;
}

static char *
dump (TaStore *store)
{
  g_autoptr (GError) error = NULL;
  char *text = ta_store_read (store, ta_dump_read, NULL, &error);

  g_assert_no_error (error);
  return text;
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
  for (guint i = 0; i < findings->len; i++)
    g_test_message ("%s", (char *) findings->pdata[i]);
  g_assert_cmpuint (findings->len, ==, 0);
}

/* That is what the index has, and that the index has it: the check compares them word by word. */
static void
assert_content (TaStore *store, const char *expected)
{
  g_autofree char *content = dump (store);

  g_assert_cmpstr (content, ==, expected);
  assert_sound (store);
}

static gboolean
insert_tools (TaDatabase *database, GError **error)
{
  g_autoptr (GPtrArray) tools = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_tool_free);

  for (guint i = 0; i < 400; i++)
    {
      TaTool *tool = ta_tool_new ("Martillo");

      tool->number = g_strdup_printf ("%u", i);
      tool->category = g_strdup_printf ("c%u", i % 300 + 1);
      g_ptr_array_add (tools, tool);
    }
  return ta_tool_table_insert_many (database, tools, NULL, NULL, error);
}

static gboolean
do_script (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return data != NULL ? ta_database_exec (database, data, error) : insert_tools (database, error);
}

static void
run (TaStore *store, const char *label, const char *script)
{
  g_autoptr (GError) error = NULL;

  g_test_message ("%s", label);
  ta_store_run (store, label, NULL, do_script, (gpointer) script, NULL, &error);
  g_assert_no_error (error);
}

static void
undo (TaStore *store)
{
  g_autoptr (GError) error = NULL;

  ta_store_undo (store, 0, &error);
  g_assert_no_error (error);
}

static void
redo (TaStore *store)
{
  g_autoptr (GError) error = NULL;

  ta_store_redo (store, &error);
  g_assert_no_error (error);
}

static void
assert_refused (TaStore *store, gint64 id)
{
  g_autofree char *before = dump (store);
  g_autoptr (GError) error = NULL;

  g_assert_false (ta_store_undo (store, id, &error));
  g_assert_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_CONFLICT);
  assert_content (store, before);
}

static void
test_each (void)
{
  g_autoptr (TaStore) store = open_store ();

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_autofree char *before = dump (store);
      g_autofree char *after = NULL;

      run (store, commands[i].label, commands[i].script);
      after = dump (store);
      g_assert_cmpstr (before, !=, after);
      assert_sound (store);
      for (int round = 0; round < 2; round++)
        {
          undo (store);
          assert_content (store, before);
          redo (store);
          assert_content (store, after);
        }
    }
}

static void
test_all_the_way (void)
{
  g_autoptr (TaStore) store = open_store ();
  g_autoptr (GPtrArray) contents = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (contents, dump (store));
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      run (store, commands[i].label, commands[i].script);
      g_ptr_array_add (contents, dump (store));
    }
  for (guint i = G_N_ELEMENTS (commands); i > 0; i--)
    {
      undo (store);
      assert_content (store, contents->pdata[i - 1]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      redo (store);
      assert_content (store, contents->pdata[i + 1]);
    }
}

static gpointer
count_found (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) found = ta_tool_table_search (database, data, 0, error);

  return found != NULL ? g_strdup_printf ("%u", found->len) : NULL;
}

static void
assert_found (TaStore *store, const char *words, const char *expected)
{
  g_autofree char *found = ta_store_read (store, count_found, (gpointer) words, NULL);

  g_assert_cmpstr (found, ==, expected);
}

/* What a person sees of it: tools are found as long as they are there, by what they are called then. */
static void
test_search (void)
{
  g_autoptr (TaStore) store = open_store ();

  run (store, "categories", commands[0].script);
  run (store, "tools", NULL);
  assert_found (store, "marti", "400");
  undo (store);
  assert_found (store, "marti", "0");
  redo (store);
  run (store, "renamed", "UPDATE tool SET name = 'Taladro' WHERE CAST (number AS INTEGER) < 150");
  assert_found (store, "marti", "250");
  undo (store);
  assert_found (store, "marti", "400");
  assert_found (store, "taladro", "0");
  assert_found (store, "kind 299", "2");
}

/* The undo of the older command brings a reservation back; the newer one has taken its days meanwhile. */
static void
test_reservations_still_may_not_overlap (void)
{
  static const char reserve[] = "INSERT INTO reservation (id, tool, household, from_date, until_date) VALUES ('r1', 't1', 'h1', '2026-05-01', '2026-05-04')";
  static const char elsewhere[] = "INSERT INTO reservation (id, tool, household, from_date, until_date) VALUES ('r2', 't1', 'h2', '2026-05-02', '2026-05-06')";
  g_autoptr (TaStore) store = open_store ();

  run (store, "categories", commands[0].script);
  run (store, "households", commands[1].script);
  run (store, "tools", commands[4].script);
  run (store, "reserved", reserve);
  run (store, "many changes", "DELETE FROM reservation; UPDATE tool SET notes = 'x'");
  run (store, "reserved by others", elsewhere);
  assert_refused (store, 5);
  undo (store);
  undo (store);
  assert_sound (store);
}

static void
test_conflicts (void)
{
  g_autoptr (TaStore) store = open_store ();

  run (store, "categories", commands[0].script);
  run (store, "households", commands[1].script);
  run (store, "tools", commands[4].script);
  run (store, "lent", "INSERT INTO loan (id, tool, household, out_date, due_date) VALUES ('l', 't9', 'h1', '2026-05-01', '2026-05-08')");
  assert_refused (store, 3);
  undo (store);
  run (store, "changed", "UPDATE tool SET name = 'Axe' WHERE id = 't300'");
  assert_refused (store, 3);
  undo (store);
  run (store, "deleted", "DELETE FROM tool WHERE id = 't300'");
  assert_refused (store, 3);
  undo (store);
  g_assert_true (ta_store_undo (store, 3, NULL));
  assert_sound (store);
}

static gpointer
read_revisions (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (
      database, "SELECT count (*) || ' ' || sum (deleted) || ' ' || min (sequence) || ' ' || max (sequence) FROM turn_revision");

  return ta_statement_step (statement, error) == TA_STEP_ROW ? ta_statement_dup_text (statement, 0) : NULL;
}

static void
assert_revisions (TaStore *store, const char *expected)
{
  g_autofree char *revisions = ta_store_read (store, read_revisions, NULL, NULL);

  g_assert_cmpstr (revisions, ==, expected);
}

/* Households and their turns in one command: what is no search goes on, so that calendars learn what became of the turns. */
static void
test_other_triggers (void)
{
  static const char script[] = NUMBERS
      "INSERT INTO household (id, name) SELECT 'h' || i, 'Casa ' || i FROM n;"
      "INSERT INTO pod (id, name) VALUES ('pod', 'Norte'); INSERT INTO service (id, name, kind) VALUES ('cooking', 'Cooking', 'cook');" NUMBERS
      "INSERT INTO turn (id, pod, service, date, start_time) SELECT 'x' || i, 'pod', 'cooking', '2026-05-01', '18:00' FROM n;" NUMBERS
      "INSERT INTO assignment (id, turn, household) SELECT 'a' || i, 'x' || i, 'h' || i FROM n";
  g_autoptr (TaStore) store = open_store ();
  g_autofree char *before = dump (store);
  g_autofree char *after = NULL;

  run (store, "a pod", script);
  after = dump (store);
  assert_revisions (store, "300 0 1 1");
  undo (store);
  assert_content (store, before);
  assert_revisions (store, "300 300 3 3");
  redo (store);
  assert_content (store, after);
  assert_revisions (store, "300 0 5 5");
  run (store, "reminders of it", "INSERT INTO reminder (id, service, minutes_before) VALUES ('later', 'cooking', 60)");
  assert_refused (store, 1);
  assert_revisions (store, "300 0 5 5");
}

static gpointer
read_ledger (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (
      database, "SELECT (SELECT count (*) FROM turn) || ' ' || (SELECT count (*) FROM service) || ' ' || (SELECT count (*) FROM ledger_transaction)"
                " || ' ' || (SELECT sum (e.amount) FROM ledger_entry e JOIN account a ON a.id = e.account WHERE a.household = 'h1')");

  return ta_statement_step (statement, error) == TA_STEP_ROW ? ta_statement_dup_text (statement, 0) : NULL;
}

static void
assert_ledger (TaStore *store, const char *expected)
{
  g_autofree char *counts = ta_store_read (store, read_ledger, NULL, NULL);

  g_assert_cmpstr (counts, ==, expected);
  assert_sound (store);
}

/* An import of turns of the past brings their service, which the ledger's rules name: it stays, and does not keep the turns from being undone. */
static void
test_named_by_ledger (void)
{
  static const char turns[] = "INSERT INTO service (id, name, kind) VALUES ('cooking', 'Cooking', 'cook');"
                              "INSERT INTO turn (id, pod, service, date, start_time, state) VALUES ('x', 'pod', 'cooking', '2026-05-01', '18:00', 'done');"
                              "INSERT INTO assignment (id, turn, household) VALUES ('a', 'x', 'h1');"
                              "INSERT INTO eater (id, turn, household, portions) VALUES ('e', 'x', 'h2', 100)";
  g_autoptr (TaStore) store = open_store ();

  run (store, "households", commands[1].script);
  run (store, "a pod", "INSERT INTO pod (id, name) VALUES ('pod', 'Norte')");
  run (store, "Imported a turn", turns);
  assert_ledger (store, "1 1 1 100");
  undo (store);
  assert_ledger (store, "0 1 2 0");
  redo (store);
  assert_ledger (store, "1 1 3 100");
  undo (store);
  assert_ledger (store, "0 1 4 0");
}

static gpointer
count_people (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (
      database, "SELECT (SELECT count (*) FROM household) || ' ' || (SELECT count (*) FROM person) || ' ' || (SELECT count (*) FROM turn)");

  return ta_statement_step (statement, error) == TA_STEP_ROW ? ta_statement_dup_text (statement, 0) : NULL;
}

static void
assert_people (TaStore *store, const char *expected)
{
  g_autofree char *counts = ta_store_read (store, count_people, NULL, NULL);

  g_assert_cmpstr (counts, ==, expected);
  assert_sound (store);
}

/* The same with hundreds of households, each of which has an account since its first turn: they stay, their people go. */
static void
test_households_named_by_ledger (void)
{
  static const char all[] = NUMBERS
      "INSERT INTO household (id, name) SELECT 'h' || i, 'Casa ' || i FROM n;" NUMBERS
      "INSERT INTO person (id, household, name) SELECT 'p' || i, 'h' || i, 'Ana ' || i FROM n;"
      "INSERT INTO pod (id, name) VALUES ('pod', 'Norte'); INSERT INTO service (id, name, kind) VALUES ('cooking', 'Cooking', 'cook');" NUMBERS
      "INSERT INTO turn (id, pod, service, date, start_time, state) SELECT 'x' || i, 'pod', 'cooking', '2026-05-01', '18:00', 'done' FROM n WHERE i < 200;" NUMBERS
      "INSERT INTO assignment (id, turn, household) SELECT 'a' || i, 'x' || i, 'h' || i FROM n WHERE i < 200;" NUMBERS
      "INSERT INTO eater (id, turn, household, portions) SELECT 'e' || i, 'x' || i, 'h' || (i + 1), 100 FROM n WHERE i < 200";
  g_autoptr (TaStore) store = open_store ();

  run (store, "all at once", all);
  assert_people (store, "300 300 199");
  undo (store);
  assert_people (store, "200 0 0");
  redo (store);
  assert_people (store, "300 300 199");
  undo (store);
  assert_people (store, "200 0 0");
}

static gpointer
read_other_triggers (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (
      database, "SELECT coalesce (group_concat (name), '') FROM sqlite_schema WHERE type = 'trigger'"
                " AND name NOT GLOB '*_search_*' AND tbl_name NOT IN ('reservation', 'turn', 'assignment', 'loan', 'cover_request', 'health_lock', 'tool_search_key',"
                " 'ledger_entry', 'ledger_transaction', 'account', 'unit', 'rule_set')"
                /* What these are for is counted once all is undone, or does no harm where it is there twice. */
                " AND name NOT GLOB 'tool_number_*' AND name NOT GLOB 'category_name_*' AND name NOT GLOB 'service_name_*'"
                " AND name NOT GLOB 'reminder_once_*' AND name NOT GLOB 'notice_once_*'");

  return ta_statement_step (statement, error) == TA_STEP_ROW ? ta_statement_dup_text (statement, 0) : NULL;
}

/* Whoever gives another table a trigger has to see to it that it acts when thousands of rows are undone. */
static void
test_only_search (void)
{
  g_autoptr (TaStore) store = open_store ();
  g_autofree char *others = ta_store_read (store, read_other_triggers, NULL, NULL);

  g_assert_cmpstr (others, ==, "");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/undo-bulk/each", test_each);
  g_test_add_func ("/undo-bulk/all-the-way", test_all_the_way);
  g_test_add_func ("/undo-bulk/search", test_search);
  g_test_add_func ("/undo-bulk/reservations", test_reservations_still_may_not_overlap);
  g_test_add_func ("/undo-bulk/conflicts", test_conflicts);
  g_test_add_func ("/undo-bulk/other-triggers", test_other_triggers);
  g_test_add_func ("/undo-bulk/named-by-ledger", test_named_by_ledger);
  g_test_add_func ("/undo-bulk/households-named-by-ledger", test_households_named_by_ledger);
  g_test_add_func ("/undo-bulk/only-search", test_only_search);
  return g_test_run ();
}
