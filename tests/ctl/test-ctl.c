/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ctl-fixture.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/wait.h>

static void
test_help (CtlFixture *fixture, gconstpointer data)
{
  static const char *const verbs[] = { "new", "import", "export", "list", "lend", "return", "reserve", "plan", "route", "history", "undo", "redo", "check", "backup", "restore" };

  ctl_run_plain (fixture, "--help");
  g_assert_cmpint (fixture->status, ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (verbs); i++)
    {
      g_autofree char *line = g_strdup_printf ("\n  %s", verbs[i]);

      g_assert_nonnull (strstr (fixture->output, line));
    }
  ctl_run_plain (fixture, "--version");
  g_assert_cmpint (fixture->status, ==, 0);
  g_assert_true (g_str_has_prefix (fixture->output, "turnaboutctl "));
}

static void
test_usage (CtlFixture *fixture, gconstpointer data)
{
  static const char *const lines[] = {
    "",
    "frobnicate",
    "--frobnicate",
    "list",
    "list sheds",
    "list availability",
    "list tools --from 2026-12-01",
    "list turns --from yesterday",
    "list turns --from",
    "list tools --due 2026-12-01",
    "route",
    "route --closed",
    "route a.csv --points b.csv",
    "list tools --closed",
    "lend 41",
    "lend 41 Silva Pereira",
    "lend 41 Silva --due 2026-02-30",
    "reserve 41 Silva 2026-12-01",
    "reserve 41 Silva 2026-12-01 soon",
    "undo first",
    "history --limit -1",
    "import sheds file.csv",
    "import tools",
    "export tools --format ics",
    "export households --audience friends",
    "export turns --format ics --audience pod",
    "--json export tools",
    "new",
    "new Cordón",
    "new Cordón --timezone America/Montevideo",
    "new Cordón --timezone Mars/Olympus --currency UYU",
    "new Cordón --timezone America/Montevideo --currency pesos",
    "new ' ' --timezone America/Montevideo --currency UYU",
    "check everything",
    "backup",
    "plan",
    "plan file.rota",
    "plan --instance file.rota --seed -4",
    "plan --instance file.rota --seed one",
    "list tools --instance file.rota",
    "undo --seed 4",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    ctl_refuse (fixture, lines[i], 2, "--help");
  g_assert_false (g_file_test (fixture->database, G_FILE_TEST_EXISTS));
}

static void
test_new (CtlFixture *fixture, gconstpointer data)
{
  g_autoptr (JsonNode) history = NULL;
  g_autofree char *label = NULL;
  g_autofree char *source = NULL;

  ctl_do (fixture, "new 'Cordón norte' --timezone America/Montevideo --currency uyu");
  ctl_do (fixture, "check");
  history = ctl_json (fixture, "history");
  g_assert_cmpuint (ctl_count (history), ==, 1);
  label = ctl_member (history, "label");
  source = ctl_member (history, "source");
  g_assert_nonnull (strstr (label, "Cordón norte"));
  g_assert_cmpstr (source, ==, "command");
  ctl_refuse (fixture, "new Other --timezone America/Montevideo --currency UYU", 1, fixture->database);
}

static void
test_default_database (CtlFixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "turnabout", "collective.turnabout", NULL);

  ctl_run_plain (fixture, "list tools");
  g_assert_cmpint (fixture->status, ==, 1);
  g_assert_nonnull (strstr (fixture->errors, path));
  ctl_run_plain (fixture, "new Cordón --timezone America/Montevideo --currency UYU");
  g_assert_cmpint (fixture->status, ==, 0);
  g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));
  ctl_run_plain (fixture, "list tools");
  g_assert_cmpint (fixture->status, ==, 0);
}

static void
test_not_ours (CtlFixture *fixture, gconstpointer data)
{
  g_autofree char *path = ctl_write (fixture, "pod.turnabout", "household,name\n");
  g_autofree char *content = NULL;

  ctl_refuse (fixture, "list tools", 1, path);
  ctl_refuse (fixture, "check", 1, path);
  ctl_refuse (fixture, "undo", 1, path);
  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  g_assert_cmpstr (content, ==, "household,name\n");
}

static void
exec (CtlFixture *fixture, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TaDatabase) database = ta_database_open (fixture->database, 0, &error);

  g_assert_no_error (error);
  ta_database_exec (database, sql, &error);
  g_assert_no_error (error);
}

static void
test_check (CtlFixture *fixture, gconstpointer data)
{
  g_autoptr (JsonNode) answer = ctl_json (fixture, "check");
  g_autofree char *sound = ctl_member (answer, "sound");
  g_autofree char *unsound = NULL;

  g_assert_cmpstr (sound, ==, "true");
  exec (fixture, "INSERT INTO tool (id, name) VALUES ('t', 'Saw'); DELETE FROM tool_search");
  ctl_refuse (fixture, "check", 1, "The tool “Saw” is missing from the search index.");

  ctl_run_input (fixture, NULL, "--json check");
  g_assert_cmpint (fixture->status, ==, 1);
  json_node_unref (g_steal_pointer (&answer));
  answer = json_from_string (fixture->output, NULL);
  unsound = ctl_member (answer, "sound");
  g_assert_cmpstr (unsound, ==, "false");
}

