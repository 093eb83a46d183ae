/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scripted-hub.h"
#include "ta-hub-client-private.h"
#include "ta-hub-soup.h"
#include "ta-sync-backoff.h"

#include <libsoup/soup.h>
#include <string.h>

#define A "0000000000000000000000000000000a"
#define B "0000000000000000000000000000000b"
#define EMPTY "{\"results\":[],\"last_seq\":\"9-x\",\"pending\":0}"

typedef struct
{
  ScriptedHub *hub;
  TaHubClient *client;
  GError *error;
} Fixture;

static gint64
some_time (gpointer data)
{
  return G_GINT64_CONSTANT (1767225600000); /* 2026-01-01 00:00:00 UTC */
}

static TaHubClient *
make_client (const char *url)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TaHubSoup) soup = ta_hub_soup_new (url, &error);
  TaHubClient *client;

  g_assert_no_error (error);
  client = ta_hub_client_new (TA_HUB_TRANSPORT (soup), "pod", "ana", "secret");
  client->now_ms = some_time;
  return client;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->hub = scripted_hub_new (NULL);
  f->client = make_client (scripted_hub_get_url (f->hub));
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_clear_error (&f->error);
  ta_hub_client_free (f->client);
  scripted_hub_free (f->hub);
}

static gboolean
asks_for (Fixture *f, guint i, const char *piece)
{
  g_autofree char *request = scripted_hub_request (f->hub, i);

  return strstr (request, piece) != NULL;
}

static void
assert_refused (Fixture *f, TaSyncError code)
{
  g_autoptr (TaWirePage) page = ta_hub_client_get_changes (f->client, "0", 10, NULL, &f->error);

  g_assert_null (page);
  g_assert_error (f->error, TA_SYNC_ERROR, (int) code);
}

/* What is asked ------------------------------------------------------------------------------------------------------------------------- */

static void
test_changes (Fixture *f, gconstpointer data)
{
  g_autoptr (TaWirePage) page = NULL;
  g_autoptr (TaWirePage) second = NULL;

  scripted_hub_reply (f->hub, "200 OK", NULL, EMPTY);
  scripted_hub_reply (f->hub, "200 OK", NULL, EMPTY);
  page = ta_hub_client_get_changes (f->client, "4-g1 [\"&x=1\"]", 500, NULL, &f->error);
  g_assert_no_error (f->error);
  g_assert_cmpstr (page->next, ==, "9-x");
  second = ta_hub_client_wait_changes (f->client, "9-x", 500, NULL, &f->error);
  g_assert_no_error (f->error);
  g_assert_true (asks_for (f, 0, "GET /pod/_changes?style=all_docs&include_docs=true&conflicts=true&limit=500&seq_interval=500&since=4-g1%20%5B%22%26x%3D1%22%5D HTTP/1.1\r\n"));
  g_assert_true (asks_for (f, 0, "\r\nAuthorization: Basic YW5hOnNlY3JldA==\r\n"));
  g_assert_true (asks_for (f, 0, "\r\nAccept: application/json\r\n"));
  g_assert_false (asks_for (f, 0, "Accept-Encoding"));
  g_assert_true (asks_for (f, 1, "since=9-x&feed=longpoll&heartbeat=25000 "));
  g_assert_false (asks_for (f, 1, "timeout"));
}

static void
test_all (Fixture *f, gconstpointer data)
{
  g_autoptr (TaWirePage) page = NULL;

  scripted_hub_reply (f->hub, "200 OK", NULL, "{\"total_rows\":0,\"offset\":0,\"rows\":[]}");
  page = ta_hub_client_get_all (f->client, A, 51, NULL, &f->error);
  g_assert_no_error (f->error);
  g_assert_true (asks_for (f, 0, "GET /pod/_all_docs?include_docs=true&conflicts=true&limit=51&startkey=%22" A "%22 HTTP/1.1\r\n"));
}

