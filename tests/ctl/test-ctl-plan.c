/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ctl-fixture.h"

#include <string.h>

/* Turn 3 takes both households, on the day after turn 2, which only 0 may have, and nobody may on two days running: a place stays empty. Best is then
   0 on turns 0 and 2, for 1 each, and 1 on turns 1 and 3, for 2 each; two turns each cost no credit. */
#define ROTA                                             \
  "rota 1 pod\n2 4 14\n"                                 \
  "h 0 3 2 2 -999 0 4 9 4 0 4\n"                         \
  "h 1 3 2 2 -999 0 4 9 4 0 4\n"                         \
  "t 0 0 0 1 1\nt 1 2 0 1 1\nt 2 7 1 1 1\nt 3 8 1 2 1\n" \
  "e 0 0 1\ne 0 2 1\ne 0 3 5\n"                          \
  "e 1 0 3\ne 1 1 2\ne 1 3 2\n"

static void
test_plan (CtlFixture *fixture, gconstpointer data)
{
  g_autofree char *path = ctl_write (fixture, "pod.rota", ROTA);
  g_autofree char *line = g_strdup_printf ("plan --instance %s", path);

  ctl_do (fixture, line);
  g_assert_true (g_str_has_prefix (fixture->output, "Objective: 10006\nBound: 10006\nProved: yes, no plan is better\nUncovered: 1\nCPU seconds: 0."));
  g_assert_nonnull (strstr (fixture->output, "\nTurn 0: 0\nTurn 1: 1\nTurn 2: 0\nTurn 3: "));
  /* The rota is a file: there is no collective that it would belong to. */
  g_assert_false (g_file_test (fixture->database, G_FILE_TEST_EXISTS));
}

static void
test_json (CtlFixture *fixture, gconstpointer data)
{
  static const char *const members[][2] = { { "objective", "10006" }, { "bound", "10006" }, { "proved", "true" }, { "uncovered", "1" }, { "uncovered_bound", "1" } };
  g_autofree char *path = ctl_write (fixture, "pod.rota", ROTA);
  g_autofree char *line = g_strdup_printf ("plan --instance %s --seed 7", path);
  g_autoptr (JsonNode) node = ctl_json (fixture, line);
  JsonObject *object = json_node_get_object (node);
  JsonArray *turns = json_object_get_array_member (object, "turns");
  g_autofree char *first = json_to_string (json_array_get_element (turns, 0), FALSE);

  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    {
      g_autofree char *value = ctl_member (node, members[i][0]);

      g_assert_cmpstr (value, ==, members[i][1]);
    }
  g_assert_cmpfloat (json_object_get_double_member (object, "cpu_seconds"), >=, 0);
  g_assert_cmpuint (json_array_get_length (turns), ==, 4);
  g_assert_cmpstr (first, ==, "{\"turn\":0,\"day\":0,\"places\":1,\"holders\":[0]}");
}

static void
test_input (CtlFixture *fixture, gconstpointer data)
{
  ctl_run_input (fixture, ROTA, "plan --instance -");
  g_assert_cmpint (fixture->status, ==, 0);
  g_assert_nonnull (strstr (fixture->output, "Objective: 10006\n"));
}

static void
test_refused (CtlFixture *fixture, gconstpointer data)
{
  g_autofree char *path = ctl_write (fixture, "bad.rota", "rota 1 pod\n2 4 14\nh 0 3\n");
  g_autofree char *line = g_strdup_printf ("plan --instance %s", path);
  g_autofree char *message = g_strconcat (path, ": Line 3: ", NULL);

  ctl_refuse (fixture, line, 1, message);
  ctl_refuse (fixture, "plan --instance /nowhere.rota", 1, "/nowhere.rota");
}

void
ctl_add_plan_tests (void)
{
  ctl_add_empty ("/ctl/plan", test_plan);
  ctl_add_empty ("/ctl/plan/json", test_json);
  ctl_add_empty ("/ctl/plan/input", test_input);
  ctl_add_empty ("/ctl/plan/refused", test_refused);
}
