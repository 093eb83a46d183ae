/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-test-hub.h"

#include <string.h>
#include <time.h>

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

/* Ten thousand of the small ones: how long each step takes is told, and what comes out is what went in. */
static void
test_many (void)
{
  static const char script[]
      = "WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < :count) "
        "INSERT INTO tool (id, name, number, notes) SELECT printf ('0192f000-0000-7000-8000-%012d', i), 'Sierra ' || i, 'N' || i, 'afilada, con su caja' FROM n";
  g_autofree char *count = g_strdup (g_test_slow () ? "10000" : "1000");
  g_auto (GStrv) parts = g_strsplit (script, ":count", -1);
  g_autofree char *sql = g_strjoinv (count, parts);
  g_autofree char *content = g_strconcat ("--: tools\n", sql, NULL);
  g_autoptr (TaTestHub) hub = ta_test_hub_new ();
  g_autoptr (TaStore) first = NULL;
  g_autoptr (TaStore) second = ta_test_device_new (2, NULL);
  clock_t begun;

  begun = clock ();
  first = ta_test_device_new (1, content);
  g_test_message ("enrolled after %.2f s of the processor", (double) (clock () - begun) / CLOCKS_PER_SEC);
  begun = clock ();
  ta_test_push (first, hub);
  g_test_message ("sent after %.2f s of the processor", (double) (clock () - begun) / CLOCKS_PER_SEC);
  begun = clock ();
  ta_test_pull_in_order (second, hub, NULL, 500);
  g_test_message ("applied after %.2f s of the processor", (double) (clock () - begun) / CLOCKS_PER_SEC);
  ta_test_assert_same (first, second);
  begun = clock ();
  ta_test_run (second, "UPDATE tool SET brand = 'Gamma'");
  g_test_message ("changed and stamped after %.2f s of the processor", (double) (clock () - begun) / CLOCKS_PER_SEC);
  begun = clock ();
  ta_test_run (second, "INSERT INTO tool (id, name) SELECT 'x' || id, name FROM tool");
  g_test_message ("made and stamped after %.2f s of the processor", (double) (clock () - begun) / CLOCKS_PER_SEC);
  ta_test_push (second, hub);
  ta_test_pull (first, hub, NULL);
  ta_test_assert_same (first, second);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync-store/every-table", test_every_table);
  g_test_add_func ("/sync-store/alone", test_alone);
  g_test_add_func ("/sync-store/many", test_many);
  return g_test_run ();
}
