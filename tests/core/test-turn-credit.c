/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-turn-credit.h"
#include "ta-turn-meal.h"

#include <string.h>

#define DAY ta_date_from_ymd (2026, 11, 20)

static TaCreditInputs *
make_inputs (TaRotaCredit preset, TaTurnState state, TaDate date, int holders, int eaters, int portions)
{
  TaCreditInputs *inputs = ta_credit_inputs_new (preset, state, date);

  for (int i = 0; i < holders; i++)
    g_ptr_array_add (inputs->holders, g_strdup_printf ("h%d", i));
  for (int i = 0; i < eaters; i++)
    {
      g_autofree char *id = g_strdup_printf ("h%d", i);

      ta_credit_inputs_add_eater (inputs, id, portions, 0);
    }
  return inputs;
}

/* The sum of the lines of @household, NULL: of all. */
static gint64
sum (GArray *lines, const char *household)
{
  gint64 amount = 0;

  for (guint i = 0; i < lines->len; i++)
    if (household == NULL || g_str_equal (g_array_index (lines, TaCreditLine, i).household, household))
      amount += g_array_index (lines, TaCreditLine, i).amount;
  return amount;
}

/* Six families that eat as much: each owes a sixth, and who cooks has one less its own sixth. */
static void
test_turn (void)
{
  g_autoptr (TaCreditInputs) inputs = make_inputs (TA_ROTA_CREDIT_TURNS, TA_TURN_DONE, DAY, 1, 6, 300);
  g_autoptr (GArray) lines = ta_turn_postings (inputs);
  int seventeen = 0;

  g_assert_cmpuint (lines->len, ==, 7);
  g_assert_true (g_array_index (lines, TaCreditLine, 0).is_holder);
  g_assert_cmpint (g_array_index (lines, TaCreditLine, 0).amount, ==, 100);
  for (guint i = 1; i < lines->len; i++)
    {
      gint64 amount = g_array_index (lines, TaCreditLine, i).amount;

      g_assert_true (amount == -16 || amount == -17);
      seventeen += amount == -17;
    }
  g_assert_cmpint (seventeen, ==, 4);
  g_assert_cmpint (sum (lines, NULL), ==, 0);
}

/* Guests are the hosts' own affair where turns count, and portions like others where portions do. */
static void
test_guests (void)
{
  g_autoptr (TaCreditInputs) inputs = ta_credit_inputs_new (TA_ROTA_CREDIT_TURNS, TA_TURN_LATE, DAY);
  g_autoptr (GArray) turns = NULL;
  g_autoptr (GArray) portions = NULL;

  g_ptr_array_add (inputs->holders, g_strdup ("silva"));
  ta_credit_inputs_add_eater (inputs, "silva", 300, 0);
  ta_credit_inputs_add_eater (inputs, "okafor", 100, 2);
  turns = ta_turn_postings (inputs);
  g_assert_cmpint (sum (turns, "silva"), ==, 25);
  g_assert_cmpint (sum (turns, "okafor"), ==, -25);
  inputs->preset = TA_ROTA_CREDIT_PORTIONS;
  portions = ta_turn_postings (inputs);
  g_assert_cmpint (sum (portions, "silva"), ==, 300);
  g_assert_cmpint (sum (portions, "okafor"), ==, -300);
  /* What it cooked for itself moves nothing, so there is no line of it. */
  g_assert_cmpuint (portions->len, ==, 2);
}

static void
test_holders (void)
{
  g_autoptr (TaCreditInputs) inputs = make_inputs (TA_ROTA_CREDIT_TURNS, TA_TURN_DONE, DAY, 3, 3, 100);
  g_autoptr (GArray) turns = ta_turn_postings (inputs);
  g_autoptr (GArray) portions = NULL;
  gint64 credits = 0;

  for (guint i = 0; i < 3; i++)
    credits += g_array_index (turns, TaCreditLine, i).amount;
  g_assert_cmpint (credits, ==, 100);
  inputs->preset = TA_ROTA_CREDIT_PORTIONS;
  portions = ta_turn_postings (inputs);
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *id = g_strdup_printf ("h%u", i);

      g_assert_cmpint (sum (portions, id), ==, 0);
    }
}

