/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-drop-list.h"

/* Households along the equator: a thousandth of a degree is 145 m to walk, and 116 s. */
typedef struct
{
  TaTurn *turn;
  GPtrArray *households;
  GPtrArray *deliveries;
  TaRotaRules *rules;
} Fixture;

static TaHousehold *
add_household (Fixture *fixture, const char *name, double longitude)
{
  TaHousehold *household = ta_household_new (name);
  TaEater *eater;

  g_set_str (&household->id, name);
  household->place = longitude < 180 ? TA_POINT (0, longitude) : TA_POINT_NONE;
  g_ptr_array_add (fixture->households, household);
  eater = ta_eater_new (name, 250);
  eater->guests = 1;
  g_ptr_array_add (fixture->turn->eaters, eater);
  return household;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->turn = ta_turn_new ("pod", "service", ta_date_from_ymd (2026, 11, 23), 18 * 60);
  fixture->households = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_household_free);
  fixture->deliveries = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_delivery_free);
  fixture->rules = ta_rota_rules_new ("pod");
  add_household (fixture, "Far", 0.009);
  add_household (fixture, "Cook", 0.003);
  add_household (fixture, "Near", 0.002);
  add_household (fixture, "End", 0);
  ta_turn_set_holder (fixture->turn, "Cook", TA_DUTY_COOK);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  ta_turn_free (fixture->turn);
  g_ptr_array_unref (fixture->households);
  g_ptr_array_unref (fixture->deliveries);
  ta_rota_rules_free (fixture->rules);
}

static TaDropList *
arrange (Fixture *fixture)
{
  TaDropList *list = ta_drop_list_new (fixture->turn, fixture->households, fixture->deliveries, fixture->rules);

  ta_drop_list_arrange (list, NULL);
  return list;
}

static const TaDrop *
drop_at (const TaDropList *list, guint i)
{
  return g_ptr_array_index (list->drops, i);
}

static void
assert_order (const TaDropList *list, const char *expected)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < list->drops->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? " " : "", drop_at (list, i)->name);
  g_assert_cmpstr (names->str, ==, expected);
}

static TaHousehold *
household (Fixture *fixture, guint i)
{
  return g_ptr_array_index (fixture->households, i);
}

static void
test_shortest (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaDropList) list = arrange (fixture);

  assert_order (list, "Near End Far");
  g_assert_true (list->measured && list->proved && !list->by_hand && !list->too_long);
  g_assert_cmpstr (list->cook_name, ==, "Cook");
  g_assert_cmpint (drop_at (list, 1)->leg, ==, 289);
  g_assert_cmpint (drop_at (list, 1)->way, ==, 145 + 289);
  g_assert_cmpint (list->length, ==, 145 + 289 + 1301);
  g_assert_cmpfloat (ta_drop_list_excess (list), <=, 0);
  g_assert_cmpint (ta_drop_list_portions (list), ==, 3 * 350);
  /* 116 s to Near, 2 min at its door, 231 s to End, 2 min, 1040 s to Far, 2 min. */
  g_assert_cmpint (list->leave, ==, 18 * 60);
  g_assert_cmpint (drop_at (list, 0)->arrival, ==, 18 * 60 + 1);
  g_assert_cmpint (drop_at (list, 1)->arrival, ==, 18 * 60 + 7);
  g_assert_cmpint (list->last, ==, 18 * 60 + 27);
  g_assert_cmpint (list->end, ==, 18 * 60 + 29);
  /* Far lies on the other side of the cook's: 867 m back. */
  g_assert_cmpint (list->back, ==, 867);
  g_assert_cmpint (list->home, ==, 18 * 60 + 40);
}

static void
test_windows (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaDropList) list = NULL;

  household (fixture, 0)->drop_until = 18 * 60 + 15;
  list = arrange (fixture);
  /* Straight to Far: the longer walk, and nobody too late. */
  assert_order (list, "Far Near End");
  g_assert_cmpint (list->n_late, ==, 0);
  g_assert_true (list->proved);
  g_assert_cmpfloat (ta_drop_list_excess (list), >, 1);
}

static void
test_late (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaDropList) list = NULL;

  household (fixture, 0)->drop_until = 18 * 60 + 5;
  list = arrange (fixture);
  /* Not even straight there: so the rest does not suffer from it. */
  assert_order (list, "Near End Far");
  g_assert_cmpint (list->n_late, ==, 1);
  g_assert_true (drop_at (list, 2)->late);
}

