/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-hub-process.h"

#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>

static void
set_up_child (gpointer data)
{
  rlim_t most = data != NULL ? *(gsize *) data : RLIM_INFINITY;
  struct rlimit limit = { most, most };

  setrlimit (RLIMIT_FSIZE, &limit);
  /* A test that fails leaves none behind. */
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

static char *
read_line (GSubprocess *process)
{
  GInputStream *stream = g_subprocess_get_stdout_pipe (process);
  GString *line = g_string_new (NULL);
  char c;

  while (g_input_stream_read (stream, &c, 1, NULL, NULL) == 1 && c != '\n')
    g_string_append_c (line, c);
  return g_string_free_and_steal (line);
}

static GSubprocess *
start (GSubprocessLauncher *launcher, const char *program, HubTest *test, const char *const *arguments)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new ();
  g_autofree char *line = NULL;
  g_autoptr (GError) error = NULL;
  GSubprocess *process;

  g_ptr_array_add (all, (gpointer) program);
  for (guint i = 0; arguments[i] != NULL; i++)
    g_ptr_array_add (all, (gpointer) arguments[i]);
  g_ptr_array_add (all, test->path);
  g_ptr_array_add (all, NULL);
  process = g_subprocess_launcher_spawnv (launcher, (const char *const *) all->pdata, &error);
  g_assert_no_error (error);
  line = read_line (process);
  g_assert_true (g_str_has_prefix (line, "Listening on http"));
  g_free (test->url);
  test->url = g_strdup (line + strlen ("Listening on "));
  return process;
}

GSubprocess *
hub_process_start (const char *program, HubTest *test, gsize most_bytes, gboolean loud)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | (loud ? G_SUBPROCESS_FLAGS_STDERR_PIPE : 0));
  const char *arguments[] = { "--listen", "127.0.0.1:0", loud ? NULL : "--quiet", NULL };

  g_subprocess_launcher_set_child_setup (launcher, set_up_child, most_bytes != 0 ? &most_bytes : NULL, NULL);
  return start (launcher, program, test, arguments);
}

GSubprocess *
hub_process_start_with (const char *program, HubTest *test, const char *const *arguments)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);

  g_subprocess_launcher_set_child_setup (launcher, set_up_child, NULL, NULL);
  return start (launcher, program, test, arguments);
}

void
hub_process_end (GSubprocess *process, int signal)
{
  g_subprocess_send_signal (process, signal);
  g_subprocess_wait (process, NULL, NULL);
}

char *
hub_process_run (const char *program, int status, const char *const *arguments)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new ();
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  char *said = NULL;

  g_ptr_array_add (all, (gpointer) program);
  for (guint i = 0; arguments[i] != NULL; i++)
    g_ptr_array_add (all, (gpointer) arguments[i]);
  g_ptr_array_add (all, NULL);
  process = g_subprocess_newv ((const char *const *) all->pdata, G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &said, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (process));
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, status);
  return said;
}

static char *
proc_path (GSubprocess *process, const char *name)
{
  return g_strdup_printf ("/proc/%s/%s", g_subprocess_get_identifier (process), name);
}

guint
hub_process_peak (GSubprocess *process)
{
  g_autofree char *path = proc_path (process, "status");
  g_autofree char *content = NULL;
  const char *line;

  if (!g_file_get_contents (path, &content, NULL, NULL) || (line = strstr (content, "VmHWM:")) == NULL)
    return 0;
  return (guint) (g_ascii_strtoull (line + strlen ("VmHWM:"), NULL, 10) / 1024);
}

guint
hub_process_files (GSubprocess *process)
{
  g_autofree char *path = proc_path (process, "fd");
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  guint count = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    count++;
  return count;
}
