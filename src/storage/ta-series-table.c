/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-series-table.h"

#include "ta-child-table.h"
#include "ta-id.h"
#include "ta-table.h"

#define COLUMNS                                                                                                                     \
  "id, pod, service, weekdays, start_time, minutes, from_date, until_date, every_weeks, holders, newcomers, rotation, on_holiday, " \
  "on_school_break, title, note"

#define UPSERT                                                                                                                         \
  "INSERT INTO series (" COLUMNS ") "                                                                                                  \
  "VALUES (:id, :pod, :service, :weekdays, :start_time, :minutes, :from_date, :until_date, :every_weeks, :holders, :newcomers, "       \
  ":rotation, :on_holiday, :on_school_break, :title, :note) "                                                                          \
  "ON CONFLICT (id) DO UPDATE SET pod = excluded.pod, service = excluded.service, weekdays = excluded.weekdays, "                      \
  "start_time = excluded.start_time, minutes = excluded.minutes, from_date = excluded.from_date, until_date = excluded.until_date, "   \
  "every_weeks = excluded.every_weeks, holders = excluded.holders, newcomers = excluded.newcomers, rotation = excluded.rotation, "     \
  "on_holiday = excluded.on_holiday, on_school_break = excluded.on_school_break, title = excluded.title, note = excluded.note "        \
  "WHERE (pod, service, weekdays, start_time, minutes, from_date, until_date, every_weeks, holders, newcomers, rotation, on_holiday, " \
  "on_school_break, title, note) IS NOT (excluded.pod, excluded.service, excluded.weekdays, excluded.start_time, excluded.minutes, "   \
  "excluded.from_date, excluded.until_date, excluded.every_weeks, excluded.holders, excluded.newcomers, excluded.rotation, "           \
  "excluded.on_holiday, excluded.on_school_break, excluded.title, excluded.note)"

static void
bind_rules (TaStatement *statement, const TaSeries *series)
{
  ta_statement_bind_text (statement, ":rotation", ta_code_word (ta_rotation_codes, (int) series->rotation));
  ta_statement_bind_text (statement, ":on_holiday", ta_code_word (ta_holiday_rule_codes, (int) series->on_holiday));
  ta_statement_bind_text (statement, ":on_school_break", ta_code_word (ta_holiday_rule_codes, (int) series->on_school_break));
  ta_statement_bind_text (statement, ":title", series->title);
  ta_statement_bind_text (statement, ":note", series->note);
}

static void
bind_series (TaStatement *statement, const TaSeries *series)
{
  ta_statement_bind_text (statement, ":id", series->id);
  ta_statement_bind_text (statement, ":pod", series->pod);
  ta_statement_bind_text (statement, ":service", series->service);
  ta_statement_bind_int (statement, ":weekdays", series->weekdays);
  ta_statement_bind_time (statement, ":start_time", series->start);
  ta_statement_bind_int (statement, ":minutes", series->minutes);
  ta_statement_bind_date (statement, ":from_date", series->from);
  ta_statement_bind_date (statement, ":until_date", series->until);
  ta_statement_bind_int (statement, ":every_weeks", series->every_weeks);
  ta_statement_bind_int (statement, ":holders", series->holders);
  ta_statement_bind_int (statement, ":newcomers", series->newcomers);
  bind_rules (statement, series);
}

static gpointer
from_row (TaStatement *statement)
{
  TaSeries *series = ta_series_new (ta_statement_text (statement, 1), NULL, ta_statement_date (statement, 6));

  ta_set_text (&series->id, ta_statement_text (statement, 0));
  ta_set_text (&series->service, ta_statement_text (statement, 2));
  series->weekdays = (guint) ta_statement_int (statement, 3);
  series->start = ta_statement_time (statement, 4);
  series->minutes = (int) ta_statement_int (statement, 5);
  series->until = ta_statement_date (statement, 7);
  series->every_weeks = (int) ta_statement_int (statement, 8);
  series->holders = (int) ta_statement_int (statement, 9);
  series->newcomers = (int) ta_statement_int (statement, 10);
  series->rotation = (TaRotation) ta_table_code (statement, 11, ta_rotation_codes);
  series->on_holiday = (TaHolidayRule) ta_table_code (statement, 12, ta_holiday_rule_codes);
  series->on_school_break = (TaHolidayRule) ta_table_code (statement, 13, ta_holiday_rule_codes);
  ta_set_text (&series->title, ta_statement_text (statement, 14));
  ta_set_text (&series->note, ta_statement_text (statement, 15));
  return series;
}

/* Children: households and exceptions are known by what they name, so a row stays as long as that does. ------------------------------------ */

static gboolean
prune (TaDatabase *database, const char *sql, const char *series, GPtrArray *keep, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, sql);
  g_autofree char *json = ta_table_texts_to_json (keep);

  ta_statement_bind_text (statement, ":series", series);
  ta_statement_bind_text (statement, ":keep", json);
  return ta_statement_run (statement, NULL, error);
}

