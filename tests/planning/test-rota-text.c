/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-rota-text.h"

#include "rota-family.h"
#include "ta-planning-error.h"

#include <string.h>

/* Two households, three turns; the lines of the tests below are put behind it or in the place of one of its own. */
#define LINES                      \
  "rota 1 pod\n"                   \
  "2 3 14\n"                       \
  "h 0 2 2 1 -3 3 9 4 1 3 4 0 4\n" \
  "h 1 1 1 2 -999 0 2 0 8\n"       \
  "t 0 1 0 1 1\n"                  \
  "t 1 4 0 2 1\n"                  \
  "t 2 8 1 1 1\n"                  \
  "e 0 0 5\n"                      \
  "e 0 2 0\n"                      \
  "e 1 1 7\n"                      \
  "p 1 1\n"

static void
test_reads (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TaRotaProblem) problem = ta_rota_problem_parse (LINES, strlen (LINES), &error);
  const TaRotaHousehold *household;

  g_assert_no_error (error);
  g_assert_cmpstr (problem->name, ==, "pod");
  g_assert_cmpint (problem->n_households, ==, 2);
  g_assert_cmpint (problem->n_turns, ==, 3);
  g_assert_cmpint (problem->n_days, ==, 14);
  household = &problem->households[0];
  g_assert_cmpint (household->min_gap, ==, 2);
  g_assert_cmpint (household->max_per_week, ==, 1);
  g_assert_cmpint (household->last_day, ==, -3);
  g_assert_cmpint (household->n_gap_costs, ==, 3);
  g_assert_cmpint (household->gap_costs[2], ==, 1);
  g_assert_cmpint (household->n_credit_costs, ==, 3);
  g_assert_cmpint (household->credit_costs[0], ==, 4);
  g_assert_cmpint (problem->households[1].last_day, ==, TA_ROTA_NEVER);
  g_assert_cmpint (problem->households[1].n_gap_costs, ==, 0);
  g_assert_cmpint (problem->turns[1].day, ==, 4);
  g_assert_cmpint (problem->turns[1].places, ==, 2);
  g_assert_cmpint (problem->turns[2].week, ==, 1);
  g_assert_cmpint (ta_rota_problem_cost (problem, 0, 0), ==, 5);
  g_assert_cmpint (ta_rota_problem_cost (problem, 0, 1), ==, TA_ROTA_INELIGIBLE);
  g_assert_true (ta_rota_problem_is_pinned (problem, 1, 1));
  g_assert_false (ta_rota_problem_is_pinned (problem, 0, 0));
}

/* Blank lines, indentation and line ends of other systems are no matter; neither is the order of the lines. */
static void
test_space (void)
{
  static const char text[] = "\n rota 1 pod\r\n\r\n 1\t1 1\r\n e 0 0 3\r\n\r\nt 0 0 0 1 1\r\nh  0 1 1 1 0  0  2 0 0";
  g_autoptr (GError) error = NULL;
  g_autoptr (TaRotaProblem) problem = ta_rota_problem_parse (text, strlen (text), &error);

  g_assert_no_error (error);
  g_assert_cmpint (ta_rota_problem_cost (problem, 0, 0), ==, 3);
}

static void
test_round_trip (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);

  for (int i = 0; i < 300; i++)
    {
      RotaFamily family = { 6, 12, 3, 0.7, i % 2 ? 0.2 : 0, i % 3 == 0 };
      g_autoptr (TaRotaProblem) problem = rota_family_new (rand, &family);
      g_autoptr (GError) error = NULL;
      g_autofree char *text = ta_rota_problem_print (problem);
      g_autoptr (TaRotaProblem) again = ta_rota_problem_parse (text, strlen (text), &error);
      g_autofree char *printed = NULL;
      gsize pairs = (gsize) problem->n_households * (gsize) problem->n_turns;

      g_assert_no_error (error);
      printed = ta_rota_problem_print (again);
      g_assert_cmpstr (text, ==, printed);
      g_assert_cmpmem (problem->turns, (gsize) problem->n_turns * sizeof (TaRotaTurn), again->turns, (gsize) again->n_turns * sizeof (TaRotaTurn));
      g_assert_cmpmem (problem->costs, pairs * sizeof (int), again->costs, pairs * sizeof (int));
      for (int h = 0; h < problem->n_households; h++)
        for (int t = 0; t < problem->n_turns; t++)
          g_assert_cmpint (ta_rota_problem_is_pinned (problem, h, t), ==, ta_rota_problem_is_pinned (again, h, t));
    }
}

typedef struct
{
  int line;         /* of LINES, from 1, that is replaced; 12: put behind them */
  const char *text; /* what stands there instead; "": the line is missing */
  int named;        /* the line that the message names */
} Bad;

