/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "torn-wire.h"

#include <gio/gio.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

struct _TornWire
{
  GSocketListener *listener;
  GCancellable *stop;
  GThread *thread;
  guint port;
  guint hub_port;

  GMutex lock;
  GCond known;
  GArray *asked; /* of gboolean: whether it was a write */
  guint planned;
  guint fault;
  GPid victim;
  GPtrArray *behind; /* of GString: to be delivered after the next question */
};

static void
string_free (gpointer data)
{
  g_string_free (data, TRUE);
}

/* Up to the empty line, and as much body as the head says. It is said of it that the connection ends with it. */
static GString *
read_question (GInputStream *input, GCancellable *stop)
{
  g_autoptr (GDataInputStream) lines = g_data_input_stream_new (input);
  GString *question = g_string_new (NULL);
  gsize length = 0;

  g_data_input_stream_set_newline_type (lines, G_DATA_STREAM_NEWLINE_TYPE_CR_LF);
  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (lines), FALSE);
  for (;;)
    {
      g_autofree char *line = g_data_input_stream_read_line (lines, NULL, stop, NULL);

      if (line == NULL || *line == '\0')
        break;
      if (g_ascii_strncasecmp (line, "content-length:", 15) == 0)
        length = strtoul (line + 15, NULL, 10);
      if (g_ascii_strncasecmp (line, "connection:", 11) != 0)
        g_string_append_printf (question, "%s\r\n", line);
    }
  if (question->len == 0)
    return question;
  g_string_append (question, "Connection: close\r\n\r\n");
  g_string_set_size (question, question->len + length);
  g_input_stream_read_all (G_INPUT_STREAM (lines), question->str + question->len - length, length, NULL, stop, NULL);
  return question;
}

/* The first @length bytes of it. What the hub says then, "" where it says nothing. */
static GString *
ask_hub (TornWire *wire, const GString *question, gsize length)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection = NULL;
  GString *answer = g_string_new (NULL);
  char block[4096];
  gssize size;

  g_socket_client_set_enable_proxy (client, FALSE);
  connection = g_socket_client_connect_to_host (client, "127.0.0.1", (guint16) wire->hub_port, wire->stop, NULL);
  if (connection == NULL)
    return answer;
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), question->str, length, NULL, wire->stop, NULL);
  /* Half of one is not waited for. */
  while (length == question->len && (size = g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (connection)), block, sizeof block, wire->stop, NULL)) > 0)
    g_string_append_len (answer, block, size);
  return answer;
}

static void
kill_victim (TornWire *wire)
{
  g_mutex_lock (&wire->lock);
  while (wire->victim == 0)
    g_cond_wait (&wire->known, &wire->lock);
  kill (wire->victim, SIGKILL);
  g_mutex_unlock (&wire->lock);
}

