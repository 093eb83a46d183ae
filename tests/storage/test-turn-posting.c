/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-balance-table.h"
#include "ta-check.h"
#include "ta-credit-rules-table.h"
#include "ta-history.h"
#include "ta-household-table.h"
#include "ta-pod-table.h"
#include "ta-rota-rules-table.h"
#include "ta-turn-posting-table.h"
#include "ta-turn-table.h"

#include <string.h>

#define DAY ta_date_from_ymd (2026, 11, 20)
#define N 4

typedef struct
{
  TaDatabase *database;
  TaPod *pod;
  TaService *cooking;
  TaService *sitting;
  TaHousehold *households[N];
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->database = ta_database_open (":memory:", TA_DATABASE_CREATE, &error);
  fixture->pod = ta_pod_new ("Cordón");
  fixture->cooking = ta_service_new ("Cooking", TA_SERVICE_COOK);
  fixture->sitting = ta_service_new ("Sitting", TA_SERVICE_SIT);
  ta_pod_table_save (fixture->database, fixture->pod, &error);
  ta_service_table_save (fixture->database, fixture->cooking, &error);
  ta_service_table_save (fixture->database, fixture->sitting, &error);
  for (guint i = 0; i < N; i++)
    {
      g_autofree char *name = g_strdup_printf ("Family %u", i);
      TaHousehold *household = ta_household_new (name);

      g_ptr_array_add (household->persons, ta_person_new ("Ana", TA_ROLE_ADULT));
      g_ptr_array_add (household->memberships, ta_membership_new (fixture->pod->id, TA_STATUS_MEMBER, DAY - 1000));
      ta_household_table_save (fixture->database, household, &error);
      fixture->households[i] = household;
    }
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < N; i++)
    ta_household_free (fixture->households[i]);
  ta_pod_free (fixture->pod);
  ta_service_free (fixture->cooking);
  ta_service_free (fixture->sitting);
  ta_database_close (fixture->database);
}

static gboolean
do_save (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_turn_table_save (database, data, error);
}

static gboolean
do_delete (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_turn_table_delete (database, data, error);
}

static gint64
run (Fixture *fixture, TaStoreFunc func, gpointer data)
{
  g_autoptr (GError) error = NULL;
  gint64 id = 0;

  ta_history_run (fixture->database, "Changed", NULL, func, data, NULL, NULL, &id, &error);
  g_assert_no_error (error);
  return id;
}

static void
undo (Fixture *fixture, gint64 id)
{
  g_autoptr (GError) error = NULL;

  ta_history_undo (fixture->database, id, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
redo (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  ta_history_redo (fixture->database, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

/* A dinner on @date that household @holder cooks. */
static TaTurn *
make_turn (Fixture *fixture, TaDate date, guint holder, TaTurnState state)
{
  TaTurn *turn = ta_turn_new (fixture->pod->id, fixture->cooking->id, date, 18 * 60);

  ta_turn_set_holder (turn, fixture->households[holder]->id, TA_DUTY_COOK);
  turn->state = state;
  run (fixture, do_save, turn);
  return turn;
}

static gint64
balance (Fixture *fixture, guint household, TaRotaCredit credit, TaDate until)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) balances = ta_balance_table_list (fixture->database, credit, until, &error);
  const gint64 *found;

  g_assert_no_error (error);
  found = g_hash_table_lookup (balances, fixture->households[household]->id);
  return found != NULL ? *found : 0;
}

static void
assert_turns (Fixture *fixture, gint64 first, gint64 second, gint64 third, gint64 fourth)
{
  g_assert_cmpint (balance (fixture, 0, TA_ROTA_CREDIT_TURNS, TA_DATE_NONE), ==, first);
  g_assert_cmpint (balance (fixture, 1, TA_ROTA_CREDIT_TURNS, TA_DATE_NONE), ==, second);
  g_assert_cmpint (balance (fixture, 2, TA_ROTA_CREDIT_TURNS, TA_DATE_NONE), ==, third);
  g_assert_cmpint (balance (fixture, 3, TA_ROTA_CREDIT_TURNS, TA_DATE_NONE), ==, fourth);
}

static gint64
count (Fixture *fixture, const char *sql)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (fixture->database, sql);

  g_assert_cmpint (ta_statement_step (statement, NULL), ==, TA_STEP_ROW);
  return ta_statement_int (statement, 0);
}

static void
assert_sound (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) findings = ta_check_run (fixture->database, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < findings->len; i++)
    g_test_message ("%s", (char *) findings->pdata[i]);
  g_assert_cmpuint (findings->len, ==, 0);
}

