/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-ctl-private.h"
#include "ta-ctl-table.h"

#include "ta-rota-solve.h"
#include "ta-rota-text.h"

#include <glib/gi18n-lib.h>
#include <time.h>

static TaRotaProblem *
read_instance (TaCtl *self, GError **error)
{
  g_autoptr (GBytes) text = ta_ctl_read_input (self->instance, error);
  TaRotaProblem *problem;

  if (text == NULL)
    return NULL;
  problem = ta_rota_problem_parse (g_bytes_get_data (text, NULL), g_bytes_get_size (text), error);
  if (problem == NULL)
    g_prefix_error (error, "%s: ", self->instance);
  return problem;
}

static double
cpu_seconds (void)
{
  struct timespec time;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &time);
  return (double) time.tv_sec + (double) time.tv_nsec / 1e9;
}

static JsonArray *
make_turns (const TaRotaProblem *problem, const TaRotaPlan *plan)
{
  JsonArray *turns = json_array_new ();

  for (int t = 0; t < plan->n_turns; t++)
    {
      JsonObject *turn = json_object_new ();
      JsonArray *holders = json_array_new ();

      for (int i = plan->first_place[t]; i < plan->first_place[t + 1]; i++)
        if (plan->households[i] != TA_ROTA_NOBODY)
          json_array_add_int_element (holders, plan->households[i]);
      json_object_set_int_member (turn, "turn", t);
      json_object_set_int_member (turn, "day", problem->turns[t].day);
      json_object_set_int_member (turn, "places", problem->turns[t].places);
      json_object_set_array_member (turn, "holders", holders);
      json_array_add_object_element (turns, turn);
    }
  return turns;
}

static void
print_json (const TaRotaProblem *problem, const TaRotaResult *result, double seconds)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "objective", result->score.total);
  json_object_set_int_member (object, "bound", result->bound);
  json_object_set_boolean_member (object, "proved", result->proved);
  json_object_set_int_member (object, "uncovered", result->score.uncovered);
  json_object_set_int_member (object, "uncovered_bound", result->uncovered_bound);
  json_object_set_double_member (object, "cpu_seconds", seconds);
  json_object_set_array_member (object, "turns", make_turns (problem, result->plan));
  ta_ctl_print_json (json_node_init_object (json_node_alloc (), object));
  json_object_unref (object);
}

static void
print_turn (const TaRotaPlan *plan, int turn)
{
  g_autoptr (GString) holders = g_string_new (NULL);

  for (int i = plan->first_place[turn]; i < plan->first_place[turn + 1]; i++)
    if (plan->households[i] != TA_ROTA_NOBODY)
      g_string_append_printf (holders, " %d", plan->households[i]);
    else
      /* Translators: in the place of a household in a list of those who hold a turn */
      g_string_append_printf (holders, " %s", _ ("nobody"));
  /* Translators: "Turn 12: 3 5", by number of turn and households */
  ta_ctl_say (_ ("Turn %d:%s"), turn, holders->str);
}

static void
print_text (const TaRotaResult *result, double seconds)
{
  g_autofree char *total = g_strdup_printf ("%" G_GINT64_FORMAT, result->score.total);
  g_autofree char *bound = g_strdup_printf ("%" G_GINT64_FORMAT, result->bound);

  /* Translators: the points of the plan: the fewer the better */
  ta_ctl_say (_ ("Objective: %s"), total);
  /* Translators: points that no plan can be below */
  ta_ctl_say (_ ("Bound: %s"), bound);
  ta_ctl_say ("%s", result->proved ? _ ("Proved: yes, no plan is better") : _ ("Proved: no"));
  ta_ctl_say (_ ("Uncovered: %d"), result->score.uncovered);
  ta_ctl_say (_ ("CPU seconds: %.3f"), seconds);
  for (int t = 0; t < result->plan->n_turns; t++)
    print_turn (result->plan, t);
}

static gboolean
plan_instance (TaCtl *self, GError **error)
{
  g_autoptr (TaRotaProblem) problem = read_instance (self, error);
  g_autoptr (TaRotaResult) result = NULL;
  TaRotaOptions options = { .seed = (guint64) MAX (self->seed, 0) };
  double start;

  if (problem == NULL)
    return FALSE;
  start = cpu_seconds ();
  result = ta_rota_solve (problem, &options, NULL, NULL, NULL);
  if (self->json)
    print_json (problem, result, cpu_seconds () - start);
  else
    print_text (result, cpu_seconds () - start);
  return TRUE;
}

gboolean
ta_ctl_plan (TaCtl *self, GError **error)
{
  gboolean of_pod = (self->optional & ~(TaCtlOption) (TA_CTL_INSTANCE | TA_CTL_SEED)) != 0;

  if (self->instance != NULL && !of_pod)
    return plan_instance (self, error);
  if (self->instance == NULL && self->from != TA_DATE_NONE && !(self->publish && self->dry_run))
    return ta_ctl_plan_pod (self, error);
  if (self->instance != NULL)
    g_set_error_literal (error, TA_CTL_ERROR, TA_CTL_ERROR_USAGE, _ ("A rota that comes as text takes --seed alone."));
  else if (self->from == TA_DATE_NONE)
    g_set_error_literal (error, TA_CTL_ERROR, TA_CTL_ERROR_USAGE, _ ("plan needs --from or --instance."));
  else
    g_set_error_literal (error, TA_CTL_ERROR, TA_CTL_ERROR_USAGE, _ ("--publish and --dry-run exclude each other."));
  return FALSE;
}
