/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-household-table.h"
#include "ta-pod-table.h"
#include "ta-series-table.h"
#include "ta-turn-table.h"

#include <string.h>

#define DAY(m, d) ta_date_from_ymd (2026, (m), (d))
#define HOSTILE "Ñandú’s \"'; DROP TABLE pod; --\n%s"

static TaDatabase *
open_database (void)
{
  g_autoptr (GError) error = NULL;
  TaDatabase *database = ta_database_open (":memory:", TA_DATABASE_CREATE, &error);

  g_assert_no_error (error);
  return database;
}

static int
total_changes (TaDatabase *database)
{
  return sqlite3_total_changes (ta_database_get_handle (database));
}

static void
test_collective (void)
{
  g_autoptr (TaDatabase) database = open_database ();
  g_autoptr (TaCollective) collective = ta_collective_new (HOSTILE, "America/Montevideo", "UYU");
  g_autoptr (TaCollective) loaded = NULL;
  g_autoptr (GError) error = NULL;
  int before;

  g_assert_null (ta_collective_table_get (database, &error));
  g_assert_no_error (error);
  collective->place = TA_POINT (-34.9, -56.17);
  collective->loan_days = 21;
  ta_collective_table_save (database, collective, &error);
  g_assert_no_error (error);
  before = total_changes (database);
  g_assert_true (ta_collective_table_save (database, collective, NULL));
  g_assert_cmpint (total_changes (database), ==, before);
  loaded = ta_collective_table_get (database, NULL);
  g_assert_cmpstr (loaded->id, ==, collective->id);
  g_assert_cmpstr (loaded->name, ==, HOSTILE);
  g_assert_cmpstr (loaded->timezone, ==, "America/Montevideo");
  g_assert_cmpstr (loaded->currency, ==, "UYU");
  g_assert_true (ta_point_equal (loaded->place, collective->place));
  g_assert_cmpint (loaded->loan_days, ==, 21);
  loaded->place = TA_POINT_NONE;
  g_assert_true (ta_collective_table_save (database, loaded, NULL));
  g_clear_pointer (&loaded, ta_collective_free);
  loaded = ta_collective_table_get (database, NULL);
  g_assert_false (loaded->place.set);
}

static void
test_refused_values (void)
{
  g_autoptr (TaDatabase) database = open_database ();
  g_autoptr (TaCollective) collective = ta_collective_new ("X", "UTC", "EURO");
  g_autoptr (TaPod) pod = ta_pod_new ("");
  g_autoptr (GError) error = NULL;

  g_assert_false (ta_collective_table_save (database, collective, &error));
  g_assert_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_CONFLICT);
  g_clear_error (&error);
  g_assert_false (ta_pod_table_save (database, pod, &error));
  g_assert_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_CONFLICT);
}

static void
save_pod (TaDatabase *database, const TaPod *pod)
{
  g_autoptr (GError) error = NULL;

  ta_pod_table_save (database, pod, &error);
  g_assert_no_error (error);
}

static void
test_pod (void)
{
  g_autoptr (TaDatabase) database = open_database ();
  g_autoptr (TaPod) sur = ta_pod_new ("Sur");
  g_autoptr (TaPod) cordon = ta_pod_new ("Cordón");
  g_autoptr (GPtrArray) pods = NULL;
  const TaPod *first;
  int before;

  cordon->place = TA_POINT (-34.9, -56.17);
  ta_set_text (&cordon->notes, HOSTILE);
  save_pod (database, sur);
  save_pod (database, cordon);
  before = total_changes (database);
  save_pod (database, cordon);
  g_assert_cmpint (total_changes (database), ==, before);
  pods = ta_pod_table_list (database, NULL);
  g_assert_cmpuint (pods->len, ==, 2);
  first = pods->pdata[0];
  g_assert_cmpstr (first->id, ==, cordon->id);
  g_assert_cmpstr (first->name, ==, "Cordón");
  g_assert_cmpstr (first->notes, ==, HOSTILE);
  g_assert_true (ta_point_equal (first->place, cordon->place));
  g_assert_false (((TaPod *) pods->pdata[1])->place.set);
}

