/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ctl-fixture.h"

#include <string.h>

#define HOUSEHOLDS                                     \
  "household,address,status,phone,adults,children\r\n" \
  "Pereira,Gaboto 1250,member,099 123 456,2,1\r\n"     \
  "Silva,\"Colonia 12, apto 3\",trial,,1,0\r\n"

#define TOOLS                                  \
  "number,name,category,owner,value\n"         \
  "41,Hammer drill,Drilling,Pereira,1250.50\n" \
  "42,,Drilling,Silva,5\n"                     \
  "43,Saw,Cutting,Okafor,twelve\n"             \
  "44,Ladder,Climbing,Silva,80\n"

/* Runs "import KIND" with @content in a file. (transfer full): the file's path */
static char *
import (CtlFixture *fixture, const char *kind, const char *content, const char *options)
{
  g_autofree char *name = g_strconcat (kind, ".csv", NULL);
  char *path = ctl_write (fixture, name, content);
  g_autofree char *line = g_strdup_printf ("import %s '%s' %s", kind, path, options);

  ctl_run_input (fixture, NULL, line);
  g_test_message ("%s%s", fixture->output, fixture->errors);
  return path;
}

static void
assert_number (JsonNode *node, const char *name, const char *expected)
{
  g_autofree char *number = ctl_member (node, name);

  g_assert_cmpstr (number, ==, expected);
}

static void
test_import (CtlFixture *fixture, gconstpointer data)
{
  g_autofree char *path = import (fixture, "households", HOUSEHOLDS, "");
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *adults = NULL;
  g_autoptr (JsonNode) households = NULL;
  g_autoptr (JsonNode) history = NULL;

  g_assert_cmpint (fixture->status, ==, 0);
  g_assert_cmpstr (fixture->errors, ==, "");
  households = ctl_json (fixture, "list households --search pereira");
  g_assert_cmpuint (ctl_count (households), ==, 1);
  adults = ctl_member (households, "adults");
  g_assert_cmpstr (adults, ==, "2");
  history = ctl_json (fixture, "history");
  g_assert_cmpuint (ctl_count (history), ==, 2);

  /* The same file again changes nothing, and the history stays as it is. */
  before = ctl_snapshot (fixture);
  g_free (g_steal_pointer (&path));
  path = import (fixture, "households", HOUSEHOLDS, "");
  g_assert_cmpint (fixture->status, ==, 0);
  after = ctl_snapshot (fixture);
  g_assert_cmpstr (after, ==, before);
}

static void
test_refused (CtlFixture *fixture, gconstpointer data)
{
  g_autofree char *before = ctl_snapshot (fixture);
  g_autofree char *path = import (fixture, "tools", TOOLS, "");
  g_autofree char *name_line = g_strdup_printf ("%s:3: name: ", path);
  g_autofree char *value_line = g_strdup_printf ("\n%s:4: value: ", path);
  g_autofree char *after = NULL;

  g_assert_cmpint (fixture->status, ==, 1);
  g_assert_true (g_str_has_prefix (fixture->errors, name_line));
  g_assert_nonnull (strstr (fixture->errors, value_line));
  g_assert_cmpstr (fixture->output, ==, "");
  after = ctl_snapshot (fixture);
  g_assert_cmpstr (after, ==, before);
}

static void
test_refused_json (CtlFixture *fixture, gconstpointer data)
{
  g_autofree char *path = import (fixture, "tools", TOOLS, "--json");
  g_autoptr (JsonNode) answer = json_from_string (fixture->output, NULL);

  g_assert_cmpint (fixture->status, ==, 1);
  assert_number (answer, "written", "false");
  assert_number (answer, "new", "2");
  assert_number (answer, "bad", "2");
}

static void
test_skip_bad (CtlFixture *fixture, gconstpointer data)
{
  g_autofree char *path = import (fixture, "tools", TOOLS, "--skip-bad");
  g_autoptr (JsonNode) tools = NULL;
  g_autoptr (JsonNode) households = NULL;

  g_assert_cmpint (fixture->status, ==, 0);
  g_assert_nonnull (strstr (fixture->errors, ":3: name: "));
  tools = ctl_json (fixture, "list tools");
  g_assert_cmpuint (ctl_count (tools), ==, 2);
  /* Owners that were not there are made; those of bad rows are not. */
  households = ctl_json (fixture, "list households");
  g_assert_cmpuint (ctl_count (households), ==, 2);
}

static void
test_dry_run (CtlFixture *fixture, gconstpointer data)
{
  g_autofree char *before = ctl_snapshot (fixture);
  g_autofree char *path = import (fixture, "households", HOUSEHOLDS, "--dry-run");
  g_autofree char *after = NULL;

  g_assert_cmpint (fixture->status, ==, 0);
  g_assert_nonnull (strstr (fixture->output, "Silva"));
  after = ctl_snapshot (fixture);
  g_assert_cmpstr (after, ==, before);
}

static void
test_update (CtlFixture *fixture, gconstpointer data)
{
  g_autofree char *path = import (fixture, "households", HOUSEHOLDS, "");
  g_autoptr (JsonNode) answer = NULL;
  g_autoptr (JsonNode) households = NULL;
  g_autofree char *address = NULL;

  g_free (g_steal_pointer (&path));
  path = import (fixture, "households", "household,address\nSILVA,Mercedes 7\nPereira,\n", "--json");
  answer = json_from_string (fixture->output, NULL);
  assert_number (answer, "new", "0");
  assert_number (answer, "updated", "1");
  assert_number (answer, "unchanged", "1");
  households = ctl_json (fixture, "list households --search silva");
  address = ctl_member (households, "address");
  g_assert_cmpstr (address, ==, "Mercedes 7");
  ctl_do (fixture, "undo");
  ctl_do (fixture, "list households --search silva");
  g_assert_nonnull (strstr (fixture->output, "Colonia 12, apto 3"));
}