static void
test_put (Fixture *f, gconstpointer data)
{
  const TaWirePut put = { A, NULL, "{\"v\":1}" };
  g_autoptr (GPtrArray) results = NULL;
  gboolean unsure = FALSE;

  scripted_hub_reply (f->hub, "202 Accepted", NULL, "[{\"ok\":true,\"id\":\"" A "\",\"rev\":\"1-a\"}]");
  results = ta_hub_client_put (f->client, &put, 1, &unsure, NULL, &f->error);
  g_assert_no_error (f->error);
  g_assert_true (unsure);
  g_assert_cmpuint (results->len, ==, 1);
  g_assert_true (asks_for (f, 0, "POST /pod/_bulk_docs HTTP/1.1\r\n"));
  g_assert_true (asks_for (f, 0, "\r\nContent-Type: application/json\r\n"));
  g_assert_true (asks_for (f, 0, "\r\n\r\n{\"docs\":[{\"_id\":\"" A "\",\"v\":1}]}"));
}

static void
test_epoch (Fixture *f, gconstpointer data)
{
  gint64 n = 5;

  scripted_hub_reply (f->hub, "404 Object Not Found", NULL, "{\"error\":\"not_found\",\"reason\":\"missing\"}");
  g_assert_null (ta_hub_client_get_epoch (f->client, "epoch", &n, NULL, &f->error));
  g_assert_no_error (f->error);
  g_assert_cmpint (n, ==, 0);
  /* PouchDB asks for the revision of what is replaced. */
  scripted_hub_reply (f->hub, "409 Conflict", NULL, "{\"error\":\"conflict\"}");
  scripted_hub_reply (f->hub, "200 OK", NULL, "{\"_id\":\"_local/x\",\"_rev\":\"0-7\",\"epoch\":\"0f\",\"n\":1}");
  scripted_hub_reply (f->hub, "201 Created", NULL, "{\"ok\":true}");
  g_assert_true (ta_hub_client_put_epoch (f->client, "00ff", "0f", 2, NULL, &f->error));
  g_assert_no_error (f->error);
  g_assert_true (asks_for (f, 1, "PUT /pod/_local/turnabout-00ff HTTP/1.1\r\n"));
  g_assert_true (asks_for (f, 3, "\r\n\r\n{\"epoch\":\"0f\",\"n\":2,\"_rev\":\"0-7\"}"));
  /* An answer that makes no sense is not taken for there being none: a new mark would be made of it. */
  scripted_hub_reply (f->hub, "200 OK", NULL, "{\"epoch\":");
  g_assert_null (ta_hub_client_get_epoch (f->client, "epoch", &n, NULL, &f->error));
  g_assert_error (f->error, TA_SYNC_ERROR, TA_SYNC_ERROR_ODD);
  g_clear_error (&f->error);
  /* A mark of the database is not replaced: who was first stands. */
  scripted_hub_reply (f->hub, "409 Conflict", NULL, "{\"error\":\"conflict\"}");
  g_assert_false (ta_hub_client_put_epoch (f->client, "epoch", "0f", -1, NULL, &f->error));
  g_assert_error (f->error, TA_SYNC_ERROR, TA_SYNC_ERROR_CONFLICT);
}