static void
test_find (void)
{
  g_autoptr (TaDatabase) database = open_database ();
  g_autoptr (TaPod) pod = ta_pod_new ("CORDÓN");
  g_autoptr (TaService) service = ta_service_new ("Éclairs", TA_SERVICE_OTHER);
  g_autofree char *found_pod = NULL;
  g_autofree char *found_service = NULL;
  g_autoptr (GError) error = NULL;

  save_pod (database, pod);
  g_assert_true (ta_service_table_save (database, service, NULL));
  found_pod = ta_pod_table_find (database, " cordón", NULL);
  g_assert_cmpstr (found_pod, ==, pod->id);
  found_service = ta_service_table_find (database, "éclairs", NULL);
  g_assert_cmpstr (found_service, ==, service->id);
  g_assert_null (ta_pod_table_find (database, "Cordon", &error));
  g_assert_no_error (error);
  g_assert_null (ta_service_table_find (database, "", &error));
  g_assert_no_error (error);
}

static void
test_service (void)
{
  static const TaServiceKind kinds[] = { TA_SERVICE_SIT, TA_SERVICE_TUTOR, TA_SERVICE_OTHER, TA_SERVICE_COOK };
  g_autoptr (TaDatabase) database = open_database ();
  g_autoptr (TaService) service = ta_service_new (HOSTILE, TA_SERVICE_COOK);
  g_autoptr (TaService) twin = ta_service_new (HOSTILE, TA_SERVICE_COOK);
  g_autoptr (GError) error = NULL;
  int before;

  service->start = 7 * 60 + 45;
  service->minutes = 35;
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (GPtrArray) services = NULL;
      const TaService *loaded;

      service->kind = kinds[i];
      g_assert_true (ta_service_table_save (database, service, NULL));
      services = ta_service_table_list (database, NULL);
      g_assert_cmpuint (services->len, ==, 1);
      loaded = services->pdata[0];
      g_assert_cmpstr (loaded->id, ==, service->id);
      g_assert_cmpstr (loaded->name, ==, HOSTILE);
      g_assert_cmpint (loaded->kind, ==, kinds[i]);
      g_assert_cmpint (loaded->start, ==, service->start);
      g_assert_cmpint (loaded->minutes, ==, service->minutes);
    }
  before = total_changes (database);
  g_assert_true (ta_service_table_save (database, service, NULL));
  g_assert_cmpint (total_changes (database), ==, before);
  g_assert_false (ta_service_table_save (database, twin, &error));
  g_assert_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_CONFLICT);
}

static void
assert_same_series (const TaSeries *a, const TaSeries *b)
{
  g_assert_cmpstr (a->id, ==, b->id);
  g_assert_cmpstr (a->pod, ==, b->pod);
  g_assert_cmpstr (a->service, ==, b->service);
  g_assert_cmpuint (a->weekdays, ==, b->weekdays);
  g_assert_cmpint (a->start, ==, b->start);
  g_assert_cmpint (a->minutes, ==, b->minutes);
  g_assert_cmpint (a->from, ==, b->from);
  g_assert_cmpint (a->until, ==, b->until);
  g_assert_cmpint (a->every_weeks, ==, b->every_weeks);
  g_assert_cmpint (a->holders, ==, b->holders);
}

static TaSeries *
make_series (TaDatabase *database, const TaPod *pod, const TaService *service)
{
  TaSeries *series = ta_series_new (pod->id, service->id, DAY (1, 5));
  g_autoptr (GError) error = NULL;

  series->weekdays = 0x55;
  series->start = 20 * 60;
  series->minutes = 61;
  series->until = DAY (12, 1);
  series->every_weeks = 2;
  series->holders = 3;
  ta_series_table_save (database, series, &error);
  g_assert_no_error (error);
  return series;
}

