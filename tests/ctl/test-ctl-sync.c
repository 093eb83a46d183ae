/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ctl-fixture.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

/* Two databases of two people, and a hub on loopback: all of them programs. */

static const char *hub_program;

typedef struct
{
  CtlFixture ctl; /* its database is the one that is spoken of */
  char *desk;
  char *laptop;
  char *hub_file;
  GSubprocess *hub;
  char *url;  /* of the hub */
  char *link; /* that founds the pod */
} Fixture;

static char *
run_hub (const char *first, ...)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  char *output = NULL;
  va_list more;

  g_ptr_array_add (words, (gpointer) hub_program);
  va_start (more, first);
  for (const char *word = first; word != NULL; word = va_arg (more, const char *))
    g_ptr_array_add (words, (gpointer) word);
  va_end (more);
  g_ptr_array_add (words, NULL);
  process = g_subprocess_newv ((const char *const *) words->pdata, G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &output, NULL, &error);
  g_assert_no_error (error);
  return output;
}

/* The first line that begins so, without that. */
static char *
read_line (GSubprocess *process, const char *beginning)
{
  GInputStream *stream = g_subprocess_get_stdout_pipe (process);
  g_autoptr (GString) line = g_string_new (NULL);
  char letter;

  while (g_input_stream_read (stream, &letter, 1, NULL, NULL) == 1)
    {
      if (letter != '\n')
        g_string_append_c (line, letter);
      else if (g_str_has_prefix (line->str, beginning))
        return g_strdup (line->str + strlen (beginning));
      else
        g_string_truncate (line, 0);
    }
  g_error ("The program ended without “%s”.", beginning);
  return NULL;
}

static void
start_hub (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *said = run_hub ("--init", "--url", "http://127.0.0.1:1", f->hub_file, NULL);
  const char *token = strstr (said, "/j#");

  g_assert_nonnull (token);
  f->hub = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, hub_program, "--quiet", "--listen", "127.0.0.1:0", f->hub_file, NULL);
  g_assert_no_error (error);
  f->url = read_line (f->hub, "Listening on ");
  f->link = g_strconcat (f->url, token, NULL);
  g_strstrip (f->link);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  ctl_set_up (&f->ctl, data);
  f->desk = g_steal_pointer (&f->ctl.database);
  f->laptop = g_build_filename (f->ctl.folder, "laptop.turnabout", NULL);
  f->hub_file = g_build_filename (f->ctl.folder, "hub", NULL);
  f->ctl.database = f->desk;
  start_hub (f);
  ctl_do (&f->ctl, "new Cordón --timezone America/Montevideo --currency UYU");
  ctl_run_input (&f->ctl, "name\nPereira\nRodríguez\nSilva\n", "import households -");
  g_assert_cmpint (f->ctl.status, ==, 0);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_subprocess_force_exit (f->hub);
  g_subprocess_wait (f->hub, NULL, NULL);
  g_clear_object (&f->hub);
  f->ctl.database = g_strdup ("");
  ctl_tear_down (&f->ctl, data);
  g_free (f->desk);
  g_free (f->laptop);
  g_free (f->hub_file);
  g_free (f->url);
  g_free (f->link);
}

static void
do_words (Fixture *f, const char *database, const char *words, const char *argument)
{
  g_autofree char *line = g_strdup_printf ("%s '%s'", words, argument);

  f->ctl.database = (char *) database;
  ctl_do (&f->ctl, line);
}

static void
do_at (Fixture *f, const char *database, const char *line)
{
  f->ctl.database = (char *) database;
  ctl_do (&f->ctl, line);
}

static JsonNode *
json_at (Fixture *f, const char *database, const char *line)
{
  f->ctl.database = (char *) database;
  return ctl_json (&f->ctl, line);
}

static void
found (Fixture *f)
{
  do_words (f, f->desk, "hub found --name Desk", f->link);
  do_at (f, f->desk, "sync once");
}