static void
test_own_routes (Fixture *f, gconstpointer data)
{
  g_autoptr (TaWireWelcome) welcome = NULL;
  g_autoptr (GBytes) calendar = g_bytes_new_static ("BEGIN:VCALENDAR", 15);

  scripted_hub_reply (f->hub, "201 Created", NULL, "{\"db\":\"pod\",\"user\":\"u\",\"password\":\"p\",\"box\":\"b\"}");
  welcome = ta_hub_client_join (f->client, "0011", "Ana’s desk", NULL, NULL, NULL, &f->error);
  g_assert_no_error (f->error);
  g_assert_cmpstr (welcome->box, ==, "b");
  g_assert_true (asks_for (f, 0, "POST /_turnabout/join HTTP/1.1\r\n"));
  scripted_hub_reply (f->hub, "201 Created", NULL, "{}");
  g_assert_true (ta_hub_client_invite (f->client, "0011", "box", 72, NULL, &f->error));
  g_assert_true (asks_for (f, 1, "PUT /pod/_turnabout/invites/"));
  g_assert_false (asks_for (f, 1, "invites/0011"));
  scripted_hub_reply (f->hub, "200 OK", NULL, "[]");
  g_ptr_array_unref (ta_hub_client_list_accounts (f->client, NULL, &f->error));
  scripted_hub_reply (f->hub, "200 OK", NULL, "{}");
  g_assert_true (ta_hub_client_delete_account (f->client, "a/b", NULL, &f->error));
  g_assert_true (asks_for (f, 3, "DELETE /pod/_turnabout/accounts/a%2Fb HTTP/1.1\r\n"));
  scripted_hub_reply (f->hub, "201 Created", NULL, "{}");
  g_assert_true (ta_hub_client_put_feed (f->client, "0011", calendar, NULL, &f->error));
  g_assert_true (asks_for (f, 4, "PUT /pod/_turnabout/feeds/0011 HTTP/1.1\r\n"));
  g_assert_true (asks_for (f, 4, "\r\nContent-Type: text/calendar; charset=utf-8\r\n"));
}

/* What a status comes to ------------------------------------------------------------------------------------------------------------------ */

static void
test_statuses (Fixture *f, gconstpointer data)
{
  static const struct
  {
    const char *status;
    const char *body;
    TaSyncError code;
    TaSyncProblem problem;
  } rows[] = {
    { "400 Bad Request", "{\"error\":\"illegal_docid\",\"reason\":\"x\"}", TA_SYNC_ERROR_REFUSED, TA_SYNC_PROBLEM_ODD },
    { "401 Unauthorized", "{\"error\":\"unauthorized\",\"reason\":\"Name or password is incorrect.\"}", TA_SYNC_ERROR_PASSWORD, TA_SYNC_PROBLEM_PASSWORD },
    { "403 Forbidden", "{\"error\":\"forbidden\",\"reason\":\"You are not allowed to access this db.\"}", TA_SYNC_ERROR_REMOVED, TA_SYNC_PROBLEM_REMOVED },
    { "403 Forbidden", "{\"error\":\"forbidden\",\"reason\":\"Account is temporarily locked due to multiple authentication failures\"}", TA_SYNC_ERROR_LOCKED, TA_SYNC_PROBLEM_LOCKED },
    { "404 Object Not Found", "{\"error\":\"not_found\",\"reason\":\"Database does not exist.\"}", TA_SYNC_ERROR_NOT_FOUND, TA_SYNC_PROBLEM_NO_POD },
    { "408 Request Timeout", "", TA_SYNC_ERROR_NETWORK, TA_SYNC_PROBLEM_OFFLINE },
    { "409 Conflict", "{}", TA_SYNC_ERROR_CONFLICT, TA_SYNC_PROBLEM_ODD },
    { "412 Precondition Failed", "{\"error\":\"file_exists\"}", TA_SYNC_ERROR_CONFLICT, TA_SYNC_PROBLEM_ODD },
    { "413 Request Entity Too Large", "<html>", TA_SYNC_ERROR_TOO_LARGE, TA_SYNC_PROBLEM_ODD },
    { "415 Unsupported", "{\"error\":\"bad_content_type\"}", TA_SYNC_ERROR_ODD, TA_SYNC_PROBLEM_ODD },
    { "429 Too Many Requests", "{}", TA_SYNC_ERROR_BUSY, TA_SYNC_PROBLEM_OFFLINE },
    { "500 Internal Server Error", "{}", TA_SYNC_ERROR_NETWORK, TA_SYNC_PROBLEM_OFFLINE },
    { "502 Bad Gateway", "<html>", TA_SYNC_ERROR_NETWORK, TA_SYNC_PROBLEM_OFFLINE },
    { "503 Service Unavailable", "", TA_SYNC_ERROR_NETWORK, TA_SYNC_PROBLEM_OFFLINE },
    { "507 Insufficient Storage", "{}", TA_SYNC_ERROR_FULL, TA_SYNC_PROBLEM_FULL },
    { "204 No Content", "", TA_SYNC_ERROR_ODD, TA_SYNC_PROBLEM_ODD },
    { "200 OK", "<html>please sign in to the café’s network</html>", TA_SYNC_ERROR_ODD, TA_SYNC_PROBLEM_ODD },
    { "200 OK", "", TA_SYNC_ERROR_ODD, TA_SYNC_PROBLEM_ODD },
    { "200 OK", "{\"results\":[{\"id\":7}],\"last_seq\":\"1\"}", TA_SYNC_ERROR_ODD, TA_SYNC_PROBLEM_ODD },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      scripted_hub_reply (f->hub, rows[i].status, NULL, rows[i].body);
      assert_refused (f, rows[i].code);
      g_assert_cmpint (ta_sync_error_problem (f->error), ==, rows[i].problem);
      g_assert_cmpuint (scripted_hub_count (f->hub), ==, i + 1);
      g_clear_error (&f->error);
    }
}

