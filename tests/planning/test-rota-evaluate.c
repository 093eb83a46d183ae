/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-rota-text.h"

#include <string.h>

/* Everything here is worked out by hand. Two weeks, six turns, of which one takes two; household 2 had its last turn three days before the first day. */
#define POD                                        \
  "rota 1 pod\n3 6 14\n"                           \
  "h 0 3 2 2 -999 0 4 90 10 0 40\n"                \
  "h 1 3 3 1 -999 8 0 0 0 5 4 3 2 1 4 60 5 0 30\n" \
  "h 2 2 4 2 -3 10 0 0 0 0 9 7 5 3 2 1 3 20 2 6\n" \
  "t 0 0 0 1 1\n"                                  \
  "t 1 2 0 2 1\n"                                  \
  "t 2 3 0 1 1\n"                                  \
  "t 3 6 0 1 1\n"                                  \
  "t 4 7 1 1 1\n"                                  \
  "t 5 9 1 1 1\n"                                  \
  "e 0 0 1\ne 0 1 2\ne 0 2 3\ne 0 3 4\ne 0 4 5\n"  \
  "e 1 0 0\ne 1 1 6\ne 1 3 0\ne 1 4 7\ne 1 5 1\n"  \
  "e 2 0 8\ne 2 1 1\ne 2 2 1\ne 2 4 2\ne 2 5 9\n"

#define NOBODY TA_ROTA_NOBODY

typedef struct
{
  const char *more; /* lines behind those of the pod */
  int holders[7];   /* by place: turn 0, both of turn 1, turns 2 to 5 */
  const char *rule; /* the rule that is broken, or NULL */
  TaRotaScore score;
} Case;

