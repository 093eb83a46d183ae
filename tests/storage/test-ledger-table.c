/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-ledger-table.h"

#define DAY 20000
#define N_ACCOUNTS 8

typedef struct
{
  TaDatabase *database;
  char *units[2];
  char *accounts[N_ACCOUNTS]; /* four in each unit */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  static const char *const households[] = { "a", "b", "c", NULL };
  g_autoptr (GError) error = NULL;

  fixture->database = ta_database_open (":memory:", TA_DATABASE_CREATE, &error);
  ta_database_exec (fixture->database, "INSERT INTO household (id, name) VALUES ('a', 'A'), ('b', 'B'), ('c', 'C')", &error);
  fixture->units[0] = ta_unit_table_ensure (fixture->database, "hours", "time", 60, &error);
  fixture->units[1] = ta_unit_table_ensure (fixture->database, "UYU", "money", 100, &error);
  for (guint i = 0; i < N_ACCOUNTS; i++)
    fixture->accounts[i] = ta_account_table_ensure (fixture->database, fixture->units[i / 4], households[i % 4], &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < N_ACCOUNTS; i++)
    g_free (fixture->accounts[i]);
  g_free (fixture->units[0]);
  g_free (fixture->units[1]);
  ta_database_close (fixture->database);
}

static gint64
count (Fixture *fixture, const char *sql)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (fixture->database, sql);

  g_assert_cmpint (ta_statement_step (statement, NULL), ==, TA_STEP_ROW);
  return ta_statement_int (statement, 0);
}

static gint64
balance (Fixture *fixture, guint account, TaDate until)
{
  g_autoptr (TaStatement) statement
      = ta_database_prepare (fixture->database, "SELECT coalesce (sum (e.amount), 0) FROM ledger_entry e JOIN ledger_transaction t ON t.id = e.ledger_transaction "
                                                "WHERE e.account = :account AND (:until IS NULL OR t.date < :until)");

  ta_statement_bind_text (statement, ":account", fixture->accounts[account]);
  ta_statement_bind_date (statement, ":until", until);
  g_assert_cmpint (ta_statement_step (statement, NULL), ==, TA_STEP_ROW);
  return ta_statement_int (statement, 0);
}

static TaTransaction *
post (Fixture *fixture, guint from, guint to, gint64 amount, TaDate date)
{
  g_autoptr (GError) error = NULL;
  TaTransaction *transaction = ta_transaction_new (date, "Dinner");

  ta_transaction_add (transaction, fixture->accounts[from], -amount);
  ta_transaction_add (transaction, fixture->accounts[to], amount);
  ta_ledger_table_post (fixture->database, transaction, &error);
  g_assert_no_error (error);
  return transaction;
}

static void
test_post (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TaTransaction) first = post (fixture, 0, 1, 150, DAY);
  g_autoptr (TaTransaction) second = post (fixture, 1, 2, 50, DAY + 1);
  g_autoptr (TaTransaction) loaded = ta_ledger_table_get (fixture->database, first->id, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (loaded->memo, ==, "Dinner");
  g_assert_cmpint (loaded->date, ==, DAY);
  g_assert_cmpint (loaded->posted_at, ==, first->posted_at);
  g_assert_cmpstr (loaded->inputs, ==, "{}");
  g_assert_null (loaded->reverses);
  g_assert_cmpuint (loaded->entries->len, ==, 2);
  g_assert_cmpint (((TaEntry *) g_ptr_array_index (loaded->entries, 0))->amount, ==, -150);
  g_assert_cmpint (balance (fixture, 0, TA_DATE_NONE), ==, -150);
  g_assert_cmpint (balance (fixture, 1, TA_DATE_NONE), ==, 100);
  g_assert_cmpint (balance (fixture, 1, DAY + 1), ==, 150);
  g_assert_cmpint (balance (fixture, 3, TA_DATE_NONE), ==, 0);
}

static const char *
unit_of (const char *account, gpointer data)
{
  Fixture *fixture = data;

  for (guint i = 0; i < N_ACCOUNTS; i++)
    if (g_str_equal (fixture->accounts[i], account))
      return fixture->units[i / 4];
  return NULL;
}

