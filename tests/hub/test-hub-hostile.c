/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 10,000 requests of no sense, and many clients at a time. The hub is in this process, so that the sanitizers watch it. */
#include "ta-hub-test.h"

#include <sqlite3.h>
#include <string.h>

#define REQUESTS 10000
#define ACCOUNTS 5
#define CLIENTS 50
#define ROUNDS 20

/* Requests of no sense -------------------------------------------------------------------------------------------------------------- */

static const char *const methods[] = { "GET", "HEAD", "PUT", "POST", "DELETE", "OPTIONS", "PATCH", "get", "", "CONNECT", "TRACE", "\x01", "GETGETGET" };

static const char *const paths[] = {
  "/", "/pod", "/pod/", "/pod/_changes?since=%00&limit=99999999999999999999", "/pod/_changes?feed=longpoll&timeout=1&since=now",
  "/pod/_all_docs?startkey=%22%5Cud800%22", "/pod/_all_docs?startkey=\"\\u0000\"&include_docs=true", "/pod/_bulk_docs", "/pod/_bulk_get?revs=true",
  "/pod/_revs_diff", "/pod/_local/x", "/pod/_local/%00", "/pod/%ff%fe", "/pod/a?rev=1-&conflicts=true", "/pod/_turnabout/invites/xyz",
  "/pod/_turnabout/accounts/%2e%2e", "/pod/_turnabout/feeds/", "/_turnabout/join", "/f/../../etc/passwd", "/f/.ics", "/j", "/%", "/%zz", "//", "*",
  "http://x/pod", "/pod/../../x", "/?&&&===%%%", "/pod?=&=", "/pod/_changes?seq_interval=0&limit=0&style=all_docs&include_docs=true&conflicts=true"
};

static const char *const headers[] = {
  "Content-Type: application/json", "Content-Type: text/calendar", "Content-Type: ;;;", "Content-Length: 10", "Content-Length: -1",
  "Content-Length: 99999999999999999999", "Content-Length: 5, 6", "Transfer-Encoding: chunked", "Transfer-Encoding: gzip", "Expect: 100-continue",
  "Expect: x", "Connection: close", "Connection: upgrade", "Upgrade: websocket", "Range: bytes=0-1,2-3,4-5", "Range: bytes=-", "Host: ",
  "Host: a/b", "Authorization: Basic Og==", "Authorization: Basic \xff", "Authorization: Digest username=\"x\"", "If-None-Match: ,,,\"",
  "If-Modified-Since: never", "X-Forwarded-For: ,", ": no name", "no colon", "\tfolded", "Accept-Encoding: gzip", "Cookie: AuthSession=x"
};

static const char *const bodies[] = {
  "{\"docs\":[{\"_id\":\"a\",\"v\":1},{\"_id\":\"b\",\"_deleted\":true}]}", "{\"docs\":[{\"_id\":\"\\ud83d\\ude00\"}]}", "{\"docs\":[{\"_id\":\"\\ud83d\"}]}",
  "{\"docs\":[{\"_id\":\"a\",\"_rev\":\"1-0123456789abcdef0123456789abcdef\"}]}", "{\"docs\":[[[[[[[[[[[[]]]]]]]]]]]]}", "{\"docs\":[{\"id\":\"a\"},{\"id\":\"a\",\"rev\":\"1-\"}]}",
  "{\"a\":[\"1-0\"],\"b\":[1,null,{}]}", "{\"token\":\"00112233445566778899aabbccddeeff\",\"device\":\"\\u0000\"}", "{\"hours\":1e9,\"box\":\"\"}", "{\"x\":-0.0e-5}",
  "BEGIN:VCALENDAR\r\n", "5\r\nhello\r\n0\r\n\r\n", "ffffffffffffffff\r\n", "-1\r\n", "\xef\xbb\xbf{}", "\xc0\x80", "[", "\"", "{\"", "{\"a\":", "tru", "-", "1.", "1e", "\"\\u12", "{}}"
};

#define PICK(list) list[g_test_rand_int_range (0, G_N_ELEMENTS (list))]