static void
test_series (void)
{
  g_autoptr (TaDatabase) database = open_database ();
  g_autoptr (TaPod) pod = ta_pod_new ("Cordón");
  g_autoptr (TaPod) other = ta_pod_new ("Sur");
  g_autoptr (TaService) service = ta_service_new ("Cooking", TA_SERVICE_COOK);
  g_autoptr (TaSeries) first = NULL;
  g_autoptr (TaSeries) second = NULL;
  g_autoptr (GPtrArray) of_pod = NULL;
  g_autoptr (GPtrArray) all = NULL;
  int before;

  save_pod (database, pod);
  save_pod (database, other);
  ta_service_table_save (database, service, NULL);
  first = make_series (database, pod, service);
  second = make_series (database, other, service);
  second->until = TA_DATE_NONE;
  g_assert_true (ta_series_table_save (database, second, NULL));
  before = total_changes (database);
  g_assert_true (ta_series_table_save (database, second, NULL));
  g_assert_cmpint (total_changes (database), ==, before);
  of_pod = ta_series_table_list (database, pod->id, NULL);
  g_assert_cmpuint (of_pod->len, ==, 1);
  assert_same_series (first, of_pod->pdata[0]);
  all = ta_series_table_list (database, NULL, NULL);
  g_assert_cmpuint (all->len, ==, 2);
  assert_same_series (second, all->pdata[1]);
}

static void
assert_conflict (gboolean success, GError **error, const char *what)
{
  g_assert_false (success);
  g_assert_error (*error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_CONFLICT);
  g_assert_nonnull (strstr ((*error)->message, what));
  g_clear_error (error);
}

/* A series may go while its turns stay; a service that turns name may not, nor a pod that has households. */
static void
test_delete (void)
{
  g_autoptr (TaDatabase) database = open_database ();
  g_autoptr (TaPod) pod = ta_pod_new ("Cordón");
  g_autoptr (TaService) service = ta_service_new ("Cooking", TA_SERVICE_COOK);
  g_autoptr (TaSeries) series = NULL;
  g_autoptr (TaTurn) turn = ta_turn_new (pod->id, service->id, DAY (2, 2), 18 * 60);
  g_autoptr (TaTurn) loaded = NULL;
  g_autoptr (TaHousehold) household = ta_household_new ("Peña");
  g_autoptr (GError) error = NULL;

  save_pod (database, pod);
  ta_service_table_save (database, service, NULL);
  series = make_series (database, pod, service);
  turn->series = g_strdup (series->id);
  g_assert_true (ta_turn_table_save (database, turn, NULL));
  g_ptr_array_add (household->memberships, ta_membership_new (pod->id, TA_STATUS_MEMBER, DAY (1, 1)));
  g_assert_true (ta_household_table_save (database, household, NULL));
  assert_conflict (ta_service_table_delete (database, service->id, &error), &error, "turns, series");
  assert_conflict (ta_pod_table_delete (database, pod->id, &error), &error, "memberships");
  g_assert_true (ta_series_table_delete (database, series->id, NULL));
  loaded = ta_turn_table_get (database, turn->id, NULL);
  g_assert_null (loaded->series);
  g_ptr_array_set_size (household->memberships, 0);
  g_assert_true (ta_household_table_save (database, household, NULL));
  g_assert_true (ta_pod_table_delete (database, pod->id, NULL));
  g_assert_true (ta_service_table_delete (database, service->id, NULL));
  g_assert_false (ta_pod_table_delete (database, pod->id, &error));
  g_assert_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_NOT_FOUND);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pod-table/collective", test_collective);
  g_test_add_func ("/pod-table/refused-values", test_refused_values);
  g_test_add_func ("/pod-table/pod", test_pod);
  g_test_add_func ("/pod-table/find", test_find);
  g_test_add_func ("/pod-table/service", test_service);
  g_test_add_func ("/pod-table/series", test_series);
  g_test_add_func ("/pod-table/delete", test_delete);
  return g_test_run ();
}
