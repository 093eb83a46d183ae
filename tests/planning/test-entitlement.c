/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rota-pod.h"

static const TaEntitlementRow *
row_of (const TaEntitlement *entitlement, const char *household)
{
  const TaEntitlementRow *row = ta_entitlement_find (entitlement, household);

  g_assert_nonnull (row);
  return row;
}

static gint64
sum_of_targets (const TaEntitlement *entitlement)
{
  gint64 sum = 0;

  for (int i = 0; i < entitlement->n_rows; i++)
    sum += entitlement->rows[i].target;
  return sum;
}

/* Shares 1, 1 and ½; the first has 4 already; 11 are to be given: up to 6 a share. */
static void
test_water_worked_case (void)
{
  const gint64 shares[] = { 100, 100, 50 };
  const gint64 prior[] = { 400, 0, 0 };
  const gint64 most[] = { 1000, 300, 1000 };
  gint64 given[3];

  g_assert_cmpint (ta_water_fill (3, shares, prior, NULL, 1100, given), ==, 1100);
  g_assert_cmpint (given[0], ==, 200);
  g_assert_cmpint (given[1], ==, 600);
  g_assert_cmpint (given[2], ==, 300);
  /* Who has their most leaves it to the others: 12 a share and a half. */
  g_assert_cmpint (ta_water_fill (3, shares, prior, most, 1100, given), ==, 1100);
  g_assert_cmpint (given[0], ==, 400);
  g_assert_cmpint (given[1], ==, 300);
  g_assert_cmpint (given[2], ==, 400);
}

static void
test_water_edges (void)
{
  const gint64 shares[] = { 1, 1, 1, 0 };
  const gint64 most[] = { 2, 2, 2, 5 };
  const gint64 none[] = { 0, 0 };
  gint64 given[4];

  g_assert_cmpint (ta_water_fill (3, shares, NULL, NULL, 100, given), ==, 100);
  g_assert_cmpint (given[0], ==, 34);
  g_assert_cmpint (given[1], ==, 33);
  g_assert_cmpint (given[2], ==, 33);
  g_assert_cmpint (ta_water_fill (4, shares, NULL, most, 9, given), ==, 9);
  g_assert_cmpint (given[3], ==, 3);
  g_assert_cmpint (ta_water_fill (4, shares, NULL, most, 100, given), ==, 11);
  g_assert_cmpint (ta_water_fill (2, none, NULL, NULL, 7, given), ==, 7);
  g_assert_cmpint (given[0], ==, 4);
  g_assert_cmpint (ta_water_fill (0, NULL, NULL, NULL, 7, given), ==, 0);
  g_assert_cmpint (ta_water_fill (3, shares, NULL, NULL, 0, given), ==, 0);
}

/* By portions: four, two and two eaters; the child counts half. */
static void
test_portions (void)
{
  g_autoptr (TaRotaBrief) brief = pod_new (8);
  g_autoptr (TaEntitlement) entitlement = NULL;
  TaHousehold *ana = pod_add_household (brief, "Ana", 3);
  TaPerson *child = ta_person_new ("Leo", TA_ROLE_CHILD);

  child->portion_factor = 50;
  g_ptr_array_add (ana->persons, child);
  pod_add_household (brief, "Bea", 2);
  pod_add_household (brief, "Cruz", 1);
  for (int week = 0; week < 8; week++)
    {
      pod_add_turn (brief, 7 * week);
      pod_add_turn (brief, 7 * week + 3);
    }
  entitlement = ta_entitlement_new (brief);
  g_assert_cmpint (entitlement->supply, ==, 1600);
  g_assert_cmpint (entitlement->all_portions, ==, 16 * 650);
  g_assert_cmpint (row_of (entitlement, "Ana")->dinners, ==, 16);
  g_assert_cmpint (row_of (entitlement, "Ana")->target, ==, 862);  /* 16 × 3.5 / 6.5 = 8.615 */
  g_assert_cmpint (row_of (entitlement, "Bea")->target, ==, 492);  /* 4.923 */
  g_assert_cmpint (row_of (entitlement, "Cruz")->target, ==, 246); /* 2.462 */
}

