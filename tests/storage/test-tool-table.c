/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-changeset.h"
#include "ta-tool-table.h"

#include <string.h>

#define TODAY 20000

static TaDatabase *
open_database (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TaDatabase) database = ta_database_open (":memory:", TA_DATABASE_CREATE, &error);

  g_assert_no_error (error);
  ta_database_exec (database, "INSERT INTO household (id, name) VALUES ('pereira', 'Pereira'), ('silva', 'Silva')", &error);
  g_assert_no_error (error);
  return g_steal_pointer (&database);
}

static TaTool *
add_tool (TaDatabase *database, const char *number, const char *name)
{
  g_autoptr (GError) error = NULL;
  TaTool *tool = ta_tool_new (name);

  tool->number = g_strdup (number);
  ta_tool_table_save (database, tool, &error);
  g_assert_no_error (error);
  return tool;
}

static void
add_photo (TaTool *tool, const char *file, const char *content)
{
  g_autoptr (GBytes) thumbnail = g_bytes_new (content, strlen (content));

  g_ptr_array_add (tool->photos, ta_photo_new (file, thumbnail));
}

static int
total_changes (TaDatabase *database)
{
  return sqlite3_total_changes (ta_database_get_handle (database));
}

static void
assert_same_tool (const TaTool *a, const TaTool *b)
{
  g_assert_cmpstr (a->id, ==, b->id);
  g_assert_cmpstr (a->category, ==, b->category);
  g_assert_cmpstr (a->owner, ==, b->owner);
  g_assert_cmpstr (a->number, ==, b->number);
  g_assert_cmpstr (a->name, ==, b->name);
  g_assert_cmpstr (a->brand, ==, b->brand);
  g_assert_cmpint (a->value, ==, b->value);
  g_assert_cmpint (a->condition, ==, b->condition);
  g_assert_cmpint (a->status, ==, b->status);
  g_assert_cmpstr (a->location, ==, b->location);
  g_assert_cmpstr (a->notes, ==, b->notes);
  g_assert_cmpuint (a->photos->len, ==, b->photos->len);
  for (guint i = 0; i < a->photos->len; i++)
    {
      const TaPhoto *first = g_ptr_array_index (a->photos, i);
      const TaPhoto *second = g_ptr_array_index (b->photos, i);

      g_assert_cmpstr (first->id, ==, second->id);
      g_assert_cmpstr (first->file, ==, second->file);
      g_assert_true (g_bytes_equal (first->thumbnail, second->thumbnail));
    }
}

static TaTool *
make_full_tool (TaDatabase *database)
{
  g_autoptr (GError) error = NULL;
  TaTool *tool = ta_tool_new ("Hammer drill");

  tool->category = ta_category_table_ensure (database, "Drilling", &error);
  g_assert_no_error (error);
  tool->owner = g_strdup ("pereira");
  tool->number = g_strdup ("41");
  g_set_str (&tool->brand, "Bosch");
  tool->value = 1250000;
  tool->condition = TA_CONDITION_WORN;
  tool->status = TA_TOOL_MAINTENANCE;
  g_set_str (&tool->location, "Shed, left");
  g_set_str (&tool->notes, "Two bits are missing.\nAsk Ana.");
  add_photo (tool, "one.jpg", "first");
  add_photo (tool, "two.jpg", "second");
  return tool;
}

static void
test_round_trip (void)
{
  g_autoptr (TaDatabase) database = open_database ();
  g_autoptr (TaTool) tool = make_full_tool (database);
  g_autoptr (TaTool) loaded = NULL;
  g_autoptr (TaTool) again = NULL;
  g_autoptr (GError) error = NULL;
  int before;

  ta_tool_table_save (database, tool, &error);
  g_assert_no_error (error);
  loaded = ta_tool_table_get (database, tool->id, &error);
  g_assert_no_error (error);
  assert_same_tool (tool, loaded);

  before = total_changes (database);
  ta_tool_table_save (database, loaded, &error);
  g_assert_no_error (error);
  g_assert_cmpint (total_changes (database), ==, before);

  g_ptr_array_remove_index (loaded->photos, 0);
  add_photo (loaded, "three.jpg", "third");
  loaded->value = -1;
  g_clear_pointer (&loaded->number, g_free);
  g_clear_pointer (&loaded->owner, g_free);
  ta_tool_table_save (database, loaded, &error);
  g_assert_no_error (error);
  again = ta_tool_table_get (database, tool->id, &error);
  g_assert_no_error (error);
  assert_same_tool (loaded, again);
}

