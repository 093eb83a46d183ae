/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The feed of changes, the list of all documents, and who waits for them. */
#include "ta-hub-test.h"

#include <string.h>

static void
put_many (HubTest *test, int from, int to, gsize size)
{
  g_autoptr (GString) body = g_string_new ("{\"docs\":[");
  g_autofree char *filling = g_strnfill (size, 'x');
  g_autofree char *answer = NULL;

  for (int i = from; i < to; i++)
    g_string_append_printf (body, "%s{\"_id\":\"%05d\",\"c\":\"%s\"}", i > from ? "," : "", i, filling);
  g_string_append (body, "]}");
  answer = hub_test_post (test, "/pod/_bulk_docs", body->str, 201);
  g_assert_cmpuint (hub_test_count (answer, "\"ok\":true"), ==, (guint) (to - from));
}

static char *
changes_since (HubTest *test, const char *since, const char *more)
{
  g_autofree char *path = g_strdup_printf ("/pod/_changes?since=%s%s", since, more);

  return hub_test_get (test, path, 200);
}

static void
test_page_by_page (void)
{
  g_autoptr (HubTest) test = hub_test_new (NULL);
  g_autofree char *since = g_strdup ("0");
  guint rows = 0, pages = 0;
  gboolean more = TRUE;

  put_many (test, 0, 25, 10);
  while (more)
    {
      g_autofree char *page = changes_since (test, since, "&limit=10&include_docs=true&style=all_docs");

      rows += hub_test_count (page, "\"changes\":[{\"rev\":\"1-");
      g_assert_cmpuint (hub_test_count (page, "\"doc\":{\"_id\":\""), ==, hub_test_count (page, "\"seq\":\""));
      g_free (since);
      since = hub_test_pick (page, "\"last_seq\":\"");
      more = strstr (page, "\"pending\":0}") == NULL;
      pages++;
    }
  g_assert_cmpuint (rows, ==, 25);
  g_assert_cmpuint (pages, ==, 3);
}

static void
test_only_the_newest (void)
{
  g_autoptr (HubTest) test = hub_test_new (NULL);
  g_autofree char *first = hub_test_put (test, "{\"_id\":\"a\",\"v\":1}");
  g_autofree char *other = hub_test_put (test, "{\"_id\":\"b\",\"v\":1}");
  g_autofree char *edit = g_strdup_printf ("{\"_id\":\"a\",\"_rev\":\"%s\",\"v\":2}", first);
  g_autofree char *second = hub_test_put (test, edit);
  g_autofree char *changes = hub_test_get (test, "/pod/_changes", 200);
  g_autofree char *row = g_strdup_printf ("\"id\":\"a\",\"changes\":[{\"rev\":\"%s\"}]}", second);

  g_assert_cmpuint (hub_test_count (changes, "\"seq\":"), ==, 2);
  g_assert_nonnull (strstr (changes, row));
  g_assert_true (strstr (changes, "\"id\":\"b\"") < strstr (changes, "\"id\":\"a\""));
  g_assert_null (strstr (changes, "\"doc\":"));
}

static void
test_seq_interval (void)
{
  g_autoptr (HubTest) test = hub_test_new (NULL);
  g_autofree char *page = NULL;

  put_many (test, 0, 10, 1);
  page = hub_test_get (test, "/pod/_changes?seq_interval=4", 200);
  g_assert_cmpuint (hub_test_count (page, "\"seq\":null"), ==, 8);
  g_assert_cmpuint (hub_test_count (page, "\"last_seq\":\"10-"), ==, 1);
}

