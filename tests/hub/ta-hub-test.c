/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-hub-test.h"

#include <glib/gstdio.h>
#include <string.h>

static gint64
read_clock (gpointer data)
{
  HubTest *test = data;
  gint64 offset;

  g_mutex_lock (&test->mutex);
  offset = test->clock_offset;
  g_mutex_unlock (&test->mutex);
  return g_get_real_time () / 1000 + offset;
}

void
hub_test_pass (HubTest *test, gint64 ms)
{
  g_mutex_lock (&test->mutex);
  test->clock_offset += ms;
  g_mutex_unlock (&test->mutex);
}

/* The hub's thread ----------------------------------------------------------------------------------------------------------------- */

static gboolean
say_running (gpointer data)
{
  HubTest *test = data;

  g_mutex_lock (&test->mutex);
  test->url = g_strdup_printf ("http://127.0.0.1:%u", ta_hub_get_port (test->hub));
  g_cond_signal (&test->cond);
  g_mutex_unlock (&test->mutex);
  return G_SOURCE_REMOVE;
}

static gpointer
run (gpointer data)
{
  HubTest *test = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GSource) running = g_idle_source_new ();

  g_main_context_push_thread_default (test->context);
  test->hub = ta_hub_new (test->path, &test->options, &error);
  g_assert_no_error (error);
  ta_hub_listen (test->hub, "127.0.0.1:0", NULL, &error);
  g_assert_no_error (error);
  g_source_set_callback (running, say_running, test, NULL);
  g_source_attach (running, test->context);
  g_main_loop_run (test->loop);
  g_clear_pointer (&test->hub, ta_hub_free);
  /* What the server left to be done. */
  while (g_main_context_iteration (test->context, FALSE))
    ;
  g_main_context_pop_thread_default (test->context);
  return NULL;
}

void
hub_test_start (HubTest *test)
{
  test->context = g_main_context_new ();
  test->loop = g_main_loop_new (test->context, FALSE);
  test->thread = g_thread_new ("hub", run, test);
  g_mutex_lock (&test->mutex);
  while (test->url == NULL)
    g_cond_wait (&test->cond, &test->mutex);
  g_mutex_unlock (&test->mutex);
}

static gboolean
quit (gpointer data)
{
  g_main_loop_quit (data);
  return G_SOURCE_REMOVE;
}

void
hub_test_stop (HubTest *test)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_callback (source, quit, test->loop, NULL);
  g_source_attach (source, test->context);
  g_thread_join (test->thread);
  g_clear_pointer (&test->loop, g_main_loop_unref);
  g_clear_pointer (&test->context, g_main_context_unref);
  g_clear_pointer (&test->url, g_free);
}

HubTest *
hub_test_new (const TaHubOptions *options)
{
  HubTest *test = g_new0 (HubTest, 1);
  g_autoptr (GError) error = NULL;
  g_autofree char *link = NULL;

  g_mutex_init (&test->mutex);
  g_cond_init (&test->cond);
  test->folder = g_dir_make_tmp ("turnabout-hub-XXXXXX", &error);
  g_assert_no_error (error);
  test->path = g_build_filename (test->folder, "hub.db", NULL);
  ta_hub_create (test->path, "https://hub.example.org", "pod", &link, &error);
  g_assert_no_error (error);
  if (options != NULL)
    test->options = *options;
  test->options.clock = read_clock;
  test->options.clock_data = test;
  test->options.quiet = TRUE;
  test->session = soup_session_new_with_options ("max-conns-per-host", 32, "max-conns", 32, "proxy-resolver", NULL, NULL);
  hub_test_start (test);
  hub_test_join (test, link, "First", &test->user, &test->password);
  return test;
}