static char *
invite (Fixture *f)
{
  do_at (f, f->desk, "hub invite --hours 1");
  return g_strstrip (g_strdup (f->ctl.output));
}

/* Returns the code to compare. */
static char *
join (Fixture *f)
{
  g_autofree char *link = invite (f);
  char *code;

  do_words (f, f->laptop, "hub join --name Laptop", link);
  code = g_strstrip (g_strdup (f->ctl.output));
  do_at (f, f->laptop, "sync once");
  return code;
}

static char *
list (Fixture *f, const char *database)
{
  do_at (f, database, "--json list households");
  return g_strdup (f->ctl.output);
}

/* Exchanging ------------------------------------------------------------------------------------------------------------------------------- */

static void
test_without_a_hub (Fixture *f, gconstpointer data)
{
  ctl_run_input (&f->ctl, NULL, "sync status");
  g_assert_cmpint (f->ctl.status, ==, 1);
  g_assert_cmpstr (f->ctl.output, ==, "There is no hub\n");
  g_assert_cmpstr (f->ctl.errors, ==, "");
  ctl_refuse (&f->ctl, "sync once", 1, "exchanges with no hub");
  ctl_refuse (&f->ctl, "sync continuously", 1, "exchanges with no hub");
  ctl_refuse (&f->ctl, "sync export", 1, "exchanges with no hub");
  ctl_refuse (&f->ctl, "hub invite", 1, "exchanges with no hub");
  ctl_refuse (&f->ctl, "hub sheet", 1, "exchanges with no hub");
}

static void
test_wrong_use (Fixture *f, gconstpointer data)
{
  ctl_refuse (&f->ctl, "sync", 2, "Too few arguments");
  ctl_refuse (&f->ctl, "sync often", 2, "often");
  ctl_refuse (&f->ctl, "sync once more", 2, "more");
  ctl_refuse (&f->ctl, "hub found", 2, "found");
  ctl_refuse (&f->ctl, "hub invite --hours 100", 2, "--hours");
  ctl_refuse (&f->ctl, "hub invite --hours 0", 2, "--hours");
  ctl_refuse (&f->ctl, "sync once --hours 2", 2, "--hours");
  ctl_refuse (&f->ctl, "hub found nonsense", 1, "invitation");
}

static void
test_two_desks (Fixture *f, gconstpointer data)
{
  g_autofree char *code = NULL;
  g_autofree char *here = NULL;
  g_autofree char *there = NULL;

  found (f);
  code = join (f);
  g_assert_true (g_regex_match_simple ("^[0-9]{3} [0-9]{3}$", code, G_REGEX_DEFAULT, G_REGEX_MATCH_DEFAULT));
  here = list (f, f->desk);
  there = list (f, f->laptop);
  g_assert_cmpstr (here, ==, there);
  g_assert_nonnull (strstr (there, "Rodríguez"));
}

static void
test_status (Fixture *f, gconstpointer data)
{
  g_autoptr (JsonNode) before = NULL;
  g_autoptr (JsonNode) after = NULL;
  g_autofree char *hub = NULL;

  do_words (f, f->desk, "hub found", f->link);
  before = json_at (f, f->desk, "sync status");
  g_assert_cmpint (json_object_get_int_member (json_node_get_object (before), "to_send"), >, 3);
  g_assert_true (json_object_get_null_member (json_node_get_object (before), "done_at"));
  g_clear_pointer (&f->ctl.output, g_free);
  after = json_at (f, f->desk, "sync once");
  g_assert_cmpint (json_object_get_int_member (json_node_get_object (after), "to_send"), ==, 0);
  g_assert_cmpint (json_object_get_int_member (json_node_get_object (after), "clock_off_ms"), ==, 0);
  g_assert_false (json_object_get_null_member (json_node_get_object (after), "done_at"));
  hub = ctl_member (after, "hub");
  g_assert_cmpstr (hub, ==, f->url);
}