static const Bad bad[] = {
  { 1, "roda 1 pod", 1 },
  { 1, "rota 2 pod", 1 },
  { 1, "rota 1", 1 },
  { 1, "rota 1 \xff", 1 },
  { 1, "rota 1 pod 2", 1 },
  { 2, "2 3", 2 },
  { 2, "0 3 14", 2 },
  { 2, "1001 3 14", 2 },
  { 2, "2 0 14", 2 },
  { 2, "2 10001 14", 2 },
  { 2, "2 3 0", 2 },
  { 2, "2 3 3701", 2 },
  { 2, "2 3 14 1", 2 },
  { 2, "2 3 two", 2 },
  { 2, "3 3 14", 11 },
  { 2, "2 4 14", 11 },
  { 3, "", 10 },
  { 3, "h", 3 },
  { 3, "h 2 2 2 1 -3 0 2 0 4", 3 },
  { 3, "h -1 2 2 1 -3 0 2 0 4", 3 },
  { 3, "h 0 -1 2 1 -3 0 2 0 4", 3 },
  { 3, "h 0 2 -1 1 -3 0 2 0 4", 3 },
  { 3, "h 0 2 2 -1 -3 0 2 0 4", 3 },
  { 3, "h 0 2 2 1 1 0 2 0 4", 3 },
  { 3, "h 0 2 2 1 -1000 0 2 0 4", 3 },
  { 3, "h 0 2 2 1 -3 -1 2 0 4", 3 },
  { 3, "h 0 2 2 1 -3 5001 2 0 4", 3 },
  { 3, "h 0 2 2 1 -3 2 4 2 0 4", 3 },
  { 3, "h 0 2 2 1 -3 0 0", 3 },
  { 3, "h 0 2 2 1 -3 0 2 0", 3 },
  { 3, "h 0 2 2 1 -3 0 2 0 -4", 3 },
  { 3, "h 0 2 2 1 -3 0 2 0 100000001", 3 },
  { 3, "h 0 2 2 1 -3 0 2 0 4 4", 3 },
  { 3, "h 0 2 2 1 -3 0 2 0 4.5", 3 },
  { 3, "h 0 2 2 1 -3 0 2 0 99999999999999999999", 3 },
  { 4, "h 0 2 2 1 -3 0 2 0 4", 4 },
  { 5, "", 10 },
  { 5, "t", 5 },
  { 5, "t 3 1 0 1 1", 5 },
  { 5, "t 0 14 0 1 1", 5 },
  { 5, "t 0 -1 0 1 1", 5 },
  { 5, "t 0 1 -1 1 1", 5 },
  { 5, "t 0 1 0 0 1", 5 },
  { 5, "t 0 1 0 3 1", 5 },
  { 5, "t 0 1 0 1 -1", 5 },
  { 5, "t 0 1 0 1", 5 },
  { 5, "t 0 1 0 1 1 1", 5 },
  { 6, "t 0 4 0 2 1", 6 },
  { 5, "t 0 5 0 1 1", 11 },
  { 5, "t 0 1 1 1 1", 11 },
  { 8, "e 0 0", 8 },
  { 8, "e 2 0 5", 8 },
  { 8, "e 0 3 5", 8 },
  { 8, "e 0 0 -1", 8 },
  { 8, "e 0 0 100000001", 8 },
  { 8, "e 0 0 5 5", 8 },
  { 9, "e 0 0 0", 9 },
  { 11, "p 1", 11 },
  { 11, "p 2 1", 11 },
  { 11, "p 1 3", 11 },
  { 11, "p 1 1 1", 11 },
  { 12, "q 1 1", 12 },
  { 12, "ee 1 1 1", 12 },
  { 12, "5", 12 },
  { 12, "p 0 2\np 1 2", 13 }, /* more than there are places */
  { 12, "p 1 0", 12 },        /* more credit than household 1 may have */
};

static char *
replace_line (int line, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (LINES, "\n", -1);
  GString *changed = g_string_new (NULL);

  for (int i = 0; lines[i + 1] != NULL; i++)
    if (i + 1 != line)
      g_string_append_printf (changed, "%s\n", lines[i]);
    else if (*text != '\0')
      g_string_append_printf (changed, "%s\n", text);
  if (line == 12)
    g_string_append (changed, text);
  /* Behind the last line end is no line. */
  else
    g_string_truncate (changed, changed->len - 1);
  return g_string_free (changed, FALSE);
}

static void
test_bad (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *text = replace_line (bad[i].line, bad[i].text);
      g_autofree char *named = g_strdup_printf ("Line %d: ", bad[i].named);
      g_autoptr (GError) error = NULL;
      g_autoptr (TaRotaProblem) problem = ta_rota_problem_parse (text, strlen (text), &error);

      if (problem != NULL || !g_str_has_prefix (error->message, named))
        g_error ("“%s” in line %d: %s", bad[i].text, bad[i].line, problem == NULL ? error->message : "was taken");
      g_assert_error (error, TA_PLANNING_ERROR, TA_PLANNING_ERROR_FORMAT);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
    }
}

/* Each may be, and both together would take too much memory. */
static void
test_too_large (void)
{
  static const char text[] = "rota 1 pod\n1000 10000 3700\n";
  g_autoptr (GError) error = NULL;

  g_assert_null (ta_rota_problem_parse (text, strlen (text), &error));
  g_assert_error (error, TA_PLANNING_ERROR, TA_PLANNING_ERROR_LIMIT);
}

/* Cut off anywhere it is refused, and nothing behind the end is read. */
static void
test_cut_off (void)
{
  for (gsize length = 0; length < strlen (LINES) - strlen ("e 0 0 5\ne 0 2 0\ne 1 1 7\np 1 1\n") - strlen (" 1\n"); length++)
    {
      g_autofree char *text = g_strndup (LINES, length);
      g_autoptr (GError) error = NULL;

      g_assert_null (ta_rota_problem_parse (text, length, &error));
      g_assert_nonnull (error);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rota-text/reads", test_reads);
  g_test_add_func ("/rota-text/space", test_space);
  g_test_add_func ("/rota-text/round-trip", test_round_trip);
  g_test_add_func ("/rota-text/bad", test_bad);
  g_test_add_func ("/rota-text/too-large", test_too_large);
  g_test_add_func ("/rota-text/cut-off", test_cut_off);
  return g_test_run ();
}