static void
set_state (Fixture *fixture, TaTurn *turn, TaTurnState state)
{
  turn->state = state;
  run (fixture, do_save, turn);
}

/* Each state has its effect, and going from one to the next leaves only the last. */
static void
test_states (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaTurn) turn = make_turn (fixture, DAY, 0, TA_TURN_PLANNED);

  assert_turns (fixture, 0, 0, 0, 0);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM rule_set"), ==, 0);
  set_state (fixture, turn, TA_TURN_DONE);
  assert_turns (fixture, 75, -25, -25, -25);
  set_state (fixture, turn, TA_TURN_LATE);
  assert_turns (fixture, 75, -25, -25, -25);
  set_state (fixture, turn, TA_TURN_MISSED);
  assert_turns (fixture, -75, 25, 25, 25);
  set_state (fixture, turn, TA_TURN_EXCUSED);
  assert_turns (fixture, 0, 0, 0, 0);
  set_state (fixture, turn, TA_TURN_DONE);
  set_state (fixture, turn, TA_TURN_PUBLISHED);
  assert_turns (fixture, 0, 0, 0, 0);
  assert_sound (fixture);
}

/* What changes of a turn that counts is posted anew; what does not count is not. */
static void
test_edits (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaTurn) turn = make_turn (fixture, DAY, 0, TA_TURN_DONE);

  ta_set_text (&turn->title, "Lasagne");
  run (fixture, do_save, turn);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM ledger_transaction"), ==, 1);
  ta_turn_set_holder (turn, fixture->households[1]->id, TA_DUTY_COOK);
  run (fixture, do_save, turn);
  assert_turns (fixture, -25, 75, -25, -25);
  g_ptr_array_add (turn->eaters, ta_eater_new (fixture->households[1]->id, 100));
  g_ptr_array_add (turn->eaters, ta_eater_new (fixture->households[2]->id, 300));
  run (fixture, do_save, turn);
  assert_turns (fixture, 0, 75, -75, 0);
  /* In place, as a swap and a correction of the portions do it. */
  ta_set_text (&((TaAssignment *) turn->assignments->pdata[0])->household, fixture->households[3]->id);
  run (fixture, do_save, turn);
  assert_turns (fixture, 0, -25, -75, 100);
  ((TaEater *) turn->eaters->pdata[0])->portions = 300;
  run (fixture, do_save, turn);
  assert_turns (fixture, 0, -50, -50, 100);
  ((TaEater *) turn->eaters->pdata[0])->portions = 100;
  ta_set_text (&((TaAssignment *) turn->assignments->pdata[0])->household, fixture->households[1]->id);
  run (fixture, do_save, turn);
  assert_turns (fixture, 0, 75, -75, 0);
  turn->date = DAY + 10;
  run (fixture, do_save, turn);
  /* What is taken back is of the day that it was posted for. */
  g_assert_cmpint (balance (fixture, 1, TA_ROTA_CREDIT_TURNS, DAY + 1), ==, 0);
  g_assert_cmpint (balance (fixture, 1, TA_ROTA_CREDIT_TURNS, DAY + 10), ==, 0);
  g_assert_cmpint (balance (fixture, 1, TA_ROTA_CREDIT_TURNS, DAY + 11), ==, 75);
  run (fixture, do_delete, turn->id);
  assert_turns (fixture, 0, 0, 0, 0);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM ledger_transaction WHERE reverses IS NULL"), ==, 7);
  assert_sound (fixture);
}

/* A later change of a household does not reach what was posted. */
static void
test_past_stays (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaTurn) turn = make_turn (fixture, DAY, 0, TA_TURN_DONE);
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (fixture->households[2]->persons, ta_person_new ("Luis", TA_ROLE_ADULT));
  ta_household_table_save (fixture->database, fixture->households[2], &error);
  g_assert_no_error (error);
  ta_set_text (&turn->note, "It was good");
  run (fixture, do_save, turn);
  assert_turns (fixture, 75, -25, -25, -25);
}

static void
test_undo (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaTurn) turn = make_turn (fixture, DAY, 0, TA_TURN_PUBLISHED);

  set_state (fixture, turn, TA_TURN_DONE);
  undo (fixture, 0);
  assert_turns (fixture, 0, 0, 0, 0);
  redo (fixture);
  assert_turns (fixture, 75, -25, -25, -25);
  set_state (fixture, turn, TA_TURN_MISSED);
  undo (fixture, 0);
  assert_turns (fixture, 75, -25, -25, -25);
  undo (fixture, 0);
  redo (fixture);
  redo (fixture);
  assert_turns (fixture, -75, 25, 25, 25);
  run (fixture, do_delete, turn->id);
  undo (fixture, 0);
  assert_turns (fixture, -75, 25, 25, 25);
  assert_sound (fixture);
}

