/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-tool-table.h"

#include <string.h>

typedef struct
{
  TaDatabase *database;
  TaTool *drill;
  TaDate today;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->today = ta_date_from_ymd (2026, 11, 23);
  fixture->database = ta_database_open (":memory:", TA_DATABASE_CREATE, &error);
  ta_database_exec (fixture->database, "INSERT INTO household (id, name) VALUES ('pereira', 'Pereira'), ('silva', 'Silva')", &error);
  fixture->drill = ta_tool_new ("Hammer drill");
  fixture->drill->number = g_strdup ("41");
  ta_tool_table_save (fixture->database, fixture->drill, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  ta_tool_free (fixture->drill);
  ta_database_close (fixture->database);
}

static gboolean
lend (Fixture *fixture, const char *household, int out, int due, GError **error)
{
  g_autoptr (TaLoan) loan = ta_loan_new (fixture->drill->id, household, fixture->today + out, fixture->today + due);

  return ta_loan_table_lend (fixture->database, loan, error);
}

static gboolean
reserve (Fixture *fixture, const char *household, int from, int until, GError **error)
{
  g_autoptr (TaReservation) reservation = ta_reservation_new (fixture->drill->id, household, fixture->today + from, fixture->today + until);

  return ta_reservation_table_save (fixture->database, reservation, error);
}

static guint
count_reservations (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = ta_reservation_table_list_for_tool (fixture->database, fixture->drill->id, TA_DATE_NONE, &error);

  g_assert_no_error (error);
  return list->len;
}

static void
test_lend_and_return (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) open = NULL;
  g_autoptr (GPtrArray) history = NULL;
  g_autoptr (TaTool) tool = NULL;
  const TaLoan *loan;

  g_assert_true (lend (fixture, "pereira", 0, 7, &error));
  open = ta_loan_table_list_open (fixture->database, &error);
  g_assert_cmpuint (open->len, ==, 1);
  g_clear_pointer (&open, g_ptr_array_unref);

  g_assert_true (ta_loan_table_return (fixture->database, fixture->drill->id, fixture->today + 3, "worn", "Bit is blunt", &error));
  g_assert_no_error (error);
  open = ta_loan_table_list_open (fixture->database, &error);
  g_assert_cmpuint (open->len, ==, 0);
  g_assert_true (lend (fixture, "silva", 3, 10, &error));

  history = ta_loan_table_list_for_tool (fixture->database, fixture->drill->id, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (history->len, ==, 2);
  loan = g_ptr_array_index (history, 0);
  g_assert_cmpstr (loan->household, ==, "silva");
  loan = g_ptr_array_index (history, 1);
  g_assert_cmpint (loan->returned, ==, fixture->today + 3);
  g_assert_cmpstr (loan->condition_in, ==, "worn");
  g_assert_cmpstr (loan->note, ==, "Bit is blunt");
  tool = ta_tool_table_get (fixture->database, fixture->drill->id, &error);
  g_assert_cmpint (tool->condition, ==, TA_CONDITION_WORN);
}

static void
assert_refused (gboolean done, GError **error, int code, const char *sentence)
{
  g_assert_false (done);
  g_assert_error (*error, TA_STORAGE_ERROR, code);
  g_assert_cmpstr ((*error)->message, ==, sentence);
  g_clear_error (error);
}

static void
test_lend_refused (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (reserve (fixture, "silva", 8, 11, &error));
  assert_refused (lend (fixture, "pereira", 0, 8, &error), &error, TA_STORAGE_ERROR_CONFLICT,
                  "Tool 41, Hammer drill, is reserved by Silva from 1 Dec 2026 to 3 Dec 2026.");
  g_assert_true (lend (fixture, "pereira", 0, 7, &error));
  assert_refused (lend (fixture, "silva", 1, 3, &error), &error, TA_STORAGE_ERROR_CONFLICT,
                  "Tool 41, Hammer drill, is out with Pereira until 30 Nov 2026.");
  assert_refused (reserve (fixture, "silva", 7, 8, &error), &error, TA_STORAGE_ERROR_CONFLICT,
                  "Tool 41, Hammer drill, is out with Pereira until 30 Nov 2026.");
  assert_refused (reserve (fixture, "pereira", 10, 20, &error), &error, TA_STORAGE_ERROR_CONFLICT,
                  "Tool 41, Hammer drill, is reserved by Silva from 1 Dec 2026 to 3 Dec 2026.");
  assert_refused (reserve (fixture, "pereira", 20, 20, &error), &error, TA_STORAGE_ERROR_CONFLICT,
                  "A reservation must last at least a day: its end lies before its beginning.");
  g_assert_true (reserve (fixture, "pereira", 11, 12, &error));
  g_assert_cmpuint (count_reservations (fixture), ==, 2);
}

/* Also where the reservation begins and ends while the tool would be out; not where it ends on the day on which the tool goes out. */
static void
test_lend_over_reservation (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (reserve (fixture, "silva", 2, 4, &error));
  assert_refused (lend (fixture, "pereira", 0, 7, &error), &error, TA_STORAGE_ERROR_CONFLICT,
                  "Tool 41, Hammer drill, is reserved by Silva from 25 Nov 2026 to 26 Nov 2026.");
  g_assert_true (lend (fixture, "pereira", 4, 7, &error));
  g_assert_no_error (error);
}

static void
test_lend_not_in_use (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->drill->status = TA_TOOL_MISSING;
  g_assert_true (ta_tool_table_save (fixture->database, fixture->drill, &error));
  g_assert_false (lend (fixture, "silva", 0, 7, &error));
  g_assert_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_CONFLICT);
  g_assert_nonnull (strstr (error->message, ta_code_label (ta_tool_status_codes, TA_TOOL_MISSING)));
}

