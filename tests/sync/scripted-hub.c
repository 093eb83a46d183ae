/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scripted-hub.h"

#include <stdlib.h>
#include <string.h>

typedef enum
{
  SAY,
  DRIBBLE,
  SILENCE,
  FLOOD
} Kind;

typedef struct
{
  Kind kind;
  char *text;
  gsize length;
} Reply;

struct _ScriptedHub
{
  GSocketListener *listener;
  GTlsCertificate *certificate;
  GCancellable *stop;
  GThread *thread;
  char *url;
  GMutex lock;
  GCond answered;
  guint answers;
  int flooded;         /* kB */
  GQueue replies;      /* of Reply */
  GPtrArray *requests; /* of char* */
};

static void
reply_free (gpointer data)
{
  Reply *reply = data;

  g_free (reply->text);
  g_free (reply);
}

static void
add (ScriptedHub *hub, Kind kind, const char *text, gsize length)
{
  Reply *reply = g_new0 (Reply, 1);

  reply->kind = kind;
  reply->text = g_memdup2 (text, length);
  reply->length = length;
  g_mutex_lock (&hub->lock);
  g_queue_push_tail (&hub->replies, reply);
  g_mutex_unlock (&hub->lock);
}

/* Up to the empty line, and as much body as the header says. */
static char *
read_request (GInputStream *input, GCancellable *stop)
{
  GString *request = g_string_new (NULL);
  gsize wanted = 0;
  char c;

  while ((wanted == 0 || request->len < wanted) && g_input_stream_read (input, &c, 1, stop, NULL) == 1)
    {
      const char *length;

      g_string_append_c (request, c);
      if (wanted > 0 || !g_str_has_suffix (request->str, "\r\n\r\n"))
        continue;
      length = strcasestr (request->str, "\r\ncontent-length:");
      wanted = request->len + (length != NULL ? strtoul (length + 17, NULL, 10) : 0);
    }
  return g_string_free (request, FALSE);
}

static void
go_on (ScriptedHub *hub, GOutputStream *output, Kind kind)
{
  static const char zeroes[4096] = { 0 };

  while (kind == FLOOD && g_output_stream_write_all (output, zeroes, sizeof zeroes, NULL, hub->stop, NULL))
    g_atomic_int_add (&hub->flooded, sizeof zeroes / 1024);
  while (kind == DRIBBLE && g_output_stream_write_all (output, " ", 1, NULL, hub->stop, NULL))
    g_usleep (1000);
}

static void
serve (ScriptedHub *hub, GIOStream *stream)
{
  GInputStream *input = g_io_stream_get_input_stream (stream);
  GOutputStream *output = g_io_stream_get_output_stream (stream);
  char *request = read_request (input, hub->stop);
  Reply *reply;
  char c;

  if (*request == '\0')
    {
      g_free (request);
      return;
    }
  g_mutex_lock (&hub->lock);
  g_ptr_array_add (hub->requests, request);
  reply = g_queue_pop_head (&hub->replies);
  g_mutex_unlock (&hub->lock);
  if (reply == NULL)
    return;
  g_output_stream_write_all (output, reply->text, reply->length, NULL, hub->stop, NULL);
  g_mutex_lock (&hub->lock);
  hub->answers++;
  g_cond_broadcast (&hub->answered);
  g_mutex_unlock (&hub->lock);
  go_on (hub, output, reply->kind);
  if (reply->kind == SILENCE)
    g_input_stream_read (input, &c, 1, hub->stop, NULL);
  reply_free (reply);
}

static gpointer
run (gpointer data)
{
  ScriptedHub *hub = data;

  while (!g_cancellable_is_cancelled (hub->stop))
    {
      g_autoptr (GSocketConnection) connection = g_socket_listener_accept (hub->listener, NULL, hub->stop, NULL);
      g_autoptr (GIOStream) secure = NULL;

      if (connection == NULL)
        continue;
      if (hub->certificate != NULL)
        secure = g_tls_server_connection_new (G_IO_STREAM (connection), hub->certificate, NULL);
      serve (hub, secure != NULL ? secure : G_IO_STREAM (connection));
      g_io_stream_close (secure != NULL ? secure : G_IO_STREAM (connection), NULL, NULL);
    }
  return NULL;
}

ScriptedHub *
scripted_hub_new (GTlsCertificate *certificate)
{
  ScriptedHub *hub = g_new0 (ScriptedHub, 1);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (GError) error = NULL;

  hub->listener = g_socket_listener_new ();
  g_set_object (&hub->certificate, certificate);
  hub->stop = g_cancellable_new ();
  hub->requests = g_ptr_array_new_with_free_func (g_free);
  g_mutex_init (&hub->lock);
  g_cond_init (&hub->answered);
  g_queue_init (&hub->replies);
  g_socket_listener_add_address (hub->listener, address, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL, &bound, &error);
  g_assert_no_error (error);
  hub->url = g_strdup_printf ("%s://127.0.0.1:%u", certificate != NULL ? "https" : "http", g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound)));
  hub->thread = g_thread_new ("scripted-hub", run, hub);
  return hub;
}

void
scripted_hub_free (ScriptedHub *hub)
{
  g_cancellable_cancel (hub->stop);
  g_thread_join (hub->thread);
  g_socket_listener_close (hub->listener);
  g_object_unref (hub->listener);
  g_clear_object (&hub->certificate);
  g_object_unref (hub->stop);
  g_ptr_array_unref (hub->requests);
  g_queue_clear_full (&hub->replies, reply_free);
  g_mutex_clear (&hub->lock);
  g_cond_clear (&hub->answered);
  g_free (hub->url);
  g_free (hub);
}

const char *
scripted_hub_get_url (ScriptedHub *hub)
{
  return hub->url;
}

void
scripted_hub_reply (ScriptedHub *hub, const char *status, const char *headers, const char *body)
{
  g_autofree char *text = g_strdup_printf ("HTTP/1.1 %s\r\nContent-Length: %zu\r\nConnection: close\r\n%s\r\n%s", status, strlen (body), headers != NULL ? headers : "", body);

  add (hub, SAY, text, strlen (text));
}

void
scripted_hub_say (ScriptedHub *hub, const char *text, gsize length)
{
  add (hub, SAY, text, length);
}

void
scripted_hub_dribble (ScriptedHub *hub, const char *text)
{
  add (hub, DRIBBLE, text, strlen (text));
}

void
scripted_hub_fall_silent (ScriptedHub *hub, const char *text)
{
  add (hub, SILENCE, text, strlen (text));
}

void
scripted_hub_flood (ScriptedHub *hub, const char *text)
{
  add (hub, FLOOD, text, strlen (text));
}

guint
scripted_hub_get_flooded (ScriptedHub *hub)
{
  return (guint) g_atomic_int_get (&hub->flooded);
}

guint
scripted_hub_count (ScriptedHub *hub)
{
  guint count;

  g_mutex_lock (&hub->lock);
  count = hub->requests->len;
  g_mutex_unlock (&hub->lock);
  return count;
}

void
scripted_hub_wait_for_answer (ScriptedHub *hub, guint answers)
{
  g_mutex_lock (&hub->lock);
  while (hub->answers < answers)
    g_cond_wait (&hub->answered, &hub->lock);
  g_mutex_unlock (&hub->lock);
}

char *
scripted_hub_request (ScriptedHub *hub, guint i)
{
  char *request;

  g_mutex_lock (&hub->lock);
  g_assert_cmpuint (i, <, hub->requests->len);
  request = g_strdup (g_ptr_array_index (hub->requests, i));
  g_mutex_unlock (&hub->lock);
  return request;
}
