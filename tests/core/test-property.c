/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Rules that must hold whatever the data are, on data from fixed seeds. */

#include "ta-ledger.h"
#include "ta-money.h"
#include "ta-tool.h"
#include "ta-turn.h"

#include <string.h>

#define ROUNDS 300
#define FIRST_DAY ta_date_from_ymd (2026, 1, 1)
#define DAYS 60

static TaPerson *
random_person (GRand *rand)
{
  g_autofree char *name = g_strdup_printf ("P%d", g_rand_int_range (rand, 0, 20));
  TaPerson *person = ta_person_new (name, g_rand_boolean (rand) ? TA_ROLE_ADULT : TA_ROLE_CHILD);
  int allergies = g_rand_int_range (rand, 0, 4);

  if (g_rand_boolean (rand))
    person->born = FIRST_DAY - g_rand_int_range (rand, -30, 30 * 365);
  if (g_rand_int_range (rand, 0, 5) == 0)
    person->portion_factor = g_rand_int_range (rand, 0, 300);
  for (int i = 0; i < allergies; i++)
    g_ptr_array_add (person->allergies, ta_allergy_new (ta_code_word (ta_allergen_codes, g_rand_int_range (rand, 0, 14)), (TaSeverity) g_rand_int_range (rand, 0, 5)));
  return person;
}

static TaHousehold *
random_household (GRand *rand)
{
  TaHousehold *household = ta_household_new ("H");
  int persons = g_rand_int_range (rand, 0, 6);
  int absences = g_rand_int_range (rand, 0, 5);

  for (int i = 0; i < persons; i++)
    g_ptr_array_add (household->persons, random_person (rand));
  for (int i = 0; i < absences; i++)
    {
      TaDate from = FIRST_DAY + g_rand_int_range (rand, 0, DAYS);
      gboolean all = persons == 0 || g_rand_boolean (rand);
      const TaPerson *person = all ? NULL : household->persons->pdata[g_rand_int_range (rand, 0, persons)];

      g_ptr_array_add (household->absences, ta_absence_new (all ? NULL : person->id, from, from + g_rand_int_range (rand, 1, 14), ""));
    }
  return household;
}

static GPtrArray *
random_households (GRand *rand)
{
  GPtrArray *households = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_household_free);

  for (int i = g_rand_int_range (rand, 0, 8); i > 0; i--)
    g_ptr_array_add (households, random_household (rand));
  return households;
}

/* Who is at the table, counted the slow way: each day of each absence by itself. */
static gboolean
is_there (const TaHousehold *household, const TaPerson *person, TaDate date)
{
  for (guint i = 0; i < household->absences->len; i++)
    {
      const TaAbsence *absence = household->absences->pdata[i];

      for (TaDate day = absence->from; day != absence->until; day++)
        if (day == date && (absence->person == NULL || strcmp (absence->person, person->id) == 0))
          return FALSE;
    }
  return TRUE;
}

static gboolean
has_need (GArray *needs, const TaAllergy *allergy)
{
  for (guint i = 0; i < needs->len; i++)
    if (g_array_index (needs, TaDietNeed, i).allergy == allergy)
      return TRUE;
  return FALSE;
}

static guint
assert_needs_of (GArray *needs, const TaHousehold *household, TaDate date)
{
  guint count = 0;

  for (guint p = 0; p < household->persons->len; p++)
    {
      const TaPerson *person = household->persons->pdata[p];
      gboolean there = is_there (household, person, date);

      for (guint a = 0; a < person->allergies->len; a++)
        {
          g_assert_cmpint (has_need (needs, person->allergies->pdata[a]), ==, there);
          count += there;
        }
    }
  return count;
}

static void
test_needs_are_the_union (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);

  for (int round = 0; round < ROUNDS; round++)
    {
      g_autoptr (GPtrArray) households = random_households (rand);
      TaDate date = FIRST_DAY + g_rand_int_range (rand, 0, DAYS);
      g_autoptr (GArray) needs = ta_households_diet_needs (households, date);
      guint count = 0;

      for (guint i = 0; i < households->len; i++)
        count += assert_needs_of (needs, households->pdata[i], date);
      g_assert_cmpuint (needs->len, ==, count);
      for (guint i = 1; i < needs->len; i++)
        g_assert_cmpint (g_array_index (needs, TaDietNeed, i - 1).allergy->severity, >=, g_array_index (needs, TaDietNeed, i).allergy->severity);
    }
}

static void
test_portions_are_those_who_are_there (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (2);

  for (int round = 0; round < ROUNDS; round++)
    {
      g_autoptr (TaHousehold) household = random_household (rand);
      g_autoptr (TaHousehold) copy = ta_household_copy (household);

      for (TaDate date = FIRST_DAY; date < FIRST_DAY + DAYS; date++)
        {
          int portions = 0;

          for (guint p = 0; p < household->persons->len; p++)
            if (is_there (household, household->persons->pdata[p], date))
              portions += ta_person_portion (household->persons->pdata[p], date);
          g_assert_cmpint (ta_household_portions (household, date), ==, portions);
          g_assert_cmpint (ta_household_portions (copy, date), ==, portions);
        }
    }
}

