/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-pod-table.h"
#include "ta-table.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define SERVICE_COLUMNS "id, name, kind, start_time, minutes"
#define SERIES_COLUMNS "id, pod, service, weekdays, start_time, minutes, from_date, until_date, every_weeks, holders, newcomers"

static const TaReference service_references[] = {
  { "SELECT count (*) FROM turn WHERE service = :id", N_ ("turns") },
  { "SELECT count (*) FROM series WHERE service = :id", N_ ("series of turns") },
  { "SELECT count (*) FROM rule_set WHERE service = :id", N_ ("rules of the ledger") },
  { NULL, NULL }
};

static void
bind_service (TaStatement *statement, const TaService *service)
{
  ta_statement_bind_text (statement, ":id", service->id);
  ta_statement_bind_text (statement, ":name", service->name);
  ta_statement_bind_text (statement, ":kind", ta_code_word (ta_service_codes, (int) service->kind));
  ta_statement_bind_time (statement, ":start_time", service->start);
  ta_statement_bind_int (statement, ":minutes", service->minutes);
}

static gpointer
service_from_row (TaStatement *statement)
{
  TaService *service = ta_service_new (ta_statement_text (statement, 1), (TaServiceKind) ta_table_code (statement, 2, ta_service_codes));

  ta_set_text (&service->id, ta_statement_text (statement, 0));
  service->start = ta_statement_time (statement, 3);
  service->minutes = (int) ta_statement_int (statement, 4);
  return service;
}

gboolean
ta_service_table_save (TaDatabase *database, const TaService *service, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (
      database, "INSERT INTO service (" SERVICE_COLUMNS ") VALUES (:id, :name, :kind, :start_time, :minutes) "
                "ON CONFLICT (id) DO UPDATE SET name = excluded.name, kind = excluded.kind, start_time = excluded.start_time, "
                "minutes = excluded.minutes "
                "WHERE (name, kind, start_time, minutes) IS NOT (excluded.name, excluded.kind, excluded.start_time, excluded.minutes)");

  bind_service (statement, service);
  return ta_statement_run (statement, NULL, error);
}

gboolean
ta_service_table_delete (TaDatabase *database, const char *id, GError **error)
{
  return ta_table_delete (database, "DELETE FROM service WHERE id = :id", "SELECT name FROM service WHERE id = :id", service_references, id,
                          error);
}

static int
compare_services (gconstpointer a, gconstpointer b)
{
  const TaService *first = *(TaService *const *) a;
  const TaService *second = *(TaService *const *) b;
  int order = g_utf8_collate (first->name, second->name);

  return order != 0 ? order : strcmp (first->id, second->id);
}

GPtrArray *
ta_service_table_list (TaDatabase *database, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT " SERVICE_COLUMNS " FROM service");
  GPtrArray *services = ta_query_collect (statement, service_from_row, (GDestroyNotify) ta_service_free, error);

  if (services != NULL)
    g_ptr_array_sort (services, compare_services);
  return services;
}

char *
ta_service_table_find (TaDatabase *database, const char *name, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT id, name FROM service ORDER BY id");

  return ta_table_find_name (statement, name, error);
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
}

static gpointer
series_from_row (TaStatement *statement)
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
  return series;
}

gboolean
ta_series_table_save (TaDatabase *database, const TaSeries *series, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (
      database, "INSERT INTO series (" SERIES_COLUMNS ") "
                "VALUES (:id, :pod, :service, :weekdays, :start_time, :minutes, :from_date, :until_date, :every_weeks, :holders, :newcomers) "
                "ON CONFLICT (id) DO UPDATE SET pod = excluded.pod, service = excluded.service, weekdays = excluded.weekdays, "
                "start_time = excluded.start_time, minutes = excluded.minutes, from_date = excluded.from_date, "
                "until_date = excluded.until_date, every_weeks = excluded.every_weeks, holders = excluded.holders, newcomers = excluded.newcomers "
                "WHERE (pod, service, weekdays, start_time, minutes, from_date, until_date, every_weeks, holders, newcomers) IS NOT (excluded.pod, "
                "excluded.service, excluded.weekdays, excluded.start_time, excluded.minutes, excluded.from_date, excluded.until_date, "
                "excluded.every_weeks, excluded.holders, excluded.newcomers)");

  bind_series (statement, series);
  return ta_statement_run (statement, NULL, error);
}

gboolean
ta_series_table_delete (TaDatabase *database, const char *id, GError **error)
{
  return ta_table_delete (database, "DELETE FROM series WHERE id = :id", "SELECT from_date FROM series WHERE id = :id", NULL, id, error);
}

GPtrArray *
ta_series_table_list (TaDatabase *database, const char *pod, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT " SERIES_COLUMNS " FROM series WHERE :pod IS NULL OR pod = :pod "
                                                                     "ORDER BY from_date, start_time, id");

  ta_statement_bind_text (statement, ":pod", pod);
  return ta_query_collect (statement, series_from_row, (GDestroyNotify) ta_series_free, error);
}