static void
test_states (void)
{
  static const struct
  {
    TaTurnState state;
    gint64 turns, portions; /* of who holds it, where two eat 1 and 3 portions and the first cooks */
  } cases[] = {
    { TA_TURN_PLANNED, 0, 0 },
    { TA_TURN_PUBLISHED, 0, 0 },
    { TA_TURN_SEEKING_COVER, 0, 0 },
    { TA_TURN_DONE, 75, 300 },
    { TA_TURN_LATE, 75, 300 },
    { TA_TURN_MISSED, -75, -300 },
    { TA_TURN_EXCUSED, 0, 0 },
    { TA_TURN_CANCELLED, 0, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (int preset = TA_ROTA_CREDIT_TURNS; preset <= TA_ROTA_CREDIT_PORTIONS; preset++)
      {
        g_autoptr (TaCreditInputs) inputs = ta_credit_inputs_new ((TaRotaCredit) preset, cases[i].state, DAY);
        g_autoptr (GArray) lines = NULL;

        g_ptr_array_add (inputs->holders, g_strdup ("a"));
        ta_credit_inputs_add_eater (inputs, "a", 100, 0);
        ta_credit_inputs_add_eater (inputs, "b", 300, 0);
        lines = ta_turn_postings (inputs);
        g_assert_cmpint (sum (lines, "a"), ==, preset == TA_ROTA_CREDIT_TURNS ? cases[i].turns : cases[i].portions);
        g_assert_cmpint (sum (lines, NULL), ==, 0);
        g_assert_nonnull (ta_turn_state_effect_text (cases[i].state));
      }
}

static void
test_nobody (void)
{
  g_autoptr (TaCreditInputs) no_holder = make_inputs (TA_ROTA_CREDIT_TURNS, TA_TURN_DONE, DAY, 0, 3, 100);
  g_autoptr (TaCreditInputs) no_eater = make_inputs (TA_ROTA_CREDIT_PORTIONS, TA_TURN_DONE, DAY, 1, 0, 100);
  g_autoptr (TaCreditInputs) no_portion = make_inputs (TA_ROTA_CREDIT_TURNS, TA_TURN_DONE, DAY, 1, 3, 0);
  g_autoptr (GArray) first = ta_turn_postings (no_holder);
  g_autoptr (GArray) second = ta_turn_postings (no_eater);
  g_autoptr (GArray) third = ta_turn_postings (no_portion);

  g_assert_cmpuint (first->len + second->len + third->len, ==, 0);
}

static TaCreditInputs *
random_inputs (void)
{
  TaCreditInputs *inputs = ta_credit_inputs_new ((TaRotaCredit) g_test_rand_int_range (0, 2), (TaTurnState) g_test_rand_int_range (0, 8),
                                                 DAY + g_test_rand_int_range (0, 1000));
  int holders = g_test_rand_int_range (0, 5), eaters = g_test_rand_int_range (0, 12);

  for (int i = 0; i < holders; i++)
    g_ptr_array_add (inputs->holders, g_strdup_printf ("h%d", 2 * i));
  for (int i = 0; i < eaters; i++)
    {
      g_autofree char *id = g_strdup_printf ("h%d", i);

      ta_credit_inputs_add_eater (inputs, id, g_test_rand_int_range (0, 800), g_test_rand_int_range (0, 3));
    }
  return inputs;
}

/* Whatever there is: the sum is zero, no line is empty, shares are within a hundredth of what is exact, and twice gives the same. */
static void
test_random (void)
{
  for (int i = 0; i < 20000; i++)
    {
      g_autoptr (TaCreditInputs) inputs = random_inputs ();
      g_autoptr (GArray) lines = ta_turn_postings (inputs);
      g_autoptr (GArray) again = ta_turn_postings (inputs);
      gint64 total = 0;

      g_assert_cmpuint (lines->len, ==, again->len);
      for (guint j = 0; j < lines->len; j++)
        {
          const TaCreditLine *line = &g_array_index (lines, TaCreditLine, j);

          g_assert_cmpint (line->amount, !=, 0);
          g_assert_cmpint (line->amount, ==, g_array_index (again, TaCreditLine, j).amount);
          total += line->amount;
          if (inputs->preset == TA_ROTA_CREDIT_TURNS && !line->is_holder)
            g_assert_cmpint (ABS (ABS (line->amount) * line->whole - 100 * line->part), <, line->whole);
        }
      g_assert_cmpint (total, ==, 0);
    }
}

/* Over a year of dinners nobody is always the one who has the odd hundredth. */
static void
test_lots (void)
{
  for (int eaters = 3; eaters <= 7; eaters++)
    {
      gint64 balances[7] = { 0 };

      for (TaDate date = DAY; date < DAY + 365; date++)
        {
          g_autoptr (TaCreditInputs) inputs = make_inputs (TA_ROTA_CREDIT_TURNS, TA_TURN_DONE, date, 1, eaters, 300);
          g_autoptr (GArray) lines = ta_turn_postings (inputs);

          for (guint i = 1; i < lines->len; i++)
            balances[i - 1] += g_array_index (lines, TaCreditLine, i).amount;
        }
      for (int i = 0; i < eaters; i++)
        {
          gint64 exact = -100 * 365 / eaters;

          g_test_message ("%d of %d: %" G_GINT64_FORMAT, i, eaters, balances[i] - exact);
          g_assert_cmpint (ABS (balances[i] - exact), <=, 50);
        }
    }
}

static TaTurn *
make_turn (void)
{
  TaTurn *turn = ta_turn_new ("pod", "cooking", DAY, 18 * 60);

  turn->state = TA_TURN_DONE;
  ta_turn_set_holder (turn, "silva", TA_DUTY_COOK);
  g_ptr_array_add (turn->eaters, ta_eater_new ("silva", 200));
  g_ptr_array_add (turn->eaters, ta_eater_new ("okafor", 300));
  return turn;
}

static char *
digest_after (void (*change) (TaTurn *turn))
{
  g_autoptr (TaTurn) turn = make_turn ();

  change (turn);
  return ta_turn_credit_digest (turn);
}

static void
change_nothing (TaTurn *turn)
{
  gpointer first = g_ptr_array_steal_index (turn->eaters, 0);

  g_ptr_array_add (turn->eaters, first);
  ta_set_text (&turn->note, "Very good");
  ta_set_text (&turn->title, "Lasagne");
  g_ptr_array_add (turn->assignments, ta_assignment_new ("kim", TA_DUTY_HELPER));
}

static void
change_state (TaTurn *turn)
{
  turn->state = TA_TURN_LATE;
}

static void
change_date (TaTurn *turn)
{
  turn->date++;
}

static void
change_holder (TaTurn *turn)
{
  ta_turn_set_holder (turn, "okafor", TA_DUTY_COOK);
}

static void
change_portions (TaTurn *turn)
{
  ((TaEater *) turn->eaters->pdata[1])->portions = 350;
}

static void
change_guests (TaTurn *turn)
{
  ((TaEater *) turn->eaters->pdata[1])->guests = 1;
}

static void
test_digest (void)
{
  static void (*const changes[]) (TaTurn *) = { change_state, change_date, change_holder, change_portions, change_guests };
  g_autoptr (TaTurn) turn = make_turn ();
  g_autofree char *before = ta_turn_credit_digest (turn);
  g_autofree char *same = digest_after (change_nothing);

  g_assert_cmpstr (before, ==, same);
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autofree char *after = digest_after (changes[i]);

      g_assert_cmpstr (before, !=, after);
    }
}

static TaHousehold *
make_household (const char *id, TaStatus status, int people)
{
  TaHousehold *household = ta_household_new (id);

  ta_set_text (&household->id, id);
  for (int i = 0; i < people; i++)
    g_ptr_array_add (household->persons, ta_person_new ("Somebody", TA_ROLE_ADULT));
  g_ptr_array_add (household->memberships, ta_membership_new ("pod", status, DAY - 100));
  return household;
}

/* Without a list those eat who belong to the pod and are there. */
static void
test_default_eaters (void)
{
  g_autoptr (TaTurn) turn = ta_turn_new ("pod", "cooking", DAY, 18 * 60);
  g_autoptr (GPtrArray) households = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_household_free);
  g_autoptr (GPtrArray) eaters = NULL;
  TaHousehold *away = make_household ("away", TA_STATUS_MEMBER, 2);

  g_ptr_array_add (away->absences, ta_absence_new (NULL, DAY - 1, DAY + 1, ""));
  g_ptr_array_add (households, make_household ("member", TA_STATUS_MEMBER, 3));
  g_ptr_array_add (households, make_household ("trial", TA_STATUS_TRIAL, 1));
  g_ptr_array_add (households, make_household ("unknown", TA_STATUS_MEMBER, 0));
  g_ptr_array_add (households, make_household ("paused", TA_STATUS_PAUSED, 2));
  g_ptr_array_add (households, make_household ("left", TA_STATUS_LEFT, 2));
  g_ptr_array_add (households, away);
  eaters = ta_turn_meal_eaters (turn, households);
  g_assert_cmpuint (eaters->len, ==, 3);
  g_assert_cmpint (((TaEater *) eaters->pdata[0])->portions, ==, 300);
  g_assert_cmpint (((TaEater *) eaters->pdata[1])->portions, ==, 100);
  g_assert_cmpint (((TaEater *) eaters->pdata[2])->portions, ==, 100);
}