static void
test_insert_many (void)
{
  g_autoptr (TaDatabase) database = open_database ();
  g_autoptr (GPtrArray) tools = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_tool_free);
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 3; i++)
    {
      TaTool *tool = ta_tool_new (i == 2 ? "Sierra “fina” \"b\"" : "Saw");

      tool->number = i > 0 ? g_strdup_printf ("%u", i) : NULL;
      tool->value = i > 0 ? 1250 : -1;
      tool->owner = i > 0 ? g_strdup ("silva") : NULL;
      tool->condition = TA_CONDITION_WORN;
      g_ptr_array_add (tools, tool);
    }
  g_assert_true (ta_tool_table_insert_many (database, tools, NULL, NULL, &error));
  for (guint i = 0; i < tools->len; i++)
    {
      TaTool *tool = g_ptr_array_index (tools, i);
      g_autoptr (TaTool) read = ta_tool_table_get (database, tool->id, &error);

      g_assert_no_error (error);
      assert_same_tool (tool, read);
    }
  found = ta_tool_table_search (database, "fin", 0, &error);
  g_assert_cmpuint (found->len, ==, 1);
  /* They are there already. */
  g_assert_false (ta_tool_table_insert_many (database, tools, NULL, NULL, &error));
  g_assert_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_CONFLICT);
}

static GBytes *
record (TaDatabase *database, GPtrArray *tools, gboolean in_bulk, GPtrArray **changes)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TaRecorder) recorder = NULL;
  GBytes *changeset;

  g_assert_true (ta_database_begin (database, &error));
  recorder = ta_recorder_start (database, &error);
  if (in_bulk)
    g_assert_true (ta_tool_table_insert_many (database, tools, NULL, NULL, &error));
  for (guint i = 0; i < tools->len && !in_bulk; i++)
    g_assert_true (ta_tool_table_save (database, g_ptr_array_index (tools, i), &error));
  changeset = ta_recorder_take (recorder, changes, &error);
  g_assert_no_error (error);
  ta_database_rollback (database);
  return changeset;
}

/* What the program writes of rows in bulk is byte for byte what SQLite's session writes of the same rows. */
static void
test_recorded_in_bulk (void)
{
  g_autoptr (TaDatabase) database = open_database ();
  g_autofree char *long_notes = g_strnfill (20000, 'n');

  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (GPtrArray) tools = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_tool_free);
      TaTool *tool = ta_tool_new (i == 1 ? "Sierra “fina”" : "Saw");
      g_autoptr (GPtrArray) watched_changes = NULL;
      g_autoptr (GPtrArray) bulk_changes = NULL;
      g_autoptr (GBytes) watched = NULL;
      g_autoptr (GBytes) bulk = NULL;

      g_ptr_array_add (tools, tool);
      tool->number = i > 0 ? g_strdup ("7") : g_strdup ("");
      tool->value = i > 1 ? G_MAXINT64 - 2 : -1;
      tool->owner = i > 0 ? g_strdup ("silva") : NULL;
      tool->status = i > 2 ? TA_TOOL_RETIRED : TA_TOOL_ACTIVE;
      g_free (tool->notes);
      tool->notes = g_strdup (i == 3 ? long_notes : "");
      watched = record (database, tools, FALSE, &watched_changes);
      bulk = record (database, tools, TRUE, &bulk_changes);
      g_assert_true (g_bytes_equal (watched, bulk));
      g_assert_cmpuint (bulk_changes->len, ==, 1);
      g_assert_cmpstr (((TaChange *) g_ptr_array_index (bulk_changes, 0))->table, ==, "tool");
      g_assert_cmpstr (((TaChange *) g_ptr_array_index (bulk_changes, 0))->aggregate_id, ==, tool->id);
    }
}

