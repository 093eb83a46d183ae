/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The switches with which other tests make the hub misbehave do so. */
#include "ta-hub-test.h"

#include <string.h>

static HubTest *
start_with (const char *a, const char *b)
{
  const char *switches[] = { a, b, NULL };
  HubTest *test = hub_test_new (NULL);

  hub_test_stop (test);
  test->options.switches = switches;
  hub_test_start (test);
  /* Read already. */
  test->options.switches = NULL;
  return test;
}

static HubAnswer *
try_put (HubTest *test, const char *id)
{
  g_autofree char *body = g_strdup_printf ("{\"docs\":[{\"_id\":\"%s\"}]}", id);

  return hub_test_ask_as (test, test->user, test->password, "POST", "/pod/_bulk_docs", "application/json", body, NULL);
}

static guint
count_docs (HubTest *test)
{
  HubAnswer *answer = NULL;
  guint count;

  while (answer == NULL || answer->status != 200)
    {
      g_clear_pointer (&answer, hub_answer_free);
      answer = hub_test_ask_as (test, test->user, test->password, "GET", "/pod/_all_docs", NULL, NULL, NULL);
    }
  count = hub_test_count (answer->body, "\"key\":");
  hub_answer_free (answer);
  return count;
}

static void
test_drop_before (void)
{
  g_autoptr (HubTest) test = start_with ("--fail=drop-before:2", NULL);
  g_autoptr (HubAnswer) first = try_put (test, "a");
  g_autoptr (HubAnswer) second = try_put (test, "b");

  g_assert_cmpuint (first->status, ==, 201);
  g_assert_null (second);
  g_assert_cmpuint (count_docs (test), ==, 1);
}

static void
test_drop_after (void)
{
  g_autoptr (HubTest) test = start_with ("--fail=drop-after:2", NULL);
  g_autoptr (HubAnswer) first = try_put (test, "a");
  g_autoptr (HubAnswer) second = try_put (test, "b");

  g_assert_nonnull (first);
  g_assert_null (second);
  g_assert_cmpuint (count_docs (test), ==, 2);
}

static void
test_truncate (void)
{
  g_autoptr (HubTest) test = start_with ("--fail=truncate:2", NULL);
  g_autoptr (HubAnswer) first = try_put (test, "a");
  g_autoptr (HubAnswer) second = try_put (test, "b");

  g_assert_nonnull (first);
  g_assert_true (second == NULL || second->size < first->size);
  g_assert_cmpuint (count_docs (test), ==, 2);
}

static void
test_refusals (void)
{
  g_autoptr (HubTest) test = start_with ("--fail=503:2", "--fail=429:3");
  g_autoptr (HubAnswer) first = try_put (test, "a");
  g_autoptr (HubAnswer) second = try_put (test, "b");
  g_autoptr (HubAnswer) third = try_put (test, "c");

  g_assert_cmpuint (first->status, ==, 201);
  g_assert_cmpuint (second->status, ==, 503);
  g_assert_cmpuint (third->status, ==, 429);
  g_assert_cmpstr (soup_message_headers_get_one (third->headers, "Retry-After"), ==, "1");
}

static void
test_twice (void)
{
  g_autoptr (HubTest) test = start_with ("--fail=duplicate:2", NULL);
  g_autoptr (HubAnswer) first = try_put (test, "a");
  g_autoptr (HubAnswer) second = try_put (test, "b");

  g_assert_nonnull (strstr (first->body, "\"ok\":true"));
  g_assert_nonnull (strstr (second->body, "\"conflict\""));
  g_assert_cmpuint (count_docs (test), ==, 2);
}

static void
test_late (void)
{
  g_autoptr (HubTest) test = start_with ("--fail=late:1", NULL);
  g_autofree char *rev = hub_test_put (test, "{\"_id\":\"a\"}");
  g_autofree char *edit = g_strdup_printf ("{\"_id\":\"a\",\"_rev\":\"%s\",\"_deleted\":true}", rev);
  g_autofree char *deleted = hub_test_put (test, edit);

  /* The first write comes again and finds a tombstone, upon which it may be written. */
  for (int i = 0; i < 4; i++)
    count_docs (test);
  g_assert_cmpuint (count_docs (test), ==, 1);
}

