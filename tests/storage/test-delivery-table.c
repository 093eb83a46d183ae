/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-delivery-table.h"
#include "ta-household-table.h"
#include "ta-pod-table.h"
#include "ta-turn-table.h"

typedef struct
{
  TaDatabase *database;
  char *turn;
  char *ids[4]; /* of the cook, Near, Far and Late */
} Fixture;

static void
add_household (Fixture *fixture, TaTurn *turn, int i, const char *name, double longitude)
{
  g_autoptr (TaHousehold) household = ta_household_new (name);
  g_autoptr (GError) error = NULL;

  household->place = TA_POINT (0, longitude);
  if (i == 3)
    {
      household->drop_from = 19 * 60;
      household->drop_until = 19 * 60 + 30;
    }
  ta_household_table_save (fixture->database, household, &error);
  g_assert_no_error (error);
  fixture->ids[i] = g_strdup (household->id);
  g_ptr_array_add (turn->eaters, ta_eater_new (household->id, 200));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TaPod) pod = ta_pod_new ("Cordón");
  g_autoptr (TaService) service = ta_service_new ("Cooking", TA_SERVICE_COOK);
  g_autoptr (TaTurn) turn = ta_turn_new (pod->id, service->id, ta_date_from_ymd (2026, 11, 23), 18 * 60);

  fixture->database = ta_database_open (":memory:", TA_DATABASE_CREATE, &error);
  g_assert_no_error (error);
  ta_pod_table_save (fixture->database, pod, &error);
  ta_service_table_save (fixture->database, service, &error);
  add_household (fixture, turn, 0, "Cook", 0);
  add_household (fixture, turn, 1, "Near", 0.001);
  add_household (fixture, turn, 2, "Far", 0.002);
  add_household (fixture, turn, 3, "Late", 0.0015);
  ta_turn_set_holder (turn, fixture->ids[0], TA_DUTY_COOK);
  ta_turn_table_save (fixture->database, turn, &error);
  g_assert_no_error (error);
  fixture->turn = g_strdup (turn->id);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  ta_database_close (fixture->database);
  g_free (fixture->turn);
  for (int i = 0; i < 4; i++)
    g_free (fixture->ids[i]);
}

static TaDropList *
load (Fixture *fixture, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) names = g_string_new (NULL);
  TaDropList *list = ta_drop_list_load (fixture->database, fixture->turn, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < list->drops->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? " " : "", ((TaDrop *) g_ptr_array_index (list->drops, i))->name);
  g_assert_cmpstr (names->str, ==, expected);
  return list;
}

static void
set_order (Fixture *fixture, GPtrArray *households)
{
  g_autoptr (GError) error = NULL;

  ta_delivery_table_set_order (fixture->database, fixture->turn, households, &error);
  g_assert_no_error (error);
}

static void
set_state (Fixture *fixture, int i, TaDeliveryState state)
{
  g_autoptr (GError) error = NULL;

  ta_delivery_table_set_state (fixture->database, fixture->turn, fixture->ids[i], state, &error);
  g_assert_no_error (error);
}

static void
test_best (Fixture *fixture, gconstpointer data)
{
  /* The window of Late was kept with its household. */
  g_autoptr (TaDropList) list = load (fixture, "Near Far Late");
  const TaDrop *last = g_ptr_array_index (list->drops, 2);

  g_assert_cmpint (last->from, ==, 19 * 60);
  g_assert_cmpint (last->until, ==, 19 * 60 + 30);
  g_assert_cmpint (((TaDrop *) g_ptr_array_index (list->drops, 0))->from, ==, TA_MINUTES_NONE);
}

