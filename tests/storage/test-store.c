/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-dump.h"
#include "ta-history.h"
#include "ta-store.h"

#include <string.h>

static TaStore *
open_store (void)
{
  g_autoptr (GError) error = NULL;
  TaStore *store = ta_store_open (":memory:", TA_DATABASE_CREATE, &error);

  g_assert_no_error (error);
  return store;
}

static gboolean
exec (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_database_exec (database, data, error);
}

static void
run (TaStore *store, const char *label, const char *sql)
{
  g_autoptr (GError) error = NULL;

  ta_store_run (store, label, NULL, exec, (gpointer) sql, NULL, &error);
  g_assert_no_error (error);
}

static char *
dump (TaStore *store)
{
  return ta_store_read (store, ta_dump_read, NULL, NULL);
}

static void
add_two_households (TaStore *store)
{
  run (store, "Added two households",
       "INSERT INTO household (id, name) VALUES ('a', 'Peña'), ('b', 'Silva');"
       "INSERT INTO person (id, household, name) VALUES ('p', 'a', 'Ana');"
       "INSERT INTO allergy (id, person, allergen, severity) VALUES ('x', 'p', 'milk', 'allergy')");
}

/* Does @sql, takes it back and does it again: the content must be exactly what it was each time. */
static void
assert_undoable (TaStore *store, const char *sql)
{
  g_autofree char *before = dump (store);
  g_autofree char *after = NULL;
  g_autofree char *undone = NULL;
  g_autofree char *redone = NULL;
  g_autoptr (GError) error = NULL;

  run (store, "A command", sql);
  after = dump (store);
  g_assert_cmpstr (before, !=, after);
  ta_store_undo (store, 0, &error);
  g_assert_no_error (error);
  undone = dump (store);
  g_assert_cmpstr (undone, ==, before);
  ta_store_redo (store, &error);
  g_assert_no_error (error);
  redone = dump (store);
  g_assert_cmpstr (redone, ==, after);
}

static void
test_undo_restores_content (void)
{
  static const char *const commands[] = {
    "UPDATE household SET name = 'Peña Ríos', notes = 'x' WHERE id = 'a'",
    "DELETE FROM household WHERE id = 'b'",
    "DELETE FROM household WHERE id = 'a'", /* with its people and their allergies */
    "INSERT INTO household (id, name) VALUES ('c', 'Kim'); INSERT INTO person (id, household, name) VALUES ('q', 'c', 'Min'); "
    "INSERT INTO person (id, household, name, guardian) VALUES ('r', 'c', 'Su', 'q')",
    "INSERT INTO category (id, name) VALUES ('k', 'Garden'); INSERT INTO tool (id, name, category) VALUES ('t', 'Spade', 'k')",
    "UPDATE category SET name = 'Yard'",
    "DELETE FROM category", /* the tool stays, without one */
    "INSERT INTO photo (id, tool, file, thumbnail) VALUES ('f', 't', 'f.jpg', x'00ff10')",
    "DELETE FROM tool",
  };
  g_autoptr (TaStore) store = open_store ();

  add_two_households (store);
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    assert_undoable (store, commands[i]);
}

static void
test_undo_stack (void)
{
  g_autoptr (TaStore) store = open_store ();
  g_autofree char *empty = dump (store);
  g_autofree char *end = NULL;
  g_autofree char *back = NULL;
  g_autofree char *again = NULL;
  g_autoptr (GError) error = NULL;

  add_two_households (store);
  run (store, "Renamed", "UPDATE household SET name = 'X' WHERE id = 'a'");
  run (store, "Deleted", "DELETE FROM household WHERE id = 'b'");
  end = dump (store);
  g_assert_cmpstr (ta_store_get_undo_label (store), ==, "Deleted");
  for (int i = 0; i < 3; i++)
    g_assert_true (ta_store_undo (store, 0, NULL));
  back = dump (store);
  g_assert_cmpstr (back, ==, empty);
  g_assert_null (ta_store_get_undo_label (store));
  g_assert_cmpstr (ta_store_get_redo_label (store), ==, "Added two households");
  g_assert_false (ta_store_undo (store, 0, &error));
  g_assert_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_NOTHING);
  for (int i = 0; i < 3; i++)
    g_assert_true (ta_store_redo (store, NULL));
  again = dump (store);
  g_assert_cmpstr (again, ==, end);
  g_clear_error (&error);
  g_assert_false (ta_store_redo (store, &error));
  g_assert_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_NOTHING);
}