static const Case cases[] = {
  /* Nothing done: credit 90 + 60 + 20, seven places. */
  { "", { NOBODY, NOBODY, NOBODY, NOBODY, NOBODY, NOBODY, NOBODY }, NULL, { 7, 170, 0, 0, 70170 } },
  /* 0: turns 0 and 4, gap 7, no gap costs; 1 + 5; credit 0.
     1: turns 1 and 5, gap 7: 1; 6 + 1; credit 0.
     2: turn 1, five days after its last: 7; 1; credit 2. */
  { "", { 0, 1, 2, NOBODY, NOBODY, 0, 1 }, NULL, { 2, 2, 14, 8, 20024 } },
  /* The places of a turn in another order are the same plan. */
  { "", { 0, 2, 1, NOBODY, NOBODY, 0, 1 }, NULL, { 2, 2, 14, 8, 20024 } },
  /* Everything covered. 0: turns 0, 2, 4; gaps 3 and 4; 1 + 3 + 5; credit 40. 1: turns 1, 5 (gap 7: 1); 6 + 1; credit 0 … */
  { "e 2 3 0\n", { 0, 1, 2, 0, 2, 0, 1 }, NULL, { 0, 46, 17, 17, 80 } },
  /* A gap of just what is asked for, and one longer than the table. */
  { "", { NOBODY, 0, NOBODY, NOBODY, NOBODY, 2, NOBODY }, NULL, { 5, 72, 4, 0 + 0, 50076 } },

  { "", { 0, NOBODY, NOBODY, NOBODY, NOBODY, NOBODY, 0 }, "not eligible", { 0 } },
  { "", { 3, NOBODY, NOBODY, NOBODY, NOBODY, NOBODY, NOBODY }, "not eligible", { 0 } },
  { "", { -2, NOBODY, NOBODY, NOBODY, NOBODY, NOBODY, NOBODY }, "not eligible", { 0 } },
  { "", { NOBODY, 0, 0, NOBODY, NOBODY, NOBODY, NOBODY }, "twice in one turn", { 0 } },
  /* Days 2 and 3, and two days must lie between. */
  { "", { NOBODY, 0, NOBODY, 0, NOBODY, NOBODY, NOBODY }, "too soon", { 0 } },
  /* Three days after what was before the period, and it takes four. */
  { "", { 2, NOBODY, NOBODY, NOBODY, NOBODY, NOBODY, NOBODY }, "too soon", { 0 } },
  /* Three turns in the first week, where two are the most. */
  { "", { 0, 0, NOBODY, NOBODY, 0, NOBODY, NOBODY }, "too many in a week", { 0 } },
  { "", { 1, NOBODY, NOBODY, NOBODY, 1, NOBODY, NOBODY }, "too many in a week", { 0 } },
  /* 2 may have a credit of two. */
  { "e 2 3 0\n", { NOBODY, 2, NOBODY, NOBODY, 2, NOBODY, NOBODY }, NULL, { 5, 156, 1, 7 + 9, 50173 } },

  /* A pin is in every plan, */
  { "p 0 2\n", { NOBODY, NOBODY, NOBODY, NOBODY, NOBODY, NOBODY, NOBODY }, "pinned turn taken away", { 0 } },
  { "p 0 2\n", { NOBODY, NOBODY, NOBODY, 2, NOBODY, NOBODY, NOBODY }, "pinned turn taken away", { 0 } },
  { "p 0 2\n", { NOBODY, NOBODY, NOBODY, 0, NOBODY, NOBODY, NOBODY }, NULL, { 6, 90, 3, 0, 60093 } },
  /* makes eligible, at no cost, */
  { "p 0 5\n", { NOBODY, NOBODY, NOBODY, NOBODY, NOBODY, NOBODY, 0 }, NULL, { 6, 90, 0, 0, 60090 } },
  /* may lie where a gap forbids it, but only beside another pin or the past, */
  { "p 0 1\np 0 2\n", { NOBODY, 0, NOBODY, 0, NOBODY, NOBODY, NOBODY }, NULL, { 5, 80, 5, 0, 50085 } },
  { "p 0 1\n", { NOBODY, 0, NOBODY, 0, NOBODY, NOBODY, NOBODY }, "too soon", { 0 } },
  { "p 2 0\n", { 2, NOBODY, NOBODY, NOBODY, NOBODY, NOBODY, NOBODY }, NULL, { 6, 152, 8, 0, 60160 } },
  /* and a week holds as many as are pinned in it, but then no other. */
  { "p 1 0\np 1 3\n", { 1, NOBODY, NOBODY, NOBODY, 1, NOBODY, NOBODY }, NULL, { 5, 110, 0, 2, 50112 } },
  { "p 1 0\n", { 1, NOBODY, NOBODY, NOBODY, 1, NOBODY, NOBODY }, "too many in a week", { 0 } },
  { "e 1 2 0\np 1 0\np 1 3\n", { 1, NOBODY, NOBODY, 1, 1, NOBODY, NOBODY }, "too many in a week", { 0 } },
};

static TaRotaProblem *
read_problem (const char *more, GError **error)
{
  g_autofree char *text = g_strconcat (POD, more, NULL);

  return ta_rota_problem_parse (text, strlen (text), error);
}

static void
compare (gsize number, const TaRotaScore *score, const TaRotaScore *expected)
{
  g_test_message ("case %" G_GSIZE_FORMAT, number);
  g_assert_cmpint (score->uncovered, ==, expected->uncovered);
  g_assert_cmpint (score->credit, ==, expected->credit);
  g_assert_cmpint (score->turns, ==, expected->turns);
  g_assert_cmpint (score->gaps, ==, expected->gaps);
  g_assert_cmpint (score->total, ==, expected->total);
}