static GString *
get_answer (TornWire *wire, const GString *question, guint fault)
{
  if (fault == FAKE_FAULT_TWICE)
    string_free (ask_hub (wire, question, question->len));
  else if (fault == FAKE_FAULT_LATE || fault == FAKE_FAULT_STRAY)
    g_ptr_array_add (wire->behind, g_string_new_len (question->str, (gssize) question->len));
  else if (fault == TORN_KILLED_BEFORE)
    kill_victim (wire);
  if (fault == FAKE_FAULT_BUSY)
    return g_string_new ("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
  if (fault == FAKE_FAULT_DROPPED || fault == FAKE_FAULT_STRAY || fault == TORN_KILLED_BEFORE)
    return g_string_new (NULL);
  return ask_hub (wire, question, fault == FAKE_FAULT_TORN ? question->len / 2 : question->len);
}

static GString *
meet (TornWire *wire, const GString *question, guint fault)
{
  GString *answer = get_answer (wire, question, fault);

  if (fault == TORN_KILLED_AFTER)
    kill_victim (wire);
  if (fault == FAKE_FAULT_LOST || fault == TORN_KILLED_AFTER)
    g_string_truncate (answer, 0);
  else if (fault == FAKE_FAULT_HALVED)
    g_string_truncate (answer, answer->len / 2);
  else if (fault == FAKE_FAULT_CLIPPED && answer->len > 0)
    g_string_truncate (answer, answer->len - 1);
  return answer;
}

static guint
next_fault (TornWire *wire, const GString *question)
{
  gboolean write = g_str_has_prefix (question->str, "P") || g_str_has_prefix (question->str, "DELETE");
  guint fault;

  write = write && strstr (question->str, "/_bulk_get") == NULL;
  g_mutex_lock (&wire->lock);
  g_array_append_val (wire->asked, write);
  fault = wire->asked->len == wire->planned ? wire->fault : FAKE_FAULT_NONE;
  g_mutex_unlock (&wire->lock);
  return fault;
}

static void
serve (TornWire *wire, GIOStream *stream)
{
  g_autoptr (GString) question = read_question (g_io_stream_get_input_stream (stream), wire->stop);
  guint behind = wire->behind->len;
  g_autoptr (GString) answer = NULL;

  if (question->len == 0)
    return;
  answer = meet (wire, question, next_fault (wire, question));
  g_output_stream_write_all (g_io_stream_get_output_stream (stream), answer->str, answer->len, NULL, wire->stop, NULL);
  for (guint i = 0; i < behind; i++)
    {
      string_free (ask_hub (wire, g_ptr_array_index (wire->behind, 0), ((GString *) g_ptr_array_index (wire->behind, 0))->len));
      g_ptr_array_remove_index (wire->behind, 0);
    }
}

static gpointer
run (gpointer data)
{
  TornWire *wire = data;

  while (!g_cancellable_is_cancelled (wire->stop))
    {
      g_autoptr (GSocketConnection) connection = g_socket_listener_accept (wire->listener, NULL, wire->stop, NULL);

      if (connection == NULL)
        continue;
      serve (wire, G_IO_STREAM (connection));
      g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
    }
  return NULL;
}

TornWire *
torn_wire_new (const char *url)
{
  TornWire *wire = g_new0 (TornWire, 1);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (GError) error = NULL;

  wire->hub_port = (guint) strtoul (strrchr (url, ':') + 1, NULL, 10);
  wire->listener = g_socket_listener_new ();
  wire->stop = g_cancellable_new ();
  wire->asked = g_array_new (FALSE, FALSE, sizeof (gboolean));
  wire->behind = g_ptr_array_new_with_free_func (string_free);
  g_mutex_init (&wire->lock);
  g_cond_init (&wire->known);
  g_socket_listener_add_address (wire->listener, address, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL, &bound, &error);
  g_assert_no_error (error);
  wire->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
  wire->thread = g_thread_new ("torn-wire", run, wire);
  return wire;
}

void
torn_wire_free (TornWire *wire)
{
  g_cancellable_cancel (wire->stop);
  g_thread_join (wire->thread);
  g_socket_listener_close (wire->listener);
  g_object_unref (wire->listener);
  g_object_unref (wire->stop);
  g_array_unref (wire->asked);
  g_ptr_array_unref (wire->behind);
  g_mutex_clear (&wire->lock);
  g_cond_clear (&wire->known);
  g_free (wire);
}

char *
torn_wire_dup_url (TornWire *wire, const char *url)
{
  const char *colon = strrchr (url, ':');
  char *rest = NULL;

  g_assert_cmpuint (strtoul (colon + 1, &rest, 10), ==, wire->hub_port);
  return g_strdup_printf ("%.*s:%u%s", (int) (colon - url), url, wire->port, rest);
}

void
torn_wire_plan (TornWire *wire, guint at, guint fault)
{
  g_mutex_lock (&wire->lock);
  wire->planned = at;
  wire->fault = fault;
  wire->victim = 0;
  g_array_set_size (wire->asked, 0);
  g_mutex_unlock (&wire->lock);
}

void
torn_wire_set_victim (TornWire *wire, GPid pid)
{
  g_mutex_lock (&wire->lock);
  wire->victim = pid;
  g_cond_signal (&wire->known);
  g_mutex_unlock (&wire->lock);
}

guint
torn_wire_get_asked (TornWire *wire)
{
  guint asked;

  g_mutex_lock (&wire->lock);
  asked = wire->asked->len;
  g_mutex_unlock (&wire->lock);
  return asked;
}

gboolean
torn_wire_was_write (TornWire *wire, guint at)
{
  gboolean write;

  g_mutex_lock (&wire->lock);
  write = g_array_index (wire->asked, gboolean, at - 1);
  g_mutex_unlock (&wire->lock);
  return write;
}
