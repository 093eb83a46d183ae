/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is too large, too much, or too slow; and a full disk. */
#include "ta-hub-test.h"

#include <string.h>
#include <sys/socket.h>

static char *
make_batch (const char *id, gsize size)
{
  g_autofree char *filling = g_strnfill (size, 'x');

  return g_strdup_printf ("{\"docs\":[{\"_id\":\"small\"},{\"_id\":\"%s\",\"c\":\"%s\"}]}", id, filling);
}

/* Sizes ----------------------------------------------------------------------------------------------------------------------------- */

static void
test_large_document (void)
{
  g_autoptr (HubTest) test = hub_test_new (NULL);
  g_autofree char *most = make_batch ("most", 7999900), *more = make_batch ("large", 8000000), *info = NULL;
  g_autofree char *stored = hub_test_post (test, "/pod/_bulk_docs", most, 201);
  g_autoptr (HubAnswer) refused = hub_test_ask (test, "POST", "/pod/_bulk_docs", more);

  g_assert_cmpuint (hub_test_count (stored, "\"ok\":true"), ==, 2);
  hub_answer_assert_error (refused, 413, "document_too_large", "large");
  /* Nothing of the batch is there. */
  info = hub_test_get (test, "/pod", 200);
  g_assert_nonnull (strstr (info, "\"doc_count\":2,"));
}

static void
test_large_request (void)
{
  g_autoptr (HubTest) test = hub_test_new (&(TaHubOptions) { .most_request = 20000 });
  g_autofree char *body = make_batch ("a", 20000), *less = make_batch ("a", 19000);
  g_autoptr (HubAnswer) refused = hub_test_ask (test, "POST", "/pod/_bulk_docs", body);
  g_autoptr (HubAnswer) taken = hub_test_ask (test, "POST", "/pod/_bulk_docs", less);
  g_autoptr (HubAnswer) nobody = hub_test_ask_as (test, NULL, NULL, "POST", "/pod/_bulk_docs", "application/json", less, NULL);
  g_autofree char *local = g_strnfill (60000, ' ');
  g_autoptr (HubAnswer) large_local = hub_test_ask (test, "PUT", "/pod/_local/x", local);

  hub_answer_assert_error (refused, 413, "too_large", "the request entity is too large");
  g_assert_cmpuint (taken->status, ==, 201);
  g_assert_cmpuint (nobody->status, ==, 401);
  g_assert_cmpuint (large_local->status, ==, 413);
}

static void
test_too_many_documents (void)
{
  g_autoptr (HubTest) test = hub_test_new (NULL);
  g_autoptr (GString) body = g_string_new ("{\"docs\":[{}");

  for (int i = 0; i < 10000; i++)
    g_string_append (body, ",{}");
  g_string_append (body, "]}");
  g_free (hub_test_post (test, "/pod/_bulk_docs", body->str, 413));
}

static void
test_deep_nesting (void)
{
  g_autoptr (HubTest) test = hub_test_new (NULL);
  g_autofree char *open = g_strnfill (100000, '['), *close = g_strnfill (100000, ']');
  g_autofree char *body = g_strdup_printf ("{\"docs\":[{\"_id\":\"a\",\"x\":%s%s}]}", open, close);

  g_free (hub_test_post (test, "/pod/_bulk_docs", body, 400));
}

/* Without Content-Length, what has come is counted. */
static void
test_large_chunks (void)
{
  g_autoptr (HubTest) test = hub_test_new (&(TaHubOptions) { .most_request = 20000 });
  g_autoptr (GSocketConnection) line = hub_test_connect (test);
  g_autofree char *head = hub_test_head (test, "POST", "/pod/_bulk_docs", "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n");
  g_autofree char *chunk = g_strnfill (16384, ' '), *answer = NULL;

  g_assert_true (hub_test_send (line, head));
  for (int i = 0; i < 3; i++)
    g_assert_true (hub_test_send (line, "4000\r\n") && hub_test_send (line, chunk) && hub_test_send (line, "\r\n"));
  g_assert_true (hub_test_send (line, "0\r\n\r\n"));
  answer = hub_test_receive (line, "too_large");
  g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 413 "));
}