static void
test_cases (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (TaRotaProblem) problem = read_problem (cases[i].more, &error);
      g_autoptr (TaRotaPlan) plan = NULL;
      g_autofree char *broken = NULL;
      TaRotaScore score;
      gboolean valid;

      g_assert_no_error (error);
      plan = ta_rota_plan_new (problem);
      g_assert_cmpint (plan->n_places, ==, 7);
      memcpy (plan->households, cases[i].holders, sizeof cases[i].holders);
      valid = ta_rota_evaluate (problem, plan, &score, &broken);
      if (valid != (cases[i].rule == NULL) || (!valid && !g_str_has_prefix (broken, cases[i].rule)))
        g_error ("case %" G_GSIZE_FORMAT ": %s", i, broken != NULL ? broken : "taken for valid");
      if (valid)
        compare (i, &score, &cases[i].score);
    }
}

/* Two turns of one day: nobody takes both, whatever the gap, unless a person pinned them. */
static void
test_same_day (void)
{
  static const char text[] = "rota 1 day\n1 2 1\nh 0 9 0 9 -999 1 4 3 0 1 2\nt 0 0 0 1 1\nt 1 0 0 1 1\ne 0 0 1\ne 0 1 1\n";
  g_autofree char *pins = g_strconcat (text, "p 0 0\np 0 1\n", NULL);
  g_autoptr (TaRotaProblem) free = ta_rota_problem_parse (text, strlen (text), NULL);
  g_autoptr (TaRotaProblem) pinned = ta_rota_problem_parse (pins, strlen (pins), NULL);
  g_autoptr (TaRotaPlan) plan = ta_rota_plan_new (pinned);
  g_autofree char *broken = NULL;
  TaRotaScore score;

  g_assert_false (ta_rota_evaluate (free, plan, &score, &broken));
  g_assert_true (g_str_has_prefix (broken, "too soon"));
  g_assert_true (ta_rota_evaluate (pinned, plan, &score, NULL));
  /* Credit 2, 1 + 1, and a gap of no days: 4. */
  g_assert_cmpint (score.total, ==, 2 + 2 + 4);
}

/* Credit is what the turns are worth, and a table of two entries allows one. */
static void
test_credit (void)
{
  static const char text[] = "rota 1 credit\n1 2 9\nh 0 3 1 9 -999 0 4 7 0 1 2\nt 0 0 0 1 3\nt 1 5 0 1 1\ne 0 0 1\ne 0 1 1\n";
  g_autoptr (TaRotaProblem) problem = ta_rota_problem_parse (text, strlen (text), NULL);
  g_autoptr (TaRotaPlan) plan = ta_rota_plan_new (problem);
  g_autofree char *broken = NULL;
  TaRotaScore score;

  plan->households[0] = 0;
  g_assert_true (ta_rota_evaluate (problem, plan, &score, NULL));
  g_assert_cmpint (score.total, ==, 2 + 1 + TA_ROTA_UNCOVERED);
  plan->households[1] = 0;
  g_assert_false (ta_rota_evaluate (problem, plan, &score, &broken));
  g_assert_true (g_str_has_prefix (broken, "too much credit"));
}

/* A new plan has the pins, each in a place of its own. */
static void
test_new_plan (void)
{
  g_autoptr (TaRotaProblem) problem = read_problem ("p 2 1\np 1 1\np 0 4\n", NULL);
  g_autoptr (TaRotaPlan) plan = ta_rota_plan_new (problem);
  g_autoptr (TaRotaPlan) copy = ta_rota_plan_copy (plan);
  TaRotaScore score;

  g_assert_true (ta_rota_evaluate (problem, copy, &score, NULL));
  g_assert_cmpint (score.uncovered, ==, 4);
  g_assert_true (ta_rota_plan_holds (copy, 1, 1) && ta_rota_plan_holds (copy, 2, 1) && ta_rota_plan_holds (copy, 0, 4));
  g_assert_false (ta_rota_plan_holds (copy, 0, 1) || ta_rota_plan_holds (copy, 0, 0));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rota-evaluate/cases", test_cases);
  g_test_add_func ("/rota-evaluate/same-day", test_same_day);
  g_test_add_func ("/rota-evaluate/credit", test_credit);
  g_test_add_func ("/rota-evaluate/new-plan", test_new_plan);
  return g_test_run ();
}
