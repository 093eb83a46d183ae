/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-health.h"

#include "ta-query.h"

void
ta_health_lock_free (TaHealthLock *lock)
{
  if (lock == NULL)
    return;
  g_free (lock->id);
  g_free (lock->wrapped);
  g_free (lock);
}

static gpointer
from_row (TaStatement *statement)
{
  TaHealthLock *lock = g_new0 (TaHealthLock, 1);

  lock->id = ta_statement_dup_text (statement, 0);
  lock->on = ta_statement_int (statement, 1) != 0;
  lock->wrapped = ta_statement_dup_text (statement, 2);
  lock->made_at = ta_statement_int (statement, 3);
  return lock;
}

GPtrArray *
ta_health_lock_table_list (TaDatabase *database, GError **error)
{
  g_autoptr (TaStatement) statement
      = ta_database_prepare (database, "SELECT id, state = 'on', wrapped, made_at FROM health_lock ORDER BY state = 'on' DESC, made_at, id");

  return ta_query_collect (statement, from_row, (GDestroyNotify) ta_health_lock_free, error);
}

gboolean
ta_health_lock_table_save (TaDatabase *database, const TaHealthLock *lock, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (
      database, "INSERT INTO health_lock (id, state, wrapped, made_at) VALUES (:id, :state, :wrapped, :made_at) "
                "ON CONFLICT (id) DO UPDATE SET state = excluded.state, wrapped = excluded.wrapped "
                "WHERE (state, wrapped) IS NOT (excluded.state, excluded.wrapped)");

  ta_statement_bind_text (statement, ":id", lock->id);
  ta_statement_bind_text (statement, ":state", lock->on ? "on" : "off");
  ta_statement_bind_text (statement, ":wrapped", lock->wrapped);
  ta_statement_bind_int (statement, ":made_at", lock->made_at);
  return ta_statement_run (statement, NULL, error);
}

gboolean
ta_health_lock_table_is_on (TaDatabase *database, gboolean *on, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT 1 FROM health_lock WHERE state = 'on' LIMIT 1");
  TaStep step = ta_statement_step (statement, error);

  *on = step == TA_STEP_ROW;
  return step != TA_STEP_ERROR;
}

gboolean
ta_health_table_get_allergy (TaDatabase *database, const char *person, const char *allergen, char **severity, char **note, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT severity, note FROM allergy WHERE person = :person AND allergen = :allergen");
  TaStep step;

  ta_statement_bind_text (statement, ":person", person);
  ta_statement_bind_text (statement, ":allergen", allergen);
  step = ta_statement_step (statement, error);
  *severity = step == TA_STEP_ROW ? ta_statement_dup_text (statement, 0) : NULL;
  *note = step == TA_STEP_ROW ? ta_statement_dup_text (statement, 1) : NULL;
  return step != TA_STEP_ERROR;
}

gboolean
ta_health_table_get_notes (TaDatabase *database, const char *person, char **notes, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT notes FROM person WHERE id = :id");

  ta_statement_bind_text (statement, ":id", person);
  return ta_query_text (statement, notes, error);
}

char *
ta_health_stored_table_get (TaDatabase *database, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT lock FROM health_stored");
  TaStep step = ta_statement_step (statement, error);

  if (step == TA_STEP_ERROR)
    return NULL;
  return step == TA_STEP_ROW ? ta_statement_dup_text (statement, 0) : g_strdup ("");
}

gboolean
ta_health_stored_table_set (TaDatabase *database, const char *lock, GError **error)
{
  g_autoptr (TaStatement) statement
      = ta_database_prepare (database, "INSERT INTO health_stored (id, lock) VALUES (1, :lock) ON CONFLICT (id) DO UPDATE SET lock = excluded.lock");

  ta_statement_bind_text (statement, ":lock", lock);
  return ta_statement_run (statement, NULL, error);
}
