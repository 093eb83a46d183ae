/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-practice.h"
#include "ta-test-hub.h"

/* The practice pod, with all that a pod has, goes to the hub and comes out as it was. */
static void
test_practice (void)
{
  g_autoptr (TaTestHub) hub = ta_test_hub_new ();
  g_autoptr (TaStore) first = ta_store_open (":memory:", TA_DATABASE_CREATE, NULL);
  g_autoptr (TaStore) second = ta_test_device_new (2, NULL);
  g_autoptr (TaStore) third = ta_test_device_new (3, NULL);
  g_autoptr (GPtrArray) order = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;

  ta_practice_create (first, g_getenv ("TA_TEST_PRACTICE_DIR"), ta_date_from_ymd (2026, 12, 2), NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  ta_test_device_join (first, 1);
  ta_test_push (first, hub);
  ta_test_pull (second, hub, NULL);
  ta_test_assert_same (first, second);
  for (guint i = 0; i < hub->feed->len; i++)
    g_ptr_array_insert (order, g_test_rand_int_range (0, (gint32) i + 1), hub->feed->pdata[i]);
  ta_test_pull_in_order (third, hub, order, 250);
  ta_test_retry (third);
  ta_test_assert_same (first, third);
  ta_test_assert_ask (third, "SELECT (SELECT count (*) FROM sync_document WHERE held IS NOT NULL) + (SELECT count (*) FROM sync_missing)", "0");
  g_assert_cmpuint (ta_test_push (second, hub) + ta_test_push (third, hub), ==, 0);
  /* And again, what is done there with it. */
  ta_test_run (third, "UPDATE turn SET state = 'done' WHERE date < '2026-12-01'; UPDATE household SET notes = 'seen'; DELETE FROM reservation");
  ta_test_settle (hub, (TaStore *[]) { first, second, third }, 3);
  ta_test_assert_same (first, third);
  ta_test_assert_same (second, third);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/practice/sync", test_practice);
  return g_test_run ();
}
