/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-check.h"
#include "ta-dump.h"
#include "ta-ledger-table.h"
#include "ta-turn-table.h"
#include "ta-undo-world.h"

#include <string.h>

#define DAY(m, d) ta_date_from_ymd (2026, (m), (d))

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

static void
run (TaStore *store, const char *label, TaStoreFunc func, gpointer data)
{
  g_autoptr (GError) error = NULL;

  g_test_message ("%s", label);
  ta_store_run (store, label, NULL, func, data, NULL, &error);
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
assert_content (TaStore *store, const char *expected)
{
  g_autofree char *content = dump (store);

  g_assert_cmpstr (content, ==, expected);
}

/* After each command: back, forth, back and forth again, each time to exactly what was there. */
static void
test_each (void)
{
  g_autoptr (TaStore) store = open_store ();
  g_autoptr (TaUndoWorld) world = ta_undo_world_new ();

  for (const TaUndoCommand *command = ta_undo_commands; command->label != NULL; command++)
    {
      g_autofree char *before = dump (store);
      g_autofree char *after = NULL;

      run (store, command->label, command->func, world);
      after = dump (store);
      g_assert_cmpstr (before, !=, after);
      for (int round = 0; round < 2; round++)
        {
          undo (store);
          assert_content (store, before);
          assert_sound (store);
          redo (store);
          assert_content (store, after);
        }
      assert_sound (store);
    }
}

/* All of them, step by step to the empty database, and step by step back. */
static void
test_all_the_way (void)
{
  g_autoptr (TaStore) store = open_store ();
  g_autoptr (TaUndoWorld) world = ta_undo_world_new ();
  g_autoptr (GPtrArray) contents = g_ptr_array_new_with_free_func (g_free);
  guint count = 0;

  g_ptr_array_add (contents, dump (store));
  for (; ta_undo_commands[count].label != NULL; count++)
    {
      run (store, ta_undo_commands[count].label, ta_undo_commands[count].func, world);
      g_ptr_array_add (contents, dump (store));
    }
  for (guint i = count; i > 0; i--)
    {
      undo (store);
      assert_content (store, contents->pdata[i - 1]);
    }
  g_assert_null (ta_store_get_undo_label (store));
  for (guint i = 0; i < count; i++)
    {
      redo (store);
      assert_content (store, contents->pdata[i + 1]);
    }
  assert_sound (store);
}

/* A save that changes nothing is no command: nothing to undo, no entry in the history. */
static void
test_nothing_changed (void)
{
  g_autoptr (TaStore) store = open_store ();
  g_autoptr (TaUndoWorld) world = ta_undo_world_new ();

  run (store, "pods", ta_undo_command_find ("pods: new")->func, world);
  run (store, "services", ta_undo_command_find ("services: new")->func, world);
  run (store, "series", ta_undo_command_find ("series: new")->func, world);
  run (store, "households", ta_undo_command_find ("households: new")->func, world);
  run (store, "turns", ta_undo_command_find ("turns: new")->func, world);
  run (store, "tools", ta_undo_command_find ("tools: new")->func, world);
  run (store, "series again", ta_undo_command_find ("series: new")->func, world);
  run (store, "households again", ta_undo_command_find ("households: new")->func, world);
  run (store, "turns again", ta_undo_command_find ("turns: new")->func, world);
  run (store, "tools again", ta_undo_command_find ("tools: new")->func, world);
  g_assert_cmpstr (ta_store_get_undo_label (store), ==, "tools");
}

/* The ledger ----------------------------------------------------------------------------------------------------------------------- */

static gboolean
post (TaDatabase *database, const char *household, GError **error)
{
  g_autofree char *unit = ta_unit_table_ensure (database, "Points", "points", 1, error);
  g_autofree char *account = unit != NULL ? ta_account_table_ensure (database, unit, household, error) : NULL;
  g_autofree char *community = account != NULL ? ta_account_table_ensure (database, unit, NULL, error) : NULL;
  g_autoptr (TaTransaction) transaction = ta_transaction_new (DAY (5, 1), "Cooked");

  if (community == NULL)
    return FALSE;
  ta_transaction_add (transaction, account, 30);
  ta_transaction_add (transaction, community, -30);
  return ta_ledger_table_post (database, transaction, error);
}

/* 30 points by hand, and of the turn that counts by itself what is left after its own share, 29 hundredths. */
static gboolean
settle_turn (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  TaUndoWorld *world = data;

  world->first->state = TA_TURN_DONE;
  return ta_turn_table_save (database, world->first, error) && post (database, world->pena->id, error);
}

static gpointer
read_balance (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (
      database, "SELECT (SELECT coalesce (sum (e.amount), 0) FROM ledger_entry e JOIN account a ON a.id = e.account WHERE a.household = :id) "
                "|| ' of ' || (SELECT count (*) FROM ledger_transaction)");

  ta_statement_bind_text (statement, ":id", ((TaUndoWorld *) data)->pena->id);
  return ta_statement_step (statement, error) == TA_STEP_ROW ? ta_statement_dup_text (statement, 0) : NULL;
}

static void
assert_balance (TaStore *store, TaUndoWorld *world, const char *expected)
{
  g_autofree char *balance = ta_store_read (store, read_balance, world, NULL);

  g_assert_cmpstr (balance, ==, expected);
  assert_sound (store);
}

/* What a dump says of everything but the ledger. */
static char *
dump_without_ledger (TaStore *store)
{
  static const char *const ledger[] = { "unit|", "account|", "rule_set|", "ledger_transaction|", "ledger_entry|" };
  g_autofree char *content = dump (store);
  g_auto (GStrv) lines = g_strsplit (content, "\n", -1);
  GString *rest = g_string_new (NULL);

  for (char **line = lines; *line != NULL; line++)
    {
      gboolean skip = FALSE;

      for (guint i = 0; i < G_N_ELEMENTS (ledger); i++)
        skip = skip || g_str_has_prefix (*line, ledger[i]);
      if (!skip)
        g_string_append_printf (rest, "%s\n", *line);
    }
  return g_string_free_and_steal (rest);
}

static void
assert_rest (TaStore *store, const char *expected)
{
  g_autofree char *rest = dump_without_ledger (store);

  g_assert_cmpstr (rest, ==, expected);
}

/* Nothing is ever taken out of the ledger: an undo posts the reversal, which restores every balance; all else is as it was. */
static void
test_ledger (void)
{
  g_autoptr (TaStore) store = open_store ();
  g_autoptr (TaUndoWorld) world = ta_undo_world_new ();
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  run (store, "pods", ta_undo_command_find ("pods: new")->func, world);
  run (store, "services", ta_undo_command_find ("services: new")->func, world);
  run (store, "series", ta_undo_command_find ("series: new")->func, world);
  run (store, "households", ta_undo_command_find ("households: new")->func, world);
  run (store, "turns", ta_undo_command_find ("turns: new")->func, world);
  before = dump_without_ledger (store);
  run (store, "Settled", settle_turn, world);
  after = dump_without_ledger (store);
  g_assert_cmpstr (before, !=, after);
  assert_balance (store, world, "59 of 2");
  undo (store);
  assert_balance (store, world, "0 of 4");
  assert_rest (store, before);
  redo (store);
  assert_balance (store, world, "59 of 6");
  assert_rest (store, after);
  undo (store);
  assert_balance (store, world, "0 of 8");
  assert_rest (store, before);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/undo-kinds/each", test_each);
  g_test_add_func ("/undo-kinds/all-the-way", test_all_the_way);
  g_test_add_func ("/undo-kinds/nothing-changed", test_nothing_changed);
  g_test_add_func ("/undo-kinds/ledger", test_ledger);
  return g_test_run ();
}
