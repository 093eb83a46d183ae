/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-ctl-private.h"
#include "ta-ctl-table.h"

#include "ta-money.h"
#include "ta-pod-table.h"
#include "ta-publish.h"
#include "ta-rota-store.h"
#include "ta-rota-why.h"

#include <glib/gi18n-lib.h>

#define DEFAULT_WEEKS 8
#define MOST_WEEKS 53

/* A plan of a pod, from reading to writing. */
typedef struct
{
  TaCtl *ctl;
  char *pod; /* id */
  TaDate today;
  TaRotaBrief *brief;
  TaRotaProposal *proposal;
  TaRotaWhy *why;
  TaPublication *publication; /* (nullable) */
} Plan;

static void
plan_clear (Plan *plan)
{
  g_free (plan->pod);
  ta_rota_brief_free (plan->brief);
  ta_rota_proposal_free (plan->proposal);
  g_clear_pointer (&plan->why, ta_rota_why_free);
  g_clear_pointer (&plan->publication, ta_publication_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Plan, plan_clear)

static gboolean
find_pod (Plan *plan, TaDatabase *database, GError **error)
{
  g_autoptr (GPtrArray) pods = NULL;
  g_autoptr (GError) local_error = NULL;

  if (plan->ctl->pod != NULL)
    {
      plan->pod = ta_pod_table_find (database, plan->ctl->pod, &local_error);
      if (plan->pod == NULL && local_error == NULL)
        g_set_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_NOT_FOUND, _ ("There is no pod “%s”."), plan->ctl->pod);
      if (local_error != NULL)
        g_propagate_error (error, g_steal_pointer (&local_error));
      return plan->pod != NULL;
    }
  pods = ta_pod_table_list (database, error);
  if (pods != NULL && pods->len == 1)
    plan->pod = g_strdup (((const TaPod *) pods->pdata[0])->id);
  else if (pods != NULL)
    g_set_error_literal (error, TA_CTL_ERROR, TA_CTL_ERROR_USAGE, _ ("There are several pods. Name one with --pod."));
  return plan->pod != NULL;
}

/* (transfer full): of char *: the service that is named; @services is %NULL for all */
static gboolean
find_service (Plan *plan, TaDatabase *database, GPtrArray **services, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  char *id;

  *services = NULL;
  if (plan->ctl->service == NULL)
    return TRUE;
  id = ta_service_table_find (database, plan->ctl->service, &local_error);
  if (id == NULL && local_error == NULL)
    g_set_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_NOT_FOUND, _ ("There is no service “%s”."), plan->ctl->service);
  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  if (id == NULL)
    return FALSE;
  *services = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (*services, id);
  return TRUE;
}

/* A TaStoreReadFunc. */
static gpointer
read_brief (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Plan *plan = data;
  TaCtl *ctl = plan->ctl;
  g_autoptr (GPtrArray) services = NULL;
  TaDate until = ctl->from + 7 * (ctl->weeks != 0 ? ctl->weeks : DEFAULT_WEEKS);

  if (!ta_ctl_get_today (ctl, database, &plan->today, error) || !find_pod (plan, database, error)
      || !find_service (plan, database, &services, error))
    return NULL;
  return ta_rota_brief_load (database, plan->pod, ctl->from, until, services, plan->today, error);
}

static void
solve (Plan *plan)
{
  TaRotaTask *task = ta_rota_brief_compile (plan->brief);
  g_autoptr (TaRotaPlan) start = ta_rota_task_start (task);
  TaRotaOptions options = { .seed = (guint64) MAX (plan->ctl->seed, 0), .start = start };
  g_autoptr (TaRotaResult) result = ta_rota_solve (task->problem, &options, NULL, NULL, NULL);

  plan->proposal = ta_rota_proposal_new (task, result);
  plan->why = ta_rota_why_new (plan->proposal, NULL);
}

static gboolean
save (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Plan *plan = data;

  if (!ta_rota_proposal_apply (database, plan->proposal, NULL, error))
    return FALSE;
  if (plan->ctl->publish)
    plan->publication = ta_publish_run (database, plan->pod, plan->brief->from, plan->brief->until, plan->today, error);
  return !plan->ctl->publish || plan->publication != NULL;
}

/* What is told ------------------------------------------------------------------------------------------------------------------------ */

static const TaCode kinds[] = {
  [TA_PROPOSAL_KEPT] = { "kept", N_ ("Kept") },
  [TA_PROPOSAL_MOVED] = { "moved", N_ ("Moved") },
  [TA_PROPOSAL_NEW] = { "new", N_ ("New") },
  [TA_PROPOSAL_TAKEN] = { "taken-away", N_ ("Taken away") },
  [TA_PROPOSAL_UNCOVERED] = { "uncovered", N_ ("Nobody") },
  { NULL, NULL },
};

