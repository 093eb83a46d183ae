/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-replacements.h"

static void
assert_replaced (const TaReplacements *replacements, const char *text, const char *expected)
{
  g_autofree char *replaced = ta_replacements_apply (replacements, text);

  g_assert_cmpstr (replaced, ==, expected);
}

static void
test_words (void)
{
  g_autoptr (TaReplacements) replacements = ta_replacements_new ();

  ta_replacements_add (replacements, "Ana", "X");
  assert_replaced (replacements, "Ana", "X");
  assert_replaced (replacements, "for Ana, and (Ana)’s", "for X, and (X)’s");
  assert_replaced (replacements, "AnaAna Ana2 Analía Diana", NULL);
  assert_replaced (replacements, "Añana", NULL);
  assert_replaced (replacements, "ana", NULL);
  assert_replaced (replacements, "", NULL);
  assert_replaced (replacements, NULL, NULL);
  /* What is no text is left alone. */
  assert_replaced (replacements, "Ana \xff", NULL);
}

/* Of several words the letter case does not count. */
static void
test_full_names (void)
{
  g_autoptr (TaReplacements) replacements = ta_replacements_new ();

  ta_replacements_add (replacements, "  Núria Öz ", "X");
  assert_replaced (replacements, "NÚRIA ÖZ and núria öz", "X and X");
  assert_replaced (replacements, "Núria", NULL);
  assert_replaced (replacements, "Núria Özil", NULL);
}

static void
test_longest (void)
{
  g_autoptr (TaReplacements) replacements = ta_replacements_new ();

  ta_replacements_add (replacements, "Silva", "S");
  ta_replacements_add (replacements, "Ana Silva", "A");
  ta_replacements_add (replacements, "Ana Silva", "never");
  ta_replacements_add (replacements, "+52 555", "…");
  g_assert_cmpuint (ta_replacements_count (replacements), ==, 3);
  assert_replaced (replacements, "Ana Silva of Silva: +52 555, +52 5550", "A of S: …, +52 5550");
}

/* What says nothing is not looked for, or everything would be found. */
static void
test_nothing (void)
{
  g_autoptr (TaReplacements) replacements = ta_replacements_new ();

  ta_replacements_add (replacements, "", "X");
  ta_replacements_add (replacements, " ", "X");
  ta_replacements_add (replacements, "A", "X");
  ta_replacements_add (replacements, NULL, "X");
  ta_replacements_add (replacements, "X y", "X y");
  g_assert_cmpuint (ta_replacements_count (replacements), ==, 0);
  assert_replaced (replacements, "A X y", NULL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/replacements/words", test_words);
  g_test_add_func ("/replacements/full-names", test_full_names);
  g_test_add_func ("/replacements/longest", test_longest);
  g_test_add_func ("/replacements/nothing", test_nothing);
  return g_test_run ();
}