static void
test_order (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) order = g_ptr_array_new ();
  g_autoptr (TaDropList) by_hand = NULL;
  g_autoptr (TaDropList) best = NULL;

  g_ptr_array_add (order, fixture->ids[2]);
  g_ptr_array_add (order, fixture->ids[3]);
  g_ptr_array_add (order, fixture->ids[1]);
  set_state (fixture, 3, TA_DELIVERY_LEFT_SAFE);
  set_order (fixture, order);
  by_hand = load (fixture, "Far Late Near");
  g_assert_true (by_hand->by_hand);
  g_assert_cmpint (((TaDrop *) g_ptr_array_index (by_hand->drops, 1))->state, ==, TA_DELIVERY_LEFT_SAFE);
  /* What became of a dinner stays when its place in the order goes. */
  set_order (fixture, NULL);
  best = load (fixture, "Near Far Late");
  g_assert_false (best->by_hand);
  g_assert_cmpint (((TaDrop *) g_ptr_array_index (best->drops, 2))->state, ==, TA_DELIVERY_LEFT_SAFE);
}

static void
test_states (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) deliveries = NULL;

  set_state (fixture, 1, TA_DELIVERY_DELIVERED);
  set_state (fixture, 1, TA_DELIVERY_NOT_HOME);
  deliveries = ta_delivery_table_list (fixture->database, fixture->turn, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (deliveries->len, ==, 1);
  g_assert_cmpint (((TaDelivery *) g_ptr_array_index (deliveries, 0))->state, ==, TA_DELIVERY_NOT_HOME);
  g_assert_cmpint (((TaDelivery *) g_ptr_array_index (deliveries, 0))->position, ==, -1);
  g_assert_cmpstr (((TaDelivery *) g_ptr_array_index (deliveries, 0))->household, ==, fixture->ids[1]);
}

static void
test_undelivered (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  TaDate day = ta_date_from_ymd (2026, 11, 23);
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) elsewhere = NULL;
  const TaUndelivered *undelivered;

  set_state (fixture, 1, TA_DELIVERY_DELIVERED);
  set_state (fixture, 2, TA_DELIVERY_NOT_HOME);
  found = ta_delivery_table_list_undelivered (fixture->database, day, day + 1, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, 1);
  undelivered = g_ptr_array_index (found, 0);
  g_assert_cmpstr (undelivered->household, ==, fixture->ids[2]);
  g_assert_cmpstr (undelivered->cook, ==, fixture->ids[0]);
  g_assert_cmpstr (undelivered->turn, ==, fixture->turn);
  g_assert_cmpint (undelivered->date, ==, day);
  before = ta_delivery_table_list_undelivered (fixture->database, day - 5, day, NULL, &error);
  g_assert_cmpuint (before->len, ==, 0);
  elsewhere = ta_delivery_table_list_undelivered (fixture->database, day, day + 1, "another pod", &error);
  g_assert_cmpuint (elsewhere->len, ==, 0);
}

/* Saving the turn leaves what was delivered, deleting it does not. */
static void
test_with_turn (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TaTurn) turn = ta_turn_table_get (fixture->database, fixture->turn, &error);
  g_autoptr (GPtrArray) kept = NULL;
  g_autoptr (GPtrArray) gone = NULL;

  set_state (fixture, 1, TA_DELIVERY_DELIVERED);
  ta_set_text (&turn->title, "Soup");
  ta_turn_table_save (fixture->database, turn, &error);
  kept = ta_delivery_table_list (fixture->database, fixture->turn, &error);
  g_assert_cmpuint (kept->len, ==, 1);
  ta_turn_table_delete (fixture->database, fixture->turn, &error);
  g_assert_no_error (error);
  gone = ta_delivery_table_list (fixture->database, fixture->turn, &error);
  g_assert_cmpuint (gone->len, ==, 0);
  g_assert_null (ta_drop_list_load (fixture->database, fixture->turn, NULL, &error));
  g_assert_nonnull (error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/delivery/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("best", test_best);
  ADD ("order", test_order);
  ADD ("states", test_states);
  ADD ("undelivered", test_undelivered);
  ADD ("with-turn", test_with_turn);
  return g_test_run ();
}