/* Random entries, half of the time completed so that they balance. */
static TaTransaction *
make_random (Fixture *fixture)
{
  TaTransaction *transaction = ta_transaction_new (DAY + g_test_rand_int_range (0, 30), "Random");
  gint64 sums[2] = { 0, 0 };
  int entries = g_test_rand_int_range (0, 5);

  for (int i = 0; i < entries; i++)
    {
      int account = g_test_rand_int_range (0, N_ACCOUNTS);
      gint64 amount = g_test_rand_int_range (-3, 4);

      ta_transaction_add (transaction, fixture->accounts[account], amount);
      sums[account / 4] += amount;
    }
  for (int unit = 0; unit < 2 && g_test_rand_bit (); unit++)
    ta_transaction_add (transaction, fixture->accounts[unit * 4 + g_test_rand_int_range (0, 4)], -sums[unit]);
  return transaction;
}

static void
test_random (Fixture *fixture, gconstpointer data)
{
  int accepted = 0, refused = 0;

  for (int i = 0; i < 2000; i++)
    {
      g_autoptr (TaTransaction) transaction = make_random (fixture);
      g_autoptr (GError) error = NULL;
      gint64 before = count (fixture, "SELECT count (*) FROM ledger_entry");
      gboolean posted = ta_ledger_table_post (fixture->database, transaction, &error);

      g_assert_cmpint (posted, ==, ta_transaction_is_balanced (transaction, unit_of, fixture));
      if (posted)
        accepted++;
      else
        {
          refused++;
          g_assert_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_CONFLICT);
          g_assert_cmpint (count (fixture, "SELECT count (*) FROM ledger_entry"), ==, before);
        }
    }
  /* Both must have happened, or nothing was shown. */
  g_assert_cmpint (accepted, >, 100);
  g_assert_cmpint (refused, >, 100);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM (SELECT 1 FROM ledger_entry e JOIN account a ON a.id = e.account"
                                   " GROUP BY e.ledger_transaction, a.unit HAVING sum (e.amount) <> 0)"),
                   ==, 0);
  for (int unit = 0; unit < 2; unit++)
    {
      gint64 sum = 0;

      for (guint i = 0; i < 4; i++)
        sum += balance (fixture, (guint) unit * 4 + i, TA_DATE_NONE);
      g_assert_cmpint (sum, ==, 0);
    }
}

static void
test_refused_inside_a_transaction (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaTransaction) bad = ta_transaction_new (DAY, "Bad");
  g_autoptr (TaTransaction) good = NULL;
  g_autoptr (GError) error = NULL;

  ta_transaction_add (bad, fixture->accounts[0], 5);
  ta_transaction_add (bad, fixture->accounts[4], -5);
  g_assert_true (ta_database_begin (fixture->database, &error));
  g_assert_false (ta_ledger_table_post (fixture->database, bad, &error));
  g_assert_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_CONFLICT);
  g_clear_error (&error);
  good = post (fixture, 0, 1, 7, DAY);
  g_assert_true (ta_database_commit (fixture->database, &error));
  g_assert_no_error (error);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM ledger_entry"), ==, 2);
}

static void
test_immutable (Fixture *fixture, gconstpointer data)
{
  static const char *const forbidden[] = {
    "UPDATE ledger_entry SET amount = amount * 2",
    "UPDATE ledger_entry SET account = (SELECT max (id) FROM account)",
    "DELETE FROM ledger_entry",
    "UPDATE ledger_transaction SET memo = 'other'",
    "DELETE FROM ledger_transaction",
    "INSERT OR REPLACE INTO ledger_entry SELECT id, ledger_transaction, account, amount * 2 FROM ledger_entry",
    "INSERT INTO ledger_entry SELECT 'more', id, (SELECT max (id) FROM account), 5 FROM ledger_transaction",
    "UPDATE account SET unit = (SELECT max (id) FROM unit WHERE id <> account.unit)",
    "DELETE FROM account",
    "DELETE FROM household WHERE id = 'a'",
  };
  g_autoptr (TaTransaction) transaction = post (fixture, 0, 1, 150, DAY);

  for (gsize i = 0; i < G_N_ELEMENTS (forbidden); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", forbidden[i]);
      g_assert_false (ta_database_exec (fixture->database, forbidden[i], &error));
      g_assert_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_CONFLICT);
    }
  g_assert_cmpint (balance (fixture, 1, TA_DATE_NONE), ==, 150);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM ledger_entry"), ==, 2);
}