static void
test_reset_and_rollback (void)
{
  g_autoptr (HubTest) test = hub_test_new (NULL);
  g_autofree char *first = hub_test_put (test, "{\"_id\":\"a\"}");
  g_autofree char *copy = g_build_filename (test->folder, "copy", NULL);
  g_autofree char *option = g_strconcat ("--rollback=", copy, NULL);
  const char *back[] = { option, NULL }, *reset[] = { "--reset", NULL };
  g_autofree char *second = NULL, *before = NULL, *after = NULL;
  g_autoptr (GError) error = NULL;

  ta_hub_backup (test->path, copy, &error);
  g_assert_no_error (error);
  second = hub_test_put (test, "{\"_id\":\"b\"}");
  g_assert_cmpuint (count_docs (test), ==, 2);
  before = hub_test_get (test, "/pod", 200);
  hub_test_stop (test);
  test->options.switches = back;
  hub_test_start (test);
  g_assert_cmpuint (count_docs (test), ==, 1);
  hub_test_stop (test);
  test->options.switches = reset;
  hub_test_start (test);
  g_assert_cmpuint (count_docs (test), ==, 0);
  after = hub_test_get (test, "/pod", 200);
  g_assert_nonnull (strstr (after, "\"update_seq\":\"0-"));
  g_assert_cmpstr (strstr (before, "\"update_seq\":\"2-") + 16, !=, strstr (after, "\"update_seq\":\"0-") + 16);
}

/* Clients that never look before they write: some of their writes become siblings, some are seen later; none that was accepted is lost, and a fold
   leaves one. */
static void
test_sloppy (void)
{
  g_autoptr (HubTest) test = start_with ("--sloppy=7", NULL);
  g_autofree char *parent = hub_test_put (test, "{\"_id\":\"a\",\"v\":0}");
  g_autoptr (GPtrArray) revs = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *got = NULL, *conflicts = NULL, *changes = NULL, *clean = NULL;
  guint siblings;

  for (int i = 0; i < 8; i++)
    {
      g_autofree char *edit = g_strdup_printf ("{\"_id\":\"a\",\"_rev\":\"%s\",\"v\":%d}", parent, i);
      char *rev = hub_test_put (test, edit);

      g_ptr_array_add (revs, rev);
    }
  for (int i = 0; i < 20; i++)
    count_docs (test);
  got = hub_test_get (test, "/pod/a?conflicts=true", 200);
  siblings = hub_test_count (got, "\"2-");
  g_assert_cmpuint (siblings, >, 1);
  changes = hub_test_get (test, "/pod/_changes?style=all_docs&conflicts=true&include_docs=true", 200);
  g_assert_cmpuint (hub_test_count (changes, "{\"rev\":\"2-"), ==, siblings);
  for (guint i = 0; i < revs->len; i++)
    {
      const char *rev = g_ptr_array_index (revs, i);
      g_autofree char *path = g_strdup_printf ("/pod/a?rev=%s", rev);

      if (*rev == '\0')
        continue;
      g_free (hub_test_get (test, path, 200));
    }
  conflicts = g_strdup (strstr (got, "\"_conflicts\":["));
  for (guint i = 0; i < revs->len; i++)
    {
      const char *rev = g_ptr_array_index (revs, i);
      g_autofree char *edit = g_strdup_printf ("{\"_id\":\"a\",\"_rev\":\"%s\",\"_deleted\":true}", rev);
      g_autofree char *deleted = *rev != '\0' && strstr (conflicts, rev) != NULL ? hub_test_put (test, edit) : NULL;

      g_assert_cmpstr (deleted, !=, "");
    }
  for (int i = 0; i < 20; i++)
    count_docs (test);
  clean = hub_test_get (test, "/pod/a?conflicts=true", 200);
  g_assert_null (strstr (clean, "_conflicts"));
}

static void
test_unknown (void)
{
  const char *switches[] = { "--fail=nothing:1", NULL };
  g_autoptr (HubTest) test = hub_test_new (NULL);
  g_autoptr (GError) error = NULL;

  hub_test_stop (test);
  g_assert_null (ta_hub_new (test->path, &(TaHubOptions) { .switches = switches }, &error));
  g_assert_error (error, TA_HUB_ERROR, TA_HUB_ERROR_USAGE);
  hub_test_start (test);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hub/switches/drop-before", test_drop_before);
  g_test_add_func ("/hub/switches/drop-after", test_drop_after);
  g_test_add_func ("/hub/switches/truncate", test_truncate);
  g_test_add_func ("/hub/switches/refusals", test_refusals);
  g_test_add_func ("/hub/switches/twice", test_twice);
  g_test_add_func ("/hub/switches/late", test_late);
  g_test_add_func ("/hub/switches/reset-and-rollback", test_reset_and_rollback);
  g_test_add_func ("/hub/switches/sloppy", test_sloppy);
  g_test_add_func ("/hub/switches/unknown", test_unknown);
  return g_test_run ();
}