/* Two computers gave two tools one number. */
static void
test_to_be_settled (Fixture *f, gconstpointer data)
{
  g_autofree char *code = NULL;
  g_autoptr (JsonNode) once = NULL;

  found (f);
  code = join (f);
  f->ctl.database = f->desk;
  ctl_run_input (&f->ctl, "number,name\n1,Ladder\n", "import tools -");
  f->ctl.database = f->laptop;
  ctl_run_input (&f->ctl, "number,name\n1,Drill\n", "import tools -");
  do_at (f, f->laptop, "sync once");
  once = json_at (f, f->desk, "sync once");
  g_assert_cmpint (json_object_get_int_member (json_node_get_object (once), "attention"), ==, 1);
  do_at (f, f->desk, "sync status");
  g_assert_nonnull (strstr (f->ctl.output, "To be settled: 1"));
}

/* A person's own way of knowing that something is wrong: the exit status. */
static void
test_hub_is_gone (Fixture *f, gconstpointer data)
{
  found (f);
  g_subprocess_force_exit (f->hub);
  g_subprocess_wait (f->hub, NULL, NULL);
  ctl_refuse (&f->ctl, "sync once", 1, "127.0.0.1");
  ctl_run_input (&f->ctl, NULL, "sync status");
  g_assert_cmpint (f->ctl.status, ==, 1);
  g_assert_nonnull (strstr (f->ctl.output, "Problem: the hub does not answer"));
}

static void
test_continuously (Fixture *f, gconstpointer data)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *rest = NULL;

  found (f);
  g_subprocess_launcher_setenv (launcher, "XDG_DATA_HOME", f->ctl.folder, TRUE);
  process = g_subprocess_launcher_spawn (launcher, &error, ctl_program, "--database", f->desk, "sync", "continuously", NULL);
  g_assert_no_error (error);
  rest = read_line (process, "Up to date");
  g_subprocess_send_signal (process, SIGTERM);
  g_assert_true (g_subprocess_wait (process, NULL, NULL));
  g_assert_true (g_subprocess_get_if_exited (process));
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 0);
}

/* Sealed ----------------------------------------------------------------------------------------------------------------------------------- */

static void
check_line (const char *line)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = json_from_string (line, &error);
  g_autofree char *id = NULL;

  g_assert_no_error (error);
  id = ctl_member (node, "_id");
  g_assert_cmpuint (strlen (id), ==, 32);
  g_assert_true (json_object_has_member (json_node_get_object (node), "_rev"));
  g_assert_true (json_object_has_member (json_node_get_object (node), "c"));
}

static void
test_export (Fixture *f, gconstpointer data)
{
  g_auto (GStrv) lines = NULL;
  g_autofree char *path = g_build_filename (f->ctl.folder, "sealed", NULL);
  g_autofree char *written = NULL;
  g_auto (GStrv) again = NULL;

  found (f);
  do_at (f, f->desk, "sync export");
  g_assert_null (strstr (f->ctl.output, "Rodríguez"));
  g_assert_null (strstr (f->ctl.output, "household"));
  lines = g_strsplit (f->ctl.output, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), >, 5);
  for (guint i = 0; *lines[i] != '\0'; i++)
    check_line (lines[i]);
  do_words (f, f->desk, "sync export", path);
  g_assert_cmpstr (f->ctl.output, ==, "");
  g_assert_true (g_file_get_contents (path, &written, NULL, NULL));
  again = g_strsplit (written, "\n", -1);
  g_assert_cmpuint (g_strv_length (again), ==, g_strv_length (lines));
}

static void
test_sheet (Fixture *f, gconstpointer data)
{
  g_auto (GStrv) lines = NULL;

  found (f);
  do_at (f, f->desk, "hub sheet");
  lines = g_strsplit (f->ctl.output, "\n", -1);
  for (guint i = 0; *lines[i] != '\0'; i++)
    g_assert_true (g_regex_match_simple ("^[0-9]{2}  ([0-9A-Z]{5}-){4}[0-9A-Z]{2}$", lines[i], G_REGEX_DEFAULT, G_REGEX_MATCH_DEFAULT));
  g_assert_cmpuint (g_strv_length (lines), >, 4);
}

