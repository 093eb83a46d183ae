/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-calendar.h"
#include "ta-code.h"
#include "ta-cover.h"
#include "ta-delivery.h"
#include "ta-feed.h"
#include "ta-household.h"
#include "ta-message.h"
#include "ta-rota-rules.h"
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
  ta_rota_credit_codes,
  ta_rotation_codes,
  ta_holiday_rule_codes,
  ta_delivery_state_codes,
  ta_message_kind_codes,
  ta_message_state_codes,
  ta_step_codes,
  ta_cover_request_kind_codes,
  ta_cover_state_codes,
  ta_cover_reply_codes,
  ta_calendar_kind_codes,
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

/* What a migration may say of the words of a column, at which the table it belongs to stands further up; what it renames has them still. */
#define STATEMENTS                                                         \
  "CREATE TABLE (?<made>\\w+) \\(|ALTER TABLE (?<altered>\\w+) ADD COLUMN" \
  "|ALTER TABLE (?<old>\\w+) RENAME TO (?<new>\\w+)"                       \
  "|CHECK \\((?<column>\\w+) (?:IN \\(|= )(?<words>'[^)]*)\\)"

static char *
quoted_words (const char *check)
{
  g_auto (GStrv) parts = g_strsplit (check, "'", -1);
  GString *words = g_string_new (NULL);

  for (guint i = 1; i < g_strv_length (parts); i += 2)
    g_string_append_printf (words, "%s'%s'", words->len > 0 ? ", " : "", parts[i]);
  return g_string_free_and_steal (words);
}

/* What takes the place of another key frees that one. (transfer full) */
static GStrv
copy_keys (GHashTable *schema)
{
  g_autofree gpointer *keys = g_hash_table_get_keys_as_array (schema, NULL);

  return g_strdupv ((GStrv) keys);
}

static void
rename_table (GHashTable *schema, const char *old, const char *new_name)
{
  g_autofree char *prefix = g_strconcat (old, ".", NULL);
  g_auto (GStrv) keys = copy_keys (schema);

  for (guint i = 0; keys[i] != NULL; i++)
    {
      const char *key = keys[i];
      gpointer taken, words;

      if (!g_str_has_prefix (key, prefix))
        continue;
      g_assert_true (g_hash_table_steal_extended (schema, key, &taken, &words));
      g_hash_table_replace (schema, g_strconcat (new_name, ".", strchr (key, '.') + 1, NULL), words);
      g_free (taken);
    }
}

/* Of "table.column": the words that its CHECK takes, after all migrations. */
static void
read_migration (GHashTable *schema, const char *sql)
{
  g_autoptr (GRegex) regex = g_regex_new (STATEMENTS, 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *table = NULL;

  g_regex_match (regex, sql, 0, &match);
  for (; g_match_info_matches (match); g_match_info_next (match, NULL))
    {
      g_autofree char *made = g_match_info_fetch_named (match, "made");
      g_autofree char *altered = g_match_info_fetch_named (match, "altered");
      g_autofree char *old = g_match_info_fetch_named (match, "old");
      g_autofree char *new_name = g_match_info_fetch_named (match, "new");
      g_autofree char *column = g_match_info_fetch_named (match, "column");
      g_autofree char *words = g_match_info_fetch_named (match, "words");

      if (words != NULL && *words != '\0')
        g_hash_table_replace (schema, g_strconcat (table, ".", column, NULL), quoted_words (words));
      else if (old != NULL && *old != '\0')
        rename_table (schema, old, new_name);
      else
        {
          g_free (table);
          table = g_strdup (*made != '\0' ? made : altered);
        }
    }
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static GHashTable *
read_schema (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "resources", "sql", NULL);
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  GHashTable *schema = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  const char *name;

  while ((name = g_dir_read_name (folder)) != NULL)
    if (g_str_has_suffix (name, ".sql"))
      g_ptr_array_add (names, g_build_filename (path, name, NULL));
  g_ptr_array_sort (names, compare_names);
  g_assert_cmpuint (names->len, >=, 3);
  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *sql = NULL;

      g_assert_true (g_file_get_contents (names->pdata[i], &sql, NULL, NULL));
      read_migration (schema, sql);
    }
  return schema;
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
    const char *column;
    const char *without; /* a word that this column does not take */
  } columns[] = {
    { ta_status_codes, "membership.status", NULL },
    { ta_person_role_codes, "person.role", NULL },
    { ta_severity_codes, "allergy.severity", NULL },
    { ta_availability_codes, "availability.state", NULL },
    { ta_contact_codes, "contact_point.kind", NULL },
    { ta_offer_codes, "offer.kind", NULL },
    { ta_service_codes, "offer.service", NULL },
    { ta_service_codes, "service.kind", "lend" },
    { ta_visibility_codes, "visibility.scope", NULL },
    { ta_turn_state_codes, "turn.state", NULL },
    { ta_duty_codes, "assignment.role", NULL },
    { ta_condition_codes, "tool.condition", NULL },
    { ta_tool_status_codes, "tool.status", NULL },
    { ta_rota_credit_codes, "rota_rules.credit", NULL },
    { ta_rotation_codes, "series.rotation", NULL },
    { ta_holiday_rule_codes, "series.on_holiday", NULL },
    { ta_holiday_rule_codes, "series.on_school_break", NULL },
    { ta_delivery_state_codes, "delivery.state", NULL },
    { ta_message_kind_codes, "message.kind", NULL },
    { ta_message_kind_codes, "notice.kind", NULL },
    { ta_message_state_codes, "message.state", NULL },
    { ta_cover_request_kind_codes, "cover_request.kind", NULL },
    { ta_cover_state_codes, "cover_request.state", NULL },
    { ta_cover_reply_codes, "cover_answer.answer", NULL },
    { ta_step_codes, "membership_step.step", NULL },
    { ta_calendar_kind_codes, "calendar.kind", NULL },
    { ta_feed_detail_codes, "feed.detail", NULL },
    { ta_feed_detail_codes, "caldav_target.detail", NULL },
  };
  /* Words that stand in the storage layer alone, or in no code yet. */
  static const char *const others[] = { "history.source", "history.kind", "sync_touched.kind", "unit.kind", "account.kind", "poll_answer.answer", "feed_hub.state", "removal.kind", "removal_step.step", "health_lock.state" };
  g_autoptr (GHashTable) schema = read_schema ();

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      g_autofree char *ours = words_of_table (columns[i].codes, columns[i].without);

      g_test_message ("%s", columns[i].column);
      g_assert_cmpstr (ours, ==, g_hash_table_lookup (schema, columns[i].column));
      g_hash_table_remove (schema, columns[i].column);
    }
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    g_assert_true (g_hash_table_remove (schema, others[i]));
  /* Whoever adds a column of words says here which they are. */
  g_assert_cmpuint (g_hash_table_size (schema), ==, 0);
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