/* Who grows older never eats less, and never becomes a child again. */
static void
test_age_only_rises (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);

  for (int round = 0; round < ROUNDS; round++)
    {
      g_autoptr (TaPerson) person = random_person (rand);

      for (TaDate date = FIRST_DAY - 400; date < FIRST_DAY + 30 * 365; date += g_rand_int_range (rand, 1, 200))
        {
          g_assert_cmpint (ta_person_portion (person, date), <=, ta_person_portion (person, date + 40));
          g_assert_true (ta_person_is_child (person, date) || !ta_person_is_child (person, date + 40));
        }
    }
}

static void
test_adults_and_children_are_everybody (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (4);

  for (int round = 0; round < ROUNDS; round++)
    {
      g_autoptr (TaHousehold) household = random_household (rand);
      int adults;
      int children;

      ta_household_count (household, FIRST_DAY + g_rand_int_range (rand, -9000, 9000), &adults, &children);
      g_assert_cmpint (adults, >=, 0);
      g_assert_cmpint (children, >=, 0);
      g_assert_cmpint (adults + children, ==, household->persons->len);
    }
}

/* The pod, the status and the membership of a day tell one story. */
static void
test_memberships_agree (void)
{
  static const char *pods[] = { NULL, "a", "b" };
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);

  for (int round = 0; round < ROUNDS; round++)
    {
      g_autoptr (TaHousehold) household = ta_household_new ("H");

      for (int i = g_rand_int_range (rand, 0, 6); i > 0; i--)
        {
          TaMembership *membership = ta_membership_new (pods[g_rand_int_range (rand, 0, 3)], (TaStatus) g_rand_int_range (rand, 0, 5), FIRST_DAY + g_rand_int_range (rand, 0, DAYS));

          if (g_rand_boolean (rand))
            membership->until = membership->from + g_rand_int_range (rand, 1, 20);
          g_ptr_array_add (household->memberships, membership);
        }
      for (TaDate date = FIRST_DAY - 1; date < FIRST_DAY + DAYS; date++)
        {
          const TaMembership *membership = ta_household_membership (household, date);
          TaStatus status = ta_household_status (household, date);
          const char *pod = ta_household_pod (household, date);

          g_assert_cmpint (status, ==, membership != NULL ? membership->status : TA_STATUS_INTERESTED);
          g_assert_true (membership == NULL || (membership->from <= date && (membership->until == TA_DATE_NONE || date < membership->until)));
          g_assert_true (pod == NULL || g_strcmp0 (pod, membership->pod) == 0);
          g_assert_true (pod == NULL || (status >= TA_STATUS_TRIAL && status <= TA_STATUS_PAUSED));
        }
    }
}

static void
test_turn_portions_add_up (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (6);

  for (int round = 0; round < ROUNDS; round++)
    {
      g_autoptr (TaTurn) turn = ta_turn_new ("pod", "dinner", FIRST_DAY, 1080);
      g_autoptr (TaTurn) copy = NULL;
      int portions = 0;

      for (int i = g_rand_int_range (rand, 0, 12); i > 0; i--)
        {
          TaEater *eater = ta_eater_new ("", g_rand_int_range (rand, 0, 900));

          eater->guests = g_rand_int_range (rand, 0, 5);
          portions += eater->portions + 100 * eater->guests;
          g_ptr_array_add (turn->eaters, eater);
        }
      g_assert_cmpint (ta_turn_portions (turn), ==, portions);
      copy = ta_turn_copy (turn);
      g_assert_cmpint (ta_turn_portions (copy), ==, portions);
    }
}

/* Whatever the clock does, a turn starts when the clock on the wall says so, or where it never does, later that day. */
static void
test_starts_are_what_the_clock_says (void)
{
  static const char *zones[] = { "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Montevideo", "Africa/Casablanca", "Pacific/Apia" };
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (guint z = 0; z < G_N_ELEMENTS (zones); z++)
    {
      g_autoptr (GTimeZone) tz = g_time_zone_new_identifier (zones[z]);

      g_assert_nonnull (tz);
      for (TaDate date = FIRST_DAY; date < FIRST_DAY + 2 * 366; date++)
        {
          g_autoptr (TaTurn) turn = ta_turn_new ("pod", "dinner", date, g_rand_int_range (rand, 0, 24 * 60));
          gint64 start = ta_turn_start_unix (turn, tz);
          g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (start);
          g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, tz);
          int late = g_date_time_get_hour (local) * 60 + g_date_time_get_minute (local) - turn->start;

          g_assert_cmpint (ta_date_from_unix (start, tz), ==, date);
          g_assert_true (late == 0 || late == 30 || late == 60);
        }
    }
}

static char *
random_text (GRand *rand, const char *const *alphabet, guint size)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (int i = g_rand_int_range (rand, 0, 9); i > 0; i--)
    g_string_append (text, alphabet[g_rand_int_range (rand, 0, (gint32) size)]);
  return g_string_free_and_steal (g_steal_pointer (&text));
}

