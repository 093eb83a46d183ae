/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-cover-table.h"
#include "ta-credit-rules-table.h"
#include "ta-history.h"
#include "ta-household-table.h"
#include "ta-ledger-table.h"
#include "ta-pod-table.h"
#include "ta-rota-rules-table.h"
#include "ta-turn-table.h"

/* 20 November 2026, 10:30 in Greenwich. */
#define NOW G_GINT64_CONSTANT (1795170600)
#define DAY(d) ta_date_from_ymd (2026, 11, (d))

/* Whatever the computer's zone is, one of the two has another date. */
typedef struct
{
  const char *zone;
  int day;
} Place;

static const Place east = { "Pacific/Kiritimati", 21 };
static const Place west = { "Pacific/Pago_Pago", 19 };

typedef struct
{
  TaDatabase *database;
  TaPod *pod;
  TaService *cooking;
  TaHousehold *household;
  TaDate today;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  const Place *place = data;
  g_autoptr (TaCollective) collective = ta_collective_new ("Far Away", place->zone, "USD");
  g_autoptr (GError) error = NULL;

  fixture->database = ta_database_open (":memory:", TA_DATABASE_CREATE, &error);
  g_assert_no_error (error);
  fixture->today = DAY (place->day);
  fixture->pod = ta_pod_new ("Beach");
  fixture->cooking = ta_service_new ("Cooking", TA_SERVICE_COOK);
  fixture->household = ta_household_new ("Tane");
  g_assert_true (ta_collective_table_save (fixture->database, collective, NULL));
  g_assert_true (ta_pod_table_save (fixture->database, fixture->pod, NULL));
  g_assert_true (ta_service_table_save (fixture->database, fixture->cooking, NULL));
  g_assert_true (ta_household_table_save (fixture->database, fixture->household, NULL));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  ta_pod_free (fixture->pod);
  ta_service_free (fixture->cooking);
  ta_household_free (fixture->household);
  ta_database_close (fixture->database);
}

static void
run (Fixture *fixture, TaStoreFunc func)
{
  TaOrigin origin = { .now = NOW };
  g_autoptr (GError) error = NULL;

  ta_history_run (fixture->database, "Changed", &origin, func, fixture, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
test_date (Fixture *fixture, gconstpointer data)
{
  TaDate date = TA_DATE_NONE;

  g_assert_true (ta_collective_table_date (fixture->database, NOW, &date, NULL));
  g_assert_cmpint (date, ==, fixture->today);
}

static gboolean
do_save_turn (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Fixture *fixture = data;
  g_autoptr (TaTurn) turn = ta_turn_new (fixture->pod->id, fixture->cooking->id, DAY (1), 18 * 60);

  turn->state = TA_TURN_DONE;
  ta_turn_set_holder (turn, fixture->household->id, TA_DUTY_COOK);
  g_ptr_array_add (turn->eaters, ta_eater_new (fixture->household->id, 100));
  return ta_turn_table_save (database, turn, error);
}

static gboolean
do_save_rules (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Fixture *fixture = data;
  g_autoptr (TaRotaRules) rules = ta_rota_rules_new (fixture->pod->id);

  rules->credit = TA_ROTA_CREDIT_PORTIONS;
  return ta_rota_rules_table_save (database, rules, error);
}

/* Rules that switch by themselves do it on the collective's day. */
static void
test_rules_switch (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) versions = NULL;

  run (fixture, do_save_turn);
  run (fixture, do_save_rules);
  versions = ta_credit_rules_table_list (fixture->database, fixture->pod->id, NULL, NULL);
  g_assert_cmpuint (versions->len, ==, 2);
  g_assert_cmpint (((TaCreditRules *) versions->pdata[0])->effective_from, ==, fixture->today);
}

static gboolean
do_post (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Fixture *fixture = data;
  g_autoptr (TaTransaction) transaction = ta_transaction_new (DAY (2), "Potatoes");
  g_autofree char *unit = ta_unit_table_ensure (database, "USD", "money", 100, error);
  g_autofree char *theirs = ta_account_table_ensure (database, unit, fixture->household->id, error);
  g_autofree char *common = ta_account_table_ensure (database, unit, NULL, error);

  ta_transaction_add (transaction, theirs, -500);
  ta_transaction_add (transaction, common, 500);
  return ta_ledger_table_post (database, transaction, error);
}

/* An undo reverses what was posted on the collective's day. */
static void
test_undo_reverses (Fixture *fixture, gconstpointer data)
{
  TaOrigin origin = { .now = NOW };
  g_autoptr (TaStatement) statement = NULL;

  run (fixture, do_post);
  g_assert_true (ta_history_undo (fixture->database, 0, &origin, NULL, NULL, NULL));
  statement = ta_database_prepare (fixture->database, "SELECT date FROM ledger_transaction WHERE reverses IS NOT NULL");
  g_assert_cmpint (ta_statement_step (statement, NULL), ==, TA_STEP_ROW);
  g_assert_cmpint (ta_statement_date (statement, 0), ==, fixture->today);
}

/* A request whose turn nobody needs any more. */
static gboolean
do_ask (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Fixture *fixture = data;
  g_autoptr (TaTurn) turn = ta_turn_new (fixture->pod->id, fixture->cooking->id, DAY (28), 18 * 60);
  g_autoptr (TaCoverRequest) request = ta_cover_request_new (turn->id, fixture->household->id, TA_COVER_REQUEST_COVER, DAY (10));

  turn->state = TA_TURN_CANCELLED;
  return ta_turn_table_save (database, turn, error) && ta_cover_table_save (database, request, error);
}

static void
test_request_closes (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaStatement) statement = NULL;

  run (fixture, do_ask);
  statement = ta_database_prepare (fixture->database, "SELECT settled_on FROM cover_request WHERE state = 'withdrawn'");
  g_assert_cmpint (ta_statement_step (statement, NULL), ==, TA_STEP_ROW);
  g_assert_cmpint (ta_statement_date (statement, 0), ==, fixture->today);
}

#define ADD(name, func)                                                         \
  g_test_add ("/today/" name "/east", Fixture, &east, set_up, func, tear_down); \
  g_test_add ("/today/" name "/west", Fixture, &west, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("date", test_date);
  ADD ("rules-switch", test_rules_switch);
  ADD ("undo-reverses", test_undo_reverses);
  ADD ("request-closes", test_request_closes);
  return g_test_run ();
}