void
hub_test_free (HubTest *test)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  soup_session_abort (test->session);
  g_object_unref (test->session);
  if (test->loop != NULL)
    hub_test_stop (test);
  dir = g_dir_open (test->folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (test->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (test->folder);
  g_free (test->url);
  g_free (test->folder);
  g_free (test->path);
  g_free (test->user);
  g_free (test->password);
  g_mutex_clear (&test->mutex);
  g_cond_clear (&test->cond);
  g_free (test);
}

/* Asking --------------------------------------------------------------------------------------------------------------------------- */

void
hub_answer_free (HubAnswer *answer)
{
  g_free (answer->body);
  soup_message_headers_unref (answer->headers);
  g_free (answer);
}

static void
add_header (SoupMessageHeaders *headers, const char *header)
{
  g_auto (GStrv) parts = header != NULL ? g_strsplit (header, ": ", 2) : NULL;

  if (parts != NULL)
    soup_message_headers_append (headers, parts[0], parts[1]);
}

static char *
make_authorization (const char *user, const char *password)
{
  g_autofree char *both = g_strconcat (user, ":", password, NULL);
  g_autofree char *encoded = g_base64_encode ((const guchar *) both, strlen (both));

  return g_strconcat ("Basic ", encoded, NULL);
}

static SoupMessage *
make_message (HubTest *test, const char *user, const char *password, const char *method, const char *path, const char *type, const char *body, const char *header)
{
  g_autofree char *url = g_strconcat (test->url, path, NULL);
  SoupMessage *msg = soup_message_new (method, url);
  SoupMessageHeaders *headers = soup_message_get_request_headers (msg);

  g_assert_nonnull (msg);
  if (body != NULL)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));

      soup_message_set_request_body_from_bytes (msg, type, bytes);
    }
  if (user != NULL)
    {
      g_autofree char *value = make_authorization (user, password);

      soup_message_headers_replace (headers, "Authorization", value);
    }
  add_header (headers, header);
  return msg;
}

HubAnswer *
hub_test_ask_as (HubTest *test, const char *user, const char *password, const char *method, const char *path, const char *type, const char *body, const char *header)
{
  g_autoptr (SoupMessage) msg = make_message (test, user, password, method, path, type, body, header);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = soup_session_send_and_read (test->session, msg, NULL, &error);
  HubAnswer *answer;
  gsize size = 0;
  const char *data;

  if (bytes == NULL)
    {
      g_debug ("%s %s: %s", method, path, error->message);
      return NULL;
    }
  data = g_bytes_get_data (bytes, &size);
  answer = g_new0 (HubAnswer, 1);
  answer->status = soup_message_get_status (msg);
  answer->body = g_strndup (data != NULL ? data : "", size);
  answer->size = size;
  answer->headers = soup_message_headers_ref (soup_message_get_response_headers (msg));
  return answer;
}

HubAnswer *
hub_test_ask (HubTest *test, const char *method, const char *path, const char *body)
{
  HubAnswer *answer = hub_test_ask_as (test, test->user, test->password, method, path, "application/json", body, NULL);

  g_assert_nonnull (answer);
  return answer;
}

char *
hub_test_get (HubTest *test, const char *path, guint status)
{
  g_autoptr (HubAnswer) answer = hub_test_ask (test, "GET", path, NULL);

  g_assert_cmpuint (answer->status, ==, status);
  return g_steal_pointer (&answer->body);
}

char *
hub_test_post (HubTest *test, const char *path, const char *body, guint status)
{
  g_autoptr (HubAnswer) answer = hub_test_ask (test, "POST", path, body);

  if (answer->status != status)
    g_test_message ("%s", answer->body);
  g_assert_cmpuint (answer->status, ==, status);
  return g_steal_pointer (&answer->body);
}

GInputStream *
hub_test_open (HubTest *test, const char *path)
{
  g_autoptr (SoupMessage) msg = make_message (test, test->user, test->password, "GET", path, NULL, NULL, NULL);
  g_autoptr (GError) error = NULL;
  GInputStream *stream = soup_session_send (test->session, msg, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (soup_message_get_status (msg), ==, 200);
  return stream;
}

char *
hub_test_read (GInputStream *stream)
{
  g_autoptr (GString) text = g_string_new (NULL);
  char buffer[4096];
  gssize size;

  while ((size = g_input_stream_read (stream, buffer, sizeof buffer, NULL, NULL)) > 0)
    g_string_append_len (text, buffer, size);
  return size == 0 ? g_string_free_and_steal (g_steal_pointer (&text)) : NULL;
}

GSocketConnection *
hub_test_connect (HubTest *test)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GUri) uri = g_uri_parse (test->url, G_URI_FLAGS_NONE, NULL);
  g_autoptr (GError) error = NULL;
  GSocketConnection *line;

  g_socket_client_set_enable_proxy (client, FALSE);
  line = g_socket_client_connect_to_host (client, "127.0.0.1", (guint16) g_uri_get_port (uri), NULL, &error);
  g_assert_no_error (error);
  return line;
}