static char *
new_password (gpointer data)
{
  return g_strdup (data);
}

/* A refused password is read once more, and tried only if it is another. */
static void
test_password (Fixture *f, gconstpointer data)
{
  g_autoptr (TaWirePage) page = NULL;

  f->client->password_func = new_password;
  f->client->password_data = (gpointer) "secret";
  scripted_hub_reply (f->hub, "401 Unauthorized", NULL, "{}");
  assert_refused (f, TA_SYNC_ERROR_PASSWORD);
  g_clear_error (&f->error);
  g_assert_cmpuint (scripted_hub_count (f->hub), ==, 1);
  f->client->password_data = (gpointer) "other";
  scripted_hub_reply (f->hub, "401 Unauthorized", NULL, "{}");
  scripted_hub_reply (f->hub, "200 OK", NULL, EMPTY);
  page = ta_hub_client_get_changes (f->client, "0", 10, NULL, &f->error);
  g_assert_no_error (f->error);
  g_assert_true (asks_for (f, 2, "\r\nAuthorization: Basic YW5hOm90aGVy\r\n"));
  scripted_hub_reply (f->hub, "401 Unauthorized", NULL, "{}");
  assert_refused (f, TA_SYNC_ERROR_PASSWORD);
  g_assert_cmpuint (scripted_hub_count (f->hub), ==, 4);
}

static void
test_retry_after (Fixture *f, gconstpointer data)
{
  scripted_hub_reply (f->hub, "429 Too Many Requests", "Retry-After: 7\r\n", "{}");
  assert_refused (f, TA_SYNC_ERROR_BUSY);
  g_clear_error (&f->error);
  g_assert_cmpint (ta_hub_client_get_retry_after (f->client), ==, 7000);
  scripted_hub_reply (f->hub, "503 Service Unavailable", "Date: Thu, 01 Jan 2026 00:00:00 GMT\r\nRetry-After: Thu, 01 Jan 2026 00:02:00 GMT\r\n", "{}");
  assert_refused (f, TA_SYNC_ERROR_NETWORK);
  g_clear_error (&f->error);
  g_assert_cmpint (ta_hub_client_get_retry_after (f->client), ==, 120000);
  scripted_hub_reply (f->hub, "503 Service Unavailable", "Retry-After: -1 fortnight\r\n", "{}");
  assert_refused (f, TA_SYNC_ERROR_NETWORK);
  g_assert_cmpint (ta_hub_client_get_retry_after (f->client), ==, -1);
}

static void
test_clock (Fixture *f, gconstpointer data)
{
  g_autoptr (TaWirePage) page = NULL;

  scripted_hub_reply (f->hub, "200 OK", "Date: Sun, 04 Jan 2026 00:00:00 GMT\r\n", EMPTY);
  page = ta_hub_client_get_changes (f->client, "0", 10, NULL, &f->error);
  g_assert_cmpint (ta_hub_client_get_clock_offset (f->client), ==, 3 * 24 * 60 * 60 * 1000);
}

