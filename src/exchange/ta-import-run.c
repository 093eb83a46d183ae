/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-import-plan.h"

/* Plans and their application through a store: on its worker, with progress on the caller's main context. */

typedef struct
{
  TaImportFile *file;
  TaImportMapping *mapping;
  TaImportOptions options;
  TaImportPlan *plan;
  gboolean skip_bad;
  TaImportProgress progress;
  gpointer progress_data;
  GMainContext *main_context; /* (nullable): where progress is told; NULL: on the worker's thread */
} Job;

typedef struct
{
  TaImportProgress progress;
  gpointer data;
  double fraction;
} Tick;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_pointer (&job->file, ta_import_file_unref);
  g_clear_pointer (&job->mapping, ta_import_mapping_free);
  g_clear_pointer (&job->plan, ta_import_plan_unref);
  g_clear_pointer (&job->main_context, g_main_context_unref);
  g_free (job);
}

static gboolean
tell (gpointer data)
{
  const Tick *tick = data;

  tick->progress (tick->fraction, tick->data);
  return G_SOURCE_REMOVE;
}

static void
on_progress (double fraction, gpointer data)
{
  const Job *job = data;
  Tick *tick;

  if (job->progress == NULL)
    return;
  if (job->main_context == NULL)
    {
      job->progress (fraction, job->progress_data);
      return;
    }
  tick = g_new (Tick, 1);
  *tick = (Tick) { job->progress, job->progress_data, fraction };
  /* As urgent as the result, so that no progress is told behind it. */
  g_main_context_invoke_full (job->main_context, G_PRIORITY_DEFAULT, tell, tick, g_free);
}

static gpointer
build (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Job *job = data;

  return ta_import_plan_build (database, job->file, job->mapping, &job->options, on_progress, job, cancellable, error);
}

static gboolean
apply (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Job *job = data;

  return ta_import_plan_apply (job->plan, database, job->skip_bad, on_progress, job, cancellable, error);
}

static Job *
plan_job (TaStore *store, TaImportFile *file, const TaImportMapping *mapping, const TaImportOptions *options, TaImportProgress progress, gpointer progress_data)
{
  Job *job = g_new0 (Job, 1);

  job->file = ta_import_file_ref (file);
  job->mapping = ta_import_mapping_copy (mapping);
  job->options = *options;
  if (job->options.actor == NULL)
    job->options.actor = g_intern_string (ta_store_get_actor (store));
  job->progress = progress;
  job->progress_data = progress_data;
  return job;
}

static Job *
apply_job (TaImportPlan *plan, gboolean skip_bad, TaImportProgress progress, gpointer progress_data)
{
  Job *job = g_new0 (Job, 1);

  job->plan = ta_import_plan_ref (plan);
  job->skip_bad = skip_bad;
  job->progress = progress;
  job->progress_data = progress_data;
  return job;
}

static TaOrigin
origin (TaStore *store)
{
  return (TaOrigin) { ta_store_get_actor (store), NULL, TA_SOURCE_IMPORT };
}

void
ta_import_plan_async (TaStore *store, TaImportFile *file, const TaImportMapping *mapping, const TaImportOptions *options, TaImportProgress progress, gpointer progress_data, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  Job *job = plan_job (store, file, mapping, options, progress, progress_data);

  job->main_context = g_main_context_ref_thread_default ();
  ta_store_read_async (store, build, job, job_free, (GDestroyNotify) ta_import_plan_unref, cancellable, callback, user_data);
}

TaImportPlan *
ta_import_plan_finish (TaStore *store, GAsyncResult *result, GError **error)
{
  return ta_store_read_finish (store, result, error);
}

void
ta_import_apply_async (TaStore *store, TaImportPlan *plan, gboolean skip_bad, TaImportProgress progress, gpointer progress_data, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  Job *job = apply_job (plan, skip_bad, progress, progress_data);
  g_autofree char *label = ta_import_plan_label (plan);
  TaOrigin from = origin (store);

  job->main_context = g_main_context_ref_thread_default ();
  ta_store_run_async (store, label, &from, apply, job, job_free, cancellable, callback, user_data);
}

gboolean
ta_import_apply_finish (TaStore *store, GAsyncResult *result, GError **error)
{
  return ta_store_run_finish (store, result, error);
}

/* ta_store_read() takes no cancellable: it is looked at between the rows. */
typedef struct
{
  Job *job;
  GCancellable *cancellable;
} SyncRead;

static gpointer
build_sync (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  SyncRead *read = data;

  return build (database, read->job, read->cancellable, error);
}

TaImportPlan *
ta_import_plan (TaStore *store, TaImportFile *file, const TaImportMapping *mapping, const TaImportOptions *options, TaImportProgress progress, gpointer progress_data, GCancellable *cancellable, GError **error)
{
  SyncRead read = { plan_job (store, file, mapping, options, progress, progress_data), cancellable };
  TaImportPlan *plan = ta_store_read (store, build_sync, &read, error);

  job_free (read.job);
  return plan;
}

gboolean
ta_import_apply (TaStore *store, TaImportPlan *plan, gboolean skip_bad, TaImportProgress progress, gpointer progress_data, GCancellable *cancellable, GError **error)
{
  Job *job = apply_job (plan, skip_bad, progress, progress_data);
  g_autofree char *label = ta_import_plan_label (plan);
  TaOrigin from = origin (store);
  gboolean done = ta_store_run (store, label, &from, apply, job, cancellable, error);

  job_free (job);
  return done;
}