static void
test_new_command_ends_redo (void)
{
  g_autoptr (TaStore) store = open_store ();

  add_two_households (store);
  g_assert_true (ta_store_undo (store, 0, NULL));
  run (store, "Another", "INSERT INTO pod (id, name) VALUES ('p', 'Pod')");
  g_assert_null (ta_store_get_redo_label (store));
  g_assert_false (ta_store_redo (store, NULL));
}

static void
test_undo_conflict (void)
{
  g_autoptr (TaStore) store = open_store ();
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  add_two_households (store);
  run (store, "Wrote notes", "UPDATE household SET notes = 'one' WHERE id = 'a'");
  run (store, "Wrote others", "UPDATE household SET notes = 'two' WHERE id = 'a'");
  before = dump (store);
  g_assert_false (ta_store_undo (store, 2, &error));
  g_assert_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_CONFLICT);
  g_assert_nonnull (strstr (error->message, "Peña"));
  after = dump (store);
  g_assert_cmpstr (after, ==, before);
}

/* One entry of the history is taken back alone where later ones touched other fields. */
static void
test_undo_alone (void)
{
  g_autoptr (TaStore) store = open_store ();
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  add_two_households (store);
  run (store, "Wrote notes", "UPDATE household SET notes = 'one' WHERE id = 'a'");
  run (store, "Moved", "UPDATE household SET address = 'Colonia 1' WHERE id = 'a'");
  g_assert_true (ta_store_undo (store, 2, &error));
  g_assert_no_error (error);
  after = dump (store);
  g_assert_nonnull (strstr (after, "Colonia 1"));
  g_assert_null (strstr (after, "|one|"));
  g_assert_false (ta_store_undo (store, 2, &error));
  g_assert_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_CONFLICT);
}

/* What was done again can be undone by its own line of the history, and then done again by the line of that undo. */
static void
test_undo_by_old_entry (void)
{
  g_autoptr (TaStore) store = open_store ();
  g_autofree char *empty = dump (store);
  g_autofree char *full = NULL;
  g_autofree char *undone = NULL;
  g_autofree char *redone = NULL;
  g_autoptr (GError) error = NULL;

  add_two_households (store);
  full = dump (store);
  g_assert_true (ta_store_undo (store, 0, NULL));
  g_assert_true (ta_store_redo (store, NULL));
  g_assert_true (ta_store_undo (store, 1, &error));
  g_assert_no_error (error);
  undone = dump (store);
  g_assert_cmpstr (undone, ==, empty);
  g_assert_true (ta_store_undo (store, 2, &error));
  g_assert_no_error (error);
  redone = dump (store);
  g_assert_cmpstr (redone, ==, full);
  g_assert_cmpstr (ta_store_get_undo_label (store), ==, "Added two households");
}

/* After an older command was undone alone, redo brings that one back and undo goes on with the newest. */
static void
test_redo_of_undo_alone (void)
{
  g_autoptr (TaStore) store = open_store ();
  g_autofree char *both = NULL;
  g_autofree char *again = NULL;

  add_two_households (store);
  run (store, "Wrote notes", "UPDATE household SET notes = 'one' WHERE id = 'a'");
  run (store, "Moved", "UPDATE household SET address = 'Colonia 1' WHERE id = 'a'");
  both = dump (store);
  g_assert_true (ta_store_undo (store, 2, NULL));
  g_assert_cmpstr (ta_store_get_undo_label (store), ==, "Moved");
  g_assert_cmpstr (ta_store_get_redo_label (store), ==, "Wrote notes");
  g_assert_true (ta_store_undo (store, 0, NULL));
  g_assert_true (ta_store_redo (store, NULL));
  g_assert_true (ta_store_redo (store, NULL));
  again = dump (store);
  g_assert_cmpstr (again, ==, both);
}