static void
append_headers (HubTest *test, GString *request, gsize body)
{
  if (g_test_rand_int_range (0, 10) > 0)
    g_string_append (request, "Host: x\r\n");
  if (g_test_rand_int_range (0, 10) > 1)
    {
      g_autofree char *head = hub_test_head (test, "GET", "/", "");

      /* The account alone, so that most of what follows is looked at. */
      g_string_append_len (request, strstr (head, "Authorization"), (gssize) strcspn (strstr (head, "Authorization"), "\n") + 1);
    }
  if (g_test_rand_int_range (0, 3) > 0)
    g_string_append_printf (request, "Content-Type: application/json\r\nContent-Length: %zu\r\n", body);
  for (int i = g_test_rand_int_range (0, 4); i > 0; i--)
    g_string_append_printf (request, "%s\r\n", PICK (headers));
}

/* Some bytes are others, doubled, or gone. */
static void
spoil (GString *request)
{
  for (int i = g_test_rand_int_range (0, 4); i > 0 && request->len > 0; i--)
    {
      gsize at = (gsize) g_test_rand_int_range (0, (gint32) request->len);
      gsize gone = (gsize) g_test_rand_int_range (1, 20);

      switch (g_test_rand_int_range (0, 4))
        {
        case 0:
          request->str[at] = (char) g_test_rand_int_range (0, 256);
          break;
        case 1:
          g_string_erase (request, (gssize) at, (gssize) MIN (request->len - at, gone));
          break;
        case 2:
          g_string_insert_len (request, (gssize) at, request->str, MIN ((gssize) at, 40));
          break;
        default:
          g_string_truncate (request, at);
        }
    }
}

static GString *
make_request (HubTest *test)
{
  GString *request = g_string_new (NULL);
  g_autoptr (GString) body = g_string_new (PICK (bodies));

  if (g_test_rand_int_range (0, 2) == 0)
    spoil (body);
  g_string_append_printf (request, "%s %s%s HTTP/%s\r\n", PICK (methods), g_test_rand_int_range (0, 20) == 0 ? "/" : "", PICK (paths),
                          g_test_rand_int_range (0, 10) > 1 ? "1.1" : (g_test_rand_int_range (0, 2) == 0 ? "1.0" : "9.x"));
  append_headers (test, request, body->len);
  g_string_append (request, "\r\n");
  g_string_append_len (request, body->str, (gssize) body->len);
  if (g_test_rand_int_range (0, 2) == 0)
    spoil (request);
  return request;
}

static void
say (HubTest *test, GString *request)
{
  g_autoptr (GSocketConnection) line = hub_test_connect (test);
  g_autofree char *answer = NULL;

  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (line)), request->str, request->len, NULL, NULL, NULL);
  g_socket_shutdown (g_socket_connection_get_socket (line), FALSE, TRUE, NULL);
  answer = hub_test_receive (line, NULL);
  /* Either it hangs up, or it answers as a server does. */
  if (*answer != '\0' && !g_str_has_prefix (answer, "HTTP/1."))
    g_error ("The hub answered “%s”", answer);
  g_assert_null (strstr (answer, "HTTP/1.1 500"));
}

