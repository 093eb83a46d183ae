/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-hub-guard.h"

#define BODY_BYTES_A_SECOND 16384
#define NEVER G_MAXINT64

/* One connection, held by its socket. */
typedef struct
{
  TaHubGuard *guard; /* NULL once that is gone */
  GSocket *socket;   /* borrowed: this goes with it */
  gint64 deadline;   /* monotonic, microseconds */
  gboolean idle;     /* between two requests */
  gboolean unheard;  /* has not said yet what it wants */
  gboolean parked;
} Line;

struct _TaHubGuard
{
  SoupServer *server;          /* borrowed */
  const TaHubOptions *options; /* borrowed */
  GPtrArray *lines;            /* of borrowed Line */
  GSource *sweep;
};

static GQuark
line_quark (void)
{
  return g_quark_from_static_string ("ta-hub-line");
}

static Line *
line_of (SoupServerMessage *msg)
{
  GSocket *socket = soup_server_message_get_socket (msg);

  return socket != NULL ? g_object_get_qdata (G_OBJECT (socket), line_quark ()) : NULL;
}

static void
line_free (gpointer data)
{
  Line *line = data;

  if (line->guard != NULL)
    g_ptr_array_remove_fast (line->guard->lines, line);
  g_free (line);
}

static void
set_deadline (Line *line, guint seconds)
{
  line->deadline = g_get_monotonic_time () + (gint64) seconds * G_USEC_PER_SEC;
}

static void
cut (GSocket *socket)
{
  /* Not closed: whoever reads or writes it learns that it has ended, and closes it in good order. */
  g_socket_shutdown (socket, TRUE, TRUE, NULL);
}

void
ta_hub_guard_cut (SoupServerMessage *msg)
{
  GSocket *socket = soup_server_message_get_socket (msg);

  if (socket != NULL)
    cut (socket);
}

static Line *
find_oldest (TaHubGuard *self, gboolean idle)
{
  Line *oldest = NULL;

  for (guint i = 0; i < self->lines->len; i++)
    {
      Line *line = g_ptr_array_index (self->lines, i);

      if ((idle ? line->idle : line->unheard) && line->deadline != 0 && (oldest == NULL || line->deadline < oldest->deadline))
        oldest = line;
    }
  return oldest;
}

/* Lets the connection go that has been idle longest; where none is, that which has been saying longest what it wants: otherwise a few that never end keep
   everybody out. */
static gboolean
make_room (TaHubGuard *self)
{
  Line *idle = find_oldest (self, TRUE);
  Line *oldest = idle != NULL ? idle : find_oldest (self, FALSE);

  if (oldest == NULL)
    return FALSE;
  oldest->deadline = 0;
  cut (oldest->socket);
  return TRUE;
}

static void
accept_line (TaHubGuard *self, GSocket *socket)
{
  Line *line = g_new0 (Line, 1);
  gboolean full = self->lines->len >= self->options->most_connections && !make_room (self);

  line->guard = self;
  line->socket = socket;
  line->unheard = TRUE;
  set_deadline (line, self->options->header_seconds);
  g_ptr_array_add (self->lines, line);
  g_object_set_qdata_full (G_OBJECT (socket), line_quark (), line, line_free);
  if (full)
    cut (socket);
}

static void
wrote (SoupServerMessage *msg, TaHubGuard *self)
{
  Line *line = line_of (msg);

  if (line == NULL)
    return;
  if (line->parked)
    line->deadline = NEVER;
  else
    set_deadline (line, self->options->write_seconds);
}

static void
wrote_data (SoupServerMessage *msg, guint size, TaHubGuard *self)
{
  wrote (msg, self);
}

static void
on_started (SoupServer *server, SoupServerMessage *msg, TaHubGuard *self)
{
  Line *line = line_of (msg);

  g_signal_connect (msg, "wrote-body-data", G_CALLBACK (wrote_data), self);
  if (line == NULL && soup_server_message_get_socket (msg) != NULL)
    {
      accept_line (self, soup_server_message_get_socket (msg));
      return;
    }
  if (line == NULL)
    return;
  line->idle = FALSE;
  line->unheard = TRUE;
  set_deadline (line, self->options->header_seconds);
}

static void
on_ended (SoupServer *server, SoupServerMessage *msg, TaHubGuard *self)
{
  Line *line = line_of (msg);

  if (line == NULL)
    return;
  line->idle = TRUE;
  line->unheard = FALSE;
  line->parked = FALSE;
  set_deadline (line, self->options->idle_seconds);
}

void
ta_hub_guard_body (TaHubGuard *self, SoupServerMessage *msg, goffset size)
{
  Line *line = line_of (msg);

  if (line == NULL)
    return;
  line->unheard = FALSE;
  set_deadline (line, self->options->body_seconds + (guint) (MIN (size, (goffset) self->options->most_request) / BODY_BYTES_A_SECOND));
}

void
ta_hub_guard_answer (TaHubGuard *self, SoupServerMessage *msg)
{
  Line *line = line_of (msg);

  if (line == NULL)
    return;
  /* Of a heartbeat that was not taken yet the first counts. */
  if (!line->parked || line->deadline == NEVER)
    set_deadline (line, self->options->write_seconds);
}

void
ta_hub_guard_park (TaHubGuard *self, SoupServerMessage *msg, gboolean parked)
{
  Line *line = line_of (msg);

  if (line != NULL)
    line->parked = parked;
}

static gboolean
sweep (gpointer data)
{
  TaHubGuard *self = data;
  gint64 now = g_get_monotonic_time ();

  for (guint i = 0; i < self->lines->len; i++)
    {
      Line *line = g_ptr_array_index (self->lines, i);

      if (line->deadline < now)
        cut (line->socket);
    }
  return G_SOURCE_CONTINUE;
}

TaHubGuard *
ta_hub_guard_new (SoupServer *server, const TaHubOptions *options)
{
  TaHubGuard *self = g_new0 (TaHubGuard, 1);

  self->server = server;
  self->options = options;
  self->lines = g_ptr_array_new ();
  self->sweep = g_timeout_source_new_seconds (1);
  g_source_set_callback (self->sweep, sweep, self, NULL);
  g_source_attach (self->sweep, g_main_context_get_thread_default ());
  g_signal_connect (server, "request-started", G_CALLBACK (on_started), self);
  g_signal_connect (server, "request-finished", G_CALLBACK (on_ended), self);
  g_signal_connect (server, "request-aborted", G_CALLBACK (on_ended), self);
  return self;
}

void
ta_hub_guard_free (TaHubGuard *self)
{
  g_signal_handlers_disconnect_by_data (self->server, self);
  for (guint i = 0; i < self->lines->len; i++)
    ((Line *) g_ptr_array_index (self->lines, i))->guard = NULL;
  g_ptr_array_unref (self->lines);
  g_source_destroy (self->sweep);
  g_source_unref (self->sweep);
  g_free (self);
}