static void
test_number_taken (void)
{
  g_autoptr (TaDatabase) database = open_database ();
  g_autoptr (TaTool) drill = add_tool (database, "41", "Hammer drill");
  g_autoptr (TaTool) saw = ta_tool_new ("Saw");
  g_autoptr (GError) error = NULL;

  saw->number = g_strdup ("41");
  g_assert_false (ta_tool_table_save (database, saw, &error));
  g_assert_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_CONFLICT);
  g_assert_nonnull (strstr (error->message, "Hammer drill"));
  g_assert_nonnull (strstr (error->message, "41"));
}

static void
test_delete (void)
{
  g_autoptr (TaDatabase) database = open_database ();
  g_autoptr (TaTool) drill = add_tool (database, "41", "Hammer drill");
  g_autoptr (TaTool) saw = add_tool (database, "42", "Saw");
  g_autoptr (TaLoan) loan = ta_loan_new (drill->id, "silva", TODAY, TODAY + 7);
  g_autoptr (GError) error = NULL;

  ta_loan_table_lend (database, loan, &error);
  g_assert_no_error (error);
  g_assert_false (ta_tool_table_delete (database, drill->id, &error));
  g_assert_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_CONFLICT);
  g_assert_nonnull (strstr (error->message, "Tool 41, Hammer drill,"));
  g_clear_error (&error);

  g_assert_true (ta_tool_table_delete (database, saw->id, &error));
  g_assert_no_error (error);
  g_assert_false (ta_tool_table_delete (database, saw->id, &error));
  g_assert_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (ta_tool_table_get (database, saw->id, &error));
  g_assert_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_NOT_FOUND);
}

static void
assert_numbers (GPtrArray *summaries, const char *expected)
{
  g_autoptr (GString) numbers = g_string_new (NULL);

  for (guint i = 0; i < summaries->len; i++)
    {
      const TaToolSummary *summary = g_ptr_array_index (summaries, i);

      g_string_append_printf (numbers, "%s%s", i > 0 ? " " : "", summary->tool->number != NULL ? summary->tool->number : "-");
    }
  g_assert_cmpstr (numbers->str, ==, expected);
}

static void
test_list (void)
{
  g_autoptr (TaDatabase) database = open_database ();
  g_autoptr (TaTool) drill = make_full_tool (database);
  g_autoptr (TaTool) second = add_tool (database, "9", "Saw");
  g_autoptr (TaTool) third = add_tool (database, "10", "Ladder");
  g_autoptr (TaTool) fourth = add_tool (database, NULL, "Rope");
  g_autoptr (TaLoan) old = ta_loan_new (drill->id, "pereira", TODAY - 90, TODAY - 80);
  g_autoptr (TaLoan) loan = ta_loan_new (second->id, "silva", TODAY - 9, TODAY - 2);
  g_autoptr (TaReservation) past = ta_reservation_new (drill->id, "silva", TODAY - 5, TODAY);
  g_autoptr (TaReservation) later = ta_reservation_new (drill->id, "silva", TODAY + 20, TODAY + 21);
  g_autoptr (TaReservation) next = ta_reservation_new (drill->id, "pereira", TODAY + 3, TODAY + 6);
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;
  const TaToolSummary *summary;

  old->returned = TODAY - 85;
  g_assert_true (ta_tool_table_save (database, drill, &error));
  g_assert_true (ta_loan_table_save (database, old, &error));
  g_assert_true (ta_loan_table_save (database, loan, &error));
  g_assert_true (ta_reservation_table_save (database, past, &error));
  g_assert_true (ta_reservation_table_save (database, later, &error));
  g_assert_true (ta_reservation_table_save (database, next, &error));
  g_assert_no_error (error);

  list = ta_tool_table_list (database, TODAY, &error);
  g_assert_no_error (error);
  assert_numbers (list, "9 10 41 -");

  summary = g_ptr_array_index (list, 2);
  g_assert_cmpstr (summary->category_name, ==, "Drilling");
  g_assert_cmpstr (summary->owner_name, ==, "Pereira");
  g_assert_cmpstr (summary->borrower_name, ==, "");
  g_assert_null (summary->loan);
  g_assert_cmpstr (summary->reservation->id, ==, next->id);
  g_assert_cmpmem (g_bytes_get_data (summary->thumbnail, NULL), g_bytes_get_size (summary->thumbnail), "first", 5);

  summary = g_ptr_array_index (list, 0);
  g_assert_cmpstr (summary->loan->id, ==, loan->id);
  g_assert_cmpint (summary->loan->due, ==, TODAY - 2);
  g_assert_cmpstr (summary->borrower_name, ==, "Silva");
  g_assert_cmpstr (summary->category_name, ==, "");
  g_assert_null (summary->reservation);
  g_assert_null (summary->thumbnail);
  g_assert_cmpint (ta_tool_summary_availability (summary, TODAY), ==, TA_TOOL_IS_OVERDUE);
}