/* What came from a hub is not what this computer did last, and it does not end redo. */
/* What the program did by itself is not what a person takes back, nor does it end what can be redone. */
static void
test_undo_passes_over_the_program (void)
{
  static const TaOrigin by_itself = { "", NULL, TA_SOURCE_COMMAND };
  g_autoptr (TaStore) store = open_store ();
  g_autofree char *both = NULL;
  g_autofree char *redone = NULL;

  add_two_households (store);
  g_assert_true (ta_store_run (store, "By itself", &by_itself, exec, (gpointer) "UPDATE household SET notes = 'made' WHERE id = 'b'", NULL, NULL));
  both = dump (store);
  g_assert_true (ta_store_run (store, "By Ana", NULL, exec, (gpointer) "UPDATE household SET notes = 'x' WHERE id = 'a'", NULL, NULL));
  g_assert_true (ta_store_undo (store, 0, NULL));
  g_assert_true (ta_store_run (store, "By itself", &by_itself, exec, (gpointer) "UPDATE household SET pets = 'a cat' WHERE id = 'b'", NULL, NULL));
  g_assert_true (ta_store_redo (store, NULL));
  g_assert_true (ta_store_undo (store, 0, NULL));
  redone = dump (store);
  g_assert_cmpstr (redone, !=, both);
  g_assert_nonnull (strstr (redone, "a cat"));
}

static void
test_undo_passes_over_hub (void)
{
  const TaOrigin hub = { "Hub", NULL, TA_SOURCE_HUB };
  g_autoptr (TaStore) store = open_store ();

  add_two_households (store);
  g_assert_true (ta_store_run (store, "From afar", &hub, exec, (gpointer) "INSERT INTO pod (id, name) VALUES ('p', 'Pod')", NULL, NULL));
  g_assert_cmpstr (ta_store_get_undo_label (store), ==, "Added two households");
  g_assert_true (ta_store_undo (store, 0, NULL));
  g_assert_true (ta_store_run (store, "From afar", &hub, exec, (gpointer) "UPDATE pod SET name = 'Q'", NULL, NULL));
  g_assert_cmpstr (ta_store_get_redo_label (store), ==, "Added two households");
  g_assert_true (ta_store_redo (store, NULL));
}

static gboolean
fail_in_silence (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return FALSE;
}

/* A command that gives no reason for its failure does not pass for done. */
static void
test_failure_has_a_reason (void)
{
  g_autoptr (TaStore) store = open_store ();
  g_autoptr (GError) error = NULL;

  g_assert_false (ta_store_run (store, "Nothing", NULL, fail_in_silence, NULL, NULL, &error));
  g_assert_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_FAILED);
  g_assert_null (ta_store_get_undo_label (store));
}

static gboolean
fail_half_way (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  g_assert_true (ta_database_exec (database, "INSERT INTO pod (id, name) VALUES ('p', 'Pod')", NULL));
  g_set_error_literal (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_CONFLICT, "No.");
  return FALSE;
}

static void
test_failure_leaves_nothing (void)
{
  g_autoptr (TaStore) store = open_store ();
  g_autofree char *before = dump (store);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (ta_store_run (store, "Fails", NULL, fail_half_way, NULL, NULL, &error));
  g_assert_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_CONFLICT);
  after = dump (store);
  g_assert_cmpstr (after, ==, before);
  g_assert_null (ta_store_get_undo_label (store));
}