/* "Expect: 100-continue" is answered before the body is sent. */
static void
test_refused_before_it_is_sent (void)
{
  g_autoptr (HubTest) test = hub_test_new (NULL);
  g_autoptr (GSocketConnection) line = hub_test_connect (test);
  g_autofree char *head = hub_test_head (test, "POST", "/pod/_bulk_docs",
                                         "Content-Type: application/json\r\nContent-Length: 999999999\r\nExpect: 100-continue\r\n");
  g_autofree char *answer = NULL;

  g_assert_true (hub_test_send (line, head));
  answer = hub_test_receive (line, "too_large");
  g_assert_nonnull (strstr (answer, "HTTP/1.1 413 "));
}

/* Time ------------------------------------------------------------------------------------------------------------------------------ */

static void
assert_cut (GSocketConnection *line)
{
  g_autofree char *rest = hub_test_receive (line, NULL);

  g_assert_null (strstr (rest, "HTTP/1.1 200"));
}

static void
test_says_nothing (void)
{
  g_autoptr (HubTest) test = hub_test_new (&(TaHubOptions) { .header_seconds = 1 });
  g_autoptr (GSocketConnection) silent = hub_test_connect (test);
  g_autoptr (GSocketConnection) slow = hub_test_connect (test);

  g_assert_true (hub_test_send (slow, "GET / HTTP/1.1\r\nHost: x\r\nX-A: "));
  assert_cut (silent);
  assert_cut (slow);
}

static void
test_body_never_comes (void)
{
  g_autoptr (HubTest) test = hub_test_new (&(TaHubOptions) { .body_seconds = 1 });
  g_autoptr (GSocketConnection) line = hub_test_connect (test);
  g_autofree char *head = hub_test_head (test, "POST", "/pod/_bulk_docs", "Content-Type: application/json\r\nContent-Length: 100\r\n");

  g_assert_true (hub_test_send (line, head));
  g_assert_true (hub_test_send (line, "{\"docs\""));
  assert_cut (line);
}

/* A few bytes that ask for parts of an answer, over and over, do not get more than the answer once. */
static void
test_ranges (void)
{
  g_autoptr (HubTest) test = hub_test_new (NULL);
  g_autoptr (HubAnswer) answer = hub_test_ask_as (test, test->user, test->password, "GET", "/pod", NULL, NULL, "Range: bytes=0-9,0-9,0-9");

  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_true (g_str_has_suffix (answer->body, "}\n") || g_str_has_suffix (answer->body, "}"));
}

/* One account that has as much under way as it may waits; others do not. */
static void
test_share_of_an_account (void)
{
  g_autoptr (HubTest) test = hub_test_new (&(TaHubOptions) { .most_requests = 2 });
  g_autofree char *head = hub_test_head (test, "POST", "/pod/_bulk_docs", "Content-Type: application/json\r\nContent-Length: 100\r\nExpect: 100-continue\r\n");
  g_autoptr (GSocketConnection) first = hub_test_connect (test);
  g_autoptr (GSocketConnection) second = hub_test_connect (test);
  g_autofree char *begun = NULL, *begun_too = NULL;
  g_autoptr (HubAnswer) third = NULL, nobody = NULL;

  g_assert_true (hub_test_send (first, head));
  begun = hub_test_receive (first, "100 Continue");
  g_assert_true (hub_test_send (second, head));
  begun_too = hub_test_receive (second, "100 Continue");
  third = hub_test_ask (test, "GET", "/pod", NULL);
  g_assert_cmpuint (third->status, ==, 429);
  g_assert_cmpstr (soup_message_headers_get_one (third->headers, "Retry-After"), ==, "2");
  nobody = hub_test_ask_as (test, NULL, NULL, "GET", "/", NULL, NULL, NULL);
  g_assert_cmpuint (nobody->status, ==, 200);
}

static void
test_idle (void)
{
  g_autoptr (HubTest) test = hub_test_new (&(TaHubOptions) { .idle_seconds = 1 });
  g_autoptr (GSocketConnection) line = hub_test_connect (test);
  g_autofree char *answer = NULL;

  g_assert_true (hub_test_send (line, "GET / HTTP/1.1\r\nHost: x\r\n\r\n"));
  answer = hub_test_receive (line, "}");
  g_assert_nonnull (strstr (answer, "HTTP/1.1 200"));
  assert_cut (line);
}

