/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-check.h"
#include "ta-test-hub.h"

static char *
content (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "storage", "fixtures", "content.sql", NULL);
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

static gpointer
check (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_check_run (database, error);
}

static void
assert_sound (TaStore *store)
{
  g_autoptr (GPtrArray) findings = ta_store_read (store, check, NULL, NULL);

  for (guint i = 0; i < findings->len; i++)
    g_test_message ("%s", (char *) findings->pdata[i]);
  g_assert_cmpint (findings->len, ==, 0);
}

/* Says the lines that one of the two has and the other not. */
static void
assert_same_lines (const char *first, const char *second)
{
  g_auto (GStrv) first_lines = g_strsplit (first, "\n", -1);
  g_auto (GStrv) second_lines = g_strsplit (second, "\n", -1);

  for (char **line = first_lines; *line != NULL; line++)
    if (!g_strv_contains ((const char *const *) second_lines, *line))
      g_test_message ("only the first: %s", *line);
  for (char **line = second_lines; *line != NULL; line++)
    if (!g_strv_contains ((const char *const *) first_lines, *line))
      g_test_message ("only the second: %s", *line);
  g_assert_true (g_str_equal (first, second));
}

static void
assert_same (TaStore *a, TaStore *b)
{
  g_autofree char *first = ta_test_dump (a);
  g_autofree char *second = ta_test_dump (b);
  g_autofree char *first_documents = ta_test_documents (a);
  g_autofree char *second_documents = ta_test_documents (b);

  assert_same_lines (first, second);
  assert_same_lines (first_documents, second_documents);
  assert_sound (a);
  assert_sound (b);
}

static void
assert_ask (TaStore *store, const char *sql, const char *expected)
{
  g_autofree char *answer = ta_test_ask (store, sql);

  g_assert_cmpstr (answer, ==, expected);
}

/* A row of every kind goes to the hub and comes out as it was, whatever comes first. */
static void
test_every_table (void)
{
  g_autofree char *script = content ();
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
      assert_same (first, second);
      ta_test_pull_in_order (third, hub, backwards, batch);
      assert_same (first, third);
      g_assert_cmpuint (ta_test_push (second, hub), ==, 0);
      g_assert_cmpuint (ta_test_push (third, hub), ==, 0);
      assert_ask (third, "SELECT count (*) FROM sync_document WHERE held IS NOT NULL", "0");
      assert_ask (third, "SELECT count (*) FROM sync_missing", "0");
    }
}

/* Who exchanges with nobody keeps nothing for it. */
static void
test_alone (void)
{
  g_autofree char *script = content ();
  g_autoptr (GError) error = NULL;
  g_autoptr (TaStore) store = ta_store_open (":memory:", TA_DATABASE_CREATE, &error);

  ta_test_run (store, strchr (strstr (script, "--: ") + 4, '\n'));
  assert_ask (store, "SELECT (SELECT count (*) FROM sync_document) + (SELECT count (*) FROM sync_clock)", "0");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync-store/every-table", test_every_table);
  g_test_add_func ("/sync-store/alone", test_alone);
  return g_test_run ();
}