static void
test_get_many (void)
{
  g_autoptr (TaDatabase) database = open_database ();
  g_autoptr (TaTool) first = add_tool (database, "1", "Saw");
  g_autoptr (TaTool) second = add_tool (database, "2", "Ladder");
  g_autoptr (TaTool) third = add_tool (database, "3", "Rope");
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (ids, third->id);
  g_ptr_array_add (ids, (gpointer) "nothing\" OR 1 \\");
  g_ptr_array_add (ids, first->id);
  list = ta_tool_table_get_many (database, ids, TODAY, &error);
  g_assert_no_error (error);
  assert_numbers (list, "1 3");
}

/* The numbers of what is found, in the order in which it is. */
static void
assert_found (TaDatabase *database, const char *text, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) ids = ta_tool_table_search (database, text, 0, &error);
  g_autoptr (GString) numbers = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr (TaTool) tool = ta_tool_table_get (database, g_ptr_array_index (ids, i), &error);

      g_assert_no_error (error);
      g_string_append_printf (numbers, "%s%s", i > 0 ? " " : "", tool->number);
    }
  g_assert_cmpstr (numbers->str, ==, expected);
}

static void
test_search (void)
{
  g_autoptr (TaDatabase) database = open_database ();
  g_autoptr (TaTool) drill = add_tool (database, "41", "Hammer drill");
  g_autoptr (TaTool) hammer = add_tool (database, "7", "Claw hammer");
  g_autoptr (TaTool) crown = add_tool (database, "8", "Sierra de coronación");
  g_autoptr (TaTool) ladder = add_tool (database, "9", "Ladder");
  g_autoptr (GPtrArray) limited = NULL;
  g_autoptr (GError) error = NULL;

  ladder->category = ta_category_table_ensure (database, "Climbing", &error);
  g_set_str (&ladder->notes, "lies beside the hammer drill");
  ta_tool_table_save (database, ladder, &error);
  g_assert_no_error (error);

  assert_found (database, "ham dri", "41 9");
  assert_found (database, "41", "41");
  assert_found (database, "CORONACION", "8");
  assert_found (database, "climb", "9");
  assert_found (database, "hammer-drill", "41 9");
  assert_found (database, "\"hammer", "41 7 9");
  assert_found (database, "hammer OR ladder", "");
  assert_found (database, "name:hammer", "");
  assert_found (database, "* ( ) ^", "");
  assert_found (database, "drill \xff", "41 9");
  limited = ta_tool_table_search (database, "hammer", 1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (limited->len, ==, 1);
  g_clear_pointer (&limited, g_ptr_array_unref);
  limited = ta_tool_table_search (database, "  ", 0, &error);
  g_assert_cmpuint (limited->len, ==, 4);
}

static void
test_search_follows (void)
{
  g_autoptr (TaDatabase) database = open_database ();
  g_autoptr (TaTool) tool = add_tool (database, "1", "Saw");
  g_autoptr (GError) error = NULL;

  g_set_str (&tool->name, "Bandsaw");
  ta_tool_table_save (database, tool, &error);
  assert_found (database, "band", "1");
  assert_found (database, "saw", "");
  ta_tool_table_delete (database, tool->id, &error);
  g_assert_no_error (error);
  assert_found (database, "band", "");
}

static void
test_find (void)
{
  g_autoptr (TaDatabase) database = open_database ();
  g_autoptr (TaTool) one = add_tool (database, "10A", "Saw");
  g_autoptr (TaTool) two = add_tool (database, "2", "Ladder");
  g_autoptr (TaTool) three = add_tool (database, "3", "Ladder");
  g_autoptr (GError) error = NULL;
  g_autofree char *by_number = ta_tool_table_find (database, " 10a ", &error);
  g_autofree char *by_name = ta_tool_table_find (database, "saw", &error);

  g_assert_cmpstr (by_number, ==, one->id);
  g_assert_cmpstr (by_name, ==, one->id);
  g_assert_null (ta_tool_table_find (database, "Rope", &error));
  g_assert_no_error (error);
  g_assert_null (ta_tool_table_find (database, "", &error));
  g_assert_no_error (error);
  g_assert_null (ta_tool_table_find (database, "Ladder", &error));
  g_assert_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_CONFLICT);
}