static void
test_absences_and_skipped_meals (void)
{
  g_autoptr (TaRotaBrief) brief = pod_new (4);
  g_autoptr (TaEntitlement) entitlement = NULL;
  TaHousehold *ana = pod_add_household (brief, "Ana", 2);
  TaHousehold *bea = pod_add_household (brief, "Bea", 2);

  pod_add_household (brief, "Cruz", 2);
  for (int week = 0; week < 4; week++)
    pod_add_turn (brief, 7 * week);
  g_ptr_array_add (ana->absences, ta_absence_new (NULL, DAY_0, DAY_0 + 14, ""));
  entitlement = ta_entitlement_new (brief);
  g_assert_cmpint (row_of (entitlement, "Ana")->dinners, ==, 2);
  g_assert_cmpint (row_of (entitlement, "Ana")->meals_share, ==, 67); /* two dinners of three: ⅔ */
  g_assert_cmpint (row_of (entitlement, "Bea")->meals_share, ==, 167);
  g_assert_cmpint (sum_of_targets (entitlement), ==, 400);
  /* Mondays are not theirs: they owe nothing of it. */
  g_ptr_array_add (bea->skipped_meals, ta_skipped_meal_new (NULL, 1));
  ta_entitlement_free (entitlement);
  entitlement = ta_entitlement_new (brief);
  g_assert_cmpint (row_of (entitlement, "Bea")->target, ==, 0);
  g_assert_cmpint (row_of (entitlement, "Cruz")->meals_share, ==, 300);
  /* A turn that says who eats is not guessed at; guests are nobody's duty. */
  for (guint i = 0; i < brief->turns->len; i++)
    {
      TaTurn *turn = brief->turns->pdata[i];
      TaEater *eater = ta_eater_new ("Bea", 300);

      eater->guests = 9;
      g_ptr_array_add (turn->eaters, eater);
      g_ptr_array_add (turn->eaters, ta_eater_new ("Cruz", 100));
    }
  ta_entitlement_free (entitlement);
  entitlement = ta_entitlement_new (brief);
  g_assert_cmpint (row_of (entitlement, "Bea")->meals_share, ==, 300);
  g_assert_cmpint (row_of (entitlement, "Cruz")->meals_share, ==, 100);
}

/* Who joins, pauses or leaves owes for the days on which it belongs to the pod. */
static void
test_joining_and_pausing (void)
{
  g_autoptr (TaRotaBrief) brief = pod_new (8);
  g_autoptr (TaEntitlement) entitlement = NULL;
  TaHousehold *ana = pod_add_household (brief, "Ana", 2);
  TaHousehold *bea = pod_add_household (brief, "Bea", 2);
  TaHousehold *cruz = pod_add_household (brief, "Cruz", 2);

  for (int week = 0; week < 8; week++)
    pod_add_turn (brief, 7 * week);
  ((TaMembership *) ana->memberships->pdata[0])->from = DAY_0 + 28;
  g_ptr_array_add (bea->memberships, ta_membership_new (POD, TA_STATUS_PAUSED, DAY_0 + 28));
  ta_rota_brief_set_balance (brief, "Bea", 0);
  entitlement = ta_entitlement_new (brief);
  g_assert_cmpint (row_of (entitlement, "Ana")->days, ==, 28);
  g_assert_cmpint (row_of (entitlement, "Ana")->target, ==, 200);
  g_assert_cmpint (row_of (entitlement, "Bea")->days, ==, 28);
  g_assert_cmpint (row_of (entitlement, "Bea")->target, ==, 200);
  g_assert_cmpint (row_of (entitlement, "Cruz")->target, ==, 400);
  ((TaMembership *) cruz->memberships->pdata[0])->obligation_share = 50;
  ta_entitlement_free (entitlement);
  entitlement = ta_entitlement_new (brief);
  g_assert_cmpint (row_of (entitlement, "Ana")->target, ==, 267); /* 8 / 3 */
  g_assert_cmpint (row_of (entitlement, "Cruz")->target, ==, 266);
}

static void
test_balance_is_damped (void)
{
  g_autoptr (TaRotaBrief) brief = pod_new (4);
  g_autoptr (TaEntitlement) entitlement = NULL;
  g_autoptr (GPtrArray) lines = NULL;

  pod_add_household (brief, "Ana", 2);
  pod_add_household (brief, "Bea", 2);
  for (int week = 0; week < 4; week++)
    pod_add_turn (brief, 7 * week);
  pod_hold (brief->turns->pdata[0], "Ana");
  ((TaTurn *) brief->turns->pdata[0])->state = TA_TURN_DONE;
  ta_rota_brief_set_balance (brief, "Ana", 100);
  ta_rota_brief_set_balance (brief, "Bea", -100);
  entitlement = ta_entitlement_new (brief);
  /* Four weeks settle half of it. */
  g_assert_cmpint (row_of (entitlement, "Ana")->carried, ==, 50);
  g_assert_cmpint (row_of (entitlement, "Ana")->target, ==, 150);
  g_assert_cmpint (row_of (entitlement, "Bea")->target, ==, 250);
  lines = ta_entitlement_explain (entitlement, row_of (entitlement, "Ana"));
  g_assert_cmpuint (lines->len, ==, 3);
  g_assert_cmpstr (lines->pdata[0], ==, "Eats at 4 meals, 8 of 16 portions: 2");
  g_assert_cmpstr (lines->pdata[1], ==, "Is ahead by 1; 4 weeks settle of that: −0.5");
  g_assert_cmpstr (lines->pdata[2], ==, "Owes 1.5; 1 done, 0 planned");
  /* Of an old debt a plan takes half of what is owed anyhow, or a turn. */
  ta_rota_brief_set_balance (brief, "Bea", -10000);
  ta_entitlement_free (entitlement);
  entitlement = ta_entitlement_new (brief);
  g_assert_cmpint (sum_of_targets (entitlement), ==, 400);
  g_assert_cmpint (row_of (entitlement, "Bea")->carried, ==, -100);
  g_assert_cmpint (row_of (entitlement, "Bea")->target, ==, 275);
}