/* A hub that means ill ---------------------------------------------------------------------------------------------------------------------- */

static void
test_redirects (Fixture *f, gconstpointer data)
{
  g_autofree char *here = g_strdup_printf ("Location: %s/elsewhere/pod/_changes\r\n", scripted_hub_get_url (f->hub));
  g_autoptr (TaWirePage) page = NULL;

  scripted_hub_reply (f->hub, "307 Temporary Redirect", here, "");
  scripted_hub_reply (f->hub, "301 Moved Permanently", "Location: /third\r\n", "");
  scripted_hub_reply (f->hub, "200 OK", NULL, EMPTY);
  page = ta_hub_client_get_changes (f->client, "0", 10, NULL, &f->error);
  g_assert_no_error (f->error);
  g_assert_true (asks_for (f, 1, "GET /elsewhere/pod/_changes HTTP/1.1\r\n"));
  g_assert_true (asks_for (f, 2, "GET /third HTTP/1.1\r\n"));
}

static void
test_endless_redirects (Fixture *f, gconstpointer data)
{
  for (int i = 0; i < 10; i++)
    scripted_hub_reply (f->hub, "302 Found", "Location: /again\r\n", "");
  assert_refused (f, TA_SYNC_ERROR_ODD);
  g_assert_cmpuint (scripted_hub_count (f->hub), ==, 4);
}

/* The password goes nowhere else, not even to another port. */
static void
test_redirects_elsewhere (Fixture *f, gconstpointer data)
{
  g_autoptr (ScriptedHub) other = scripted_hub_new (NULL);
  g_autofree char *port = g_strdup_printf ("Location: %s/pod\r\n", scripted_hub_get_url (other));
  const char *const places[] = { port, "Location: https://hub.example.org/\r\n", "Location: http://localhost/\r\n", "Location: file:///etc/passwd\r\n", "Location: //\r\n", "" };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      scripted_hub_reply (f->hub, "302 Found", places[i], "");
      assert_refused (f, TA_SYNC_ERROR_ODD);
      g_clear_error (&f->error);
    }
  g_assert_cmpuint (scripted_hub_count (other), ==, 0);
}

/* What is written is not written somewhere else. */
static void
test_redirected_write (Fixture *f, gconstpointer data)
{
  const TaWirePut put = { A, NULL, "{\"v\":1}" };
  gboolean unsure;

  scripted_hub_reply (f->hub, "302 Found", "Location: /again\r\n", "");
  g_assert_null (ta_hub_client_put (f->client, &put, 1, &unsure, NULL, &f->error));
  g_assert_error (f->error, TA_SYNC_ERROR, TA_SYNC_ERROR_ODD);
}

static void
test_cut_off (Fixture *f, gconstpointer data)
{
  static const char *const answers[] = {
    "HTTP/1.1 200 OK\r\nContent-Length: 4000\r\nConnection: close\r\n\r\n{\"results\":[],",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n2b\r\n{\"results\":[],\"last_seq\":\"9-x\",\"pending\":0}\r\n",
    "HTTP/1.1 200 OK\r\nConte",
    "HTTP/9.9 banana\r\n\r\n",
    "\x16\x03\x01\x02",
  };

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      scripted_hub_say (f->hub, answers[i], strlen (answers[i]));
      assert_refused (f, TA_SYNC_ERROR_NETWORK);
      g_clear_error (&f->error);
    }
}

/* A body that ends where the connection ends cannot be told from a whole one but by what is in it. */
static void
test_cut_off_unseen (Fixture *f, gconstpointer data)
{
  static const char answer[] = "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{\"results\":[],\"last_s";

  scripted_hub_say (f->hub, answer, sizeof answer - 1);
  assert_refused (f, TA_SYNC_ERROR_ODD);
  g_assert_true (ta_sync_error_passes (f->error));
}

