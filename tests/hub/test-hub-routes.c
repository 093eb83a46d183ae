/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every route of CouchDB's that the hub has, with the answers word for word. */
#include "ta-hub-test.h"

#include <string.h>

#define R1 "11111111111111111111111111111111"
#define R2 "22222222222222222222222222222222"
#define R3 "33333333333333333333333333333333"
#define R4 "44444444444444444444444444444444"

static void
test_welcome (void)
{
  g_autoptr (HubTest) test = hub_test_new (NULL);
  g_autoptr (HubAnswer) answer = hub_test_ask_as (test, NULL, NULL, "GET", "/", NULL, NULL, NULL);

  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_true (g_str_has_prefix (answer->body, "{\"couchdb\":\"Welcome\",\"version\":\""));
  g_assert_cmpuint (hub_test_count (answer->body, "\"uuid\":\""), ==, 1);
  g_assert_cmpstr (soup_message_headers_get_one (answer->headers, "Content-Security-Policy"), ==, "sandbox");
  g_assert_cmpstr (soup_message_headers_get_one (answer->headers, "X-Content-Type-Options"), ==, "nosniff");
  g_assert_null (soup_message_headers_get_one (answer->headers, "Access-Control-Allow-Origin"));
}

static void
test_page (void)
{
  g_autoptr (HubTest) test = hub_test_new (NULL);
  g_autoptr (HubAnswer) answer = hub_test_ask_as (test, NULL, NULL, "GET", "/j", NULL, NULL, NULL);

  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_cmpstr (soup_message_headers_get_content_type (answer->headers, NULL), ==, "text/html");
  g_assert_nonnull (strstr (soup_message_headers_get_one (answer->headers, "Content-Security-Policy"), "default-src 'none'"));
  g_assert_cmpuint (hub_test_count (answer->body, "<script"), ==, 0);
}

static void
test_database (void)
{
  g_autoptr (HubTest) test = hub_test_new (NULL);
  g_autofree char *info = hub_test_get (test, "/pod", 200);
  g_autofree char *slashed = hub_test_get (test, "/pod/", 200);
  g_autofree char *seq = hub_test_pick (info, "\"update_seq\":\"");
  g_autoptr (HubAnswer) head = hub_test_ask (test, "HEAD", "/pod", NULL);
  g_autoptr (HubAnswer) missing = hub_test_ask (test, "GET", "/elsewhere", NULL);
  g_autoptr (HubAnswer) again = hub_test_ask (test, "PUT", "/pod", NULL);
  g_autoptr (HubAnswer) another = hub_test_ask (test, "PUT", "/elsewhere", NULL);
  g_autoptr (HubAnswer) deleted = hub_test_ask (test, "DELETE", "/pod", NULL);

  g_assert_cmpstr (info, ==, slashed);
  g_assert_true (g_str_has_prefix (seq, "0-"));
  g_assert_cmpuint (strlen (seq), ==, 34);
  g_assert_nonnull (strstr (info, "\"doc_count\":0,\"doc_del_count\":0"));
  g_assert_cmpuint (head->status, ==, 200);
  g_assert_cmpuint (head->size, ==, 0);
  hub_answer_assert_error (missing, 404, "not_found", "Database does not exist.");
  hub_answer_assert_error (again, 412, "file_exists", "The database could not be created, the file already exists.");
  hub_answer_assert_error (another, 401, "unauthorized", "You are not a server admin.");
  hub_answer_assert_error (deleted, 405, "method_not_allowed", "Only GET,HEAD,PUT allowed");
}

/* Compare and set ------------------------------------------------------------------------------------------------------------------ */