/* Where a door opens late, dinners wait in the oven. */
static void
test_leaves_late (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaDropList) list = NULL;

  household (fixture, 2)->drop_from = 19 * 60;
  household (fixture, 3)->drop_from = 19 * 60;
  list = arrange (fixture);
  /* There is time enough for the far door before the others may be knocked at. */
  assert_order (list, "Far Near End");
  /* 867 m, 2 min at the door and 1012 m until seven. */
  g_assert_cmpint (list->leave, ==, 18 * 60 + 32);
  g_assert_cmpint (drop_at (list, 1)->arrival, ==, 18 * 60 + 59);
  g_assert_cmpint (drop_at (list, 1)->wait, ==, 1);
  g_assert_cmpint (list->last, ==, 19 * 60 + 5);
}

static void
test_hot (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaDropList) within = NULL;
  g_autoptr (TaDropList) beyond = NULL;

  fixture->rules->hot_minutes = 28;
  within = arrange (fixture);
  g_assert_false (within->too_long);
  fixture->rules->hot_minutes = 27;
  beyond = arrange (fixture);
  g_assert_true (beyond->too_long);
}

static void
test_by_hand (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaDropList) list = NULL;
  TaDelivery *first = ta_delivery_new ("Far");
  TaDelivery *second = ta_delivery_new ("End");

  first->position = 0;
  first->state = TA_DELIVERY_NOT_HOME;
  second->position = 1;
  g_ptr_array_add (fixture->deliveries, first);
  g_ptr_array_add (fixture->deliveries, second);
  list = arrange (fixture);
  /* Who has no place in the order comes last. */
  assert_order (list, "Far End Near");
  g_assert_true (list->by_hand && !list->proved);
  g_assert_cmpint (drop_at (list, 0)->state, ==, TA_DELIVERY_NOT_HOME);
  g_assert_cmpint (list->length, ==, 867 + 1301 + 289);
  g_assert_cmpint (list->shortest, ==, 145 + 289 + 1301);
  ta_drop_list_move (list, 2, 0);
  assert_order (list, "Near Far End");
  ta_drop_list_move (list, 1, 2);
  assert_order (list, "Near End Far");
  g_assert_cmpint (list->length, ==, list->shortest);
  g_assert_true (list->proved);
}

static void
test_unplaced (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaDropList) list = NULL;
  g_autoptr (TaDropList) without_cook = NULL;

  add_household (fixture, "Nowhere", 200);
  list = arrange (fixture);
  assert_order (list, "Near End Far");
  g_assert_cmpuint (list->unplaced->len, ==, 1);
  g_assert_cmpint (ta_drop_list_portions (list), ==, 4 * 350);
  household (fixture, 1)->place = TA_POINT_NONE;
  without_cook = arrange (fixture);
  g_assert_false (without_cook->measured);
  assert_order (without_cook, "End Far Near");
}

static void
test_needs (Fixture *fixture, gconstpointer data)
{
  TaPerson *person = ta_person_new ("Ana", TA_ROLE_ADULT);
  g_autoptr (TaDropList) list = NULL;

  g_ptr_array_add (person->allergies, ta_allergy_new ("kiwi", TA_SEVERITY_AVOID));
  g_ptr_array_add (person->allergies, ta_allergy_new ("peanuts", TA_SEVERITY_ANAPHYLAXIS));
  g_ptr_array_add (household (fixture, 2)->persons, person);
  list = arrange (fixture);
  g_assert_cmpuint (drop_at (list, 0)->needs->len, ==, 2);
  g_assert_cmpstr (g_ptr_array_index (drop_at (list, 0)->needs, 0), ==, "Ana: Peanuts (Anaphylaxis)");
  g_assert_true (drop_at (list, 0)->severe);
  g_assert_false (drop_at (list, 1)->severe);
}

static void
test_nobody (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaDropList) list = NULL;

  g_ptr_array_set_size (fixture->turn->eaters, 0);
  list = arrange (fixture);
  g_assert_false (list->measured);
  g_assert_cmpuint (list->drops->len, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/drop-list/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("shortest", test_shortest);
  ADD ("windows", test_windows);
  ADD ("late", test_late);
  ADD ("leaves-late", test_leaves_late);
  ADD ("hot", test_hot);
  ADD ("by-hand", test_by_hand);
  ADD ("unplaced", test_unplaced);
  ADD ("needs", test_needs);
  ADD ("nobody", test_nobody);
  return g_test_run ();
}