/* A sequence of another database, of the future or of no sense replays everything. */
static void
test_unknown_since (void)
{
  g_autoptr (HubTest) test = hub_test_new (NULL);
  g_autofree char *info = NULL, *uuid = NULL, *future = NULL;
  const char *const foreign[] = { "2-0123456789abcdef0123456789abcdef", "7", "x", "", "-1", "%5B1%2C%22x%22%5D", "99999999999999999999-x" };

  put_many (test, 0, 3, 1);
  info = hub_test_get (test, "/pod", 200);
  uuid = hub_test_pick (info, "\"update_seq\":\"3-");
  for (gsize i = 0; i < G_N_ELEMENTS (foreign); i++)
    {
      g_autofree char *all = changes_since (test, foreign[i], "");

      g_assert_cmpuint (hub_test_count (all, "\"seq\":"), ==, 3);
    }
  future = g_strdup_printf ("4-%s", uuid);
  for (int n = 0; n <= 4; n++)
    {
      g_autofree char *since = g_strdup_printf ("%d-%s", n, uuid);
      g_autofree char *page = changes_since (test, since, "");

      g_assert_cmpuint (hub_test_count (page, "\"seq\":"), ==, n == 4 ? 3 : (guint) (3 - n));
    }
}

/* Far more than a piece of an answer, and than a socket holds. */
static void
test_large_answers (void)
{
  g_autoptr (HubTest) test = hub_test_new (NULL);
  g_autofree char *changes = NULL, *all = NULL;

  for (int i = 0; i < 10; i++)
    put_many (test, i * 100, i * 100 + 100, 5000);
  changes = hub_test_get (test, "/pod/_changes?include_docs=true", 200);
  g_assert_cmpuint (hub_test_count (changes, "\"changes\":"), ==, 1000);
  g_assert_true (g_str_has_suffix (changes, "\"pending\":0}"));
  g_assert_cmpuint (strlen (changes), >, 5000000);
  all = hub_test_get (test, "/pod/_all_docs?include_docs=true", 200);
  g_assert_cmpuint (hub_test_count (all, "\"value\":"), ==, 1000);
  g_assert_true (g_str_has_prefix (all, "{\"total_rows\":1000,\"offset\":0,\"rows\":[\n{\"id\":\"00000\",\"key\":\"00000\",\"value\":{\"rev\":\"1-"));
  g_assert_true (g_str_has_suffix (all, "\n]}"));
}

static void
test_all_docs (void)
{
  g_autoptr (HubTest) test = hub_test_new (NULL);
  g_autofree char *page = NULL, *next = NULL, *range = NULL, *bad = NULL;

  put_many (test, 0, 30, 5);
  page = hub_test_get (test, "/pod/_all_docs?include_docs=true&limit=10", 200);
  g_assert_cmpuint (hub_test_count (page, "\"doc\":{\"_id\":\""), ==, 10);
  g_assert_nonnull (strstr (page, "\"id\":\"00009\""));
  next = hub_test_get (test, "/pod/_all_docs?limit=10&startkey=%2200025%22", 200);
  g_assert_cmpuint (hub_test_count (next, "\"key\":"), ==, 5);
  range = hub_test_get (test, "/pod/_all_docs?startkey=%2200025%22&endkey=%2200026%22", 200);
  g_assert_cmpuint (hub_test_count (range, "\"key\":"), ==, 2);
  bad = hub_test_get (test, "/pod/_all_docs?startkey=abc", 400);
  g_assert_nonnull (strstr (bad, "query_parse_error"));
}

#define DEAD 20000

/* Tombstones between and behind what lives, as a replicator brings them. */
static void
put_dead (HubTest *test, int from, int to)
{
  g_autoptr (GString) body = g_string_new ("{\"new_edits\":false,\"docs\":[");
  g_autofree char *answer = NULL;

  for (int i = from; i < to; i++)
    g_string_append_printf (body, "%s{\"_id\":\"0000%d-%05d\",\"_rev\":\"1-%032d\",\"_deleted\":true}", i > from ? "," : "", i % 5, i, i + 1);
  g_string_append (body, "]}");
  answer = hub_test_post (test, "/pod/_bulk_docs", body->str, 201);
  g_assert_cmpstr (answer, ==, "[]\n");
}