static const TaCtlColumn columns[] = {
  { "turn", NULL },
  { "date", N_ ("Date") },
  { "service", N_ ("Service") },
  { "before", N_ ("Before") },
  { "after", N_ ("After") },
  { "change", N_ ("Change") },
  { NULL }
};

static const char *
name_of (const Plan *plan, int household)
{
  return household != TA_ROTA_NOBODY ? ((const TaHousehold *) plan->brief->households->pdata[household])->name : NULL;
}

static const char *
service_of (const Plan *plan, const TaProposalLine *line)
{
  return ta_rota_brief_find_service (plan->brief, line->turn->service)->name;
}

static void
print_table (const Plan *plan)
{
  g_autoptr (TaCtlTable) table = ta_ctl_table_new (columns);

  for (guint i = 0; i < plan->proposal->n_lines; i++)
    {
      const TaProposalLine *line = &plan->proposal->lines[i];

      ta_ctl_table_add_text (table, line->turn->id);
      ta_ctl_table_add_date (table, line->turn->date);
      ta_ctl_table_add_text (table, service_of (plan, line));
      ta_ctl_table_add_text (table, name_of (plan, line->before));
      ta_ctl_table_add_text (table, name_of (plan, line->after));
      ta_ctl_table_add_code (table, kinds, (int) line->kind);
    }
  ta_ctl_table_print (table, FALSE);
}

static void
print_quality (const Plan *plan)
{
  g_autofree char *quality = ta_rota_proposal_quality (plan->proposal);

  ta_ctl_say ("%s", quality);
}

static void
print_fairness (const Plan *plan)
{
  const TaEntitlement *entitlement = plan->proposal->task->entitlement;

  for (int h = 0; h < entitlement->n_rows; h++)
    {
      g_autofree char *owes = ta_hundredths_format (entitlement->rows[h].target);
      g_autofree char *holds = ta_hundredths_format (ta_rota_proposal_credit (plan->proposal, NULL, h));

      /* Translators: a household and two numbers of turns */
      ta_ctl_say (_ ("%s: owes %s, holds %s"), name_of (plan, h), owes, holds);
    }
}

static void
print_why (const Plan *plan)
{
  for (guint i = 0; i < plan->why->turns->len; i++)
    {
      const TaRotaWhyTurn *turn = plan->why->turns->pdata[i];
      g_autofree char *day = ta_date_format (turn->turn->date, TA_DATE_WEEKDAY);

      /* Translators: a day */
      ta_ctl_say (_ ("Nobody on %s:"), day);
      for (int h = 0; h < plan->proposal->task->problem->n_households; h++)
        {
          g_autofree char *reason = ta_rota_why_reason_to_text (plan->proposal, turn, h);

          ta_ctl_say ("  %s", reason);
        }
    }
  for (guint i = 0; i < plan->why->conflicts->len; i++)
    {
      g_autofree char *conflict = ta_rota_conflict_to_text (plan->proposal, plan->why->conflicts->pdata[i]);

      ta_ctl_say ("%s", conflict);
    }
  for (guint i = 0; i < plan->why->ways->len; i++)
    {
      const TaRotaWayOut *way = plan->why->ways->pdata[i];
      g_autofree char *change = ta_rota_change_to_text (way->change, plan->brief);
      g_autofree char *effect = ta_rota_way_out_effect (plan->proposal, way);

      /* Translators: a way out and its effect */
      ta_ctl_say (_ ("%s: %s"), change, effect);
    }
}

static void
print_text (const Plan *plan)
{
  if (plan->proposal->n_lines == 0)
    {
      ta_ctl_say ("%s", _ ("There are no turns to plan."));
      return;
    }
  print_table (plan);
  print_quality (plan);
  print_fairness (plan);
  print_why (plan);
  if (plan->publication != NULL)
    ta_ctl_say (g_dngettext (GETTEXT_PACKAGE, "%d turn published.", "%d turns published.", plan->publication->turns->len),
                (int) plan->publication->turns->len);
}

/* JSON -------------------------------------------------------------------------------------------------------------------------------- */

static void
set_name (JsonObject *object, const char *key, const char *name)
{
  if (name != NULL)
    json_object_set_string_member (object, key, name);
  else
    json_object_set_null_member (object, key);
}

static void
set_date (JsonObject *object, const char *key, TaDate date)
{
  g_autofree char *iso = ta_date_to_iso (date);

  json_object_set_string_member (object, key, iso);
}