/* An older command is taken back while a younger one about the same turn stands. */
static void
test_undo_older (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaTurn) turn = make_turn (fixture, DAY, 0, TA_TURN_PUBLISHED);
  gint64 done;

  turn->state = TA_TURN_DONE;
  done = run (fixture, do_save, turn);
  g_ptr_array_add (turn->eaters, ta_eater_new (fixture->households[1]->id, 100));
  run (fixture, do_save, turn);
  assert_turns (fixture, 100, -100, 0, 0);
  undo (fixture, done);
  assert_turns (fixture, 0, 0, 0, 0);
  assert_sound (fixture);
}

static gboolean
do_switch (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Fixture *fixture = data;
  g_autoptr (TaRotaRules) rules = ta_rota_rules_table_get (database, fixture->pod->id, error);

  rules->credit = TA_ROTA_CREDIT_PORTIONS;
  return ta_rota_rules_table_save (database, rules, error)
         && ta_credit_rules_table_switch (database, fixture->pod->id, rules->credit, DAY + 5, "The meeting", error);
}

static void
test_switch (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaTurn) before = make_turn (fixture, DAY, 0, TA_TURN_DONE);
  g_autoptr (TaTurn) after = NULL;
  g_autoptr (GPtrArray) versions = NULL;

  run (fixture, do_switch, fixture);
  assert_turns (fixture, 75, -25, -25, -25);
  after = make_turn (fixture, DAY + 5, 1, TA_TURN_DONE);
  assert_turns (fixture, 75, -25, -25, -25);
  g_assert_cmpint (balance (fixture, 1, TA_ROTA_CREDIT_PORTIONS, TA_DATE_NONE), ==, 300);
  g_assert_cmpint (balance (fixture, 0, TA_ROTA_CREDIT_PORTIONS, TA_DATE_NONE), ==, -100);
  /* A turn of before is corrected under the rules of its day. */
  set_state (fixture, before, TA_TURN_MISSED);
  assert_turns (fixture, -75, 25, 25, 25);
  versions = ta_credit_rules_table_list (fixture->database, fixture->pod->id, NULL, NULL);
  g_assert_cmpuint (versions->len, ==, 2);
  g_assert_cmpint (((TaCreditRules *) versions->pdata[0])->credit, ==, TA_ROTA_CREDIT_PORTIONS);
  g_assert_cmpint (((TaCreditRules *) versions->pdata[0])->effective_from, ==, DAY + 5);
  g_assert_cmpstr (((TaCreditRules *) versions->pdata[0])->decided_by, ==, "The meeting");
  assert_sound (fixture);
}

static gboolean
do_save_rules (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_rota_rules_table_save (database, data, error);
}

/* Whoever changes the rules, and undoing it: the newest version says what they say. */
static void
test_switch_by_itself (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaTurn) turn = make_turn (fixture, DAY, 0, TA_TURN_DONE);
  g_autoptr (TaRotaRules) rules = ta_rota_rules_new (fixture->pod->id);
  g_autoptr (GPtrArray) switched = NULL;
  g_autoptr (GPtrArray) undone = NULL;

  rules->credit = TA_ROTA_CREDIT_PORTIONS;
  run (fixture, do_save_rules, rules);
  switched = ta_credit_rules_table_list (fixture->database, fixture->pod->id, NULL, NULL);
  g_assert_cmpuint (switched->len, ==, 2);
  g_assert_cmpint (((TaCreditRules *) switched->pdata[0])->credit, ==, TA_ROTA_CREDIT_PORTIONS);
  undo (fixture, 0);
  undone = ta_credit_rules_table_list (fixture->database, fixture->pod->id, NULL, NULL);
  g_assert_cmpuint (undone->len, ==, 3);
  g_assert_cmpint (((TaCreditRules *) undone->pdata[0])->credit, ==, TA_ROTA_CREDIT_TURNS);
  assert_turns (fixture, 75, -25, -25, -25);
}

static void
test_other_services (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaTurn) turn = ta_turn_new (fixture->pod->id, fixture->sitting->id, DAY, 18 * 60);

  ta_turn_set_holder (turn, fixture->households[0]->id, TA_DUTY_SITTER);
  turn->state = TA_TURN_DONE;
  run (fixture, do_save, turn);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM ledger_transaction"), ==, 0);
}

