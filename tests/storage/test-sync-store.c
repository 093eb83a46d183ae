/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-test-hub.h"

#include <string.h>

/* A row of every kind goes to the hub and comes out as it was, whatever comes first. */
static void
test_every_table (void)
{
  g_autofree char *script = ta_test_content ();
  g_autoptr (TaTestHub) hub = ta_test_hub_new ();
  g_autoptr (TaStore) first = ta_test_device_new (1, script);

  g_assert_cmpuint (ta_test_push (first, hub), >, 20);
  g_assert_cmpuint (ta_test_push (first, hub), ==, 0);
  for (guint batch = 1; batch <= 1000; batch = batch * 7)
    {
      g_autoptr (TaStore) second = ta_test_device_new (2, NULL);
      g_autoptr (TaStore) third = ta_test_device_new (3, NULL);
      g_autoptr (GPtrArray) backwards = g_ptr_array_new ();

      for (guint i = hub->feed->len; i > 0; i--)
        g_ptr_array_add (backwards, hub->feed->pdata[i - 1]);
      ta_test_pull_in_order (second, hub, NULL, batch);
      ta_test_assert_same (first, second);
      ta_test_pull_in_order (third, hub, backwards, batch);
      ta_test_assert_same (first, third);
      g_assert_cmpuint (ta_test_push (second, hub), ==, 0);
      g_assert_cmpuint (ta_test_push (third, hub), ==, 0);
      ta_test_assert_ask (third, "SELECT count (*) FROM sync_document WHERE held IS NOT NULL", "0");
      ta_test_assert_ask (third, "SELECT count (*) FROM sync_missing", "0");
    }
}

/* Who exchanges with nobody keeps nothing for it. */
static void
test_alone (void)
{
  g_autofree char *script = ta_test_content ();
  g_autoptr (GError) error = NULL;
  g_autoptr (TaStore) store = ta_store_open (":memory:", TA_DATABASE_CREATE, &error);

  ta_test_run (store, strchr (strstr (script, "--: ") + 4, '\n'));
  ta_test_assert_ask (store, "SELECT (SELECT count (*) FROM sync_document) + (SELECT count (*) FROM sync_clock)", "0");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync-store/every-table", test_every_table);
  g_test_add_func ("/sync-store/alone", test_alone);
  return g_test_run ();
}
