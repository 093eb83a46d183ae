/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-pod-table.h"

#include "ta-table.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define COLLECTIVE_COLUMNS "id, name, timezone, currency, latitude, longitude, loan_days"
#define POD_COLUMNS "id, name, latitude, longitude, notes"

static const TaReference pod_references[] = {
  { "SELECT count (*) FROM membership WHERE pod = :id", N_ ("memberships of households") },
  { "SELECT count (*) FROM account WHERE pod = :id", N_ ("accounts of the ledger") },
  { NULL, NULL }
};

static void
bind_collective (TaStatement *statement, const TaCollective *collective)
{
  ta_statement_bind_text (statement, ":id", collective->id);
  ta_statement_bind_text (statement, ":name", collective->name);
  ta_statement_bind_text (statement, ":timezone", collective->timezone);
  ta_statement_bind_text (statement, ":currency", collective->currency);
  ta_statement_bind_point (statement, ":latitude", ":longitude", collective->place);
  ta_statement_bind_int (statement, ":loan_days", collective->loan_days);
}

static TaCollective *
collective_from_row (TaStatement *statement)
{
  TaCollective *collective = ta_collective_new (ta_statement_text (statement, 1), NULL, NULL);

  ta_set_text (&collective->id, ta_statement_text (statement, 0));
  ta_set_text (&collective->timezone, ta_statement_text (statement, 2));
  ta_set_text (&collective->currency, ta_statement_text (statement, 3));
  collective->place = ta_statement_point (statement, 4);
  collective->loan_days = (int) ta_statement_int (statement, 6);
  return collective;
}

TaCollective *
ta_collective_table_get (TaDatabase *database, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT " COLLECTIVE_COLUMNS " FROM collective ORDER BY id LIMIT 1");

  return ta_statement_step (statement, error) == TA_STEP_ROW ? collective_from_row (statement) : NULL;
}

gboolean
ta_collective_table_date (TaDatabase *database, gint64 now, TaDate *date, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT timezone FROM collective ORDER BY id LIMIT 1");
  g_autoptr (GTimeZone) zone = NULL;
  TaStep step = ta_statement_step (statement, error);

  if (step == TA_STEP_ERROR)
    return FALSE;
  if (step == TA_STEP_ROW)
    zone = g_time_zone_new_identifier (ta_statement_text (statement, 0));
  if (zone == NULL)
    zone = g_time_zone_new_local ();
  *date = ta_date_from_unix (now != 0 ? now : g_get_real_time () / G_USEC_PER_SEC, zone);
  return TRUE;
}

gboolean
ta_collective_table_save (TaDatabase *database, const TaCollective *collective, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (
      database, "INSERT INTO collective (" COLLECTIVE_COLUMNS ") VALUES (:id, :name, :timezone, :currency, :latitude, :longitude, :loan_days) "
                "ON CONFLICT (id) DO UPDATE SET name = excluded.name, timezone = excluded.timezone, currency = excluded.currency, "
                "latitude = excluded.latitude, longitude = excluded.longitude, loan_days = excluded.loan_days "
                "WHERE (name, timezone, currency, latitude, longitude, loan_days) IS NOT (excluded.name, excluded.timezone, "
                "excluded.currency, excluded.latitude, excluded.longitude, excluded.loan_days)");

  bind_collective (statement, collective);
  return ta_statement_run (statement, NULL, error);
}

static void
bind_pod (TaStatement *statement, const TaPod *pod)
{
  ta_statement_bind_text (statement, ":id", pod->id);
  ta_statement_bind_text (statement, ":name", pod->name);
  ta_statement_bind_point (statement, ":latitude", ":longitude", pod->place);
  ta_statement_bind_text (statement, ":notes", pod->notes);
}

static gpointer
pod_from_row (TaStatement *statement)
{
  TaPod *pod = ta_pod_new (ta_statement_text (statement, 1));

  ta_set_text (&pod->id, ta_statement_text (statement, 0));
  pod->place = ta_statement_point (statement, 2);
  ta_set_text (&pod->notes, ta_statement_text (statement, 4));
  return pod;
}

gboolean
ta_pod_table_save (TaDatabase *database, const TaPod *pod, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (
      database, "INSERT INTO pod (" POD_COLUMNS ") VALUES (:id, :name, :latitude, :longitude, :notes) "
                "ON CONFLICT (id) DO UPDATE SET name = excluded.name, latitude = excluded.latitude, longitude = excluded.longitude, "
                "notes = excluded.notes "
                "WHERE (name, latitude, longitude, notes) IS NOT (excluded.name, excluded.latitude, excluded.longitude, excluded.notes)");

  bind_pod (statement, pod);
  return ta_statement_run (statement, NULL, error);
}

gboolean
ta_pod_table_delete (TaDatabase *database, const char *id, GError **error)
{
  return ta_table_delete (database, "DELETE FROM pod WHERE id = :id", "SELECT name FROM pod WHERE id = :id", pod_references, id, error);
}

static int
compare_pods (gconstpointer a, gconstpointer b)
{
  const TaPod *first = *(TaPod *const *) a;
  const TaPod *second = *(TaPod *const *) b;
  int order = g_utf8_collate (first->name, second->name);

  return order != 0 ? order : strcmp (first->id, second->id);
}

GPtrArray *
ta_pod_table_list (TaDatabase *database, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT " POD_COLUMNS " FROM pod");
  GPtrArray *pods = ta_query_collect (statement, pod_from_row, (GDestroyNotify) ta_pod_free, error);

  if (pods != NULL)
    g_ptr_array_sort (pods, compare_pods);
  return pods;
}

char *
ta_pod_table_find (TaDatabase *database, const char *name, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT id, name FROM pod ORDER BY id");

  return ta_table_find_name (statement, name, error);
}
