/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-code.h"
#include "ta-household.h"
#include "ta-tool.h"
#include "ta-turn.h"

#include <string.h>

static const TaCode *const tables[] = {
  ta_status_codes,
  ta_person_role_codes,
  ta_severity_codes,
  ta_allergen_codes,
  ta_diet_codes,
  ta_availability_codes,
  ta_contact_codes,
  ta_offer_codes,
  ta_service_codes,
  ta_visibility_codes,
  ta_visible_field_codes,
  ta_turn_state_codes,
  ta_duty_codes,
  ta_condition_codes,
  ta_tool_status_codes,
  ta_tool_availability_codes,
};

static void
test_every_word_round_trips (void)
{
  for (guint t = 0; t < G_N_ELEMENTS (tables); t++)
    for (int i = 0; i < ta_code_count (tables[t]); i++)
      {
        g_autofree char *shouted = g_ascii_strup (ta_code_word (tables[t], i), -1);
        int value = -1;

        g_assert_true (ta_code_parse (tables[t], ta_code_word (tables[t], i), &value));
        g_assert_cmpint (value, ==, i);
        value = -1;
        g_assert_true (ta_code_parse (tables[t], shouted, &value));
        g_assert_cmpint (value, ==, i);
        value = -1;
        g_assert_true (ta_code_parse_any (tables[t], ta_code_label (tables[t], i), &value));
        g_assert_cmpint (value, ==, i);
      }
}

static void
test_unknown_words (void)
{
  static const char *bad[] = { NULL, "", " ", "s", "membe", "members club", "memb\xff\xfe", "member\n\nleft", "%s%n" };
  int value = 42;

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_assert_false (ta_code_parse (ta_status_codes, bad[i], &value));
      g_assert_false (ta_code_parse_any (ta_status_codes, bad[i], &value));
    }
  g_assert_false (ta_code_parse (ta_status_codes, " member", &value));
  g_assert_cmpint (value, ==, 42);
}

static void
test_as_people_write (void)
{
  static const struct
  {
    const TaCode *table;
    const char *text;
    const char *word;
  } cases[] = {
    { ta_allergen_codes, "peanut", "peanuts" },
    { ta_allergen_codes, " Peanuts ", "peanuts" },
    { ta_allergen_codes, "Tree nuts", "nuts" },
    { ta_allergen_codes, "nut", "nuts" },
    { ta_allergen_codes, "EGG", "eggs" },
    { ta_allergen_codes, "soy", "soybeans" },
    { ta_allergen_codes, "soybean", "soybeans" },
    { ta_diet_codes, "gluten free", "gluten-free" },
    { ta_diet_codes, "No pork", "no-pork" },
    { ta_diet_codes, "low fodmap", "low-fodmap" },
    { ta_turn_state_codes, "Seeking cover", "seeking-cover" },
    { ta_status_codes, "on trial", "trial" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      int value;

      g_assert_true (ta_code_parse_any (cases[i].table, cases[i].text, &value));
      g_assert_cmpstr (ta_code_word (cases[i].table, value), ==, cases[i].word);
    }
}

/* The words in parentheses behind "@column IN" in the table @table of the schema. */
static char *
words_of_schema (const char *sql, const char *table, const char *column)
{
  g_autofree char *opening = g_strdup_printf ("CREATE TABLE %s (", table);
  g_autofree char *check = g_strdup_printf ("CHECK (%s IN (", column);
  const char *begin = strstr (sql, opening);
  const char *words = begin != NULL ? strstr (begin, check) : NULL;

  g_assert_nonnull (words);
  words += strlen (check);
  return g_strndup (words, strcspn (words, ")"));
}

static char *
words_of_table (const TaCode *table, const char *without)
{
  g_autoptr (GString) words = g_string_new (NULL);

  for (int i = 0; table[i].word != NULL; i++)
    if (g_strcmp0 (table[i].word, without) != 0)
      g_string_append_printf (words, "%s'%s'", words->len > 0 ? ", " : "", table[i].word);
  return g_string_free_and_steal (g_steal_pointer (&words));
}

static void
test_words_are_the_schemas (void)
{
  static const struct
  {
    const TaCode *codes;
    const char *table;
    const char *column;
    const char *without; /* a word that this column does not take */
  } columns[] = {
    { ta_status_codes, "membership", "status", NULL },
    { ta_person_role_codes, "person", "role", NULL },
    { ta_severity_codes, "allergy", "severity", NULL },
    { ta_availability_codes, "availability", "state", NULL },
    { ta_contact_codes, "contact_point", "kind", NULL },
    { ta_offer_codes, "offer", "kind", NULL },
    { ta_service_codes, "offer", "service", NULL },
    { ta_service_codes, "service", "kind", "lend" },
    { ta_visibility_codes, "visibility", "scope", NULL },
    { ta_turn_state_codes, "turn", "state", NULL },
    { ta_duty_codes, "assignment", "role", NULL },
    { ta_condition_codes, "tool", "condition", NULL },
    { ta_tool_status_codes, "tool", "status", NULL },
  };
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "resources", "sql", "001-foundation.sql", NULL);
  g_autofree char *sql = NULL;

  g_assert_true (g_file_get_contents (path, &sql, NULL, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      g_autofree char *theirs = words_of_schema (sql, columns[i].table, columns[i].column);
      g_autofree char *ours = words_of_table (columns[i].codes, columns[i].without);

      g_assert_cmpstr (ours, ==, theirs);
    }
}

static void
test_the_fourteen (void)
{
  int value;

  g_assert_cmpint (ta_code_count (ta_allergen_codes), ==, 14);
  g_assert_cmpstr (ta_code_word (ta_allergen_codes, 0), ==, "gluten");
  g_assert_cmpstr (ta_code_word (ta_allergen_codes, 13), ==, "molluscs");
  g_assert_cmpstr (ta_allergen_label ("nuts"), ==, "Tree nuts");
  g_assert_cmpstr (ta_allergen_label ("Kiwi & co"), ==, "Kiwi & co");
  g_assert_cmpstr (ta_diet_label ("vegan"), ==, "Vegan");
  g_assert_cmpstr (ta_diet_label ("no onions"), ==, "no onions");
  g_assert_false (ta_code_parse_any (ta_allergen_codes, "kiwi", &value));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/code/round-trip", test_every_word_round_trips);
  g_test_add_func ("/code/unknown", test_unknown_words);
  g_test_add_func ("/code/as-people-write", test_as_people_write);
  g_test_add_func ("/code/schema", test_words_are_the_schemas);
  g_test_add_func ("/code/allergens", test_the_fourteen);
  return g_test_run ();
}