static void
test_texts (void)
{
  g_autoptr (TaCreditInputs) inputs = ta_credit_inputs_new (TA_ROTA_CREDIT_TURNS, TA_TURN_DONE, DAY);
  g_autoptr (GArray) lines = NULL;
  g_autofree char *holder = NULL;
  g_autofree char *eater = NULL;
  g_autofree char *json = NULL;
  g_autofree char *trace = NULL;

  g_ptr_array_add (inputs->holders, g_strdup ("a"));
  ta_credit_inputs_add_eater (inputs, "b", 350, 0);
  ta_credit_inputs_add_eater (inputs, "c", 1650, 1);
  lines = ta_turn_postings (inputs);
  holder = ta_credit_line_explain (inputs, &g_array_index (lines, TaCreditLine, 0));
  eater = ta_credit_line_explain (inputs, &g_array_index (lines, TaCreditLine, 1));
  g_assert_cmpstr (holder, ==, "Held the turn: +1 turn");
  g_assert_true (g_str_has_prefix (eater, "Ate 3.5 of 20 portions, so that part of one turn: −0.1"));
  json = ta_credit_inputs_to_json (inputs, "00ff");
  g_assert_cmpstr (json, ==,
                   "{\"preset\":\"turns\",\"state\":\"done\",\"date\":\"2026-11-20\",\"holders\":[\"a\"],\"eaters\":[[\"b\",350,0],[\"c\",1650,1]],\"turn\":\"00ff\"}");
  trace = ta_turn_postings_trace (inputs, lines);
  g_assert_true (g_str_has_prefix (trace, "[[\"holder\",0,1,1,100],[\"eater\",0,350,2000,-1"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/turn-credit/turn", test_turn);
  g_test_add_func ("/turn-credit/guests", test_guests);
  g_test_add_func ("/turn-credit/holders", test_holders);
  g_test_add_func ("/turn-credit/states", test_states);
  g_test_add_func ("/turn-credit/nobody", test_nobody);
  g_test_add_func ("/turn-credit/random", test_random);
  g_test_add_func ("/turn-credit/lots", test_lots);
  g_test_add_func ("/turn-credit/digest", test_digest);
  g_test_add_func ("/turn-credit/default-eaters", test_default_eaters);
  g_test_add_func ("/turn-credit/texts", test_texts);
  return g_test_run ();
}