static void
test_return_refused (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  assert_refused (ta_loan_table_return (fixture->database, fixture->drill->id, fixture->today, NULL, NULL, &error), &error,
                  TA_STORAGE_ERROR_NOT_FOUND, "Tool 41, Hammer drill, is not out.");
  g_assert_true (lend (fixture, "silva", 0, 7, &error));
  assert_refused (ta_loan_table_return (fixture->database, fixture->drill->id, fixture->today - 1, NULL, NULL, &error), &error,
                  TA_STORAGE_ERROR_CONFLICT, "Tool 41, Hammer drill, went out on 23 Nov 2026 and cannot have come back before that day.");
}

static void
test_reservation_fulfilled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (reserve (fixture, "silva", 0, 3, &error));
  g_assert_true (reserve (fixture, "silva", 20, 23, &error));
  g_assert_true (lend (fixture, "silva", 0, 7, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_reservations (fixture), ==, 1);
}

static void
test_edit (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TaLoan) loan = ta_loan_new (fixture->drill->id, "silva", fixture->today, fixture->today + 7);
  g_autoptr (TaLoan) loaded = NULL;
  int before;

  g_assert_true (ta_loan_table_lend (fixture->database, loan, &error));
  loan->due += 7;
  g_set_str (&loan->note, "Renewed");
  g_assert_true (ta_loan_table_save (fixture->database, loan, &error));
  loaded = ta_loan_table_get (fixture->database, loan->id, &error);
  g_assert_no_error (error);
  g_assert_cmpint (loaded->due, ==, fixture->today + 14);
  g_assert_cmpstr (loaded->note, ==, "Renewed");
  before = sqlite3_total_changes (ta_database_get_handle (fixture->database));
  g_assert_true (ta_loan_table_save (fixture->database, loaded, &error));
  g_assert_cmpint (sqlite3_total_changes (ta_database_get_handle (fixture->database)), ==, before);
  loan->due = loan->out - 1;
  assert_refused (ta_loan_table_save (fixture->database, loan, &error), &error, TA_STORAGE_ERROR_CONFLICT,
                  "Tool 41, Hammer drill, goes out on 23 Nov 2026 and cannot be due before that day.");
}

static void
test_reservations (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = NULL;
  const TaReservation *reservation;

  g_assert_true (reserve (fixture, "silva", 5, 8, &error));
  g_assert_true (reserve (fixture, "pereira", 0, 5, &error));
  list = ta_reservation_table_list_for_tool (fixture->database, fixture->drill->id, fixture->today + 4, &error);
  g_assert_cmpuint (list->len, ==, 2);
  reservation = g_ptr_array_index (list, 0);
  g_assert_cmpstr (reservation->household, ==, "pereira");
  g_assert_true (ta_reservation_table_delete (fixture->database, reservation->id, &error));
  assert_refused (ta_reservation_table_delete (fixture->database, reservation->id, &error), &error, TA_STORAGE_ERROR_NOT_FOUND,
                  "The reservation is no longer there.");
  g_assert_cmpuint (count_reservations (fixture), ==, 1);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/loan-table/lend-and-return", test_lend_and_return);
  ADD ("/loan-table/lend-refused", test_lend_refused);
  ADD ("/loan-table/lend-over-reservation", test_lend_over_reservation);
  ADD ("/loan-table/lend-not-in-use", test_lend_not_in_use);
  ADD ("/loan-table/return-refused", test_return_refused);
  ADD ("/loan-table/reservation-fulfilled", test_reservation_fulfilled);
  ADD ("/loan-table/edit", test_edit);
  ADD ("/reservation-table/list", test_reservations);
  return g_test_run ();
}