static void
test_statement (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaTurn) first = make_turn (fixture, DAY, 0, TA_TURN_DONE);
  g_autoptr (TaTurn) second = make_turn (fixture, DAY + 1, 1, TA_TURN_DONE);
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (GError) error = NULL;
  const TaBalanceLine *newest, *oldest;

  set_state (fixture, first, TA_TURN_MISSED);
  set_state (fixture, first, TA_TURN_DONE);
  lines = ta_balance_table_statement (fixture->database, fixture->households[0]->id, TA_ROTA_CREDIT_TURNS, 100, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (lines->len, ==, 2);
  newest = lines->pdata[0];
  oldest = lines->pdata[1];
  g_assert_cmpint (newest->amount, ==, -25);
  g_assert_cmpint (newest->balance, ==, 50);
  g_assert_cmpstr (newest->turn, ==, second->id);
  g_assert_cmpstr (newest->explanation, ==, "Ate 1 of 4 portions, so that part of one turn: −0.25 turns");
  g_assert_cmpint (oldest->amount, ==, 75);
  g_assert_cmpint (oldest->balance, ==, 75);
  g_assert_cmpint (oldest->state, ==, TA_TURN_DONE);
  g_assert_cmpstr (oldest->explanation, ==, "Held the turn: +1 turn\nAte 1 of 4 portions, so that part of one turn: −0.25 turns");
}

static const TaEqualisationRow *
row_of (Fixture *fixture, GPtrArray *rows, guint household)
{
  for (guint i = 0; i < rows->len; i++)
    if (g_str_equal (((TaEqualisationRow *) rows->pdata[i])->household, fixture->households[household]->id))
      return rows->pdata[i];
  return NULL;
}

static void
test_equalisation (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaTurn) first = make_turn (fixture, DAY, 0, TA_TURN_DONE);
  g_autoptr (TaTurn) second = make_turn (fixture, DAY + 1, 0, TA_TURN_DONE);
  g_autoptr (TaTurn) third = make_turn (fixture, DAY + 2, 1, TA_TURN_MISSED);
  g_autoptr (TaTurn) outside = make_turn (fixture, DAY + 3, 2, TA_TURN_DONE);
  g_autoptr (GPtrArray) turns = ta_balance_table_equalisation (fixture->database, fixture->pod->id, TA_ROTA_CREDIT_TURNS, DAY, DAY + 3, NULL);
  g_autoptr (GPtrArray) portions = ta_balance_table_equalisation (fixture->database, fixture->pod->id, TA_ROTA_CREDIT_PORTIONS, DAY, DAY + 3, NULL);
  g_autoptr (GPtrArray) elsewhere = ta_balance_table_equalisation (fixture->database, "elsewhere", TA_ROTA_CREDIT_TURNS, DAY, DAY + 3, NULL);

  g_assert_cmpuint (turns->len, ==, 4);
  g_assert_cmpuint (elsewhere->len, ==, 0);
  g_assert_cmpint (row_of (fixture, turns, 0)->contributed, ==, 200);
  g_assert_cmpint (row_of (fixture, turns, 0)->received, ==, 25);
  g_assert_cmpint (row_of (fixture, turns, 0)->ratio, ==, 800);
  g_assert_cmpint (row_of (fixture, turns, 1)->contributed, ==, -100);
  g_assert_cmpint (row_of (fixture, turns, 1)->received, ==, 25);
  g_assert_cmpint (row_of (fixture, turns, 1)->ratio, ==, 0);
  g_assert_cmpint (row_of (fixture, turns, 2)->ratio, ==, 0);
  g_assert_cmpint (row_of (fixture, portions, 0)->contributed, ==, 600);
  g_assert_cmpint (row_of (fixture, portions, 0)->received, ==, -100);
  g_assert_cmpint (row_of (fixture, portions, 0)->ratio, ==, -1);
}

static gboolean
do_note_missing (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_turn_posting_note_missing (database, error);
}

/* Turns that were recorded before there was a ledger come into it once. */
static void
test_missing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaTurn) turn = ta_turn_new (fixture->pod->id, fixture->cooking->id, DAY, 18 * 60);
  g_autoptr (GError) error = NULL;

  ta_turn_set_holder (turn, fixture->households[0]->id, TA_DUTY_COOK);
  turn->state = TA_TURN_DONE;
  ta_turn_table_save (fixture->database, turn, &error);
  ta_database_exec (fixture->database, "DELETE FROM touched_turn", &error);
  g_assert_no_error (error);
  assert_turns (fixture, 0, 0, 0, 0);
  run (fixture, do_note_missing, NULL);
  assert_turns (fixture, 75, -25, -25, -25);
  run (fixture, do_note_missing, NULL);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM ledger_transaction"), ==, 1);
}