static void
test_packed (Fixture *f, gconstpointer data)
{
  static const char answer[] = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 12\r\nConnection: close\r\n\r\n\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\xab\x56";

  scripted_hub_say (f->hub, answer, sizeof answer - 1);
  assert_refused (f, TA_SYNC_ERROR_ODD);
}

static void
test_flood (Fixture *f, gconstpointer data)
{
  f->client->most_page = 100000;
  scripted_hub_flood (f->hub, "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");
  assert_refused (f, TA_SYNC_ERROR_TOO_LARGE);
  /* What lies in the buffers of the two ends is some megabytes at most. */
  g_assert_cmpuint (scripted_hub_get_flooded (f->hub), <, 64 * 1024);
}

/* Slow loris: a byte now and then, for ever. */
static void
test_dribble (Fixture *f, gconstpointer data)
{
  f->client->total_ms = 150;
  scripted_hub_dribble (f->hub, "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{");
  assert_refused (f, TA_SYNC_ERROR_NETWORK);
  g_clear_error (&f->error);
  scripted_hub_dribble (f->hub, "HTTP/1.1 200 OK\r\nX-Slow: ");
  assert_refused (f, TA_SYNC_ERROR_NETWORK);
}

static void
test_silence (Fixture *f, gconstpointer data)
{
  f->client->idle_ms = 100;
  scripted_hub_fall_silent (f->hub, "");
  assert_refused (f, TA_SYNC_ERROR_NETWORK);
  g_clear_error (&f->error);
  scripted_hub_fall_silent (f->hub, "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{\"results\":");
  assert_refused (f, TA_SYNC_ERROR_NETWORK);
}

static gpointer
cancel_later (gpointer data)
{
  Fixture *f = ((gpointer *) data)[0];

  while (scripted_hub_count (f->hub) == 0)
    g_usleep (1000);
  g_cancellable_cancel (((gpointer *) data)[1]);
  return NULL;
}

/* Somebody changes something here while the hub is waited for. */
static void
test_cancelled_wait (Fixture *f, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  gpointer both[] = { f, cancellable };
  GThread *thread = g_thread_new ("cancel", cancel_later, both);

  scripted_hub_fall_silent (f->hub, "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n\n\n");
  g_assert_null (ta_hub_client_wait_changes (f->client, "0", 10, cancellable, &f->error));
  g_assert_error (f->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_thread_join (thread);
}

/* What libsoup does, as its signals tell it to whoever wants to know. */
typedef struct
{
  ScriptedHub *hub;
  GCancellable *cancellable;
  int under_way; /* messages that it has taken and not let go of */
} Watch;

static gboolean
cancel_now (GSignalInvocationHint *hint, guint n_values, const GValue *values, gpointer data)
{
  g_cancellable_cancel (((Watch *) data)->cancellable);
  return TRUE;
}

/* The answer is there before it is looked for, so that it is read in the same breath. */
static gboolean
wait_for_answer (GSignalInvocationHint *hint, guint n_values, const GValue *values, gpointer data)
{
  scripted_hub_wait_for_answer (((Watch *) data)->hub, 1);
  return TRUE;
}

static gboolean
count_queued (GSignalInvocationHint *hint, guint n_values, const GValue *values, gpointer data)
{
  ((Watch *) data)->under_way++;
  return TRUE;
}

static gboolean
count_unqueued (GSignalInvocationHint *hint, guint n_values, const GValue *values, gpointer data)
{
  ((Watch *) data)->under_way--;
  return TRUE;
}

typedef struct
{
  guint signal;
  gulong id;
} Hook;

static Hook
watch_for (const char *name, GType type, GSignalEmissionHook func, Watch *watch)
{
  g_autoptr (GTypeClass) klass = g_type_class_ref (type);
  guint signal = g_signal_lookup (name, type);

  return (Hook) { signal, g_signal_add_emission_hook (signal, 0, func, watch, NULL) };
}

/* Whatever libsoup is just doing when it is cancelled: it lets go of the message, and does so once. Twice, and it frees what it still uses. */
static void
test_cancelled_at (Fixture *f, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Watch watch = { f->hub, cancellable, 0 };
  const Hook hooks[] = {
    watch_for ("wrote-headers", SOUP_TYPE_MESSAGE, wait_for_answer, &watch),
    watch_for ("request-queued", SOUP_TYPE_SESSION, count_queued, &watch),
    watch_for ("request-unqueued", SOUP_TYPE_SESSION, count_unqueued, &watch),
    watch_for (data, SOUP_TYPE_MESSAGE, cancel_now, &watch),
  };

  scripted_hub_fall_silent (f->hub, "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n\n");
  g_assert_null (ta_hub_client_wait_changes (f->client, "0", 10, cancellable, &f->error));
  g_assert_error (f->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (watch.under_way, ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (hooks); i++)
    g_signal_remove_emission_hook (hooks[i].signal, hooks[i].id);
}

static void
test_nobody (Fixture *f, gconstpointer data)
{
  g_autoptr (TaHubClient) client = make_client ("http://127.0.0.1:1");
  g_autoptr (TaWirePage) page = ta_hub_client_get_changes (client, "0", 10, NULL, &f->error);

  g_assert_null (page);
  g_assert_error (f->error, TA_SYNC_ERROR, TA_SYNC_ERROR_NETWORK);
}

/* Certificates ---------------------------------------------------------------------------------------------------------------------------- */

static TaHubClient *
make_secure_client (const char *url, const char *trusted)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "sync", trusted, NULL);
  g_autoptr (GTlsDatabase) database = g_tls_file_database_new (path, &error);
  g_autoptr (TaHubSoup) soup = ta_hub_soup_new (url, NULL);

  g_assert_no_error (error);
  ta_hub_soup_set_tls_database (soup, database);
  return ta_hub_client_new (TA_HUB_TRANSPORT (soup), "pod", "ana", "secret");
}