static void
test_compare_and_set (void)
{
  g_autoptr (HubTest) test = hub_test_new (NULL);
  g_autofree char *first = hub_test_put (test, "{\"_id\":\"a\",\"c\":\"x\"}");
  g_autofree char *blind = hub_test_put (test, "{\"_id\":\"a\",\"c\":\"y\"}");
  g_autofree char *next_doc = g_strdup_printf ("{\"_id\":\"a\",\"_rev\":\"%s\",\"c\":\"z\"}", first);
  g_autofree char *second = hub_test_put (test, next_doc);
  g_autofree char *answer = NULL, *got = NULL;
  g_autofree char *repeated = g_strdup_printf ("{\"docs\":[%s,{\"_id\":\"b\"}]}", next_doc);
  g_autofree char *expected = g_strdup_printf ("{\"_id\":\"a\",\"_rev\":\"%s\",\"c\":\"z\"}\n", second);

  g_assert_true (g_str_has_prefix (first, "1-"));
  g_assert_cmpuint (strlen (first), ==, 34);
  g_assert_cmpstr (blind, ==, "");
  g_assert_true (g_str_has_prefix (second, "2-"));
  /* The same once more, as after a lost answer. */
  answer = hub_test_post (test, "/pod/_bulk_docs", repeated, 201);
  g_assert_true (g_str_has_prefix (answer, "[{\"id\":\"a\",\"error\":\"conflict\",\"reason\":\"Document update conflict.\"},{\"ok\":true,\"id\":\"b\",\"rev\":\"1-"));
  got = hub_test_get (test, "/pod/a?conflicts=true", 200);
  g_assert_cmpstr (got, ==, expected);
}

static void
test_tombstone (void)
{
  g_autoptr (HubTest) test = hub_test_new (NULL);
  g_autofree char *first = hub_test_put (test, "{\"_id\":\"a\",\"c\":\"x\"}");
  g_autofree char *delete = g_strdup_printf ("{\"_id\":\"a\",\"_rev\":\"%s\",\"c\":\"last\",\"_deleted\":true}", first);
  g_autofree char *tombstone = hub_test_put (test, delete);
  g_autofree char *wrong = g_strdup_printf ("{\"_id\":\"a\",\"_rev\":\"%s\"}", tombstone);
  g_autofree char *changes = hub_test_get (test, "/pod/_changes?include_docs=true", 200);
  g_autofree char *all = hub_test_get (test, "/pod/_all_docs", 200);
  g_autofree char *refused = NULL, *third = NULL, *info = NULL;
  g_autoptr (HubAnswer) gone = hub_test_ask (test, "GET", "/pod/a", NULL);
  g_autoptr (HubAnswer) never = hub_test_ask (test, "GET", "/pod/b", NULL);

  hub_answer_assert_error (gone, 404, "not_found", "deleted");
  hub_answer_assert_error (never, 404, "not_found", "missing");
  g_assert_nonnull (strstr (changes, "\"deleted\":true,\"doc\":{\"_id\":\"a\",\"_rev\":\"2-"));
  g_assert_nonnull (strstr (changes, "\"c\":\"last\",\"_deleted\":true}"));
  g_assert_nonnull (strstr (all, "{\"total_rows\":0,\"offset\":0,\"rows\":[\n\n]}"));
  /* A tombstone is no parent to name. */
  refused = hub_test_put (test, wrong);
  g_assert_cmpstr (refused, ==, "");
  third = hub_test_put (test, "{\"_id\":\"a\",\"c\":\"again\"}");
  g_assert_true (g_str_has_prefix (third, "3-"));
  info = hub_test_get (test, "/pod", 200);
  g_assert_nonnull (strstr (info, "\"doc_count\":1,\"doc_del_count\":0"));
}

static void
test_unknown_parent (void)
{
  g_autoptr (HubTest) test = hub_test_new (NULL);
  g_autofree char *rev = hub_test_put (test, "{\"_id\":\"a\",\"_rev\":\"3-0123456789abcdef0123456789abcdef\"}");

  g_assert_true (g_str_has_prefix (rev, "4-"));
}

