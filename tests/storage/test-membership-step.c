/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-membership-rules.h"
#include "ta-household-table.h"
#include "ta-membership-step-table.h"
#include "ta-pod-table.h"
#include "ta-store.h"

#include <string.h>

#define DAY(m, d) ta_date_from_ymd (2026, (m), (d))
#define TODAY DAY (6, 30)

/* A pod, and a household with an address to write to that has applied on 1 June. */
typedef struct
{
  TaStore *store;
  TaPod *pod;
  char *household;
} World;

static gboolean
do_save_pod (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_pod_table_save (database, data, error);
}

static gboolean
do_save (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_household_table_save (database, data, error);
}

static void
world_init (World *world)
{
  g_autoptr (TaHousehold) silva = ta_household_new ("Silva");
  g_autoptr (GError) error = NULL;

  world->store = ta_store_open (":memory:", TA_DATABASE_CREATE, &error);
  g_assert_no_error (error);
  ta_store_set_actor (world->store, "Rui");
  world->pod = ta_pod_new ("Norte");
  world->household = g_strdup (silva->id);
  g_ptr_array_add (silva->contacts, ta_contact_point_new (TA_CONTACT_EMAIL, "silva@example.org"));
  ta_household_take_step (silva, ta_membership_step_new (TA_STEP_APPLIED, DAY (6, 1)), NULL, -1);
  g_assert_true (ta_store_run (world->store, "Pod", NULL, do_save_pod, world->pod, NULL, &error));
  g_assert_true (ta_store_run (world->store, "Application", NULL, do_save, silva, NULL, &error));
}

static void
world_clear (World *world)
{
  g_clear_object (&world->store);
  g_clear_pointer (&world->pod, ta_pod_free);
  g_clear_pointer (&world->household, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (World, world_clear)

static gboolean
do_record (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (TaHousehold) household = ta_membership_step_record (database, data, error);

  return household != NULL;
}

static gboolean
record (World *world, TaStepKind kind, TaDate date, const char *actor, GError **error)
{
  g_autoptr (TaMembershipStep) step = ta_membership_step_new (kind, date);
  TaStepRecord entry = { world->household, step, world->pod->id, 75, TODAY };

  g_set_str (&step->actor, actor);
  step->at = 1782000000000 + (gint64) date;
  return ta_store_run (world->store, ta_code_label (ta_step_codes, (int) kind), NULL, do_record, &entry, NULL, error);
}

static gpointer
do_get (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_household_table_get (database, data, error);
}

static TaHousehold *
get (World *world)
{
  return ta_store_read (world->store, do_get, world->household, NULL);
}

/* A step and what it makes of the membership are one command, and one undo takes both back. */
static void
test_record (void)
{
  g_auto (World) world = { 0 };
  g_autoptr (TaHousehold) trial = NULL;
  g_autoptr (TaHousehold) before = NULL;
  g_autoptr (TaHousehold) again = NULL;
  g_autoptr (GError) error = NULL;

  world_init (&world);
  g_assert_true (record (&world, TA_STEP_EMAIL_CONFIRMED, DAY (6, 2), "Rui", &error));
  g_assert_true (record (&world, TA_STEP_TRIAL, DAY (6, 8), "Ana", &error));
  trial = get (&world);
  g_assert_cmpint (ta_household_status (trial, DAY (6, 7)), ==, TA_STATUS_INTERESTED);
  g_assert_cmpint (ta_household_status (trial, DAY (6, 8)), ==, TA_STATUS_TRIAL);
  g_assert_cmpstr (ta_household_pod (trial, TODAY), ==, world.pod->id);
  g_assert_cmpint (ta_household_membership (trial, TODAY)->obligation_share, ==, 75);
  g_assert_cmpuint (trial->steps->len, ==, 3);
  g_assert_cmpstr (((TaMembershipStep *) trial->steps->pdata[2])->actor, ==, "Ana");
  g_assert_true (ta_store_undo (world.store, 0, &error));
  before = get (&world);
  g_assert_cmpuint (before->steps->len, ==, 2);
  g_assert_cmpuint (before->memberships->len, ==, 1);
  g_assert_cmpint (((TaMembership *) before->memberships->pdata[0])->until, ==, TA_DATE_NONE);
  g_assert_true (ta_store_redo (world.store, &error));
  again = get (&world);
  g_assert_cmpint (ta_household_status (again, TODAY), ==, TA_STATUS_TRIAL);
}

/* What is lacking is asked of the database, not of what a page showed. */
static void
test_refused (void)
{
  g_auto (World) world = { 0 };
  g_autoptr (TaHousehold) household = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) missing = NULL;

  world_init (&world);
  g_assert_false (record (&world, TA_STEP_TRIAL, DAY (6, 8), "Rui", &error));
  g_assert_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_CONFLICT);
  g_assert_cmpstr (error->message, ==, "Neither e-mail nor phone is confirmed yet.");
  household = get (&world);
  g_assert_cmpuint (household->steps->len, ==, 1);
  g_set_str (&world.household, "nobody");
  g_assert_false (record (&world, TA_STEP_VISITED, DAY (6, 8), "Rui", &missing));
  g_assert_error (missing, TA_STORAGE_ERROR, TA_STORAGE_ERROR_NOT_FOUND);
}

static gboolean
do_mark (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (TaHousehold) household = ta_household_new ("Peña");
  TaPerson *ana = ta_person_new ("Ana Peña", TA_ROLE_ADULT);

  ana->administrator = TRUE;
  g_ptr_array_add (household->persons, ana);
  return ta_household_table_save (database, household, error);
}

static gboolean
do_ask (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_membership_step_may_validate (database, data, TODAY, error);
}

static void
test_administrators (void)
{
  g_auto (World) world = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) refused = NULL;

  world_init (&world);
  g_assert_true (ta_store_run (world.store, "Ask", NULL, do_ask, (gpointer) "Rui", NULL, &error));
  g_assert_true (ta_store_run (world.store, "Mark", NULL, do_mark, NULL, NULL, &error));
  g_assert_true (record (&world, TA_STEP_EMAIL_CONFIRMED, DAY (6, 2), "Rui", &error));
  g_assert_false (record (&world, TA_STEP_TRIAL, DAY (6, 8), "Rui", &refused));
  g_assert_error (refused, TA_STORAGE_ERROR, TA_STORAGE_ERROR_CONFLICT);
  g_assert_nonnull (strstr (refused->message, "Ana Peña"));
  g_clear_error (&refused);
  g_assert_false (ta_store_run (world.store, "Ask", NULL, do_ask, (gpointer) "Rui", NULL, &refused));
  g_assert_error (refused, TA_STORAGE_ERROR, TA_STORAGE_ERROR_CONFLICT);
  g_assert_true (ta_store_run (world.store, "Ask", NULL, do_ask, (gpointer) "ANA PEÑA", NULL, &error));
  g_assert_true (record (&world, TA_STEP_TRIAL, DAY (6, 8), "Ana Peña", &error));
  g_assert_no_error (error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/membership-step/record", test_record);
  g_test_add_func ("/membership-step/refused", test_refused);
  g_test_add_func ("/membership-step/administrators", test_administrators);
  return g_test_run ();
}