/* Who wants no further answers on a connection is told that there will be none. */
static void
test_close (void)
{
  g_autoptr (HubTest) test = hub_test_new (NULL);
  g_autoptr (GSocketConnection) line = hub_test_connect (test);
  g_autofree char *answer = NULL;

  g_assert_true (hub_test_send (line, "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"));
  answer = hub_test_receive (line, NULL);
  g_assert_nonnull (strstr (answer, "\r\nConnection: close\r\n"));
  g_assert_nonnull (strstr (answer, "\"couchdb\""));
}

/* An old client gets no chunks. */
static void
test_http_1_0 (void)
{
  g_autoptr (HubTest) test = hub_test_new (NULL);
  g_autoptr (GSocketConnection) line = hub_test_connect (test);
  g_autofree char *batch = make_batch ("a", 300000), *head = hub_test_head (test, "GET", "/pod/_changes?include_docs=true", ""), *answer = NULL;

  g_free (hub_test_post (test, "/pod/_bulk_docs", batch, 201));
  memcpy (strstr (head, "HTTP/1.1"), "HTTP/1.0", 8);
  g_assert_true (hub_test_send (line, head));
  answer = hub_test_receive (line, NULL);
  g_assert_null (strstr (answer, "chunked"));
  g_assert_nonnull (strstr (answer, "\r\n\r\n{\"results\":[\n"));
  g_assert_true (g_str_has_suffix (answer, "\"pending\":0}"));
}

/* Somebody asks for much and does not read it: the request counts until its connection is cut. */
static void
test_does_not_read (void)
{
  g_autoptr (HubTest) test = hub_test_new (&(TaHubOptions) { .write_seconds = 1, .most_requests = 1 });
  g_autoptr (GSocketConnection) line = hub_test_connect (test);
  g_autofree char *batch = make_batch ("a", 7000000), *head = NULL, *link = NULL, *user = NULL, *password = NULL;
  guint status = 429;

  g_free (hub_test_post (test, "/pod/_bulk_docs", batch, 201));
  g_assert_true (ta_hub_invite (test->path, "pod", &link, NULL));
  hub_test_join (test, link, "Second", &user, &password);
  head = hub_test_head (test, "GET", "/pod/_changes?include_docs=true", "");
  g_assert_true (hub_test_send (line, head));
  g_free (hub_test_receive (line, "HTTP"));
  for (int i = 0; i < 500 && status == 429; i++)
    {
      g_autoptr (HubAnswer) answer = hub_test_ask (test, "GET", "/pod", NULL);
      /* Nobody sleeps here: another account waits for a change that does not come. */
      g_autoptr (HubAnswer) pause = hub_test_ask_as (test, user, password, "GET", "/pod/_changes?feed=longpoll&since=now&timeout=50", NULL, NULL, NULL);

      g_assert_cmpuint (pause->status, ==, 200);
      status = answer->status;
    }
  g_assert_cmpuint (status, ==, 200);
}