/* One bad document refuses them all. */
static void
test_bad_batches (void)
{
  static const struct
  {
    const char *body;
    guint status;
    const char *error, *reason;
  } cases[] = {
    { "{\"docs\":[{\"_id\":\"ok\"},{\"_id\":\"_x\"}]}", 400, "illegal_docid", "Only reserved document ids may start with underscore." },
    { "{\"docs\":[{\"_id\":\"ok\"},{\"_id\":7}]}", 400, "illegal_docid", "Document id must be a string" },
    { "{\"docs\":[{\"_id\":\"\"}]}", 400, "illegal_docid", "Document id must not be empty" },
    { "{\"docs\":[{\"_id\":\"ok\"},{\"_id\":\"a\",\"_field\":1}]}", 400, "doc_validation", "Bad special document member: _field" },
    { "{\"docs\":[{\"_id\":\"a\",\"\\u005ffield\":1}]}", 400, "doc_validation", "Bad special document member: _field" },
    { "{\"docs\":[{\"_id\":\"ok\"},{\"_id\":\"a\",\"_rev\":\"zz\"}]}", 400, "bad_request", "Invalid rev format" },
    { "{\"docs\":[{\"_id\":\"a\",\"_rev\":1}]}", 400, "bad_request", "Invalid rev format" },
    { "{\"docs\":[{\"_id\":\"ok\"},7]}", 400, "bad_request", "Document must be a JSON object" },
    { "{\"docs\":{}}", 400, "bad_request", "`docs` parameter must be an array." },
    { "{}", 400, "bad_request", "POST body must include `docs` parameter." },
    { "[]", 400, "bad_request", "Request body must be a JSON object" },
    { "{\"docs\":[}", 400, "bad_request", "invalid UTF-8 JSON" },
    { "", 400, "bad_request", "invalid UTF-8 JSON" },
    { "{\"new_edits\":false,\"docs\":[{\"_id\":\"a\"}]}", 400, "bad_request", "Invalid rev format" },
    { "{\"new_edits\":false,\"docs\":[{\"_id\":\"a\",\"_rev\":\"1-abc\"}]}", 400, "bad_request", "Invalid rev format" },
    { "{\"new_edits\":false,\"docs\":[{\"_id\":\"a\",\"_rev\":\"2-" R1 "\",\"_revisions\":{\"start\":3,\"ids\":[]}}]}", 400, "bad_request", "Invalid rev format" },
  };
  g_autoptr (HubTest) test = hub_test_new (NULL);
  g_autofree char *info = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (HubAnswer) answer = hub_test_ask (test, "POST", "/pod/_bulk_docs", cases[i].body);

      hub_answer_assert_error (answer, cases[i].status, cases[i].error, cases[i].reason);
    }
  info = hub_test_get (test, "/pod", 200);
  g_assert_nonnull (strstr (info, "\"update_seq\":\"0-"));
}

static void
test_kept_as_it_came (void)
{
  static const char doc[] = "{\"_id\":\"\\u00e9/\\ud83d\\ude00\",\"b\" : [1, 2.50, {\"_x\":null}],\"a\":\"\\u0000\\n\",\"n\":12345678901234567890}";
  g_autoptr (HubTest) test = hub_test_new (NULL);
  g_autofree char *rev = hub_test_put (test, doc);
  g_autofree char *got = hub_test_get (test, "/pod/%C3%A9%2F%F0%9F%98%80", 200);

  g_assert_cmpstr (rev, !=, "");
  g_assert_nonnull (strstr (got, "{\"_id\":\"é/😀\",\"_rev\":\"1-"));
  g_assert_nonnull (strstr (got, ",\"b\":[1, 2.50, {\"_x\":null}],\"a\":\"\\u0000\\n\",\"n\":12345678901234567890}\n"));
}

/* The rest of the routes ------------------------------------------------------------------------------------------------------------ */

/* What PouchDB sends when it replicates. */
static void
replicate (HubTest *test, const char *docs)
{
  g_autofree char *body = g_strdup_printf ("{\"new_edits\":false,\"docs\":[%s]}", docs);
  g_autofree char *answer = hub_test_post (test, "/pod/_bulk_docs", body, 201);

  g_assert_cmpstr (answer, ==, "[]\n");
}

