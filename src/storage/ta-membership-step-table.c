/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-membership-step-table.h"

#include "ta-membership-rules.h"
#include "ta-household-table.h"

#define COLUMNS "household, id, step, date, at, actor, on_behalf_of, note"

static void
bind_step (TaStatement *statement, gconstpointer row)
{
  const TaMembershipStep *step = row;

  ta_statement_bind_text (statement, ":step", ta_code_word (ta_step_codes, (int) step->kind));
  ta_statement_bind_date (statement, ":date", step->date);
  ta_statement_bind_int (statement, ":at", step->at);
  ta_statement_bind_text (statement, ":actor", step->actor);
  ta_statement_bind_text (statement, ":on_behalf_of", step->on_behalf_of);
  ta_statement_bind_text (statement, ":note", step->note);
}

static gpointer
step_from_row (TaStatement *statement)
{
  TaMembershipStep *step = ta_membership_step_new ((TaStepKind) ta_table_code (statement, 2, ta_step_codes), ta_statement_date (statement, 3));

  g_set_str (&step->id, ta_statement_text (statement, 1));
  step->at = ta_statement_int (statement, 4);
  g_set_str (&step->actor, ta_statement_text (statement, 5));
  g_set_str (&step->on_behalf_of, ta_statement_text (statement, 6));
  g_set_str (&step->note, ta_statement_text (statement, 7));
  return step;
}

/* The order is that of ta_membership_step_compare(): the words stand in the order of the way. */
const TaChildTable ta_membership_step_table = {
  .select = "SELECT " COLUMNS " FROM membership_step WHERE household IN (SELECT value FROM json_each (:ids)) "
            "ORDER BY household, date, at, CASE step WHEN 'applied' THEN 0 WHEN 'email-confirmed' THEN 1 WHEN 'phone-confirmed' THEN 2 "
            "WHEN 'visited' THEN 3 WHEN 'trial' THEN 4 WHEN 'active' THEN 5 WHEN 'paused' THEN 6 WHEN 'left' THEN 7 ELSE 8 END, id",
  .prune = "DELETE FROM membership_step WHERE household = :owner AND id NOT IN (SELECT value FROM json_each (:keep)) RETURNING id, id",
  .upsert = "INSERT INTO membership_step (" COLUMNS ") VALUES (:owner, :id, :step, :date, :at, :actor, :on_behalf_of, :note) "
            "ON CONFLICT (id) DO UPDATE SET household = excluded.household, step = excluded.step, date = excluded.date, at = excluded.at, "
            "actor = excluded.actor, on_behalf_of = excluded.on_behalf_of, note = excluded.note "
            "WHERE (household, step, date, at, actor, on_behalf_of, note) IS NOT (excluded.household, excluded.step, excluded.date, "
            "excluded.at, excluded.actor, excluded.on_behalf_of, excluded.note)",
  .offset = G_STRUCT_OFFSET (TaHousehold, steps),
  .from_row = step_from_row,
  .bind = bind_step,
};

/* (transfer full) (nullable): of TaHousehold, those in which somebody is marked */
static GPtrArray *
load_marked (TaDatabase *database, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT DISTINCT household FROM person WHERE administrator = 1");
  g_autoptr (GPtrArray) ids = ta_query_collect_text (statement, error);

  return ids != NULL ? ta_household_table_get_many (database, ids, error) : NULL;
}

static gboolean
set_lacking (TaStepLack lacks, GPtrArray *administrators, const char *actor, GError **error)
{
  g_autofree char *text = ta_step_lacks_text (lacks, administrators, actor != NULL ? actor : "");

  g_set_error_literal (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_CONFLICT, text);
  return FALSE;
}

gboolean
ta_membership_step_may_validate (TaDatabase *database, const char *actor, TaDate today, GError **error)
{
  g_autoptr (GPtrArray) marked = load_marked (database, error);
  g_autoptr (GPtrArray) administrators = marked != NULL ? ta_administrators (marked, today) : NULL;

  if (administrators == NULL)
    return FALSE;
  return ta_administrators_include (administrators, actor) || set_lacking (TA_LACK_VALIDATION, administrators, actor, error);
}

TaHousehold *
ta_membership_step_record (TaDatabase *database, const TaStepRecord *record, GError **error)
{
  const TaMembershipStep *step = record->step;
  g_autoptr (TaHousehold) household = ta_household_table_get (database, record->household, error);
  g_autoptr (GPtrArray) marked = household != NULL ? load_marked (database, error) : NULL;
  g_autoptr (GPtrArray) administrators = marked != NULL ? ta_administrators (marked, record->today) : NULL;
  TaStepLack lacks;

  if (administrators == NULL)
    return NULL;
  lacks = ta_household_step_lacks (household, step->kind, step->date, record->today, ta_administrators_include (administrators, step->actor));
  if (lacks != TA_LACK_NOTHING)
    {
      set_lacking (lacks, administrators, step->actor, error);
      return NULL;
    }
  ta_household_take_step (household, ta_membership_step_copy (step), record->pod, record->share);
  return ta_household_table_save (database, household, error) ? g_steal_pointer (&household) : NULL;
}
