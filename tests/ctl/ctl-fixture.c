/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ctl-fixture.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

const char *ctl_program;

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        remove_folder (path);
      else
        g_unlink (path);
    }
  g_rmdir (folder);
}

void
ctl_set_up (CtlFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("turnaboutctl-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->database = g_build_filename (fixture->folder, "pod.turnabout", NULL);
}

static void
set_up_collective (CtlFixture *fixture, gconstpointer data)
{
  ctl_set_up (fixture, data);
  ctl_do (fixture, "new Cordón --timezone America/Montevideo --currency UYU");
}

void
ctl_tear_down (CtlFixture *fixture, gconstpointer data)
{
  remove_folder (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->database);
  g_free (fixture->output);
  g_free (fixture->errors);
}

void
ctl_add (const char *path, void (*func) (CtlFixture *fixture, gconstpointer data))
{
  g_test_add (path, CtlFixture, NULL, set_up_collective, func, ctl_tear_down);
}

void
ctl_add_empty (const char *path, void (*func) (CtlFixture *fixture, gconstpointer data))
{
  g_test_add (path, CtlFixture, NULL, ctl_set_up, func, ctl_tear_down);
}

static void
run (CtlFixture *fixture, const char *input, GStrvBuilder *words, const char *line)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) rest = NULL;
  g_auto (GStrv) all = NULL;

  g_test_message ("%s", line);
  g_assert_true (*line == '\0' || g_shell_parse_argv (line, NULL, &rest, &error));
  if (rest != NULL)
    g_strv_builder_addv (words, (const char **) rest);
  all = g_strv_builder_end (words);
  g_subprocess_launcher_setenv (launcher, "XDG_DATA_HOME", fixture->folder, TRUE);
  process = g_subprocess_launcher_spawnv (launcher, (const char *const *) all, &error);
  g_assert_no_error (error);
  g_clear_pointer (&fixture->output, g_free);
  g_clear_pointer (&fixture->errors, g_free);
  g_subprocess_communicate_utf8 (process, input, NULL, &fixture->output, &fixture->errors, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (process));
  fixture->status = g_subprocess_get_exit_status (process);
}

void
ctl_run_input (CtlFixture *fixture, const char *input, const char *line)
{
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();

  g_strv_builder_add_many (words, ctl_program, "--database", fixture->database, NULL);
  run (fixture, input, words, line);
}

void
ctl_run_plain (CtlFixture *fixture, const char *line)
{
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();

  g_strv_builder_add (words, ctl_program);
  run (fixture, NULL, words, line);
}

void
ctl_do (CtlFixture *fixture, const char *line)
{
  ctl_run_input (fixture, NULL, line);
  g_assert_cmpstr (fixture->errors, ==, "");
  g_assert_cmpint (fixture->status, ==, 0);
}

void
ctl_refuse (CtlFixture *fixture, const char *line, int status, const char *text)
{
  ctl_run_input (fixture, NULL, line);
  g_test_message ("%s", fixture->errors);
  g_assert_cmpint (fixture->status, ==, status);
  g_assert_cmpstr (fixture->output, ==, "");
  g_assert_nonnull (strstr (fixture->errors, text));
}

JsonNode *
ctl_json (CtlFixture *fixture, const char *line)
{
  g_autofree char *with_json = g_strconcat ("--json ", line, NULL);
  g_autoptr (GError) error = NULL;
  JsonNode *node;

  ctl_do (fixture, with_json);
  node = json_from_string (fixture->output, &error);
  g_assert_no_error (error);
  return node;
}

char *
ctl_member (JsonNode *node, const char *name)
{
  JsonNode *member;
  g_autofree char *text = NULL;

  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      g_assert_cmpuint (ctl_count (node), >, 0);
      node = json_array_get_element (json_node_get_array (node), 0);
    }
  member = json_object_get_member (json_node_get_object (node), name);
  g_assert_nonnull (member);
  if (JSON_NODE_HOLDS_NULL (member))
    return g_strdup ("");
  if (json_node_get_value_type (member) == G_TYPE_STRING)
    return json_node_dup_string (member);
  return json_to_string (member, FALSE);
}

guint
ctl_count (JsonNode *node)
{
  return json_array_get_length (json_node_get_array (node));
}

char *
ctl_write (CtlFixture *fixture, const char *name, const char *content)
{
  char *path = g_build_filename (fixture->folder, name, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, content, -1, &error);
  g_assert_no_error (error);
  return path;
}

char *
ctl_snapshot (CtlFixture *fixture)
{
  static const char *const lines[] = { "--json list households", "--json list people", "--json list tools", "--json list turns",
                                       "--json list loans", "--json history --limit 1000" };
  g_autoptr (GString) text = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      ctl_do (fixture, lines[i]);
      g_string_append (text, fixture->output);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}
