/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ctl-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

/* A street along the equator: a thousandth of a degree is 111.195 m, and 144.55 m to walk. */
#define STREET                           \
  "Household;Latitude;Notes;Longitude\n" \
  "Cook;0;;0,003\n"                      \
  "Far;0;;\"0,009\"\n"                   \
  "Near;0;gate;0,002\n"                  \
  "End;0;;0\n"

static char *
route (CtlFixture *fixture, const char *content, const char *options, JsonNode **node)
{
  g_autofree char *path = ctl_write (fixture, "points", content);
  g_autofree char *line = g_strdup_printf ("route --points %s %s", path, options);
  JsonArray *order;
  GString *text = g_string_new (NULL);

  *node = ctl_json (fixture, line);
  order = json_object_get_array_member (json_node_get_object (*node), "order");
  for (guint i = 0; i < json_array_get_length (order); i++)
    {
      JsonNode *element = json_array_get_element (order, i);

      if (json_node_get_value_type (element) == G_TYPE_STRING)
        g_string_append_printf (text, "%s ", json_node_get_string (element));
      else
        g_string_append_printf (text, "%d ", (int) json_node_get_int (element));
    }
  return g_string_free (text, FALSE);
}

static void
test_points (CtlFixture *fixture, gconstpointer data)
{
  g_autoptr (JsonNode) open_round = NULL;
  g_autoptr (JsonNode) closed_round = NULL;
  g_autofree char *open_order = route (fixture, STREET, "", &open_round);
  g_autofree char *closed_order = route (fixture, STREET, "--closed", &closed_round);

  g_assert_cmpstr (open_order, ==, "Cook Near End Far ");
  g_assert_cmpint (json_object_get_int_member (json_node_get_object (open_round), "length"), ==, 145 + 289 + 1301);
  g_assert_true (json_object_get_boolean_member (json_node_get_object (open_round), "proved"));
  g_assert_cmpfloat (json_object_get_double_member (json_node_get_object (open_round), "cpu_seconds"), >=, 0);
  g_assert_cmpint (json_object_get_int_member (json_node_get_object (closed_round), "length"), ==, 145 + 289 + 1301 + 867);
  g_assert_true (g_str_has_prefix (closed_order, "Cook "));
  /* No collective was needed. */
  g_assert_false (g_file_test (fixture->database, G_FILE_TEST_EXISTS));
}

static void
test_text (CtlFixture *fixture, gconstpointer data)
{
  g_autofree char *path = ctl_write (fixture, "points.csv", STREET);
  g_autofree char *line = g_strdup_printf ("route --points %s --closed", path);

  ctl_do (fixture, line);
  g_assert_nonnull (strstr (fixture->output, "Near"));
  g_assert_nonnull (strstr (fixture->output, "2.6\u00a0km, proved to be the shortest"));
  ctl_run_input (fixture, STREET, "route --points -");
  g_assert_cmpint (fixture->status, ==, 0);
}

static void
test_tsplib (CtlFixture *fixture, gconstpointer data)
{
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *order = route (fixture, "NAME: x\nTYPE: TSP\nDIMENSION: 4\nEDGE_WEIGHT_TYPE: EUC_2D\nNODE_COORD_SECTION\n1 0 0\n2 30 40\n3 30 0\n4 0 40\nEOF\n",
                                  "--closed", &node);

  g_assert_cmpstr (order, ==, "1 3 2 4 ");
  g_assert_cmpint (json_object_get_int_member (json_node_get_object (node), "length"), ==, 140);
}

static void
test_refused (CtlFixture *fixture, gconstpointer data)
{
  static const char *const files[][2] = {
    { "", "" },
    { "name,latitude\nA,1\n", ":1: longitude: " },
    { "name,latitude,longitude\n", ":1: name: " },
    { "name,latitude,longitude\nA,1,1\n,1,1\n", ":3: name: " },
    { "name,latitude,longitude\nA,1,1\n\"B\nC\",91,1\n", ":3: latitude: " },
    { "name,latitude,longitude\nA,1,1\nB,1,east\n", ":3: longitude: " },
    { "name,latitude,longitude\nA,1\n", ":2: longitude: " },
    { "NAME: x\nTYPE: ATSP\n", ": Line 2: " },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = ctl_write (fixture, "points", files[i][0]);
      g_autofree char *line = g_strdup_printf ("route --points %s", path);

      ctl_refuse (fixture, line, 1, files[i][1]);
      g_assert_nonnull (strstr (fixture->errors, path));
    }
  ctl_refuse (fixture, "route --points /nowhere/points.csv", 1, "/nowhere/points.csv");
}

void
ctl_add_route_tests (void)
{
  ctl_add_empty ("/ctl/route/points", test_points);
  ctl_add_empty ("/ctl/route/text", test_text);
  ctl_add_empty ("/ctl/route/tsplib", test_tsplib);
  ctl_add_empty ("/ctl/route/refused", test_refused);
}
