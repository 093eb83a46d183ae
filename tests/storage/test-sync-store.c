/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-row.h"
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
  /* Once all is in, four parts of the search index are made one as before. */
  ta_test_assert_ask (second, "SELECT v FROM tool_search_config WHERE k = 'automerge'", "0");
  ta_test_retry (second);
  ta_test_assert_ask (second, "SELECT v FROM tool_search_config WHERE k = 'automerge'", "4");
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

static void
note_changes (TaStore *store, GPtrArray *changes, GPtrArray *all)
{
  for (guint i = 0; i < changes->len; i++)
    {
      const TaChange *change = changes->pdata[i];

      g_ptr_array_add (all, g_strdup_printf ("%s/%s of %s/%s", change->table, change->id, change->aggregate, change->aggregate_id));
    }
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

static char *
join_sorted (GPtrArray *texts)
{
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;

  g_ptr_array_sort (texts, compare_texts);
  for (guint i = 0; i < texts->len; i++)
    g_strv_builder_add (lines, texts->pdata[i]);
  all = g_strv_builder_end (lines);
  return g_strjoinv ("\n", all);
}

/* Many rows that come at once, rows below rows among them, are told of and stand in the history as when few come: they can be taken out and put back. */
static void
test_many_in_history (void)
{
  static const char script[] = "--: many\n"
                               "WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 60) "
                               "INSERT INTO household (id, name) SELECT 'h' || i, 'Casa ' || i FROM n;"
                               "INSERT INTO person (id, household, name) SELECT 'p' || substr (id, 2), id, 'Ana' FROM household WHERE id GLOB 'h[0-9]*';"
                               "INSERT INTO allergy (id, person, allergen, severity) SELECT 'a' || id, id, 'milk', 'avoid' FROM person WHERE id GLOB 'p[0-9]*'";
  g_autoptr (TaTestHub) hub = ta_test_hub_new ();
  g_autoptr (TaStore) first = ta_test_device_new (1, script);
  g_autoptr (TaStore) second = ta_test_device_new (2, NULL);
  g_autoptr (TaStore) third = ta_test_device_new (3, NULL);
  g_autoptr (GPtrArray) at_once = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) bit_by_bit = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *id = NULL;
  g_autofree char *whole = NULL;
  g_autofree char *parts = NULL;
  g_autoptr (GError) error = NULL;

  ta_test_push (first, hub);
  g_signal_connect (second, "changed", G_CALLBACK (note_changes), at_once);
  g_signal_connect (third, "changed", G_CALLBACK (note_changes), bit_by_bit);
  ta_test_pull_in_order (second, hub, NULL, 1000);
  ta_test_pull_in_order (third, hub, NULL, 5);
  ta_test_assert_same (second, third);
  whole = join_sorted (at_once);
  parts = join_sorted (bit_by_bit);
  g_assert_cmpuint (at_once->len, >=, 180);
  g_assert_cmpstr (whole, ==, parts);
  id = ta_test_ask (second, "SELECT id FROM history WHERE source = 'hub' ORDER BY changes DESC LIMIT 1");
  ta_store_undo (second, g_ascii_strtoll (id, NULL, 10), &error);
  g_assert_no_error (error);
  ta_test_assert_ask (second, "SELECT (SELECT count (*) FROM household) + (SELECT count (*) FROM person) + (SELECT count (*) FROM allergy)", "0");
  ta_store_redo (second, &error);
  g_assert_no_error (error);
  ta_test_assert_ask (second, "SELECT (SELECT count (*) FROM household) + (SELECT count (*) FROM person) + (SELECT count (*) FROM allergy)", "180");
}

#define SIXTY_TOOLS                                                                  \
  "--: tools\n"                                                                      \
  "WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 60) " \
  "INSERT INTO tool (id, name) SELECT printf ('t%02d', i), 'Sierra ' || i FROM n"

static void
put_status (TaTestHub *hub, TaStore *store, const char *status, gint64 ms)
{
  g_autoptr (TaDocument) document = ta_test_document (store, "tool", "t30");
  g_autoptr (TaValue) value = ta_value_new_text (status, -1);

  ta_document_set (document, "status", value, (TaStamp) { ms, 0, 7 });
  ta_test_hub_put (hub, document, 7);
}

/* Among many that come at once one says what this version does not admit: the others are in the tables, and found. */
static void
test_many_but_one (void)
{
  gint64 now = g_get_real_time () / 1000;
  g_autoptr (TaTestHub) hub = ta_test_hub_new ();
  g_autoptr (TaStore) first = ta_test_device_new (1, SIXTY_TOOLS);
  g_autoptr (TaStore) second = ta_test_device_new (2, NULL);

  ta_test_push (first, hub);
  put_status (hub, first, "pawned", now);
  ta_test_pull_in_order (second, hub, NULL, 500);
  ta_test_assert_ask (second, "SELECT count (*) FROM tool", "59");
  ta_test_assert_ask (second, "SELECT group_concat (id) FROM sync_document WHERE held = 'invalid'", "t30");
  ta_test_assert_ask (second, "SELECT count (*) FROM tool_search WHERE tool_search MATCH 'sierra'", "59");
  ta_test_assert_sound (second);
  put_status (hub, first, "missing", now + 1);
  ta_test_pull_in_order (second, hub, NULL, 500);
  ta_test_assert_ask (second, "SELECT count (*) FROM tool_search WHERE tool_search MATCH 'sierra'", "60");
  ta_test_assert_ask (second, "SELECT count (*) FROM sync_document WHERE held IS NOT NULL", "0");
  ta_test_assert_sound (second);
}

/* Words that the index still has of a tool that comes are not there twice. */
static void
test_many_known_to_search (void)
{
  g_autoptr (TaTestHub) hub = ta_test_hub_new ();
  g_autoptr (TaStore) first = ta_test_device_new (1, SIXTY_TOOLS);
  g_autoptr (TaStore) second = ta_test_device_new (2, NULL);

  ta_test_push (first, hub);
  ta_test_run (second, "INSERT INTO tool_search_key (tool, number, name, brand, category, location, notes) VALUES ('t30', '', 'Old saw', '', '', '', '')");
  ta_test_pull_in_order (second, hub, NULL, 500);
  ta_test_assert_ask (second, "SELECT count (*) FROM tool_search WHERE tool_search MATCH 'sierra'", "60");
  ta_test_assert_ask (second, "SELECT count (*) FROM tool_search WHERE tool_search MATCH 'old'", "0");
  ta_test_assert_same (first, second);
}

static gpointer
check_columns (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  for (const TaDomainTable *table = ta_domain_tables; table->name != NULL; table++)
    {
      if (ta_columns_get (database, table)->count != table->n_columns)
        g_test_message ("%s", table->name);
      g_assert_cmpuint (ta_columns_get (database, table)->count, ==, table->n_columns);
    }
  return NULL;
}

/* Many rows of a table are put in with as many values as it has columns. */
static void
test_columns (void)
{
  g_autoptr (TaStore) store = ta_test_device_new (1, NULL);

  ta_store_read (store, check_columns, NULL, NULL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync-store/every-table", test_every_table);
  g_test_add_func ("/sync-store/alone", test_alone);
  g_test_add_func ("/sync-store/many", test_many);
  g_test_add_func ("/sync-store/many-in-history", test_many_in_history);
  g_test_add_func ("/sync-store/many-but-one", test_many_but_one);
  g_test_add_func ("/sync-store/many-known-to-search", test_many_known_to_search);
  g_test_add_func ("/sync-store/columns", test_columns);
  return g_test_run ();
}
