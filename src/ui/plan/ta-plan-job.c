/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-plan-job.h"

#include "ta-rota-store.h"

#include <glib/gi18n.h>

/* Steps of the search: a pod's quarter is proved in less, and an evening is not worth waiting half a minute for. */
#define WORK 1500000000

/* A wish ---------------------------------------------------------------------------------------------------------------------------------- */

TaPlanWish *
ta_plan_wish_new (const char *pod)
{
  TaPlanWish *wish = g_new0 (TaPlanWish, 1);

  wish->pod = g_strdup (pod);
  wish->services = g_ptr_array_new_with_free_func (g_free);
  wish->left_out = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  wish->given = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return wish;
}

TaPlanWish *
ta_plan_wish_copy (const TaPlanWish *wish)
{
  TaPlanWish *copy = ta_plan_wish_new (wish->pod);
  GHashTableIter iter;
  gpointer key, value;

  copy->from = wish->from;
  copy->until = wish->until;
  copy->today = wish->today;
  copy->fewest_changes = wish->fewest_changes;
  for (guint i = 0; i < wish->services->len; i++)
    g_ptr_array_add (copy->services, g_strdup (wish->services->pdata[i]));
  g_hash_table_iter_init (&iter, wish->left_out);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_hash_table_add (copy->left_out, g_strdup (key));
  g_hash_table_iter_init (&iter, wish->given);
  while (g_hash_table_iter_next (&iter, &key, &value))
    g_hash_table_insert (copy->given, g_strdup (key), g_strdup (value));
  return copy;
}

void
ta_plan_wish_free (TaPlanWish *wish)
{
  if (!wish)
    return;
  g_free (wish->pod);
  g_ptr_array_unref (wish->services);
  g_hash_table_unref (wish->left_out);
  g_hash_table_unref (wish->given);
  g_free (wish);
}

/* An outcome ------------------------------------------------------------------------------------------------------------------------------ */

static void
outcome_clear (gpointer data)
{
  TaPlanOutcome *outcome = data;

  g_clear_pointer (&outcome->why, ta_rota_why_free);
  g_clear_pointer (&outcome->proposal, ta_rota_proposal_free);
}

TaPlanOutcome *
ta_plan_outcome_ref (TaPlanOutcome *outcome)
{
  return g_atomic_rc_box_acquire (outcome);
}

void
ta_plan_outcome_unref (TaPlanOutcome *outcome)
{
  g_atomic_rc_box_release_full (outcome, outcome_clear);
}

/* The job --------------------------------------------------------------------------------------------------------------------------------- */

typedef struct
{
  TaPlanWish *wish;
  TaRotaBrief *brief; /* once it is read */
  TaPlanProgress progress;
  gpointer progress_data;
  GMainContext *main;
  int permille; /* told last */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  ta_plan_wish_free (job->wish);
  g_clear_pointer (&job->brief, ta_rota_brief_free);
  g_main_context_unref (job->main);
  g_free (job);
}

static void
set_aside (const TaPlanWish *wish, TaRotaBrief *brief)
{
  for (guint i = 0; i < brief->households->len; i++)
    {
      const TaHousehold *household = brief->households->pdata[i];

      if (g_hash_table_contains (wish->left_out, household->id))
        ta_rota_brief_set_left_out (brief, household->id, TRUE);
    }
}

/* What a person decides in the dialog holds like a pin, but for this plan alone. */
static void
give (const TaPlanWish *wish, TaRotaBrief *brief)
{
  GHashTableIter iter;
  gpointer id, household;

  g_hash_table_iter_init (&iter, wish->given);
  while (g_hash_table_iter_next (&iter, &id, &household))
    {
      TaTurn *turn = ta_rota_brief_find_turn (brief, id);
      const TaService *service = turn ? ta_rota_brief_find_service (brief, turn->service) : NULL;

      if (!service)
        continue;
      ta_turn_set_holder (turn, household, ta_service_kind_duty (service->kind));
      turn->pinned = TRUE;
    }
}

/* A TaStoreReadFunc. */
static gpointer
read_brief (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  const TaPlanWish *wish = data;

  return ta_rota_brief_load (database, wish->pod, wish->from, wish->until, wish->services, wish->today, error);
}

typedef struct
{
  GCancellable *cancellable;
  TaPlanProgress progress;
  gpointer data;
  double done;
} Told;

static void
told_free (gpointer data)
{
  Told *told = data;

  g_object_unref (told->cancellable);
  g_free (told);
}

static gboolean
tell (gpointer data)
{
  const Told *told = data;

  if (!g_cancellable_is_cancelled (told->cancellable))
    told->progress (told->done, told->data);
  return G_SOURCE_REMOVE;
}

/* g_main_context_invoke() would call it here, on the planning thread, where the main loop happens not to run. */
static void
invoke (GMainContext *context, Told *told)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, tell, told, told_free);
  g_source_attach (source, context);
}

typedef struct
{
  Job *job;
  GCancellable *cancellable;
} Solving;

/* On the planning thread; a hundred times at most. */
static void
on_progress (gint64 total, gint64 bound, double done, gpointer data)
{
  Solving *solving = data;
  Job *job = solving->job;
  Told *told;

  if (!job->progress || (int) (done * 1000) < job->permille + 10)
    return;
  job->permille = (int) (done * 1000);
  told = g_new (Told, 1);
  *told = (Told) { g_object_ref (solving->cancellable), job->progress, job->progress_data, done };
  invoke (job->main, told);
}

static void
plan (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  TaRotaTask *rota = ta_rota_brief_compile (job->brief);
  g_autoptr (TaRotaPlan) start = ta_rota_task_start (rota);
  TaRotaOptions options = { .work = WORK, .start = start };
  Solving solving = { job, cancellable };
  g_autoptr (TaRotaResult) result = ta_rota_solve (rota->problem, &options, cancellable, on_progress, &solving);
  TaPlanOutcome *outcome = g_atomic_rc_box_new0 (TaPlanOutcome);

  outcome->proposal = ta_rota_proposal_new (rota, result);
  outcome->why = ta_rota_why_new (outcome->proposal, cancellable);
  g_task_return_pointer (task, outcome, (GDestroyNotify) ta_plan_outcome_unref);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Job *job = g_task_get_task_data (task);
  GError *error = NULL;

  job->brief = ta_store_read_finish (TA_STORE (source), result, &error);
  if (!job->brief)
    {
      g_task_return_error (task, error);
      return;
    }
  job->brief->fewest_changes = job->wish->fewest_changes;
  set_aside (job->wish, job->brief);
  give (job->wish, job->brief);
  g_task_run_in_thread (task, plan);
}

void
ta_plan_job_async (TaContext *context, const TaPlanWish *wish, TaPlanProgress progress, gpointer progress_data, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (context, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  job->wish = ta_plan_wish_copy (wish);
  job->progress = progress;
  job->progress_data = progress_data;
  job->main = g_main_context_ref_thread_default ();
  g_task_set_task_data (task, job, job_free);
  g_task_set_return_on_cancel (task, FALSE);
  ta_store_read_async (ta_context_get_store (context), read_brief, ta_plan_wish_copy (wish), (GDestroyNotify) ta_plan_wish_free,
                       (GDestroyNotify) ta_rota_brief_free, cancellable, on_read, task);
}

TaPlanOutcome *
ta_plan_job_finish (TaContext *context, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
