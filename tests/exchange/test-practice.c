/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import-fixture.h"
#include "ta-household-table.h"
#include "ta-practice.h"
#include "ta-tool-table.h"
#include "ta-turn-table.h"

static TaStore *
create (TaDate today)
{
  g_autoptr (GError) error = NULL;
  TaStore *store = ta_store_open (":memory:", TA_DATABASE_CREATE, &error);

  g_assert_no_error (error);
  ta_practice_create (store, g_getenv ("TA_TEST_PRACTICE_DIR"), today, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  return store;
}

typedef struct
{
  TaDate today;
  guint in_pods[2];
  guint interested;
  guint left;
  guint tools;
  guint overdue;
  guint turns_before;
  guint turns_ahead;
  guint tonight;
  guint eaters_tonight;
} Counts;

static gboolean
count_households (TaDatabase *database, Counts *counts, GError **error)
{
  g_autoptr (GPtrArray) households = ta_household_table_list (database, error);
  g_autoptr (GPtrArray) pods = ta_pod_table_list (database, error);

  g_assert_cmpuint (pods->len, ==, 2);
  for (guint i = 0; i < households->len; i++)
    {
      const TaHousehold *household = g_ptr_array_index (households, i);
      TaStatus status = ta_household_status (household, counts->today);
      const char *pod = ta_household_pod (household, counts->today);

      counts->interested += status == TA_STATUS_INTERESTED;
      counts->left += status == TA_STATUS_LEFT;
      for (guint p = 0; p < 2; p++)
        counts->in_pods[p] += g_strcmp0 (pod, ((TaPod *) g_ptr_array_index (pods, p))->id) == 0;
    }
  return TRUE;
}

static gboolean
count_turns (TaDatabase *database, Counts *counts, GError **error)
{
  g_autoptr (GPtrArray) turns = ta_turn_table_list (database, counts->today - 400, counts->today + 400, NULL, error);

  for (guint i = 0; i < turns->len; i++)
    {
      const TaTurn *turn = g_ptr_array_index (turns, i);

      if (turn->date < counts->today)
        {
          counts->turns_before++;
          g_assert_true (ta_turn_state_is_final (turn->state));
        }
      else
        counts->turns_ahead++;
      if (turn->date == counts->today)
        {
          counts->tonight++;
          counts->eaters_tonight += turn->eaters->len;
          g_assert_cmpstr (turn->title, !=, "");
        }
      g_assert_cmpint (ta_date_weekday (turn->date), <=, 5);
    }
  return TRUE;
}

static gpointer
count (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Counts *counts = g_new0 (Counts, 1);
  g_autoptr (GPtrArray) tools = NULL;

  counts->today = GPOINTER_TO_INT (data);
  count_households (database, counts, error);
  count_turns (database, counts, error);
  tools = ta_tool_table_list (database, counts->today, error);
  counts->tools = tools->len;
  for (guint i = 0; i < tools->len; i++)
    {
      const TaToolSummary *summary = g_ptr_array_index (tools, i);

      counts->overdue += summary->loan != NULL && ta_loan_is_overdue (summary->loan, counts->today);
    }
  return counts;
}

static void
check_on (TaDate today)
{
  g_autoptr (TaStore) store = create (today);
  g_autofree Counts *counts = ta_store_read (store, count, GINT_TO_POINTER (today), NULL);

  g_assert_cmpuint (counts->in_pods[0], ==, 6);
  g_assert_cmpuint (counts->in_pods[1], ==, 5);
  g_assert_cmpuint (counts->interested, ==, 14);
  g_assert_cmpuint (counts->left, ==, 3);
  g_assert_cmpuint (counts->tools, ==, 180);
  g_assert_cmpuint (counts->overdue, ==, 2);
  g_assert_cmpuint (counts->turns_before, >, 450);
  g_assert_cmpuint (counts->turns_ahead, >=, 70);
  g_assert_cmpuint (counts->tonight, <=, 2);
  if (counts->tonight > 0)
    g_assert_cmpuint (counts->eaters_tonight, >=, counts->tonight * 4);
}

static void
test_current (void)
{
  TaDate made_for = import_fixture_today ();

  check_on (made_for);
  check_on (made_for + 2);
  check_on (made_for + 300);
  check_on (made_for - 33);
}

static void
test_only_into_empty (void)
{
  g_autoptr (TaStore) store = import_fixture_store ();
  g_autoptr (GError) error = NULL;

  g_assert_false (ta_practice_create (store, g_getenv ("TA_TEST_PRACTICE_DIR"), import_fixture_today (), NULL, NULL, NULL, &error));
  g_assert_nonnull (error);
}

/* Every list of a full pod goes out and comes into an empty database as it was. */
static void
test_export_and_import (void)
{
  static const TaImportKind order[] = { TA_IMPORT_MEMBERSHIPS, TA_IMPORT_HOUSEHOLDS, TA_IMPORT_PEOPLE, TA_IMPORT_TOOLS, TA_IMPORT_TURNS,
                                        TA_IMPORT_LOANS, TA_IMPORT_ABSENCES, TA_IMPORT_AVAILABILITY, TA_IMPORT_NEEDS };
  g_autoptr (TaStore) store = create (import_fixture_today ());
  g_autoptr (TaStore) other = import_fixture_store ();

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    {
      g_autofree char *text = import_fixture_export (store, order[i]);
      g_autoptr (TaImportPlan) again = import_fixture_plan (store, order[i], text, -1, FALSE);

      g_assert_cmpuint (ta_import_plan_count (again, TA_IMPORT_UNCHANGED), ==, ta_import_plan_get_rows (again)->len);
      g_assert_cmpuint (ta_import_plan_get_made_households (again)->len, ==, 0);
      import_fixture_import (other, order[i], text);
    }
  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    {
      g_autofree char *first = import_fixture_export (store, order[i]);
      g_autofree char *second = import_fixture_export (other, order[i]);

      g_assert_cmpstr (first, ==, second);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/practice/current", test_current);
  g_test_add_func ("/practice/only-into-empty", test_only_into_empty);
  g_test_add_func ("/practice/export-and-import", test_export_and_import);
  return g_test_run ();
}