static void
assert_certificate (const char *shown, const char *trusted, const char *reason)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "sync", shown, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GTlsCertificate) certificate = g_tls_certificate_new_from_file (path, &error);
  g_autoptr (ScriptedHub) hub = scripted_hub_new (certificate);
  g_autoptr (TaHubClient) client = make_secure_client (scripted_hub_get_url (hub), trusted);
  g_autoptr (TaWirePage) page = NULL;

  g_assert_no_error (error);
  scripted_hub_reply (hub, "200 OK", NULL, EMPTY);
  page = ta_hub_client_get_changes (client, "0", 10, NULL, &error);
  if (reason == NULL)
    {
      g_assert_no_error (error);
      return;
    }
  g_assert_error (error, TA_SYNC_ERROR, TA_SYNC_ERROR_CERTIFICATE);
  g_assert_nonnull (strstr (error->message, "127.0.0.1"));
  g_assert_nonnull (strstr (error->message, reason));
  g_assert_cmpuint (scripted_hub_count (hub), ==, 0);
}

static void
test_certificates (void)
{
  if (!g_tls_backend_supports_tls (g_tls_backend_get_default ()))
    {
      g_test_skip ("no TLS on this platform");
      return;
    }
  assert_certificate ("hub.pem", "hub.pem", NULL);
  assert_certificate ("hub.pem", "other.pem", "trusts");
  assert_certificate ("other.pem", "other.pem", "another name");
}

static void
test_addresses (void)
{
  static const char *const good[] = { "https://hub.example.org", "https://example.org/turnabout/", "http://localhost:5985", "http://127.0.0.1:5985", "http://[::1]:5985" };
  static const char *const bad[] = { "", "hub.example.org", "ftp://hub.example.org", "http://hub.example.org", "http://127.0.0.1.example.org", "https://", "https://ana:secret@hub.example.org", "https://hub.example.org/?x", "file:///etc" };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (TaHubSoup) soup = ta_hub_soup_new (good[i], NULL);

      g_assert_nonnull (soup);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (ta_hub_soup_new (bad[i], &error));
      g_assert_error (error, TA_SYNC_ERROR, TA_SYNC_ERROR_ODD);
    }
}

