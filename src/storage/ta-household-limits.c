/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-household-limits.h"

static void
bind_skipped_meal (TaStatement *statement, gconstpointer row)
{
  const TaSkippedMeal *skipped = row;

  ta_statement_bind_text (statement, ":person", skipped->person);
  ta_statement_bind_int (statement, ":weekday", skipped->weekday);
}

static gpointer
skipped_meal_from_row (TaStatement *statement)
{
  g_autofree char *person = ta_statement_dup_text (statement, 2);
  TaSkippedMeal *skipped = ta_skipped_meal_new (person, (int) ta_statement_int (statement, 3));

  ta_set_text (&skipped->id, ta_statement_text (statement, 1));
  return skipped;
}

static char *
skipped_meal_key (gconstpointer row)
{
  const TaSkippedMeal *skipped = row;

  return g_strdup_printf ("%s\n%d", skipped->person != NULL ? skipped->person : "", skipped->weekday);
}

const TaChildTable ta_skipped_meal_table = {
  .select = "SELECT household, id, person, weekday FROM skipped_meal WHERE household IN (SELECT value FROM json_each (:ids)) "
            "ORDER BY household, id",
  .prune = "DELETE FROM skipped_meal WHERE household = :owner AND id || char (10) || coalesce (person, '') || char (10) || weekday "
           "NOT IN (SELECT value FROM json_each (:keep)) RETURNING id, coalesce (person, '') || char (10) || weekday",
  .upsert = "INSERT INTO skipped_meal (household, id, person, weekday) VALUES (:owner, :id, :person, :weekday) "
            "ON CONFLICT (id) DO UPDATE SET household = excluded.household, person = excluded.person, weekday = excluded.weekday "
            "WHERE (household, person, weekday) IS NOT (excluded.household, excluded.person, excluded.weekday)",
  .offset = G_STRUCT_OFFSET (TaHousehold, skipped_meals),
  .from_row = skipped_meal_from_row,
  .bind = bind_skipped_meal,
  .key = skipped_meal_key,
};

static const TaChildTable cooking_limit_table = {
  .select = "SELECT household, need FROM cooking_limit WHERE household IN (SELECT value FROM json_each (:ids)) ORDER BY household, id",
  .offset = G_STRUCT_OFFSET (TaHousehold, cooking_limits),
  .from_row = ta_child_table_word,
};

static gboolean
load_turn_limits (TaDatabase *database, GHashTable *owners, const char *ids, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT household, max_per_week, min_gap_days FROM turn_limit "
                                                                     "WHERE household IN (SELECT value FROM json_each (:ids))");
  TaStep step;

  ta_statement_bind_text (statement, ":ids", ids);
  while ((step = ta_statement_step (statement, error)) == TA_STEP_ROW)
    {
      TaHousehold *household = g_hash_table_lookup (owners, ta_statement_text (statement, 0));

      household->max_per_week = (int) ta_statement_optional_int (statement, 1);
      household->min_gap_days = (int) ta_statement_optional_int (statement, 2);
    }
  return step == TA_STEP_DONE;
}

gboolean
ta_household_limits_load (TaDatabase *database, GHashTable *owners, const char *ids, GError **error)
{
  return load_turn_limits (database, owners, ids, error) && ta_child_table_load (database, &cooking_limit_table, owners, ids, error);
}

static gboolean
save_turn_limit (TaDatabase *database, const TaHousehold *household, GError **error)
{
  gboolean own = household->max_per_week >= 0 || household->min_gap_days >= 0;
  g_autoptr (TaStatement) statement = ta_database_prepare (
      database,
      own ? "INSERT INTO turn_limit (id, household, max_per_week, min_gap_days) VALUES (:id, :id, :max_per_week, :min_gap_days) "
            "ON CONFLICT (id) DO UPDATE SET max_per_week = excluded.max_per_week, min_gap_days = excluded.min_gap_days "
            "WHERE (max_per_week, min_gap_days) IS NOT (excluded.max_per_week, excluded.min_gap_days)"
          : "DELETE FROM turn_limit WHERE household = :id");

  ta_statement_bind_text (statement, ":id", household->id);
  if (own)
    {
      ta_statement_bind_optional_int (statement, ":max_per_week", household->max_per_week);
      ta_statement_bind_optional_int (statement, ":min_gap_days", household->min_gap_days);
    }
  return ta_statement_run (statement, NULL, error);
}

gboolean
ta_household_limits_save (TaDatabase *database, const TaHousehold *household, GError **error)
{
  return save_turn_limit (database, household, error)
         && ta_child_table_save_words (
             database, "DELETE FROM cooking_limit WHERE household = :owner AND need NOT IN (SELECT value FROM json_each (:keep))",
             "INSERT INTO cooking_limit (id, household, need) VALUES (:id, :owner, :word) ON CONFLICT (household, need) DO NOTHING",
             household->id, household->cooking_limits, error);
}