static char *
ask_file (const char *path, const char *sql)
{
  sqlite3 *file = NULL;
  sqlite3_stmt *stmt = NULL;
  char *text;

  g_assert_cmpint (sqlite3_open (path, &file), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (file, sql, -1, &stmt, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (stmt), ==, SQLITE_ROW);
  text = g_strdup ((const char *) sqlite3_column_text (stmt, 0));
  sqlite3_finalize (stmt);
  sqlite3_close (file);
  return text;
}

static void
test_malformed (void)
{
  g_autoptr (HubTest) test = hub_test_new (&(TaHubOptions) { .header_seconds = 2, .body_seconds = 2, .idle_seconds = 2 });
  g_autofree char *integrity = NULL, *rev = NULL;

  /* A length beyond all numbers comes out of libsoup's own reader below zero, of which it then complains to itself: a line in the log, and no more. */
  g_log_set_always_fatal (G_LOG_FATAL_MASK);
  for (int i = 0; i < REQUESTS; i++)
    {
      g_autoptr (GString) request = make_request (test);

      say (test, request);
      /* Wrong passwords among them lock the account out. */
      if (i % 100 == 0)
        hub_test_pass (test, 6 * 60 * 1000);
    }
  rev = hub_test_put (test, "{\"_id\":\"still here\"}");
  g_assert_true (g_str_has_prefix (rev, "1-"));
  hub_test_stop (test);
  integrity = ask_file (test->path, "PRAGMA integrity_check");
  g_assert_cmpstr (integrity, ==, "ok");
  hub_test_start (test);
}

/* Many clients ---------------------------------------------------------------------------------------------------------------------- */

typedef struct
{
  HubTest test; /* its own session and account, the url of the hub that all ask */
  int number;
  guint conflicts;
  guint too_many;
} Client;

static HubAnswer *
insist (Client *self, const char *method, const char *path, const char *body)
{
  for (;;)
    {
      g_autoptr (HubAnswer) answer = hub_test_ask (&self->test, method, path, body);

      if (answer->status != 429)
        return g_steal_pointer (&answer);
      self->too_many++;
    }
}

static gpointer
be_client (gpointer data)
{
  Client *self = data;
  g_autofree char *rev = NULL;

  for (int i = 0; i < ROUNDS; i++)
    {
      g_autofree char *parent = rev != NULL ? g_strdup_printf (",\"_rev\":\"%s\"", rev) : g_strdup ("");
      g_autofree char *body = g_strdup_printf ("{\"docs\":[{\"_id\":\"own-%d\"%s,\"v\":%d},{\"_id\":\"shared-%d\",\"by\":%d}]}", self->number, parent, i, i,
                                               self->number);
      g_autoptr (HubAnswer) written = insist (self, "POST", "/pod/_bulk_docs", body);
      g_autoptr (HubAnswer) changes = insist (self, "GET", "/pod/_changes?limit=20&include_docs=true", NULL);

      g_assert_cmpuint (written->status, ==, 201);
      g_assert_cmpuint (changes->status, ==, 200);
      g_assert_true (g_str_has_prefix (written->body, "[{\"ok\":true,"));
      self->conflicts += hub_test_count (written->body, "\"conflict\"");
      g_free (rev);
      rev = hub_test_pick (written->body, "\"rev\":\"");
    }
  return NULL;
}

static void
client_init (Client *self, HubTest *test, int number, char **users, char **passwords)
{
  self->number = number;
  self->test.url = test->url;
  self->test.user = users[number % ACCOUNTS];
  self->test.password = passwords[number % ACCOUNTS];
  self->test.session = soup_session_new_with_options ("proxy-resolver", NULL, NULL);
}

/* Everybody writes a document of his own again and again, and all the same documents once: of those each has one winner. */
static void
test_load (void)
{
  g_autoptr (HubTest) test = hub_test_new (NULL);
  g_autofree Client *clients = g_new0 (Client, CLIENTS);
  GThread *threads[CLIENTS];
  char *users[ACCOUNTS + 1] = { NULL }, *passwords[ACCOUNTS + 1] = { NULL };
  g_autofree char *all = NULL;
  guint conflicts = 0, too_many = 0;
  gint64 start;

  for (int i = 0; i < ACCOUNTS; i++)
    {
      g_autofree char *link = NULL;

      g_assert_true (ta_hub_invite (test->path, "pod", &link, NULL));
      hub_test_join (test, link, "Client", &users[i], &passwords[i]);
    }
  start = g_get_monotonic_time ();
  for (int i = 0; i < CLIENTS; i++)
    {
      client_init (&clients[i], test, i, users, passwords);
      threads[i] = g_thread_new ("client", be_client, &clients[i]);
    }
  for (int i = 0; i < CLIENTS; i++)
    {
      g_thread_join (threads[i]);
      conflicts += clients[i].conflicts;
      too_many += clients[i].too_many;
      g_object_unref (clients[i].test.session);
    }
  g_test_message ("%d clients made %d requests in %d ms; %u were put off", CLIENTS, CLIENTS * ROUNDS * 2,
                  (int) ((g_get_monotonic_time () - start) / 1000), too_many);
  g_assert_cmpuint (conflicts, ==, (CLIENTS - 1) * ROUNDS);
  all = hub_test_get (test, "/pod/_all_docs?include_docs=true", 200);
  g_assert_cmpuint (hub_test_count (all, "\"key\":\"own-"), ==, CLIENTS);
  g_assert_cmpuint (hub_test_count (all, "\"key\":\"shared-"), ==, ROUNDS);
  g_assert_cmpuint (hub_test_count (all, "\"v\":19}"), ==, CLIENTS);
  for (int i = 0; i < ACCOUNTS; i++)
    {
      g_free (users[i]);
      g_free (passwords[i]);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hub/hostile/malformed", test_malformed);
  g_test_add_func ("/hub/hostile/load", test_load);
  return g_test_run ();
}