static void
test_replicator (void)
{
  g_autoptr (HubTest) test = hub_test_new (NULL);
  g_autofree char *first = NULL, *second = NULL, *fork = NULL, *changes = NULL, *folded = NULL, *after = NULL, *seq = NULL, *repeated = NULL;

  replicate (test, "{\"_id\":\"a\",\"_rev\":\"1-" R1 "\",\"v\":1}");
  replicate (test, "{\"_id\":\"a\",\"_rev\":\"3-" R3 "\",\"v\":3,\"_revisions\":{\"start\":3,\"ids\":[\"" R3 "\",\"" R2 "\",\"" R1 "\"]}}");
  first = hub_test_get (test, "/pod/a?revs=true&conflicts=true", 200);
  g_assert_cmpstr (first, ==, "{\"_id\":\"a\",\"_rev\":\"3-" R3 "\",\"v\":3,\"_revisions\":{\"start\":3,\"ids\":[\"" R3 "\",\"" R2 "\",\"" R1 "\"]}}\n");
  seq = hub_test_get (test, "/pod", 200);
  /* What is known, or was, is passed over, whatever it says now. */
  replicate (test, "{\"_id\":\"a\",\"_rev\":\"2-" R2 "\",\"v\":2},{\"_id\":\"a\",\"_rev\":\"3-" R3 "\",\"v\":9}");
  repeated = hub_test_get (test, "/pod", 200);
  g_assert_cmpstr (seq, ==, repeated);
  /* Another branch from the first revision: the larger id wins. */
  replicate (test, "{\"_id\":\"a\",\"_rev\":\"3-" R4 "\",\"v\":4,\"_revisions\":{\"start\":3,\"ids\":[\"" R4 "\",\"" R3 "\",\"" R1 "\"]}}");
  fork = hub_test_get (test, "/pod/a?conflicts=true", 200);
  g_assert_cmpstr (fork, ==, "{\"_id\":\"a\",\"_rev\":\"3-" R4 "\",\"v\":4,\"_conflicts\":[\"3-" R3 "\"]}\n");
  changes = hub_test_get (test, "/pod/_changes?style=all_docs", 200);
  g_assert_nonnull (strstr (changes, "\"changes\":[{\"rev\":\"3-" R4 "\"},{\"rev\":\"3-" R3 "\"}]"));
  second = hub_test_get (test, "/pod/a?rev=3-" R3, 200);
  g_assert_nonnull (strstr (second, "\"v\":3"));
  /* The winner is deleted: the other is what is left. */
  folded = hub_test_put (test, "{\"_id\":\"a\",\"_rev\":\"3-" R4 "\",\"_deleted\":true}");
  g_assert_cmpstr (folded, !=, "");
  after = hub_test_get (test, "/pod/a?conflicts=true", 200);
  g_assert_cmpstr (after, ==, "{\"_id\":\"a\",\"_rev\":\"3-" R3 "\",\"v\":3}\n");
}

static void
test_bulk_get (void)
{
  g_autoptr (HubTest) test = hub_test_new (NULL);
  g_autofree char *first = hub_test_put (test, "{\"_id\":\"a\",\"v\":1}");
  g_autofree char *edit = g_strdup_printf ("{\"_id\":\"a\",\"_rev\":\"%s\",\"v\":2}", first);
  g_autofree char *second = hub_test_put (test, edit);
  g_autofree char *body = g_strdup_printf ("{\"docs\":[{\"id\":\"a\",\"rev\":\"%s\"},{\"id\":\"zz\",\"rev\":\"1-q\"},{\"id\":\"a\"}]}", first);
  g_autofree char *strict = hub_test_post (test, "/pod/_bulk_get", body, 200);
  g_autofree char *latest = hub_test_post (test, "/pod/_bulk_get?revs=true&latest=true", body, 200);
  g_autofree char *expected = g_strdup_printf (
      "{\"results\":[{\"id\":\"a\",\"docs\":[{\"error\":{\"id\":\"a\",\"rev\":\"%s\",\"error\":\"not_found\",\"reason\":\"missing\"}}]},\n"
      "{\"id\":\"zz\",\"docs\":[{\"error\":{\"id\":\"zz\",\"rev\":\"1-q\",\"error\":\"not_found\",\"reason\":\"missing\"}}]},\n"
      "{\"id\":\"a\",\"docs\":[{\"ok\":{\"_id\":\"a\",\"_rev\":\"%s\",\"v\":2}}]}]}\n",
      first, second);
  g_autofree char *revisions = g_strdup_printf ("\"_revisions\":{\"start\":2,\"ids\":[\"%s\",\"%s\"]}", second + 2, first + 2);
  g_autofree char *bad = hub_test_post (test, "/pod/_bulk_get", "{\"docs\":[{}]}", 400);

  g_assert_cmpstr (strict, ==, expected);
  g_assert_cmpuint (hub_test_count (latest, revisions), ==, 2);
}

static gboolean
file_has (const char *path, const char *text)
{
  g_autofree char *content = NULL;
  gsize size = 0, length = strlen (text);

  g_file_get_contents (path, &content, &size, NULL);
  for (gsize at = 0; content != NULL && at + length <= size; at++)
    if (memcmp (content + at, text, length) == 0)
      return TRUE;
  return FALSE;
}