gboolean
hub_test_send (GSocketConnection *line, const char *text)
{
  return g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (line)), text, strlen (text), NULL, NULL, NULL);
}

char *
hub_test_receive (GSocketConnection *line, const char *until)
{
  GInputStream *stream = g_io_stream_get_input_stream (G_IO_STREAM (line));
  GString *text = g_string_new (NULL);
  char buffer[4096];
  gssize size;

  while (until == NULL || strstr (text->str, until) == NULL)
    {
      size = g_input_stream_read (stream, buffer, until != NULL ? 1 : sizeof buffer, NULL, NULL);
      if (size <= 0)
        break;
      g_string_append_len (text, buffer, size);
    }
  return g_string_free_and_steal (text);
}

char *
hub_test_head (HubTest *test, const char *method, const char *path, const char *more)
{
  g_autofree char *authorization = make_authorization (test->user, test->password);

  return g_strdup_printf ("%s %s HTTP/1.1\r\nHost: x\r\nAuthorization: %s\r\n%s\r\n", method, path, authorization, more);
}

char *
hub_test_put (HubTest *test, const char *doc)
{
  g_autofree char *body = g_strdup_printf ("{\"docs\":[%s]}", doc);
  g_autoptr (HubAnswer) answer = hub_test_ask (test, "POST", "/pod/_bulk_docs", body);

  g_assert_true (answer->status == 201 || answer->status == 202);
  return hub_test_pick (answer->body, "\"rev\":\"");
}

void
hub_answer_assert_error (HubAnswer *answer, guint status, const char *error, const char *reason)
{
  g_autofree char *expected = g_strdup_printf ("{\"error\":\"%s\",\"reason\":\"%s\"}\n", error, reason);

  g_assert_nonnull (answer);
  g_assert_cmpstr (answer->body, ==, expected);
  g_assert_cmpuint (answer->status, ==, status);
}

char *
hub_test_pick (const char *body, const char *before)
{
  const char *at = strstr (body, before);

  if (at == NULL)
    return g_strdup ("");
  at += strlen (before);
  return g_strndup (at, strcspn (at, "\""));
}

guint
hub_test_count (const char *text, const char *piece)
{
  const char *end = text + strlen (text);
  gsize size = strlen (piece);
  guint count = 0;

  for (const char *at = text; (at = memmem (at, (gsize) (end - at), piece, size)) != NULL; at += size)
    count++;
  return count;
}

/* Joining -------------------------------------------------------------------------------------------------------------------------- */

char *
hub_test_token (const char *link)
{
  const char *code = strchr (link, '#') + 1;
  GString *token = g_string_new (NULL);
  guint bits = 0, count = 0, bytes = 0;

  for (; *code != '\0' && bytes < 18; code++)
    {
      bits = bits << 5 | (guint) (g_ascii_isalpha (*code) ? *code - 'A' : *code - '2' + 26);
      count += 5;
      if (count < 8)
        continue;
      count -= 8;
      if (bytes++ >= 2)
        g_string_append_printf (token, "%02x", bits >> count & 255);
    }
  return g_string_free_and_steal (token);
}

void
hub_test_join (HubTest *test, const char *link, const char *device, char **user, char **password)
{
  g_autofree char *token = hub_test_token (link);
  g_autofree char *body = g_strdup_printf ("{\"token\":\"%s\",\"device\":\"%s\"}", token, device);
  g_autoptr (HubAnswer) answer = hub_test_ask_as (test, NULL, NULL, "POST", "/_turnabout/join", "application/json", body, NULL);

  g_assert_cmpuint (answer->status, ==, 201);
  *user = hub_test_pick (answer->body, "\"user\":\"");
  *password = hub_test_pick (answer->body, "\"password\":\"");
  g_assert_cmpuint (strlen (*password), ==, 43);
}