/* Who comes in anew fetches what lives, however much has died: neither the pages nor their number has anything of the dead. */
static void
test_dead_documents (void)
{
  g_autoptr (HubTest) test = hub_test_new (NULL);
  g_autofree char *page = NULL, *changes = NULL;

  put_many (test, 0, 5, 5);
  for (int i = 0; i < DEAD; i += 1000)
    put_dead (test, i, i + 1000);
  page = hub_test_get (test, "/pod/_all_docs?include_docs=true&limit=5", 200);
  g_assert_cmpuint (hub_test_count (page, "\"doc\":{\"_id\":\""), ==, 5);
  g_assert_nonnull (strstr (page, "\"id\":\"00004\""));
  g_assert_cmpuint (strlen (page), <, 2000);
  changes = changes_since (test, "0", "");
  g_assert_cmpuint (hub_test_count (changes, "\"deleted\":true"), ==, DEAD);
}

static void
test_bad_parameters (void)
{
  static const char *const paths[] = {
    "/pod/_changes?limit=x", "/pod/_changes?limit=-1", "/pod/_changes?feed=continuous", "/pod/_changes?filter=a/b",
    "/pod/_changes?feed=longpoll&since=now&heartbeat=x", "/pod/_all_docs?limit=1.5", "/pod/a?open_revs=all"
  };
  g_autoptr (HubTest) test = hub_test_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    g_free (hub_test_get (test, paths[i], 400));
}

/* Long polls ------------------------------------------------------------------------------------------------------------------------ */

static void
test_poll_wakes (void)
{
  g_autoptr (HubTest) test = hub_test_new (NULL);
  g_autoptr (GInputStream) poll = hub_test_open (test, "/pod/_changes?feed=longpoll&since=now&heartbeat=60000&include_docs=true");
  g_autofree char *rev = hub_test_put (test, "{\"_id\":\"a\",\"v\":1}");
  g_autofree char *answer = hub_test_read (poll);

  g_assert_nonnull (strstr (answer, rev));
  g_assert_true (g_str_has_prefix (answer, "{\"results\":[\n{\"seq\":\"1-"));
  g_assert_nonnull (strstr (answer, "\"last_seq\":\"1-"));
}

static void
test_poll_with_something_there (void)
{
  g_autoptr (HubTest) test = hub_test_new (NULL);
  g_autofree char *rev = hub_test_put (test, "{\"_id\":\"a\"}");
  g_autofree char *answer = hub_test_get (test, "/pod/_changes?feed=longpoll&since=0&heartbeat=60000", 200);

  g_assert_nonnull (strstr (answer, rev));
}

static void
test_poll_timeout (void)
{
  g_autoptr (HubTest) test = hub_test_new (NULL);
  g_autofree char *rev = hub_test_put (test, "{\"_id\":\"a\"}");
  g_autofree char *info = hub_test_get (test, "/pod", 200);
  g_autofree char *seq = hub_test_pick (info, "\"update_seq\":\"");
  g_autofree char *path = g_strdup_printf ("/pod/_changes?feed=longpoll&since=%s&timeout=30", seq);
  g_autofree char *answer = hub_test_get (test, path, 200);
  g_autofree char *expected = g_strdup_printf ("{\"results\":[\n],\n\"last_seq\":\"%s\",\"pending\":0}", seq);

  g_assert_cmpstr (answer, ==, expected);
}

/* The heartbeat overrides the timeout: newlines, and no end before there is something to say. */
static void
test_poll_heartbeat (void)
{
  g_autoptr (HubTest) test = hub_test_new (NULL);
  g_autoptr (GInputStream) poll = hub_test_open (test, "/pod/_changes?feed=longpoll&since=now&heartbeat=50&timeout=10");
  g_autofree char *rev = NULL, *answer = NULL;
  char head[32] = "";
  gsize had = 0;

  /* The opening of the answer and three heartbeats. */
  while (had < strlen ("{\"results\":[\n") + 3)
    {
      gssize size = g_input_stream_read (poll, head + had, 1, NULL, NULL);

      g_assert_cmpint (size, ==, 1);
      had++;
    }
  g_assert_cmpstr (head, ==, "{\"results\":[\n\n\n\n");
  rev = hub_test_put (test, "{\"_id\":\"a\"}");
  answer = hub_test_read (poll);
  g_assert_nonnull (strstr (answer, rev));
}