/* What a new version has taken the place of is there no more, for whoever asks and in the file. */
static void
test_replaced_is_gone (void)
{
  g_autoptr (HubTest) test = hub_test_new (NULL);
  g_autofree char *first = hub_test_put (test, "{\"_id\":\"a\",\"c\":\"of-somebody-who-was-removed\"}");
  g_autofree char *doc = g_strdup_printf ("{\"_id\":\"a\",\"_rev\":\"%s\",\"c\":\"of-nobody\"}", first);
  g_autofree char *second = hub_test_put (test, doc);
  g_autofree char *older = g_strdup_printf ("/pod/a?rev=%s", first);
  g_autofree char *asked = g_strdup_printf ("{\"docs\":[{\"id\":\"a\",\"rev\":\"%s\"}]}", first);
  g_autoptr (HubAnswer) answer = hub_test_ask (test, "GET", older, NULL);
  g_autofree char *many = hub_test_post (test, "/pod/_bulk_get", asked, 200);
  g_autofree char *changes = hub_test_get (test, "/pod/_changes?include_docs=true&conflicts=true&style=all_docs", 200);
  g_autofree char *log = g_strconcat (test->path, "-wal", NULL);

  g_assert_cmpstr (second, !=, "");
  g_assert_null (strstr (answer->body, "removed"));
  g_assert_null (strstr (many, "removed"));
  g_assert_null (strstr (changes, "removed"));
  g_assert_nonnull (strstr (changes, "of-nobody"));
  hub_test_stop (test);
  g_assert_true (file_has (test->path, "of-nobody"));
  g_assert_false (file_has (test->path, "of-somebody") || file_has (log, "of-somebody"));
}

/* What was deleted takes next to nothing, and says nothing of what it was. */
static void
test_tombstone_is_small (void)
{
  g_autoptr (HubTest) test = hub_test_new (NULL);
  g_autofree char *content = g_strnfill (8000, 'x');
  g_autofree char *doc = g_strdup_printf ("{\"_id\":\"a\",\"c\":\"what-it-was%s\"}", content);
  g_autofree char *first = hub_test_put (test, doc);
  g_autofree char *delete = g_strdup_printf ("{\"_id\":\"a\",\"_rev\":\"%s\",\"_deleted\":true}", first);
  g_autofree char *second = hub_test_put (test, delete);
  g_autofree char *changes = hub_test_get (test, "/pod/_changes?include_docs=true", 200);
  g_autofree char *log = g_strconcat (test->path, "-wal", NULL);

  g_assert_cmpstr (second, !=, "");
  g_assert_cmpuint (strlen (changes), <, 400);
  hub_test_stop (test);
  g_assert_false (file_has (test->path, "what-it-was") || file_has (log, "what-it-was"));
}

static void
test_ancestry_is_bounded (void)
{
  g_autoptr (HubTest) test = hub_test_new (NULL);
  g_autofree char *rev = hub_test_put (test, "{\"_id\":\"a\"}");
  g_autofree char *got = NULL, *ids = NULL;

  for (int i = 0; i < 1000; i++)
    {
      g_autofree char *edit = g_strdup_printf ("{\"_id\":\"a\",\"_rev\":\"%s\"}", rev);

      g_free (rev);
      rev = hub_test_put (test, edit);
    }
  got = hub_test_get (test, "/pod/a?revs=true", 200);
  g_assert_nonnull (strstr (got, "\"_revisions\":{\"start\":1001,\"ids\":[\""));
  ids = g_strdup (strstr (got, "\"ids\":["));
  g_assert_cmpuint (hub_test_count (ids, ","), ==, 49);
}

static void
test_revs_diff (void)
{
  g_autoptr (HubTest) test = hub_test_new (NULL);
  g_autofree char *rev = hub_test_put (test, "{\"_id\":\"a\"}");
  g_autofree char *body = g_strdup_printf ("{\"a\":[\"%s\",\"2-zzzz\"],\"n\":[\"1-x\"]}", rev);
  g_autofree char *answer = hub_test_post (test, "/pod/_revs_diff", body, 200);
  g_autofree char *known = g_strdup_printf ("{\"a\":[\"%s\"]}", rev);
  g_autofree char *nothing = hub_test_post (test, "/pod/_revs_diff", known, 200);
  g_autofree char *bad = hub_test_post (test, "/pod/_revs_diff", "{\"a\":7}", 400);

  g_assert_cmpstr (answer, ==, "{\"a\":{\"missing\":[\"2-zzzz\"]},\"n\":{\"missing\":[\"1-x\"]}}\n");
  g_assert_cmpstr (nothing, ==, "{}\n");
}

