/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "live-hub.h"

#include "ta-hub.h"

#include <signal.h>
#include <string.h>
#include <sys/prctl.h>

struct _LiveHub
{
  char *path;
  guint port;
  GMainContext *context;
  GMainLoop *loop;
  GThread *thread;
  GMutex lock;
  GCond ready;
  gboolean running;
  const char *const *switches;
  const char *program; /* NULL: it is a thread */
  GSubprocess *process;
  gint64 ahead; /* of the clock, in ms */
};

static gint64
now_ms (gpointer data)
{
  return g_get_real_time () / 1000 + ((LiveHub *) data)->ahead;
}

static gboolean
say_ready (gpointer data)
{
  LiveHub *hub = data;

  g_mutex_lock (&hub->lock);
  hub->running = TRUE;
  g_cond_signal (&hub->ready);
  g_mutex_unlock (&hub->lock);
  return G_SOURCE_REMOVE;
}

static gpointer
run (gpointer data)
{
  LiveHub *hub = data;
  const TaHubOptions options = { .clock = now_ms, .clock_data = hub, .quiet = TRUE, .switches = hub->switches };
  g_autofree char *address = g_strdup_printf ("127.0.0.1:%u", hub->port);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSource) idle = g_idle_source_new ();

  g_main_context_push_thread_default (hub->context);
  {
    g_autoptr (TaHub) server = ta_hub_new (hub->path, &options, &error);

    g_assert_no_error (error);
    ta_hub_listen (server, address, NULL, &error);
    g_assert_no_error (error);
    g_source_set_callback (idle, say_ready, hub, NULL);
    g_source_attach (idle, hub->context);
    g_main_loop_run (hub->loop);
  }
  while (g_main_context_iteration (hub->context, FALSE))
    continue;
  g_main_context_pop_thread_default (hub->context);
  return NULL;
}

/* A test that fails leaves none behind. */
static void
end_with_us (gpointer data)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

static void
start_program (LiveHub *hub)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autofree char *address = g_strdup_printf ("127.0.0.1:%u", hub->port);
  g_autoptr (GDataInputStream) said = NULL;
  g_autofree char *line = NULL;
  g_autoptr (GError) error = NULL;

  g_subprocess_launcher_set_child_setup (launcher, end_with_us, NULL, NULL);
  hub->process = g_subprocess_launcher_spawn (launcher, &error, hub->program, "--listen", address, "--quiet", hub->path, NULL);
  g_assert_no_error (error);
  said = g_data_input_stream_new (g_subprocess_get_stdout_pipe (hub->process));
  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (said), FALSE);
  line = g_data_input_stream_read_line (said, NULL, NULL, NULL);
  g_assert_true (line != NULL && g_str_has_prefix (line, "Listening on http"));
}

void
live_hub_start (LiveHub *hub)
{
  if (hub->program != NULL)
    {
      start_program (hub);
      return;
    }
  hub->running = FALSE;
  hub->context = g_main_context_new ();
  hub->loop = g_main_loop_new (hub->context, FALSE);
  hub->thread = g_thread_new ("hub", run, hub);
  g_mutex_lock (&hub->lock);
  while (!hub->running)
    g_cond_wait (&hub->ready, &hub->lock);
  g_mutex_unlock (&hub->lock);
}

void
live_hub_stop (LiveHub *hub)
{
  if (hub->process != NULL)
    {
      g_subprocess_send_signal (hub->process, SIGTERM);
      g_subprocess_wait (hub->process, NULL, NULL);
      g_clear_object (&hub->process);
      return;
    }
  g_main_loop_quit (hub->loop);
  g_thread_join (hub->thread);
  g_main_loop_unref (hub->loop);
  g_main_context_unref (hub->context);
  hub->thread = NULL;
}

void
live_hub_switch (LiveHub *hub, const char *const *switches)
{
  live_hub_stop (hub);
  hub->switches = switches;
  live_hub_start (hub);
}

void
live_hub_pass (LiveHub *hub, gint64 ms)
{
  live_hub_stop (hub);
  hub->ahead += ms;
  live_hub_start (hub);
}

/* One that nobody listens on now. */
static guint
free_port (void)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();

  g_socket_listener_add_address (listener, any, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL, &bound, NULL);
  g_socket_listener_close (listener);
  return g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
}

LiveHub *
live_hub_new (const char *folder, char **link)
{
  return live_hub_new_program (NULL, folder, link);
}

LiveHub *
live_hub_new_program (const char *program, const char *folder, char **link)
{
  LiveHub *hub = g_new0 (LiveHub, 1);
  g_autofree char *url = NULL;
  g_autoptr (GError) error = NULL;

  g_mutex_init (&hub->lock);
  g_cond_init (&hub->ready);
  hub->program = program;
  hub->port = free_port ();
  hub->path = g_build_filename (folder, "hub.db", NULL);
  url = g_strdup_printf ("http://127.0.0.1:%u", hub->port);
  ta_hub_create (hub->path, url, "pod", link, &error);
  g_assert_no_error (error);
  live_hub_start (hub);
  return hub;
}

void
live_hub_free (LiveHub *hub)
{
  if (hub->thread != NULL || hub->process != NULL)
    live_hub_stop (hub);
  g_mutex_clear (&hub->lock);
  g_cond_clear (&hub->ready);
  g_free (hub->path);
  g_free (hub);
}

const char *
live_hub_get_path (LiveHub *hub)
{
  return hub->path;
}

const char *
live_hub_get_process (LiveHub *hub)
{
  return hub->process != NULL ? g_subprocess_get_identifier (hub->process) : NULL;
}
