/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-rota-rules-table.h"

#include "ta-child-table.h"

#define COLUMNS                                                                                                           \
  "max_per_week, min_gap_days, spacing, variety, stability, preference, credit, detour_percent, walk_metres_per_minute, " \
  "door_minutes, hot_minutes"

static void
bind_rules (TaStatement *statement, const TaRotaRules *rules)
{
  ta_statement_bind_text (statement, ":id", rules->id);
  ta_statement_bind_int (statement, ":max_per_week", rules->max_per_week);
  ta_statement_bind_int (statement, ":min_gap_days", rules->min_gap_days);
  ta_statement_bind_int (statement, ":spacing", rules->spacing);
  ta_statement_bind_int (statement, ":variety", rules->variety);
  ta_statement_bind_int (statement, ":stability", rules->stability);
  ta_statement_bind_int (statement, ":preference", rules->preference);
  ta_statement_bind_text (statement, ":credit", ta_code_word (ta_rota_credit_codes, (int) rules->credit));
  ta_statement_bind_int (statement, ":detour_percent", rules->detour_percent);
  ta_statement_bind_int (statement, ":walk_metres_per_minute", rules->walk_metres_per_minute);
  ta_statement_bind_int (statement, ":door_minutes", rules->door_minutes);
  ta_statement_bind_int (statement, ":hot_minutes", rules->hot_minutes);
}

static void
rules_from_row (TaStatement *statement, TaRotaRules *rules)
{
  rules->max_per_week = (int) ta_statement_int (statement, 0);
  rules->min_gap_days = (int) ta_statement_int (statement, 1);
  rules->spacing = (int) ta_statement_int (statement, 2);
  rules->variety = (int) ta_statement_int (statement, 3);
  rules->stability = (int) ta_statement_int (statement, 4);
  rules->preference = (int) ta_statement_int (statement, 5);
  rules->credit = (TaRotaCredit) ta_table_code (statement, 6, ta_rota_credit_codes);
  rules->detour_percent = (int) ta_statement_int (statement, 7);
  rules->walk_metres_per_minute = (int) ta_statement_int (statement, 8);
  rules->door_minutes = (int) ta_statement_int (statement, 9);
  rules->hot_minutes = (int) ta_statement_int (statement, 10);
}

TaRotaRules *
ta_rota_rules_table_get (TaDatabase *database, const char *pod, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT " COLUMNS " FROM rota_rules WHERE pod = :pod");
  g_autoptr (TaRotaRules) rules = ta_rota_rules_new (pod);
  TaStep step;

  ta_statement_bind_text (statement, ":pod", pod);
  step = ta_statement_step (statement, error);
  if (step == TA_STEP_ROW)
    rules_from_row (statement, rules);
  return step != TA_STEP_ERROR ? g_steal_pointer (&rules) : NULL;
}

static gboolean
is_default (const TaRotaRules *rules)
{
  g_autoptr (TaRotaRules) defaults = ta_rota_rules_new (rules->id);

  return rules->max_per_week == defaults->max_per_week && rules->min_gap_days == defaults->min_gap_days
         && rules->spacing == defaults->spacing && rules->variety == defaults->variety && rules->stability == defaults->stability
         && rules->preference == defaults->preference && rules->credit == defaults->credit
         && rules->detour_percent == defaults->detour_percent && rules->walk_metres_per_minute == defaults->walk_metres_per_minute
         && rules->door_minutes == defaults->door_minutes && rules->hot_minutes == defaults->hot_minutes;
}

/* A row that says what is so without it would be a change where a person made none. */
gboolean
ta_rota_rules_table_save (TaDatabase *database, const TaRotaRules *rules, GError **error)
{
  g_autoptr (TaStatement) statement = NULL;
  gint64 exists = 0;
  g_autoptr (TaStatement) count = ta_database_prepare (database, "SELECT count (*) FROM rota_rules WHERE pod = :pod");

  ta_statement_bind_text (count, ":pod", rules->id);
  if (!ta_query_int (count, &exists, error))
    return FALSE;
  if (exists == 0 && is_default (rules))
    return TRUE;
  statement = ta_database_prepare (
      database, "INSERT INTO rota_rules (id, pod, " COLUMNS ") VALUES (:id, :id, :max_per_week, :min_gap_days, :spacing, :variety, "
                ":stability, :preference, :credit, :detour_percent, :walk_metres_per_minute, :door_minutes, :hot_minutes) "
                "ON CONFLICT (id) DO UPDATE SET (" COLUMNS ") = (excluded.max_per_week, excluded.min_gap_days, excluded.spacing, "
                "excluded.variety, excluded.stability, excluded.preference, excluded.credit, excluded.detour_percent, "
                "excluded.walk_metres_per_minute, excluded.door_minutes, excluded.hot_minutes) "
                "WHERE (" COLUMNS ") IS NOT (excluded.max_per_week, excluded.min_gap_days, excluded.spacing, excluded.variety, "
                "excluded.stability, excluded.preference, excluded.credit, excluded.detour_percent, excluded.walk_metres_per_minute, "
                "excluded.door_minutes, excluded.hot_minutes)");
  bind_rules (statement, rules);
  return ta_statement_run (statement, NULL, error);
}

/* Requirements ---------------------------------------------------------------------------------------------------------------------- */

static void
add_requirement (GHashTable *requirements, const char *series, const char *capability)
{
  GPtrArray *capabilities = g_hash_table_lookup (requirements, series);

  if (capabilities == NULL)
    {
      capabilities = g_ptr_array_new_with_free_func (g_free);
      g_hash_table_insert (requirements, g_strdup (series), capabilities);
    }
  g_ptr_array_add (capabilities, g_strdup (capability));
}

GHashTable *
ta_requirement_table_list (TaDatabase *database, const char *pod, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT r.series, r.capability FROM requirement r "
                                                                     "JOIN series s ON s.id = r.series WHERE s.pod = :pod "
                                                                     "ORDER BY r.series, r.capability, r.id");
  g_autoptr (GHashTable) requirements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  TaStep step;

  ta_statement_bind_text (statement, ":pod", pod);
  while ((step = ta_statement_step (statement, error)) == TA_STEP_ROW)
    {
      g_autofree char *series = ta_statement_dup_text (statement, 0);

      add_requirement (requirements, series, ta_statement_text (statement, 1));
    }
  return step == TA_STEP_DONE ? g_steal_pointer (&requirements) : NULL;
}

GPtrArray *
ta_requirement_table_get (TaDatabase *database, const char *series, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT capability FROM requirement WHERE series = :series ORDER BY capability, id");

  ta_statement_bind_text (statement, ":series", series);
  return ta_query_collect_text (statement, error);
}

gboolean
ta_requirement_table_save (TaDatabase *database, const char *series, GPtrArray *capabilities, GError **error)
{
  return ta_child_table_save_words (
      database, "DELETE FROM requirement WHERE series = :owner AND capability NOT IN (SELECT value FROM json_each (:keep))",
      "INSERT INTO requirement (id, series, capability) VALUES (:id, :owner, :word) ON CONFLICT (series, capability) DO NOTHING", series,
      capabilities, error);
}

GPtrArray *
ta_capability_table_names (TaDatabase *database, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT name FROM capability UNION SELECT capability FROM requirement "
                                                                     "ORDER BY 1");

  return ta_query_collect_text (statement, error);
}
