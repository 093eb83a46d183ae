/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-dump.h"
#include "ta-household-table.h"
#include "ta-pod-table.h"
#include "ta-series-table.h"
#include "ta-rota-rules-table.h"
#include "ta-store.h"
#include "ta-turn-table.h"

#define DAY(m, d) ta_date_from_ymd (2026, (m), (d))

/* What the commands write. */
typedef struct
{
  TaStore *store;
  TaPod *pod;
  TaService *service;
  TaSeries *series;
  TaHousehold *household;
  TaRotaRules *rules;
  GPtrArray *capabilities;
} World;

static gboolean
save_base (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  World *world = data;

  return ta_pod_table_save (database, world->pod, error) && ta_service_table_save (database, world->service, error)
         && ta_series_table_save (database, world->series, error) && ta_household_table_save (database, world->household, error);
}

static gboolean
save_household (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_household_table_save (database, ((World *) data)->household, error);
}

static gboolean
save_rules (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_rota_rules_table_save (database, ((World *) data)->rules, error);
}

static gboolean
save_requirements (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  World *world = data;

  return ta_requirement_table_save (database, world->series->id, world->capabilities, error);
}

static void
run (World *world, TaStoreFunc func)
{
  g_autoptr (GError) error = NULL;

  ta_store_run (world->store, "Change", NULL, func, world, NULL, &error);
  g_assert_no_error (error);
}

static char *
dump (World *world)
{
  g_autoptr (GError) error = NULL;
  char *text = ta_store_read (world->store, ta_dump_read, NULL, &error);

  g_assert_no_error (error);
  return text;
}

/* Runs a command that changes something, and sees that undo and redo lead there and back. */
static void
run_undo_redo (World *world, TaStoreFunc func)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *before = dump (world);
  g_autofree char *after = (run (world, func), dump (world));
  g_autofree char *undone = NULL;
  g_autofree char *redone = NULL;

  g_assert_cmpstr (after, !=, before);
  ta_store_undo (world->store, 0, &error);
  g_assert_no_error (error);
  undone = dump (world);
  g_assert_cmpstr (undone, ==, before);
  ta_store_redo (world->store, &error);
  g_assert_no_error (error);
  redone = dump (world);
  g_assert_cmpstr (redone, ==, after);
}

static void
assert_changes_nothing (World *world, TaStoreFunc func)
{
  g_autofree char *before = dump (world);
  g_autofree char *label = g_strdup (ta_store_get_undo_label (world->store));
  g_autofree char *after = (run (world, func), dump (world));

  g_assert_cmpstr (after, ==, before);
  g_assert_cmpstr (ta_store_get_undo_label (world->store), ==, label);
}

static World *
world_new (void)
{
  World *world = g_new0 (World, 1);
  g_autoptr (GError) error = NULL;

  world->store = ta_store_open (":memory:", TA_DATABASE_CREATE, &error);
  g_assert_no_error (error);
  world->pod = ta_pod_new ("Norte");
  world->service = ta_service_new ("Cooking", TA_SERVICE_COOK);
  world->series = ta_series_new (world->pod->id, world->service->id, DAY (5, 1));
  world->household = ta_household_new ("Silva");
  world->rules = ta_rota_rules_new (world->pod->id);
  world->capabilities = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (world->household->persons, ta_person_new ("Ana", TA_ROLE_ADULT));
  run (world, save_base);
  return world;
}