static void
test_standard_input (CtlFixture *fixture, gconstpointer data)
{
  g_autoptr (JsonNode) tools = NULL;

  ctl_run_input (fixture, "number;name;owner\r\n1;Saw;Silva\r\n", "import tools -");
  g_assert_cmpint (fixture->status, ==, 0);
  tools = ctl_json (fixture, "list tools");
  g_assert_cmpuint (ctl_count (tools), ==, 1);
  ctl_run_input (fixture, "number,name\n2,\n", "import tools -");
  g_assert_cmpint (fixture->status, ==, 1);
  g_assert_true (g_str_has_prefix (fixture->errors, "-:2: name: "));
}

static void
test_mapping (CtlFixture *fixture, gconstpointer data)
{
  g_autofree char *mapping = ctl_write (fixture, "mapping", "name = Thingummy\n");
  g_autofree char *wrong = ctl_write (fixture, "wrong", "thing = Thingummy\n");
  g_autofree char *option = g_strdup_printf ("--mapping '%s'", mapping);
  g_autofree char *wrong_option = g_strdup_printf ("--mapping '%s'", wrong);
  g_autofree char *path = import (fixture, "tools", "Thingummy\nSaw\n", "");
  g_autofree char *place = g_strdup_printf ("%s:1: ", path);

  g_assert_cmpint (fixture->status, ==, 1);
  g_assert_nonnull (strstr (fixture->errors, place));
  g_free (g_steal_pointer (&path));
  path = import (fixture, "tools", "Thingummy\nSaw\n", wrong_option);
  g_assert_cmpint (fixture->status, ==, 1);
  g_assert_nonnull (strstr (fixture->errors, wrong));
  g_free (g_steal_pointer (&path));
  path = import (fixture, "tools", "Thingummy\nSaw\n", option);
  g_assert_cmpint (fixture->status, ==, 0);
  ctl_do (fixture, "list tools");
  g_assert_nonnull (strstr (fixture->output, "Saw"));
}

static void
test_unreadable (CtlFixture *fixture, gconstpointer data)
{
  g_autofree char *path = NULL;

  ctl_refuse (fixture, "import tools /nowhere/tools.csv", 1, "/nowhere/tools.csv");
  path = import (fixture, "tools", "", "");
  g_assert_cmpint (fixture->status, ==, 1);
  g_assert_nonnull (strstr (fixture->errors, path));
}

/* What goes out comes in again and is the same. */
static void
test_export (CtlFixture *fixture, gconstpointer data)
{
  static const char *const kinds[] = { "households", "people", "tools", "turns", "loans", "absences", "availability", "memberships", "needs" };
  g_autofree char *practice = g_test_build_filename (G_TEST_DIST, "..", "data", "practice", NULL);
  g_autofree char *make = g_strdup_printf ("practice '%s' --today 2026-12-02", practice);

  ctl_do (fixture, make);
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *path = g_build_filename (fixture->folder, kinds[i], NULL);
      g_autofree char *to_file = g_strdup_printf ("export %s '%s' --today 2026-12-02", kinds[i], path);
      g_autofree char *to_output = g_strdup_printf ("export %s --format csv --today 2026-12-02", kinds[i]);
      g_autofree char *back = g_strdup_printf ("import %s '%s' --today 2026-12-02", kinds[i], path);
      g_autofree char *content = NULL;
      g_autoptr (JsonNode) answer = NULL;

      ctl_do (fixture, to_file);
      g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
      ctl_do (fixture, to_output);
      g_assert_cmpstr (fixture->output, ==, content);
      answer = ctl_json (fixture, back);
      assert_number (answer, "new", "0");
      assert_number (answer, "updated", "0");
    }
}

/* Whoever says nothing writes for the pod; others are told what is let be seen, which of the practice pod is nothing. */
static void
test_audience (CtlFixture *fixture, gconstpointer data)
{
  g_autofree char *practice = g_test_build_filename (G_TEST_DIST, "..", "data", "practice", NULL);
  g_autofree char *make = g_strdup_printf ("practice '%s' --today 2026-12-02", practice);
  g_autofree char *pod = NULL;

  ctl_do (fixture, make);
  ctl_do (fixture, "export households --today 2026-12-02");
  pod = g_strdup (fixture->output);
  g_assert_nonnull (strstr (pod, "Guayabo 1660"));
  ctl_do (fixture, "export households --audience pod --today 2026-12-02");
  g_assert_cmpstr (fixture->output, ==, pod);
  ctl_do (fixture, "export households --audience public --today 2026-12-02");
  g_assert_true (g_str_has_prefix (fixture->output, "household,address"));
  g_assert_true (g_str_has_suffix (fixture->output, "declined_on\r\n"));
  ctl_refuse (fixture, "export turns --audience federation --today 2026-12-02", 1, "for the pod alone");
}

void
ctl_add_import_tests (void)
{
  ctl_add ("/ctl/import/again", test_import);
  ctl_add ("/ctl/import/refused", test_refused);
  ctl_add ("/ctl/import/refused-json", test_refused_json);
  ctl_add ("/ctl/import/skip-bad", test_skip_bad);
  ctl_add ("/ctl/import/dry-run", test_dry_run);
  ctl_add ("/ctl/import/update", test_update);
  ctl_add ("/ctl/import/standard-input", test_standard_input);
  ctl_add ("/ctl/import/mapping", test_mapping);
  ctl_add ("/ctl/import/unreadable", test_unreadable);
  ctl_add_empty ("/ctl/export/comes-back", test_export);
  ctl_add_empty ("/ctl/export/audience", test_audience);
}