static JsonArray *
make_lines (const Plan *plan)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < plan->proposal->n_lines; i++)
    {
      const TaProposalLine *line = &plan->proposal->lines[i];
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "turn", line->turn->id);
      set_date (object, "date", line->turn->date);
      json_object_set_string_member (object, "service", service_of (plan, line));
      set_name (object, "before", name_of (plan, line->before));
      set_name (object, "after", name_of (plan, line->after));
      json_object_set_string_member (object, "change", ta_code_word (kinds, (int) line->kind));
      json_array_add_object_element (array, object);
    }
  return array;
}

static JsonArray *
make_fairness (const Plan *plan)
{
  const TaEntitlement *entitlement = plan->proposal->task->entitlement;
  JsonArray *array = json_array_new ();

  for (int h = 0; h < entitlement->n_rows; h++)
    {
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "household", name_of (plan, h));
      json_object_set_double_member (object, "owes", entitlement->rows[h].target / 100.0);
      json_object_set_double_member (object, "holds", ta_rota_proposal_credit (plan->proposal, NULL, h) / 100.0);
      json_array_add_object_element (array, object);
    }
  return array;
}

static JsonArray *
make_uncovered (const Plan *plan)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < plan->why->turns->len; i++)
    {
      const TaRotaWhyTurn *turn = plan->why->turns->pdata[i];
      JsonObject *object = json_object_new ();
      JsonArray *reasons = json_array_new ();

      json_object_set_string_member (object, "turn", turn->turn->id);
      set_date (object, "date", turn->turn->date);
      json_object_set_int_member (object, "missing", turn->missing);
      for (int h = 0; h < plan->proposal->task->problem->n_households; h++)
        {
          g_autofree char *reason = ta_rota_why_reason_to_text (plan->proposal, turn, h);

          json_array_add_string_element (reasons, reason);
        }
      json_object_set_array_member (object, "reasons", reasons);
      json_array_add_object_element (array, object);
    }
  return array;
}

static JsonArray *
make_ways (const Plan *plan)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < plan->why->ways->len; i++)
    {
      const TaRotaWayOut *way = plan->why->ways->pdata[i];
      JsonObject *object = json_object_new ();
      g_autofree char *change = ta_rota_change_to_text (way->change, plan->brief);
      g_autofree char *effect = ta_rota_way_out_effect (plan->proposal, way);

      json_object_set_string_member (object, "change", change);
      json_object_set_string_member (object, "effect", effect);
      json_object_set_int_member (object, "uncovered", way->uncovered);
      json_array_add_object_element (array, object);
    }
  return array;
}

static void
print_json (const Plan *plan)
{
  const TaRotaProposal *proposal = plan->proposal;
  JsonObject *object = json_object_new ();

  set_date (object, "from", plan->brief->from);
  set_date (object, "until", plan->brief->until);
  json_object_set_int_member (object, "objective", proposal->score.total);
  json_object_set_int_member (object, "bound", proposal->bound);
  json_object_set_boolean_member (object, "proved", proposal->proved);
  json_object_set_int_member (object, "uncovered", proposal->score.uncovered);
  json_object_set_int_member (object, "uncovered_bound", proposal->uncovered_bound);
  json_object_set_int_member (object, "published", plan->publication != NULL ? plan->publication->turns->len : 0);
  json_object_set_array_member (object, "lines", make_lines (plan));
  json_object_set_array_member (object, "households", make_fairness (plan));
  json_object_set_array_member (object, "why", make_uncovered (plan));
  json_object_set_array_member (object, "ways_out", make_ways (plan));
  ta_ctl_print_json (json_node_init_object (json_node_alloc (), object));
  json_object_unref (object);
}

gboolean
ta_ctl_plan_pod (TaCtl *self, GError **error)
{
  g_auto (Plan) plan = { .ctl = self };
  g_autoptr (TaStore) store = NULL;
  g_autofree char *from = ta_date_format (self->from, TA_DATE_MEDIUM);
  g_autofree char *label = NULL;
  TaOrigin origin = { NULL, NULL, TA_SOURCE_COMMAND };

  if (self->weeks > MOST_WEEKS)
    {
      g_set_error (error, TA_CTL_ERROR, TA_CTL_ERROR_USAGE, _ ("--weeks must be at most %d."), MOST_WEEKS);
      return FALSE;
    }
  store = ta_ctl_open (self, error);
  plan.brief = store != NULL ? ta_store_read (store, read_brief, &plan, error) : NULL;
  if (plan.brief == NULL)
    return FALSE;
  solve (&plan);
  origin.actor = ta_store_get_actor (store);
  /* Translators: a line of the history: "Planned the rota from 30 Nov 2026 on" */
  label = g_strdup_printf (_ ("Planned the rota from %s on"), from);
  if (!self->dry_run && !ta_store_run (store, label, &origin, save, &plan, NULL, error))
    return FALSE;
  if (self->json)
    print_json (&plan);
  else
    print_text (&plan);
  return TRUE;
}
