/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-agenda-table.h"
#include "ta-household-table.h"
#include "ta-pod-table.h"
#include "ta-turn-table.h"

#define DAY(d) ta_date_from_ymd (2026, 12, (d))

typedef struct
{
  TaDatabase *database;
  TaPod *pod;
  TaService *cooking;
  TaService *care;
  TaHousehold *kim;
  TaHousehold *silva;
} Fixture;

static TaHousehold *
add_member (Fixture *fixture, const char *name)
{
  TaHousehold *household = ta_household_new (name);
  TaMembership *membership = ta_membership_new (fixture->pod->id, TA_STATUS_MEMBER, DAY (1));

  g_ptr_array_add (household->memberships, membership);
  g_assert_true (ta_household_table_save (fixture->database, household, NULL));
  return household;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaCollective) collective = ta_collective_new ("Cordón", "America/Montevideo", "UYU");

  fixture->database = ta_database_open (":memory:", TA_DATABASE_CREATE, NULL);
  fixture->pod = ta_pod_new ("Cordón");
  fixture->cooking = ta_service_new ("Cooking", TA_SERVICE_COOK);
  fixture->care = ta_service_new ("Care", TA_SERVICE_SIT);
  g_assert_true (ta_collective_table_save (fixture->database, collective, NULL));
  g_assert_true (ta_pod_table_save (fixture->database, fixture->pod, NULL));
  g_assert_true (ta_service_table_save (fixture->database, fixture->cooking, NULL));
  g_assert_true (ta_service_table_save (fixture->database, fixture->care, NULL));
  fixture->kim = add_member (fixture, "Kim");
  fixture->silva = add_member (fixture, "Silva");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  ta_household_free (fixture->kim);
  ta_household_free (fixture->silva);
  ta_service_free (fixture->cooking);
  ta_service_free (fixture->care);
  ta_pod_free (fixture->pod);
  ta_database_close (fixture->database);
}

static void
add_turn (Fixture *fixture, const TaService *service, int day, const TaHousehold *eater)
{
  g_autoptr (TaTurn) turn = ta_turn_new (fixture->pod->id, service->id, DAY (day), 18 * 60);

  g_ptr_array_add (turn->assignments, ta_assignment_new (fixture->kim->id, TA_DUTY_COOK));
  if (eater != NULL)
    g_ptr_array_add (turn->eaters, ta_eater_new (eater->id, 200));
  g_assert_true (ta_turn_table_save (fixture->database, turn, NULL));
}

static guint
count_dinners (Fixture *fixture, const TaHousehold *household)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = ta_agenda_table_list (fixture->database, household->id, NULL, DAY (1), DAY (8), &error);
  guint count = 0;

  g_assert_no_error (error);
  for (guint i = 0; i < entries->len; i++)
    count += ((TaAgendaEntry *) entries->pdata[i])->kind == TA_AGENDA_EATS;
  return count;
}

/* A dinner that names nobody is for all of the pod, but for who cooks it; a turn of another kind is no dinner. */
static void
test_open_to_all (Fixture *fixture, gconstpointer data)
{
  add_turn (fixture, fixture->cooking, 2, NULL);
  add_turn (fixture, fixture->care, 3, NULL);
  g_assert_cmpuint (count_dinners (fixture, fixture->silva), ==, 1);
  g_assert_cmpuint (count_dinners (fixture, fixture->kim), ==, 0);
}

static void
test_named (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaHousehold) guest = ta_household_new ("Guest");

  g_assert_true (ta_household_table_save (fixture->database, guest, NULL));
  add_turn (fixture, fixture->cooking, 2, guest);
  g_assert_cmpuint (count_dinners (fixture, guest), ==, 1);
  g_assert_cmpuint (count_dinners (fixture, fixture->silva), ==, 0);
}

/* Who is away, or has never belonged to the pod, gets none. */
static void
test_away (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaHousehold) stranger = ta_household_new ("Stranger");

  g_assert_true (ta_household_table_save (fixture->database, stranger, NULL));
  add_turn (fixture, fixture->cooking, 2, NULL);
  g_ptr_array_add (fixture->silva->absences, ta_absence_new (NULL, DAY (2), DAY (3), ""));
  g_assert_true (ta_household_table_save (fixture->database, fixture->silva, NULL));
  g_assert_cmpuint (count_dinners (fixture, fixture->silva), ==, 0);
  g_assert_cmpuint (count_dinners (fixture, stranger), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/agenda/open-to-all", Fixture, NULL, set_up, test_open_to_all, tear_down);
  g_test_add ("/agenda/named", Fixture, NULL, set_up, test_named, tear_down);
  g_test_add ("/agenda/away", Fixture, NULL, set_up, test_away, tear_down);
  return g_test_run ();
}