static void
assert_next_number (TaDatabase *database, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *number = ta_tool_table_next_number (database, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (number, ==, expected);
}

static void
test_next_number (void)
{
  g_autoptr (TaDatabase) database = open_database ();

  assert_next_number (database, "1");
  ta_tool_free (add_tool (database, "2", "Saw"));
  assert_next_number (database, "1");
  ta_tool_free (add_tool (database, "1", "Saw"));
  ta_tool_free (add_tool (database, "3A", "Saw"));
  ta_tool_free (add_tool (database, "99999999999999999999", "Saw"));
  assert_next_number (database, "3");
}

static void
test_categories (void)
{
  g_autoptr (TaDatabase) database = open_database ();
  g_autoptr (GError) error = NULL;
  g_autofree char *garden = ta_category_table_ensure (database, "Garden", &error);
  g_autofree char *again = ta_category_table_ensure (database, " garden ", &error);
  g_autofree char *drilling = ta_category_table_ensure (database, "Drilling", &error);
  g_autoptr (GPtrArray) list = ta_category_table_list (database, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (garden, ==, again);
  g_assert_null (ta_category_table_ensure (database, " ", &error));
  g_assert_no_error (error);
  g_assert_cmpuint (list->len, ==, 2);
  g_assert_cmpstr (((TaCategory *) g_ptr_array_index (list, 0))->name, ==, "Drilling");
  g_assert_cmpstr (((TaCategory *) g_ptr_array_index (list, 1))->id, ==, garden);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tool-table/round-trip", test_round_trip);
  g_test_add_func ("/tool-table/insert-many", test_insert_many);
  g_test_add_func ("/tool-table/recorded-in-bulk", test_recorded_in_bulk);
  g_test_add_func ("/tool-table/number-taken", test_number_taken);
  g_test_add_func ("/tool-table/delete", test_delete);
  g_test_add_func ("/tool-table/list", test_list);
  g_test_add_func ("/tool-table/get-many", test_get_many);
  g_test_add_func ("/tool-table/search", test_search);
  g_test_add_func ("/tool-table/search-follows", test_search_follows);
  g_test_add_func ("/tool-table/find", test_find);
  g_test_add_func ("/tool-table/next-number", test_next_number);
  g_test_add_func ("/category-table/ensure", test_categories);
  return g_test_run ();
}