static void
test_too_many_polls (void)
{
  g_autoptr (HubTest) test = hub_test_new (&(TaHubOptions) { .most_polls = 3 });
  GInputStream *polls[3];
  g_autoptr (HubAnswer) refused = NULL;
  g_autofree char *rev = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (polls); i++)
    polls[i] = hub_test_open (test, "/pod/_changes?feed=longpoll&since=now&heartbeat=60000");
  refused = hub_test_ask (test, "GET", "/pod/_changes?feed=longpoll&since=now&heartbeat=60000", NULL);
  g_assert_cmpuint (refused->status, ==, 429);
  g_assert_cmpstr (soup_message_headers_get_one (refused->headers, "Retry-After"), ==, "5");
  rev = hub_test_put (test, "{\"_id\":\"a\"}");
  for (gsize i = 0; i < G_N_ELEMENTS (polls); i++)
    {
      g_autofree char *answer = hub_test_read (polls[i]);

      g_assert_nonnull (strstr (answer, rev));
      g_object_unref (polls[i]);
    }
}

static void
test_poll_ends_with_the_hub (void)
{
  g_autoptr (HubTest) test = hub_test_new (NULL);
  g_autoptr (GInputStream) poll = hub_test_open (test, "/pod/_changes?feed=longpoll&since=now&heartbeat=60000");
  g_autofree char *rest = NULL;

  hub_test_stop (test);
  rest = hub_test_read (poll);
  g_assert_true (rest == NULL || strstr (rest, "last_seq") == NULL);
  hub_test_start (test);
}

/* Another database under the same name is told by its sequences. */
static void
test_recreated (void)
{
  g_autoptr (HubTest) test = hub_test_new (NULL);
  g_autoptr (HubTest) other = hub_test_new (NULL);
  g_autofree char *page = NULL, *since = NULL, *replay = NULL;

  put_many (test, 0, 5, 1);
  put_many (other, 0, 7, 1);
  page = hub_test_get (test, "/pod/_changes", 200);
  since = hub_test_pick (page, "\"last_seq\":\"");
  replay = changes_since (other, since, "");
  g_assert_cmpuint (hub_test_count (replay, "\"seq\":"), ==, 7);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hub/changes/page-by-page", test_page_by_page);
  g_test_add_func ("/hub/changes/only-the-newest", test_only_the_newest);
  g_test_add_func ("/hub/changes/seq-interval", test_seq_interval);
  g_test_add_func ("/hub/changes/unknown-since", test_unknown_since);
  g_test_add_func ("/hub/changes/large-answers", test_large_answers);
  g_test_add_func ("/hub/changes/all-docs", test_all_docs);
  g_test_add_func ("/hub/changes/dead-documents", test_dead_documents);
  g_test_add_func ("/hub/changes/bad-parameters", test_bad_parameters);
  g_test_add_func ("/hub/changes/poll-wakes", test_poll_wakes);
  g_test_add_func ("/hub/changes/poll-with-something-there", test_poll_with_something_there);
  g_test_add_func ("/hub/changes/poll-timeout", test_poll_timeout);
  g_test_add_func ("/hub/changes/poll-heartbeat", test_poll_heartbeat);
  g_test_add_func ("/hub/changes/too-many-polls", test_too_many_polls);
  g_test_add_func ("/hub/changes/poll-ends-with-the-hub", test_poll_ends_with_the_hub);
  g_test_add_func ("/hub/changes/recreated", test_recreated);
  return g_test_run ();
}