static void
test_local (void)
{
  g_autoptr (HubTest) test = hub_test_new (NULL);
  g_autoptr (HubAnswer) missing = hub_test_ask (test, "GET", "/pod/_local/x", NULL);
  g_autoptr (HubAnswer) put = hub_test_ask (test, "PUT", "/pod/_local/x", "{\"x\":1}");
  g_autoptr (HubAnswer) again = hub_test_ask (test, "PUT", "/pod/_local/x", "{\"_rev\":\"0-9\",\"x\":2}");
  g_autofree char *got = hub_test_get (test, "/pod/_local/x", 200);
  g_autofree char *escaped = hub_test_get (test, "/pod/_local%2Fx", 200);
  g_autofree char *info = hub_test_get (test, "/pod", 200);
  g_autoptr (HubAnswer) deleted = hub_test_ask (test, "DELETE", "/pod/_local/x", NULL);
  g_autoptr (HubAnswer) gone = hub_test_ask (test, "GET", "/pod/_local/x", NULL);

  hub_answer_assert_error (missing, 404, "not_found", "missing");
  g_assert_cmpuint (put->status, ==, 201);
  g_assert_cmpstr (put->body, ==, "{\"ok\":true,\"id\":\"_local/x\",\"rev\":\"0-1\"}\n");
  g_assert_cmpstr (again->body, ==, "{\"ok\":true,\"id\":\"_local/x\",\"rev\":\"0-2\"}\n");
  g_assert_cmpstr (got, ==, "{\"_id\":\"_local/x\",\"_rev\":\"0-2\",\"x\":2}\n");
  g_assert_cmpstr (escaped, ==, got);
  g_assert_nonnull (strstr (info, "\"update_seq\":\"0-"));
  g_assert_cmpuint (deleted->status, ==, 200);
  hub_answer_assert_error (gone, 404, "not_found", "missing");
}

static void
test_full_commit (void)
{
  g_autoptr (HubTest) test = hub_test_new (NULL);
  g_autofree char *answer = hub_test_post (test, "/pod/_ensure_full_commit", "", 201);

  g_assert_true (g_str_has_prefix (answer, "{\"ok\":true,\"instance_start_time\":\""));
}

static void
test_content_type (void)
{
  static const char *const routes[][2] = {
    { "POST", "/pod/_bulk_docs" }, { "POST", "/pod/_bulk_get" }, { "POST", "/pod/_revs_diff" }, { "PUT", "/pod/_local/x" }
  };
  g_autoptr (HubTest) test = hub_test_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (routes); i++)
    {
      g_autoptr (HubAnswer) answer = hub_test_ask_as (test, test->user, test->password, routes[i][0], routes[i][1], "text/plain", "{}", NULL);

      hub_answer_assert_error (answer, 415, "bad_content_type", "Content-Type must be application/json");
    }
}

static void
test_nowhere (void)
{
  static const char *const paths[] = { "/_users", "/_all_dbs", "/pod/_design/x", "/pod/_security", "/f", "/pod/_local/", "/%ff/x", "/pod/%00" };
  g_autoptr (HubTest) test = hub_test_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autofree char *answer = hub_test_get (test, paths[i], 404);

      g_assert_nonnull (strstr (answer, "\"not_found\""));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hub/routes/welcome", test_welcome);
  g_test_add_func ("/hub/routes/page", test_page);
  g_test_add_func ("/hub/routes/database", test_database);
  g_test_add_func ("/hub/routes/compare-and-set", test_compare_and_set);
  g_test_add_func ("/hub/routes/tombstone", test_tombstone);
  g_test_add_func ("/hub/routes/unknown-parent", test_unknown_parent);
  g_test_add_func ("/hub/routes/bad-batches", test_bad_batches);
  g_test_add_func ("/hub/routes/kept-as-it-came", test_kept_as_it_came);
  g_test_add_func ("/hub/routes/replicator", test_replicator);
  g_test_add_func ("/hub/routes/bulk-get", test_bulk_get);
  g_test_add_func ("/hub/routes/replaced-is-gone", test_replaced_is_gone);
  g_test_add_func ("/hub/routes/tombstone-is-small", test_tombstone_is_small);
  g_test_add_func ("/hub/routes/ancestry-is-bounded", test_ancestry_is_bounded);
  g_test_add_func ("/hub/routes/revs-diff", test_revs_diff);
  g_test_add_func ("/hub/routes/local", test_local);
  g_test_add_func ("/hub/routes/full-commit", test_full_commit);
  g_test_add_func ("/hub/routes/content-type", test_content_type);
  g_test_add_func ("/hub/routes/nowhere", test_nowhere);
  return g_test_run ();
}
