/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui-hub.h"

#include <signal.h>
#include <string.h>
#include <sys/prctl.h>

static char *
read_line (GInputStream *stream)
{
  GString *line = g_string_new (NULL);
  char c;

  while (g_input_stream_read (stream, &c, 1, NULL, NULL) == 1 && c != '\n')
    g_string_append_c (line, c);
  return g_string_free_and_steal (line);
}

/* A test that fails leaves none behind. */
static void
die_with_the_test (gpointer data)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

void
ui_hub_start (UiHub *self)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (GError) error = NULL;
  g_autofree char *line = NULL;

  g_subprocess_launcher_set_child_setup (launcher, die_with_the_test, NULL, NULL);
  self->process = g_subprocess_launcher_spawn (launcher, &error, g_getenv ("TURNABOUT_HUB"), "--quiet", "--listen", self->address, self->file, self->plain ? "--plain" : NULL, NULL);
  g_assert_no_error (error);
  line = read_line (g_subprocess_get_stdout_pipe (self->process));
  g_assert_true (g_str_has_prefix (line, "Listening on http://"));
}

void
ui_hub_stop (UiHub *self)
{
  g_subprocess_send_signal (self->process, SIGKILL);
  g_subprocess_wait (self->process, NULL, NULL);
  g_clear_object (&self->process);
}

/* A port that was free a moment ago: the invitation names where the hub will be. */
static char *
find_address (void)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  guint16 port = g_socket_listener_add_any_inet_port (listener, NULL, NULL);

  g_assert_cmpuint (port, !=, 0);
  g_socket_listener_close (listener);
  return g_strdup_printf ("127.0.0.1:%u", port);
}

void
ui_hub_init (UiHub *self)
{
  g_autofree char *folder = g_dir_make_tmp ("turnabout-ui-sync-XXXXXX", NULL);
  g_autofree char *url = NULL;
  g_autoptr (GSubprocess) process = NULL;
  g_autofree char *said = NULL;
  g_autoptr (GError) error = NULL;

  self->file = g_build_filename (folder, "hub.sqlite", NULL);
  self->address = find_address ();
  url = g_strconcat ("http://", self->address, NULL);
  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error, g_getenv ("TURNABOUT_HUB"), "--init", self->file, "--url", url, NULL);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &said, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (said, "http://"));
  self->link = g_strdup (g_strstrip (said));
  ui_hub_start (self);
}

void
ui_hub_clear (UiHub *self)
{
  if (self->process != NULL)
    ui_hub_stop (self);
  g_clear_pointer (&self->file, g_free);
  g_clear_pointer (&self->address, g_free);
  g_clear_pointer (&self->link, g_free);
}

char *
ui_hub_dup_invitation (UiHub *hub, const char *database)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process
      = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error, g_getenv ("TURNABOUT_HUB"), "--invite", database, hub->file, NULL);
  g_autofree char *said = NULL;

  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &said, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (said, "http://"));
  return g_strndup (strstr (said, "http://"), strcspn (strstr (said, "http://"), " \n"));
}
