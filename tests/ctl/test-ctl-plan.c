/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ctl-fixture.h"

#include <stdlib.h>
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

/* The pod of a collective ------------------------------------------------------------------------------------------------------------- */

/* Three households of a pod; a dinner on five days of the week of Monday 7 December; one of them is away. */
static void
fill (CtlFixture *fixture)
{
  g_autofree char *households = ctl_write (fixture, "households.csv",
                                           "household,adults,status,since,pod\nSilva,2,member,2026-01-01,Cordón\n"
                                           "Duarte,2,member,2026-01-01,Cordón\nKim,2,member,2026-01-01,Cordón\n");
  g_autofree char *turns = ctl_write (fixture, "turns.csv",
                                      "date,service,household,state\n2026-12-07,Cooking,Silva,published\n2026-12-08,Cooking,,planned\n"
                                      "2026-12-09,Cooking,,planned\n2026-12-10,Cooking,,planned\n2026-12-11,Cooking,,planned\n");
  g_autofree char *absences = ctl_write (fixture, "absences.csv", "household,from,until\nKim,2026-12-07,2026-12-14\n");
  const char *const lines[][2] = { { "households", households }, { "turns", turns }, { "absences", absences } };

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autofree char *line = g_strdup_printf ("import %s %s --today 2026-12-01", lines[i][0], lines[i][1]);

      ctl_run_input (fixture, NULL, line);
      g_assert_cmpint (fixture->status, ==, 0);
    }
}

static int
count_uncovered (JsonNode *plan)
{
  g_autofree char *uncovered = ctl_member (plan, "uncovered");

  return atoi (uncovered);
}

/* Two households, twice a week each: the fifth dinner has nobody, and it is said why. */
static void
test_pod (CtlFixture *fixture, gconstpointer data)
{
  g_autoptr (JsonNode) plan = NULL;
  g_autoptr (JsonNode) again = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  JsonObject *object;
  JsonArray *ways;

  fill (fixture);
  before = ctl_snapshot (fixture);
  plan = ctl_json (fixture, "plan --from 2026-12-07 --weeks 1 --today 2026-12-01 --dry-run");
  after = ctl_snapshot (fixture);
  g_assert_cmpstr (after, ==, before);
  object = json_node_get_object (plan);
  g_assert_cmpint (count_uncovered (plan), ==, 1);
  g_assert_true (json_object_get_boolean_member (object, "proved"));
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (object, "lines")), ==, 5);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (object, "households")), ==, 3);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (object, "why")), ==, 1);
  ways = json_object_get_array_member (object, "ways_out");
  g_assert_cmpuint (json_array_get_length (ways), >, 2);
  ctl_do (fixture, "plan --from 2026-12-07 --weeks 1 --today 2026-12-01");
  g_assert_nonnull (strstr (fixture->output, "Kim is away from 7 Dec to 13 Dec"));
  g_assert_nonnull (strstr (fixture->output, "Proved: no plan is better."));
  /* What was planned is there, and stays when it is planned again. */
  again = ctl_json (fixture, "plan --from 2026-12-07 --weeks 1 --today 2026-12-01 --dry-run");
  g_assert_null (strstr (fixture->output, "\"moved\""));
  g_assert_null (strstr (fixture->output, "\"new\""));
  ctl_do (fixture, "undo");
  ctl_do (fixture, "check");
  ctl_do (fixture, "plan --from 2031-12-07");
  g_assert_cmpstr (fixture->output, ==, "There are no turns to plan.\n");
}

static void
test_publish (CtlFixture *fixture, gconstpointer data)
{
  g_autoptr (JsonNode) plan = NULL;
  g_autofree char *published = NULL;

  fill (fixture);
  plan = ctl_json (fixture, "plan --from 2026-12-07 --weeks 1 --today 2026-12-01 --publish --service cooking --pod cordón");
  published = ctl_member (plan, "published");
  g_assert_cmpstr (published, ==, "3");
  ctl_do (fixture, "list turns");
  g_assert_nonnull (strstr (fixture->output, "Published"));
  ctl_do (fixture, "check");
}

static void
test_pod_refused (CtlFixture *fixture, gconstpointer data)
{
  ctl_refuse (fixture, "plan --from 2026-12-07 --pod Nowhere", 1, "Nowhere");
  ctl_refuse (fixture, "plan --from 2026-12-07 --service Juggling", 1, "Juggling");
  ctl_refuse (fixture, "plan --from 2026-12-07 --weeks 54", 2, "--weeks");
  ctl_refuse (fixture, "plan --from 2026-12-07 --weeks -1", 2, "--weeks");
  ctl_refuse (fixture, "plan --weeks 4", 2, "--from");
  ctl_refuse (fixture, "plan --from 2026-12-07 --publish --dry-run", 2, "--publish");
  ctl_refuse (fixture, "plan --instance file.rota --publish", 2, "--seed");
}

/* Eight weeks of the practice pod have somebody on each day, nobody is away then, and no household holds two turns more than it owes. */
static void
test_practice (CtlFixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "..", "data", "practice", NULL);
  g_autofree char *line = g_strdup_printf ("practice '%s' --today 2026-12-02", folder);
  g_autoptr (JsonNode) plan = NULL;
  JsonArray *households;

  ctl_run_input (fixture, NULL, line);
  g_assert_cmpint (fixture->status, ==, 0);
  plan = ctl_json (fixture, "plan --from 2026-12-14 --weeks 8 --pod Cordón --today 2026-12-02");
  g_assert_cmpint (count_uncovered (plan), ==, 0);
  households = json_object_get_array_member (json_node_get_object (plan), "households");
  g_assert_cmpuint (json_array_get_length (households), >=, 4);
  for (guint i = 0; i < json_array_get_length (households); i++)
    {
      JsonObject *household = json_array_get_object_element (households, i);

      g_assert_cmpfloat (json_object_get_double_member (household, "holds"), <, json_object_get_double_member (household, "owes") + 2);
    }
  ctl_do (fixture, "check");
}

void
ctl_add_plan_tests (void)
{
  ctl_add_empty ("/ctl/plan/practice", test_practice);
  ctl_add ("/ctl/plan/pod", test_pod);
  ctl_add ("/ctl/plan/publish", test_publish);
  ctl_add ("/ctl/plan/pod-refused", test_pod_refused);
  ctl_add_empty ("/ctl/plan", test_plan);
  ctl_add_empty ("/ctl/plan/json", test_json);
  ctl_add_empty ("/ctl/plan/input", test_input);
  ctl_add_empty ("/ctl/plan/refused", test_refused);
}