/* How long is waited ------------------------------------------------------------------------------------------------------------------------ */

static void
test_backoff (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  TaSyncBackoff backoff = { .rand = rand };
  g_autoptr (GError) network = g_error_new_literal (TA_SYNC_ERROR, TA_SYNC_ERROR_NETWORK, "");
  g_autoptr (GError) busy = g_error_new_literal (TA_SYNC_ERROR, TA_SYNC_ERROR_BUSY, "");
  g_autoptr (GError) password = g_error_new_literal (TA_SYNC_ERROR, TA_SYNC_ERROR_PASSWORD, "");
  g_autoptr (GError) locked = g_error_new_literal (TA_SYNC_ERROR, TA_SYNC_ERROR_LOCKED, "");

  for (int i = 0; i < 30; i++)
    {
      gint64 most = MIN ((gint64) 1000 << MIN (i, 20), 300000);
      gint64 delay = ta_sync_backoff_failed (&backoff, network, -1);

      g_assert_cmpint (delay, >=, most / 2);
      g_assert_cmpint (delay, <=, most);
    }
  ta_sync_backoff_reset (&backoff);
  g_assert_cmpint (ta_sync_backoff_failed (&backoff, network, -1), <=, 1000);
  g_assert_cmpint (ta_sync_backoff_failed (&backoff, network, 42000), ==, 42000);
  g_assert_cmpint (ta_sync_backoff_failed (&backoff, network, 0), ==, 1000);
  g_assert_cmpint (ta_sync_backoff_failed (&backoff, network, G_MAXINT64), ==, 60 * 60 * 1000);
  g_assert_cmpint (ta_sync_backoff_failed (&backoff, busy, -1), ==, 1000);
  g_assert_cmpint (ta_sync_backoff_failed (&backoff, busy, -1), ==, 1200);
  for (int i = 0; i < 100; i++)
    g_assert_cmpint (ta_sync_backoff_failed (&backoff, busy, -1), <=, 25000);
  ta_sync_backoff_succeeded (&backoff);
  g_assert_cmpint (ta_sync_backoff_failed (&backoff, busy, -1), ==, 25000);
  g_assert_cmpint (ta_sync_backoff_failed (&backoff, locked, -1), ==, 300000);
  g_assert_cmpint (ta_sync_backoff_failed (&backoff, password, -1), ==, -1);
}

#define ADD(name, func) g_test_add ("/sync/client/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("changes", test_changes);
  ADD ("all", test_all);
  ADD ("put", test_put);
  ADD ("epoch", test_epoch);
  ADD ("own-routes", test_own_routes);
  ADD ("statuses", test_statuses);
  ADD ("password", test_password);
  ADD ("retry-after", test_retry_after);
  ADD ("clock", test_clock);
  ADD ("redirects", test_redirects);
  ADD ("endless-redirects", test_endless_redirects);
  ADD ("redirects-elsewhere", test_redirects_elsewhere);
  ADD ("redirected-write", test_redirected_write);
  ADD ("cut-off", test_cut_off);
  ADD ("cut-off-unseen", test_cut_off_unseen);
  ADD ("packed", test_packed);
  ADD ("flood", test_flood);
  ADD ("dribble", test_dribble);
  ADD ("silence", test_silence);
  ADD ("cancelled-wait", test_cancelled_wait);
  g_test_add ("/sync/client/cancelled-at-start", Fixture, "starting", set_up, test_cancelled_at, tear_down);
  g_test_add ("/sync/client/cancelled-when-asked", Fixture, "wrote-headers", set_up, test_cancelled_at, tear_down);
  g_test_add ("/sync/client/cancelled-when-answered", Fixture, "got-headers", set_up, test_cancelled_at, tear_down);
  ADD ("nobody", test_nobody);
  g_test_add_func ("/sync/client/certificates", test_certificates);
  g_test_add_func ("/sync/client/addresses", test_addresses);
  g_test_add_func ("/sync/client/backoff", test_backoff);
  return g_test_run ();
}