static void
world_free (World *world)
{
  ta_store_close (world->store);
  g_object_unref (world->store);
  ta_pod_free (world->pod);
  ta_service_free (world->service);
  ta_series_free (world->series);
  ta_household_free (world->household);
  ta_rota_rules_free (world->rules);
  g_ptr_array_unref (world->capabilities);
  g_free (world);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (World, world_free)

static gpointer
read_rules (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_rota_rules_table_get (database, ((World *) data)->pod->id, error);
}

static void
test_rules (void)
{
  g_autoptr (World) world = world_new ();
  g_autoptr (TaRotaRules) defaults = ta_store_read (world->store, read_rules, world, NULL);
  g_autoptr (TaRotaRules) read = NULL;

  g_assert_cmpint (defaults->max_per_week, ==, 2);
  g_assert_cmpint (defaults->stability, ==, 30);
  assert_changes_nothing (world, save_rules);
  *world->rules = (TaRotaRules) { world->rules->id, 1, 3, 25, 4, 31, 21, TA_ROTA_CREDIT_PORTIONS, 140, 60, 3, 75 };
  run_undo_redo (world, save_rules);
  assert_changes_nothing (world, save_rules);
  read = ta_store_read (world->store, read_rules, world, NULL);
  g_assert_cmpstr (read->id, ==, world->pod->id);
  g_assert_cmpint (read->max_per_week, ==, 1);
  g_assert_cmpint (read->min_gap_days, ==, 3);
  g_assert_cmpint (read->spacing, ==, 25);
  g_assert_cmpint (read->variety, ==, 4);
  g_assert_cmpint (read->stability, ==, 31);
  g_assert_cmpint (read->preference, ==, 21);
  g_assert_cmpint (read->credit, ==, TA_ROTA_CREDIT_PORTIONS);
  g_assert_cmpint (read->detour_percent, ==, 140);
  g_assert_cmpint (read->walk_metres_per_minute, ==, 60);
  g_assert_cmpint (read->door_minutes, ==, 3);
  g_assert_cmpint (read->hot_minutes, ==, 75);
  /* Back to the defaults by hand: the row stays, and says so. */
  ta_rota_rules_free (world->rules);
  world->rules = ta_rota_rules_new (world->pod->id);
  run_undo_redo (world, save_rules);
}

static gpointer
read_household (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_household_table_get (database, ((World *) data)->household->id, error);
}

static void
fill_limits (TaHousehold *household)
{
  TaPerson *ana = household->persons->pdata[0];

  household->max_per_week = 0;
  household->min_gap_days = 5;
  g_ptr_array_add (household->cooking_limits, g_strdup ("nuts"));
  g_ptr_array_add (household->cooking_limits, g_strdup ("vegan"));
  g_ptr_array_add (household->skipped_meals, ta_skipped_meal_new (NULL, 5));
  g_ptr_array_add (household->skipped_meals, ta_skipped_meal_new (ana->id, 2));
  g_ptr_array_add (ana->capabilities, g_strdup ("First aid"));
}

static void
test_limits (void)
{
  g_autoptr (World) world = world_new ();
  TaHousehold *household = world->household;
  g_autoptr (TaHousehold) read = NULL;

  fill_limits (household);
  run_undo_redo (world, save_household);
  assert_changes_nothing (world, save_household);
  read = ta_store_read (world->store, read_household, world, NULL);
  g_assert_cmpint (read->max_per_week, ==, 0);
  g_assert_cmpint (read->min_gap_days, ==, 5);
  g_assert_cmpuint (read->cooking_limits->len, ==, 2);
  g_assert_true (ta_household_cannot_cook (read, "Nuts"));
  g_assert_false (ta_household_cannot_cook (read, "milk"));
  g_assert_true (ta_household_can (read, "first aid", DAY (5, 1)));
  g_assert_cmpuint (read->skipped_meals->len, ==, 2);
  /* A week day passes from the household to the person. */
  g_ptr_array_remove_index (household->skipped_meals, 0);
  ((TaSkippedMeal *) household->skipped_meals->pdata[0])->weekday = 5;
  household->max_per_week = -1;
  run_undo_redo (world, save_household);
  household->min_gap_days = -1;
  g_ptr_array_remove_index (household->cooking_limits, 0);
  run_undo_redo (world, save_household);
  /* With a person go the meals that they skip. */
  ta_household_remove_person (household, ((TaPerson *) household->persons->pdata[0])->id);
  g_assert_cmpuint (household->skipped_meals->len, ==, 0);
  run_undo_redo (world, save_household);
}

static gpointer
read_requirements (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_requirement_table_list (database, ((World *) data)->pod->id, error);
}

static gpointer
read_names (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_capability_table_names (database, error);
}

static void
test_requirements (void)
{
  g_autoptr (World) world = world_new ();
  g_autoptr (GHashTable) requirements = NULL;
  g_autoptr (GPtrArray) names = NULL;
  GPtrArray *of_series;

  g_ptr_array_add (world->capabilities, g_strdup ("Driver"));
  g_ptr_array_add (world->capabilities, g_strdup ("First aid"));
  run_undo_redo (world, save_requirements);
  assert_changes_nothing (world, save_requirements);
  requirements = ta_store_read (world->store, read_requirements, world, NULL);
  of_series = g_hash_table_lookup (requirements, world->series->id);
  g_assert_cmpuint (of_series->len, ==, 2);
  g_assert_cmpstr (of_series->pdata[0], ==, "Driver");
  fill_limits (world->household);
  run (world, save_household);
  names = ta_store_read (world->store, read_names, NULL, NULL);
  g_assert_cmpuint (names->len, ==, 2);
  g_ptr_array_set_size (world->capabilities, 0);
  run_undo_redo (world, save_requirements);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rota-rules/rules", test_rules);
  g_test_add_func ("/rota-rules/limits", test_limits);
  g_test_add_func ("/rota-rules/requirements", test_requirements);
  return g_test_run ();
}