static void
test_too_many_connections (void)
{
  g_autoptr (HubTest) test = hub_test_new (&(TaHubOptions) { .most_connections = 4 });
  GSocketConnection *lines[4];
  g_autoptr (GSocketConnection) one_more = NULL;
  g_autofree char *nothing = NULL;

  /* The test's own connection is idle, and goes first. */
  for (int i = 0; i < 4; i++)
    {
      g_autofree char *head = hub_test_head (test, "GET", "/pod/_changes?feed=longpoll&since=now&heartbeat=60000", "");
      g_autofree char *begun = NULL;

      lines[i] = hub_test_connect (test);
      g_assert_true (hub_test_send (lines[i], head));
      begun = hub_test_receive (lines[i], "[");
    }
  one_more = hub_test_connect (test);
  hub_test_send (one_more, "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  nothing = hub_test_receive (one_more, NULL);
  g_assert_cmpstr (nothing, ==, "");
  for (int i = 0; i < 4; i++)
    g_object_unref (lines[i]);
}

/* Whoever asks and is gone before it is read is nothing to complain of. */
static void
test_gone_at_once (void)
{
  g_autoptr (HubTest) test = hub_test_new (NULL);
  const struct linger reset = { 1, 0 };

  for (int i = 0; i < 100; i++)
    {
      g_autoptr (GSocketConnection) line = hub_test_connect (test);

      hub_test_send (line, "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
      g_assert_no_errno (setsockopt (g_socket_get_fd (g_socket_connection_get_socket (line)), SOL_SOCKET, SO_LINGER, &reset, sizeof reset));
      g_assert_true (g_io_stream_close (G_IO_STREAM (line), NULL, NULL));
    }
  g_free (hub_test_get (test, "/", 200));
}

/* Whoever takes all connections and then does not say what for keeps nobody out. */
static void
test_half_connections (void)
{
  g_autoptr (HubTest) test = hub_test_new (&(TaHubOptions) { .most_connections = 4 });
  GSocketConnection *lines[12];

  for (int i = 0; i < 12; i++)
    {
      lines[i] = hub_test_connect (test);
      hub_test_send (lines[i], "GET / HTTP/1.1\r\n");
    }
  for (int i = 0; i < 3; i++)
    {
      g_autoptr (GSocketConnection) honest = hub_test_connect (test);
      g_autofree char *answer = NULL;

      g_assert_true (hub_test_send (honest, "GET / HTTP/1.1\r\nHost: x\r\n\r\n"));
      answer = hub_test_receive (honest, "}");
      g_assert_nonnull (strstr (answer, "HTTP/1.1 200"));
    }
  for (int i = 0; i < 12; i++)
    g_object_unref (lines[i]);
}

/* A full disk ----------------------------------------------------------------------------------------------------------------------- */

static void
test_full (void)
{
  g_autoptr (HubTest) test = hub_test_new (NULL);
  g_autofree char *batch = make_batch ("large", 500000), *first = NULL, *rev = NULL, *edit = NULL, *got = NULL, *local = NULL, *all = NULL;
  g_autoptr (HubAnswer) full = NULL, local_full = NULL, after = NULL;

  rev = hub_test_put (test, "{\"_id\":\"first\",\"v\":1}");
  hub_test_stop (test);
  test->options.most_pages = 80;
  hub_test_start (test);
  full = hub_test_ask (test, "POST", "/pod/_bulk_docs", batch);
  hub_answer_assert_error (full, 507, "insufficient_storage", "The hub's disk is full.");
  /* Nothing of it is there, and what was is. */
  all = hub_test_get (test, "/pod/_all_docs", 200);
  g_assert_cmpuint (hub_test_count (all, "\"key\":"), ==, 1);
  got = hub_test_get (test, "/pod/first", 200);
  g_assert_nonnull (strstr (got, rev));
  first = hub_test_get (test, "/pod/_changes?include_docs=true", 200);
  g_assert_nonnull (strstr (first, "\"last_seq\":\"1-"));
  local = g_strdup_printf ("{\"x\":\"%0*d\"}", 400000, 0);
  local_full = hub_test_ask (test, "PUT", "/pod/_local/x", local);
  g_assert_cmpuint (local_full->status, ==, 507);
  /* What still fits is taken. */
  edit = g_strdup_printf ("{\"docs\":[{\"_id\":\"first\",\"_rev\":\"%s\",\"v\":2}]}", rev);
  after = hub_test_ask (test, "POST", "/pod/_bulk_docs", edit);
  g_assert_cmpuint (after->status, ==, 201);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hub/limits/large-document", test_large_document);
  g_test_add_func ("/hub/limits/large-request", test_large_request);
  g_test_add_func ("/hub/limits/too-many-documents", test_too_many_documents);
  g_test_add_func ("/hub/limits/deep-nesting", test_deep_nesting);
  g_test_add_func ("/hub/limits/large-chunks", test_large_chunks);
  g_test_add_func ("/hub/limits/refused-before-it-is-sent", test_refused_before_it_is_sent);
  g_test_add_func ("/hub/limits/says-nothing", test_says_nothing);
  g_test_add_func ("/hub/limits/body-never-comes", test_body_never_comes);
  g_test_add_func ("/hub/limits/ranges", test_ranges);
  g_test_add_func ("/hub/limits/share-of-an-account", test_share_of_an_account);
  g_test_add_func ("/hub/limits/idle", test_idle);
  g_test_add_func ("/hub/limits/close", test_close);
  g_test_add_func ("/hub/limits/http-1-0", test_http_1_0);
  g_test_add_func ("/hub/limits/does-not-read", test_does_not_read);
  g_test_add_func ("/hub/limits/too-many-connections", test_too_many_connections);
  g_test_add_func ("/hub/limits/gone-at-once", test_gone_at_once);
  g_test_add_func ("/hub/limits/half-connections", test_half_connections);
  g_test_add_func ("/hub/limits/full", test_full);
  return g_test_run ();
}