/* Devices ---------------------------------------------------------------------------------------------------------------------------------- */

/* The code of the one that waits to be confirmed; "" where none does. */
static char *
waiting (Fixture *f, guint expected)
{
  g_autoptr (JsonNode) node = NULL;
  char *code = g_strdup ("");

  do_at (f, f->desk, "sync once");
  node = json_at (f, f->desk, "hub devices");
  g_assert_cmpuint (ctl_count (node), ==, expected);
  for (guint i = 0; i < expected; i++)
    {
      JsonNode *device = json_array_get_element (json_node_get_array (node), i);
      g_autofree char *own = ctl_member (device, "code");

      if (*own != '\0')
        g_set_str (&code, own);
    }
  return code;
}

static void
test_confirmed_and_removed (Fixture *f, gconstpointer data)
{
  g_autofree char *theirs = NULL;
  g_autofree char *ours = NULL;
  g_autofree char *after = NULL;

  found (f);
  theirs = join (f);
  ours = waiting (f, 2);
  g_assert_cmpstr (ours, ==, theirs);
  do_at (f, f->desk, "hub confirm Laptop");
  after = waiting (f, 2);
  g_assert_cmpstr (after, ==, "");
  do_at (f, f->laptop, "sync once");
  f->ctl.database = f->desk;
  ctl_refuse (&f->ctl, "hub remove Tablet", 1, "Tablet");
  do_at (f, f->desk, "hub remove Laptop");
  f->ctl.database = f->laptop;
  ctl_run_input (&f->ctl, NULL, "sync once");
  g_assert_cmpint (f->ctl.status, ==, 1);
  ctl_run_input (&f->ctl, NULL, "sync status");
  g_assert_cmpint (f->ctl.status, ==, 1);
  do_at (f, f->laptop, "list households");
  g_assert_nonnull (strstr (f->ctl.output, "Silva"));
}

static void
test_join_refused (Fixture *f, gconstpointer data)
{
  g_autofree char *used = NULL;
  g_autofree char *line = NULL;

  found (f);
  used = invite (f);
  line = g_strdup_printf ("hub join '%s'", used);
  /* What is there already is kept. */
  ctl_refuse (&f->ctl, line, 1, "");
  do_words (f, f->laptop, "hub join", used);
  f->ctl.database = f->laptop;
  g_unlink (f->laptop);
  ctl_refuse (&f->ctl, line, 1, "used");
  /* Nothing is left of it. */
  g_assert_false (g_file_test (f->laptop, G_FILE_TEST_EXISTS));
}

static void
test_left (Fixture *f, gconstpointer data)
{
  found (f);
  do_at (f, f->desk, "hub leave");
  ctl_refuse (&f->ctl, "sync once", 1, "exchanges with no hub");
  do_at (f, f->desk, "list households");
  g_assert_nonnull (strstr (f->ctl.output, "Silva"));
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*func) (Fixture *f, gconstpointer data);
  } tests[] = {
    { "/ctl-sync/without-a-hub", test_without_a_hub },
    { "/ctl-sync/wrong-use", test_wrong_use },
    { "/ctl-sync/two-desks", test_two_desks },
    { "/ctl-sync/status", test_status },
    { "/ctl-sync/to-be-settled", test_to_be_settled },
    { "/ctl-sync/hub-is-gone", test_hub_is_gone },
    { "/ctl-sync/continuously", test_continuously },
    { "/ctl-sync/export", test_export },
    { "/ctl-sync/sheet", test_sheet },
    { "/ctl-sync/confirmed-and-removed", test_confirmed_and_removed },
    { "/ctl-sync/join-refused", test_join_refused },
    { "/ctl-sync/left", test_left },
  };

  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 3);
  ctl_program = argv[1];
  hub_program = argv[2];
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].func, tear_down);
  return g_test_run ();
}