static gboolean
cancel_itself (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  g_assert_true (ta_database_exec (database, "INSERT INTO pod (id, name) VALUES ('p', 'Pod')", NULL));
  g_cancellable_cancel (cancellable);
  return TRUE;
}

static void
test_cancelled_is_rolled_back (void)
{
  g_autoptr (TaStore) store = open_store ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *before = dump (store);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (ta_store_run (store, "Cancelled", NULL, cancel_itself, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  after = dump (store);
  g_assert_cmpstr (after, ==, before);
}

static void
remember_changes (TaStore *store, GPtrArray *changes, gpointer data)
{
  GPtrArray **kept = data;

  g_clear_pointer (kept, g_ptr_array_unref);
  *kept = g_ptr_array_ref (changes);
}

static void
assert_one_id (GPtrArray *changes, const char *aggregate, const char *id)
{
  g_autoptr (GPtrArray) ids = ta_changes_collect_ids (changes, aggregate);

  g_assert_cmpint (ids->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (ids, 0), ==, id);
}

/* A change to a person, and even to the allergy of a person that goes with it, is a change of the household. */
static void
test_changes_name_aggregates (void)
{
  g_autoptr (TaStore) store = open_store ();
  g_autoptr (GPtrArray) changes = NULL;

  add_two_households (store);
  g_signal_connect (store, "changed", G_CALLBACK (remember_changes), &changes);
  run (store, "Severity", "UPDATE allergy SET severity = 'anaphylaxis' WHERE id = 'x'");
  assert_one_id (changes, "household", "a");
  run (store, "Removed Ana", "DELETE FROM person WHERE id = 'p'");
  g_assert_cmpint (changes->len, ==, 2);
  assert_one_id (changes, "household", "a");
}

static gpointer
read_history (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_history_list (database, 0, 100, error);
}

static void
test_history_tells_who (void)
{
  g_autoptr (TaStore) store = open_store ();
  g_autoptr (GPtrArray) entries = NULL;
  TaOrigin origin = { "Ana", "Silva", TA_SOURCE_PHONE };
  TaHistoryEntry *entry;

  g_assert_true (ta_store_run (store, "Added a pod", &origin, exec, (gpointer) "INSERT INTO pod (id, name) VALUES ('p', 'Pod')", NULL, NULL));
  ta_store_set_actor (store, "Bea");
  g_assert_true (ta_store_undo (store, 0, NULL));
  entries = ta_store_read (store, read_history, NULL, NULL);
  g_assert_cmpint (entries->len, ==, 2);
  entry = g_ptr_array_index (entries, 0);
  g_assert_cmpstr (entry->label, ==, "Undid: Added a pod");
  g_assert_cmpstr (entry->actor, ==, "Bea");
  g_assert_cmpint (entry->kind, ==, TA_HISTORY_UNDO);
  entry = g_ptr_array_index (entries, 1);
  g_assert_cmpstr (entry->actor, ==, "Ana");
  g_assert_cmpstr (entry->on_behalf_of, ==, "Silva");
  g_assert_cmpint (entry->source, ==, TA_SOURCE_PHONE);
  g_assert_cmpint (entry->reverted_by, ==, 2);
}

static gpointer
read_details (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_history_details (database, GPOINTER_TO_INT (data), error);
}

static void
test_history_details (void)
{
  g_autoptr (TaStore) store = open_store ();
  g_autoptr (GPtrArray) fields = NULL;
  TaFieldChange *field;

  add_two_households (store);
  run (store, "Owner", "INSERT INTO tool (id, name) VALUES ('t', 'Drill')");
  run (store, "Owner", "UPDATE tool SET owner = 'b' WHERE id = 't'");
  fields = ta_store_read (store, read_details, GINT_TO_POINTER (3), NULL);
  g_assert_cmpint (fields->len, ==, 1);
  field = g_ptr_array_index (fields, 0);
  g_assert_cmpstr (field->field, ==, "owner");
  g_assert_cmpstr (field->subject, ==, "Drill");
  g_assert_null (field->before);
  g_assert_cmpstr (field->after, ==, "Silva");
}

static void
on_done (GObject *object, GAsyncResult *result, gpointer data)
{
  GMainLoop *loop = data;
  g_autoptr (GError) error = NULL;

  g_assert_true (ta_store_run_finish (TA_STORE (object), result, &error));
  g_assert_no_error (error);
  g_assert_cmpint (ta_store_run_get_history_id (result), ==, 1);
  g_main_loop_quit (loop);
}

static void
test_async (void)
{
  g_autoptr (TaStore) store = open_store ();
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GPtrArray) changes = NULL;

  g_signal_connect (store, "changed", G_CALLBACK (remember_changes), &changes);
  ta_store_run_async (store, "Added a pod", NULL, exec, g_strdup ("INSERT INTO pod (id, name) VALUES ('p', 'Pod')"), g_free, NULL, on_done, loop);
  g_main_loop_run (loop);
  assert_one_id (changes, "pod", "p");
}

static void
on_opened (GObject *object, GAsyncResult *result, gpointer data)
{
  TaStore **store = data;

  *store = ta_store_open_finish (result, NULL);
}

static void
test_open_async (void)
{
  TaStore *store = NULL;

  ta_store_open_async (":memory:", TA_DATABASE_CREATE, NULL, on_opened, &store);
  while (store == NULL)
    g_main_context_iteration (NULL, TRUE);
  add_two_households (store);
  g_object_unref (store);
}

static void
test_closed (void)
{
  g_autoptr (TaStore) store = open_store ();
  g_autoptr (GError) error = NULL;

  ta_store_close (store);
  g_assert_false (ta_store_run (store, "Late", NULL, exec, (gpointer) "SELECT 1", NULL, &error));
  g_assert_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_FAILED);
}