static gboolean
save_each (TaDatabase *database, const char *sql, const char *series, GPtrArray *values, GArray *positions, GError **error)
{
  for (guint i = 0; i < values->len; i++)
    {
      g_autoptr (TaStatement) statement = ta_database_prepare (database, sql);
      g_autofree char *id = ta_id_new ();

      ta_statement_bind_text (statement, ":id", id);
      ta_statement_bind_text (statement, ":series", series);
      ta_statement_bind_text (statement, ":value", g_ptr_array_index (values, i));
      if (positions != NULL)
        ta_statement_bind_int (statement, ":position", g_array_index (positions, gint64, i));
      if (!ta_statement_run (statement, NULL, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
save_households (TaDatabase *database, const TaSeries *series, GError **error)
{
  g_autoptr (GArray) positions = NULL;

  if (!prune (database,
              "DELETE FROM series_household WHERE series = :series AND household NOT IN (SELECT value FROM json_each (:keep))", series->id,
              series->households, error))
    return FALSE;
  positions = ta_child_table_arrange (database, "SELECT household, position FROM series_household WHERE series = :owner", series->id, series->households,
                                      G_MININT64, error);
  return positions != NULL
         && save_each (database,
                       "INSERT INTO series_household (id, series, household, position) VALUES (:id, :series, :value, :position) "
                       "ON CONFLICT (series, household) DO UPDATE SET position = excluded.position WHERE position <> excluded.position",
                       series->id, series->households, positions, error);
}

static gboolean
save_exceptions (TaDatabase *database, const TaSeries *series, GError **error)
{
  g_autoptr (GPtrArray) dates = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < series->exceptions->len; i++)
    g_ptr_array_add (dates, ta_date_to_iso (g_array_index (series->exceptions, TaDate, i)));
  return prune (database, "DELETE FROM series_exception WHERE series = :series AND date NOT IN (SELECT value FROM json_each (:keep))",
                series->id, dates, error)
         && save_each (database,
                       "INSERT INTO series_exception (id, series, date) VALUES (:id, :series, :value) ON CONFLICT (series, date) DO NOTHING",
                       series->id, dates, NULL, error);
}

gboolean
ta_series_table_save (TaDatabase *database, const TaSeries *series, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, UPSERT);

  bind_series (statement, series);
  return ta_statement_run (statement, NULL, error) && save_households (database, series, error) && save_exceptions (database, series, error);
}

gboolean
ta_series_table_delete (TaDatabase *database, const char *id, GError **error)
{
  return ta_table_delete (database, "DELETE FROM series WHERE id = :id", "SELECT from_date FROM series WHERE id = :id", NULL, id, error);
}

static gboolean
load_children (TaDatabase *database, TaSeries *series, GError **error)
{
  g_autoptr (TaStatement) households
      = ta_database_prepare (database, "SELECT household FROM series_household WHERE series = :series ORDER BY position, household");
  g_autoptr (TaStatement) exceptions = ta_database_prepare (database, "SELECT date FROM series_exception WHERE series = :series ORDER BY date");
  TaStep step;

  ta_statement_bind_text (households, ":series", series->id);
  while ((step = ta_statement_step (households, error)) == TA_STEP_ROW)
    g_ptr_array_add (series->households, ta_statement_dup_text (households, 0));
  if (step == TA_STEP_ERROR)
    return FALSE;
  ta_statement_bind_text (exceptions, ":series", series->id);
  while ((step = ta_statement_step (exceptions, error)) == TA_STEP_ROW)
    {
      TaDate date = ta_statement_date (exceptions, 0);

      g_array_append_val (series->exceptions, date);
    }
  return step == TA_STEP_DONE;
}

static GPtrArray *
load (TaDatabase *database, TaStatement *statement, GError **error)
{
  g_autoptr (GPtrArray) list = ta_query_collect (statement, from_row, (GDestroyNotify) ta_series_free, error);

  for (guint i = 0; list != NULL && i < list->len; i++)
    if (!load_children (database, g_ptr_array_index (list, i), error))
      return NULL;
  return g_steal_pointer (&list);
}

TaSeries *
ta_series_table_get (TaDatabase *database, const char *id, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT " COLUMNS " FROM series WHERE id = :id");
  g_autoptr (GPtrArray) list = NULL;

  ta_statement_bind_text (statement, ":id", id);
  list = load (database, statement, error);
  if (list == NULL)
    return NULL;
  if (list->len == 0)
    {
      ta_table_set_not_found (error);
      return NULL;
    }
  return g_ptr_array_steal_index (list, 0);
}

GPtrArray *
ta_series_table_list (TaDatabase *database, const char *pod, GError **error)
{
  g_autoptr (TaStatement) statement
      = ta_database_prepare (database, "SELECT " COLUMNS " FROM series WHERE :pod IS NULL OR pod = :pod ORDER BY from_date, start_time, id");

  ta_statement_bind_text (statement, ":pod", pod);
  return load (database, statement, error);
}