static void
test_backup (CtlFixture *fixture, gconstpointer data)
{
  g_autofree char *copy = g_build_filename (fixture->folder, "copy.sqlite", NULL);
  g_autofree char *backup = g_strdup_printf ("backup %s", copy);
  g_autofree char *restore = g_strdup_printf ("restore %s", copy);
  g_autofree char *notes = ctl_write (fixture, "notes.txt", "mine");
  g_autofree char *over_notes = g_strdup_printf ("backup %s", notes);
  g_autofree char *from_notes = g_strdup_printf ("restore %s", notes);
  g_autofree char *before = ctl_snapshot (fixture);
  g_autofree char *restored = NULL;
  g_autofree char *kept = NULL;
  g_autofree char *content = NULL;
  g_autoptr (JsonNode) answer = NULL;

  ctl_do (fixture, backup);
  exec (fixture, "INSERT INTO tool (id, name) VALUES ('t', 'Saw')");
  ctl_do (fixture, backup);
  exec (fixture, "DELETE FROM tool");
  answer = ctl_json (fixture, restore);
  kept = ctl_member (answer, "kept");
  g_assert_true (g_file_test (kept, G_FILE_TEST_IS_REGULAR));
  ctl_do (fixture, "list tools");
  g_assert_nonnull (strstr (fixture->output, "Saw"));

  ctl_refuse (fixture, over_notes, 1, notes);
  g_assert_true (g_file_get_contents (notes, &content, NULL, NULL));
  g_assert_cmpstr (content, ==, "mine");
  ctl_refuse (fixture, from_notes, 1, notes);
  exec (fixture, "DELETE FROM tool");
  restored = ctl_snapshot (fixture);
  g_assert_cmpstr (restored, ==, before);
}

/* What the shell makes of "turnaboutctl --database … @rest". */
static int
run_in_shell (CtlFixture *fixture, const char *rest)
{
  g_autofree char *line = g_strdup_printf ("%s --database %s %s", ctl_program, fixture->database, rest);
  const char *arguments[] = { "/bin/sh", "-c", line, NULL };
  int status = 0;

  g_assert_true (g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, NULL, NULL, &status, NULL));
  g_assert_true (WIFEXITED (status));
  return WEXITSTATUS (status);
}

static void
test_streams (CtlFixture *fixture, gconstpointer data)
{
  exec (fixture, "INSERT INTO household (id, name) VALUES ('a', 'Pereira')");
  g_assert_cmpint (run_in_shell (fixture, "list households > /dev/null"), ==, 0);
  if (g_file_test ("/dev/full", G_FILE_TEST_EXISTS))
    g_assert_cmpint (run_in_shell (fixture, "list households > /dev/full"), ==, 1);
  g_assert_cmpint (run_in_shell (fixture, "list households >&-"), ==, 1);
  g_assert_cmpint (run_in_shell (fixture, "import tools - <&-"), ==, 1);
  g_assert_cmpint (run_in_shell (fixture, "list households <&- > /dev/null"), ==, 0);
  ctl_do (fixture, "check");
}

static void
test_practice (CtlFixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "..", "data", "practice", NULL);
  g_autofree char *line = g_strdup_printf ("practice '%s' --today 2026-12-02", folder);
  g_autoptr (JsonNode) turns = NULL;
  g_autoptr (JsonNode) tools = NULL;

  ctl_do (fixture, line);
  ctl_do (fixture, "check");
  turns = ctl_json (fixture, "list turns --from 2026-12-02 --to 2026-12-03");
  g_assert_cmpuint (ctl_count (turns), >, 0);
  tools = ctl_json (fixture, "list tools");
  g_assert_cmpuint (ctl_count (tools), >=, 180);
  ctl_refuse (fixture, line, 1, fixture->database);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  ctl_program = argv[1];
  ctl_add_empty ("/ctl/help", test_help);
  ctl_add_empty ("/ctl/usage", test_usage);
  ctl_add_empty ("/ctl/new", test_new);
  ctl_add_empty ("/ctl/default-database", test_default_database);
  ctl_add_empty ("/ctl/not-ours", test_not_ours);
  ctl_add ("/ctl/check", test_check);
  ctl_add ("/ctl/backup", test_backup);
  ctl_add ("/ctl/streams", test_streams);
  ctl_add_empty ("/ctl/practice", test_practice);
  ctl_add_import_tests ();
  ctl_add_plan_tests ();
  ctl_add_print_tests ();
  ctl_add_route_tests ();
  ctl_add_tool_tests ();
  return g_test_run ();
}