static void
test_reverse (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaTransaction) transaction = post (fixture, 0, 1, 150, DAY);
  g_autoptr (GError) error = NULL;
  g_autoptr (TaStatement) statement = NULL;

  g_assert_true (ta_ledger_table_reverse (fixture->database, transaction->id, DAY + 2, &error));
  g_assert_no_error (error);
  g_assert_cmpint (balance (fixture, 0, TA_DATE_NONE), ==, 0);
  g_assert_cmpint (balance (fixture, 1, DAY + 2), ==, 150);
  statement = ta_database_prepare (fixture->database, "SELECT date FROM ledger_transaction WHERE reverses = :id");
  ta_statement_bind_text (statement, ":id", transaction->id);
  g_assert_cmpint (ta_statement_step (statement, &error), ==, TA_STEP_ROW);
  g_assert_cmpint (ta_statement_date (statement, 0), ==, DAY + 2);

  g_assert_false (ta_ledger_table_reverse (fixture->database, transaction->id, DAY + 3, &error));
  g_assert_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_CONFLICT);
  g_clear_error (&error);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM ledger_transaction"), ==, 2);
  g_assert_false (ta_ledger_table_reverse (fixture->database, "nothing", DAY, &error));
  g_assert_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_NOT_FOUND);
}

/* What goes in together is checked as what goes in by itself. */
static void
test_write_many (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) transactions = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_transaction_free);
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < 250; i++)
    {
      TaTransaction *transaction = ta_transaction_new (DAY + i, "Dinner");

      ta_transaction_add (transaction, fixture->accounts[0], -10);
      ta_transaction_add (transaction, fixture->accounts[1], i == 249 ? 11 : 10);
      g_ptr_array_add (transactions, transaction);
    }
  g_assert_false (ta_ledger_table_write_many (fixture->database, transactions, &error));
  g_assert_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_CONFLICT);
  g_clear_error (&error);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM ledger_entry"), ==, 0);
  g_ptr_array_set_size (transactions, 249);
  g_assert_true (ta_database_begin (fixture->database, &error));
  g_assert_true (ta_ledger_table_write_many (fixture->database, transactions, &error));
  g_assert_true (ta_database_commit (fixture->database, &error));
  g_assert_no_error (error);
  g_assert_cmpint (balance (fixture, 1, TA_DATE_NONE), ==, 2490);
  g_assert_cmpint (balance (fixture, 0, DAY + 10), ==, -100);
  /* The triggers are back. */
  g_assert_false (ta_database_exec (fixture->database, "DELETE FROM ledger_entry", &error));
  g_assert_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_CONFLICT);
}

static void
test_ensure (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *unit = ta_unit_table_ensure (fixture->database, "hours", "time", 60, &error);
  g_autofree char *account = ta_account_table_ensure (fixture->database, fixture->units[0], "b", &error);
  g_autofree char *community = ta_account_table_ensure (fixture->database, fixture->units[0], NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (unit, ==, fixture->units[0]);
  g_assert_cmpstr (account, ==, fixture->accounts[1]);
  g_assert_cmpstr (community, ==, fixture->accounts[3]);
  g_assert_null (ta_unit_table_ensure (fixture->database, "hours", "money", 100, &error));
  g_assert_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_CONFLICT);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/ledger-table/post", test_post);
  ADD ("/ledger-table/random", test_random);
  ADD ("/ledger-table/refused-inside-a-transaction", test_refused_inside_a_transaction);
  ADD ("/ledger-table/immutable", test_immutable);
  ADD ("/ledger-table/reverse", test_reverse);
  ADD ("/ledger-table/write-many", test_write_many);
  ADD ("/ledger-table/ensure", test_ensure);
  return g_test_run ();
}