static void
test_other_services (void)
{
  g_autoptr (TaRotaBrief) brief = pod_new (4);
  g_autoptr (TaEntitlement) entitlement = NULL;
  TaHousehold *bea;

  ((TaService *) brief->services->pdata[0])->kind = TA_SERVICE_SIT;
  pod_add_household (brief, "Ana", 4);
  bea = pod_add_household (brief, "Bea", 1);
  for (int week = 0; week < 4; week++)
    pod_add_turn (brief, 7 * week);
  entitlement = ta_entitlement_new (brief);
  g_assert_cmpint (row_of (entitlement, "Ana")->target, ==, 200);
  g_ptr_array_add (bea->absences, ta_absence_new (NULL, DAY_0, DAY_0 + 14, ""));
  ta_entitlement_free (entitlement);
  entitlement = ta_entitlement_new (brief);
  g_assert_cmpint (row_of (entitlement, "Bea")->other_share, ==, 133);
  g_assert_cmpint (row_of (entitlement, "Bea")->target, ==, 133);
}

/* A pod in which anything may be. */
static TaRotaBrief *
make_random (GRand *rand)
{
  TaRotaBrief *brief = pod_new (g_rand_int_range (rand, 1, 14));
  int n = g_rand_int_range (rand, 1, 13);

  brief->rules->max_per_week = g_rand_int_range (rand, 1, 4);
  for (int h = 0; h < n; h++)
    {
      g_autofree char *name = g_strdup_printf ("h%d", h);
      TaHousehold *household = pod_add_household (brief, name, g_rand_int_range (rand, 0, 5));
      TaMembership *membership = household->memberships->pdata[0];
      TaDate away = DAY_0 + g_rand_int_range (rand, -10, 80);

      membership->obligation_share = g_rand_boolean (rand) ? 100 : g_rand_int_range (rand, 0, 200);
      if (g_rand_boolean (rand))
        membership->until = DAY_0 + g_rand_int_range (rand, -5, 80);
      g_ptr_array_add (household->absences, ta_absence_new (NULL, away, away + g_rand_int_range (rand, 1, 30), ""));
      ta_rota_brief_set_balance (brief, name, g_rand_int_range (rand, -800, 800));
    }
  for (TaDate date = brief->from; date < brief->until; date++)
    if (g_rand_int_range (rand, 0, 3) > 0)
      pod_add_turn (brief, date - DAY_0)->places = g_rand_int_range (rand, 1, 3);
  return brief;
}

static void
test_targets_sum_to_the_supply (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20260907);

  for (int i = 0; i < 1000; i++)
    {
      g_autoptr (TaRotaBrief) brief = make_random (rand);
      g_autoptr (TaEntitlement) entitlement = ta_entitlement_new (brief);
      gint64 most = 0;

      for (int h = 0; h < entitlement->n_rows; h++)
        {
          const TaEntitlementRow *row = &entitlement->rows[h];

          most += row->most;
          g_assert_cmpint (row->target, >=, 0);
          g_assert_cmpint (row->target, <=, row->most);
          g_assert_cmpint (row->target, ==, row->meals_share + row->other_share - row->carried + row->evened);
        }
      g_assert_cmpint (sum_of_targets (entitlement), ==, MIN (most, entitlement->supply));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/entitlement/water", test_water_worked_case);
  g_test_add_func ("/entitlement/water-edges", test_water_edges);
  g_test_add_func ("/entitlement/portions", test_portions);
  g_test_add_func ("/entitlement/absences", test_absences_and_skipped_meals);
  g_test_add_func ("/entitlement/joining", test_joining_and_pausing);
  g_test_add_func ("/entitlement/balance", test_balance_is_damped);
  g_test_add_func ("/entitlement/others", test_other_services);
  g_test_add_func ("/entitlement/sum", test_targets_sum_to_the_supply);
  return g_test_run ();
}