static int
sign_of (int order)
{
  return (order > 0) - (order < 0);
}

static void
test_tool_numbers_have_one_order (void)
{
  static const char *const alphabet[] = { "0", "1", "9", "10", "a", "A", "b", "-", " ", "é" };
  g_autoptr (GRand) rand = g_rand_new_with_seed (8);

  for (int round = 0; round < 20 * ROUNDS; round++)
    {
      g_autofree char *a = random_text (rand, alphabet, G_N_ELEMENTS (alphabet));
      g_autofree char *b = random_text (rand, alphabet, G_N_ELEMENTS (alphabet));
      g_autofree char *c = random_text (rand, alphabet, G_N_ELEMENTS (alphabet));

      g_assert_cmpint (sign_of (ta_tool_number_compare (a, b)), ==, -sign_of (ta_tool_number_compare (b, a)));
      g_assert_cmpint (ta_tool_number_compare (a, a), ==, 0);
      if (ta_tool_number_compare (a, b) <= 0 && ta_tool_number_compare (b, c) <= 0)
        g_assert_cmpint (ta_tool_number_compare (a, c), <=, 0);
    }
}

/* Text from anywhere is either refused or means something that can be written and read again. */
static void
test_hostile_text (void)
{
  static const char *const alphabet[] = {
    "0", "7", "34", "59", "60", "180", ".", ",", ";", " ", "-", "−", "+", "°", "′", "″", "'", "N", "w", "UYU", "$", "\u00a0", "\xff", "\n", "%n", "e9", "nan", "💶"
  };
  g_autoptr (GRand) rand = g_rand_new_with_seed (9);

  for (int round = 0; round < 300 * ROUNDS; round++)
    {
      g_autofree char *text = random_text (rand, alphabet, G_N_ELEMENTS (alphabet));
      g_autofree char *initials = ta_household_initials (text);
      gint64 amount = 0;
      gint64 again = 1;
      TaPoint point = TA_POINT_NONE;

      g_assert_true (g_utf8_validate (initials, -1, NULL) && g_utf8_strlen (initials, -1) >= 1);
      g_assert_cmpint (ta_point_parse (text, &point), ==, point.set);
      g_assert_true (!point.set || ta_point_is_valid (point));
      if (ta_money_parse (text, "UYU", &amount))
        {
          g_autofree char *written = ta_money_to_text (amount, "UYU");

          g_assert_true (ta_money_parse (written, "UYU", &again));
          g_assert_cmpint (again, ==, amount);
        }
      if (ta_hundredths_parse (text, &amount))
        {
          g_autofree char *written = ta_hundredths_to_text (amount);

          g_assert_true (ta_hundredths_parse (written, &again));
          g_assert_cmpint (again, ==, amount);
        }
    }
}

static const char *
one_unit (const char *account, gpointer data)
{
  return "hours";
}

static void
test_reversals_cancel (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (10);

  for (int round = 0; round < ROUNDS; round++)
    {
      g_autoptr (TaTransaction) transaction = ta_transaction_new (FIRST_DAY, "x");
      g_autoptr (TaTransaction) reversal = NULL;
      g_autoptr (TaTransaction) twice = NULL;
      gint64 sum = 0;

      for (int i = g_rand_int_range (rand, 1, 8); i > 0; i--)
        {
          gint64 amount = g_rand_int_range (rand, 1, 1000000);

          ta_transaction_add (transaction, "a", amount);
          sum += amount;
        }
      g_assert_false (ta_transaction_is_balanced (transaction, one_unit, NULL));
      ta_transaction_add (transaction, "b", -sum);
      g_assert_true (ta_transaction_is_balanced (transaction, one_unit, NULL));
      reversal = ta_transaction_reverse (transaction, FIRST_DAY);
      g_assert_true (ta_transaction_is_balanced (reversal, one_unit, NULL));
      twice = ta_transaction_reverse (reversal, FIRST_DAY);
      for (guint i = 0; i < transaction->entries->len; i++)
        g_assert_cmpint (((TaEntry *) twice->entries->pdata[i])->amount, ==, ((TaEntry *) transaction->entries->pdata[i])->amount);
      ((TaEntry *) twice->entries->pdata[0])->amount++;
      g_assert_false (ta_transaction_is_balanced (twice, one_unit, NULL));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/property/diet-needs", test_needs_are_the_union);
  g_test_add_func ("/property/portions", test_portions_are_those_who_are_there);
  g_test_add_func ("/property/age", test_age_only_rises);
  g_test_add_func ("/property/adults-and-children", test_adults_and_children_are_everybody);
  g_test_add_func ("/property/memberships", test_memberships_agree);
  g_test_add_func ("/property/turn-portions", test_turn_portions_add_up);
  g_test_add_func ("/property/turn-start", test_starts_are_what_the_clock_says);
  g_test_add_func ("/property/tool-numbers", test_tool_numbers_have_one_order);
  g_test_add_func ("/property/hostile-text", test_hostile_text);
  g_test_add_func ("/property/ledger", test_reversals_cancel);
  return g_test_run ();
}