static void
count_freed (gpointer data)
{
  ++*(int *) data;
}

static void
on_too_late (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (ta_store_run_finish (TA_STORE (object), result, &error));
  g_assert_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_FAILED);
  ++*(int *) data;
}

/* Also of a request that the worker never saw, the data is freed. */
static void
test_closed_frees_data (void)
{
  g_autoptr (TaStore) store = open_store ();
  int freed = 0, told = 0;

  ta_store_close (store);
  ta_store_run_async (store, "Late", NULL, exec, &freed, count_freed, NULL, on_too_late, &told);
  while (told == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (freed, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/undo-restores-content", test_undo_restores_content);
  g_test_add_func ("/store/undo-stack", test_undo_stack);
  g_test_add_func ("/store/new-command-ends-redo", test_new_command_ends_redo);
  g_test_add_func ("/store/undo-conflict", test_undo_conflict);
  g_test_add_func ("/store/undo-alone", test_undo_alone);
  g_test_add_func ("/store/undo-by-old-entry", test_undo_by_old_entry);
  g_test_add_func ("/store/redo-of-undo-alone", test_redo_of_undo_alone);
  g_test_add_func ("/store/undo-passes-over-the-program", test_undo_passes_over_the_program);
  g_test_add_func ("/store/undo-passes-over-hub", test_undo_passes_over_hub);
  g_test_add_func ("/store/failure-has-a-reason", test_failure_has_a_reason);
  g_test_add_func ("/store/failure-leaves-nothing", test_failure_leaves_nothing);
  g_test_add_func ("/store/cancelled", test_cancelled_is_rolled_back);
  g_test_add_func ("/store/aggregates", test_changes_name_aggregates);
  g_test_add_func ("/store/history-who", test_history_tells_who);
  g_test_add_func ("/store/history-details", test_history_details);
  g_test_add_func ("/store/async", test_async);
  g_test_add_func ("/store/open-async", test_open_async);
  g_test_add_func ("/store/closed", test_closed);
  g_test_add_func ("/store/closed-frees-data", test_closed_frees_data);
  return g_test_run ();
}
