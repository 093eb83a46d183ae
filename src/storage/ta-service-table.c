/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-pod-table.h"
#include "ta-reminder-table.h"
#include "ta-table.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define SERVICE_COLUMNS "id, name, kind, start_time, minutes"

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

static gboolean
add_usual_reminders (TaDatabase *database, const char *service, GError **error)
{
  g_autoptr (GArray) minutes = g_array_new (FALSE, FALSE, sizeof (int));

  for (const int *offset = ta_reminder_defaults; *offset >= 0; offset++)
    g_array_append_val (minutes, *offset);
  return ta_reminder_table_set (database, service, minutes, error);
}

gboolean
ta_service_table_save (TaDatabase *database, const TaService *service, GError **error)
{
  g_autoptr (TaStatement) count = ta_database_prepare (database, "SELECT count (*) FROM service WHERE id = :id");
  gint64 there = 0;
  g_autoptr (TaStatement) statement = ta_database_prepare (
      database, "INSERT INTO service (" SERVICE_COLUMNS ") VALUES (:id, :name, :kind, :start_time, :minutes) "
                "ON CONFLICT (id) DO UPDATE SET name = excluded.name, kind = excluded.kind, start_time = excluded.start_time, "
                "minutes = excluded.minutes "
                "WHERE (name, kind, start_time, minutes) IS NOT (excluded.name, excluded.kind, excluded.start_time, excluded.minutes)");

  ta_statement_bind_text (count, ":id", service->id);
  bind_service (statement, service);
  /* A new one reminds at the usual times; one that was there keeps what it has, be it nothing. */
  if (!ta_query_int (count, &there, error) || !ta_statement_run (statement, NULL, error))
    return FALSE;
  return there > 0 || service->kind != TA_SERVICE_COOK || add_usual_reminders (database, service->id, error);
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