/* What was tampered with is found, though it sums to zero. */
static void
test_check (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaTurn) turn = make_turn (fixture, DAY, 0, TA_TURN_DONE);
  g_autoptr (GPtrArray) findings = NULL;
  g_autoptr (GError) error = NULL;

  assert_sound (fixture);
  ta_database_exec (fixture->database, "DROP TRIGGER ledger_entry_no_update; UPDATE ledger_entry SET amount = 2 * amount", &error);
  g_assert_no_error (error);
  findings = ta_check_run (fixture->database, &error);
  g_assert_cmpuint (findings->len, ==, 1);
  g_assert_nonnull (strstr (findings->pdata[0], "Cooking"));
}

/* The history tells who was given what in turns, and nothing of accounts and inputs. */
static void
test_history (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaTurn) turn = make_turn (fixture, DAY, 0, TA_TURN_PUBLISHED);
  g_autoptr (GPtrArray) details = NULL;
  guint amounts = 0;

  turn->state = TA_TURN_DONE;
  details = ta_history_details (fixture->database, run (fixture, do_save, turn), NULL);
  for (guint i = 0; i < details->len; i++)
    {
      const TaFieldChange *change = details->pdata[i];

      g_test_message ("%s %s %s: %s", change->table, change->subject, change->field, change->after);
      g_assert_true (g_str_equal (change->table, "turn") || g_str_equal (change->table, "ledger_transaction") || g_str_equal (change->table, "ledger_entry"));
      g_assert_false (g_str_equal (change->field, "inputs"));
      if (!g_str_equal (change->field, "amount"))
        continue;
      amounts++;
      g_assert_true (g_str_has_prefix (change->subject, "Family "));
      g_assert_true (g_str_equal (change->after, "1") || g_str_equal (change->after, "-0.25"));
    }
  g_assert_cmpuint (amounts, ==, 5);
}

static gboolean
do_save_many (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  GPtrArray *turns = data;

  for (guint i = 0; i < turns->len; i++)
    if (!ta_turn_table_save (database, turns->pdata[i], error))
      return FALSE;
  return TRUE;
}

/* So many that they go in together: the same as one by one, and all of it is taken back and done again. */
static void
test_many (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) turns = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_turn_free);

  for (int i = 0; i < 300; i++)
    {
      TaTurn *turn = ta_turn_new (fixture->pod->id, fixture->cooking->id, DAY + i, 18 * 60);

      ta_turn_set_holder (turn, fixture->households[i % 3]->id, TA_DUTY_COOK);
      turn->state = i == 7 ? TA_TURN_MISSED : TA_TURN_DONE;
      g_ptr_array_add (turns, turn);
    }
  run (fixture, do_save_many, turns);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM ledger_transaction"), ==, 300);
  /* 299 dinners of which each owes a quarter; the second of three missed one, to whom all others lost a quarter. */
  assert_turns (fixture, 10000 - 29800 / 4, 9800 - 29800 / 4, 10000 - 29800 / 4, -29800 / 4);
  assert_sound (fixture);
  for (guint i = 0; i < turns->len; i++)
    ((TaTurn *) turns->pdata[i])->date++;
  run (fixture, do_save_many, turns);
  assert_turns (fixture, 2550, 2350, 2550, -7450);
  undo (fixture, 0);
  undo (fixture, 0);
  assert_turns (fixture, 0, 0, 0, 0);
  assert_sound (fixture);
  redo (fixture);
  assert_turns (fixture, 2550, 2350, 2550, -7450);
  assert_sound (fixture);
}

#define ADD(name, func) g_test_add (name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/turn-posting/states", test_states);
  ADD ("/turn-posting/edits", test_edits);
  ADD ("/turn-posting/past-stays", test_past_stays);
  ADD ("/turn-posting/undo", test_undo);
  ADD ("/turn-posting/undo-older", test_undo_older);
  ADD ("/turn-posting/switch", test_switch);
  ADD ("/turn-posting/switch-by-itself", test_switch_by_itself);
  ADD ("/turn-posting/other-services", test_other_services);
  ADD ("/turn-posting/statement", test_statement);
  ADD ("/turn-posting/equalisation", test_equalisation);
  ADD ("/turn-posting/missing", test_missing);
  ADD ("/turn-posting/check", test_check);
  ADD ("/turn-posting/history", test_history);
  ADD ("/turn-posting/many", test_many);
  return g_test_run ();
}
