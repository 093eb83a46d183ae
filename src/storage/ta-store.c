/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-history.h"
#include "ta-store-private.h"

#include <glib/gi18n-lib.h>

G_DEFINE_FINAL_TYPE (TaStore, ta_store, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  SIGNAL_HISTORY_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* What the worker hands back to the thread that opened the store. */
typedef struct
{
  TaStore *store;
  TaJob *job;
} Delivery;

static void
ta_store_finalize (GObject *object)
{
  TaStore *self = TA_STORE (object);

  g_clear_pointer (&self->jobs, g_async_queue_unref);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_free (self->path);
  g_free (self->photo_dir);
  g_free (self->actor);
  g_free (self->on_behalf_of);
  g_free (self->undo_label);
  g_free (self->redo_label);
  g_mutex_clear (&self->gate);
  G_OBJECT_CLASS (ta_store_parent_class)->finalize (object);
}

static void
ta_store_dispose (GObject *object)
{
  ta_store_close (TA_STORE (object));
  G_OBJECT_CLASS (ta_store_parent_class)->dispose (object);
}

static void
ta_store_class_init (TaStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ta_store_dispose;
  object_class->finalize = ta_store_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", TA_TYPE_STORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 1, G_TYPE_PTR_ARRAY);
  signals[SIGNAL_HISTORY_CHANGED] = g_signal_new ("history-changed", TA_TYPE_STORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                                  G_TYPE_NONE, 0);
}

static void
ta_store_init (TaStore *self)
{
  g_mutex_init (&self->gate);
  self->jobs = g_async_queue_new ();
  self->context = g_main_context_ref_thread_default ();
  self->home = g_thread_self ();
}

static TaStore *
store_new (const char *path)
{
  TaStore *self = g_object_new (TA_TYPE_STORE, NULL);

  self->path = g_strdup (path);
  self->photo_dir = g_strconcat (path, ".photos", NULL);
  return self;
}

static void
take_labels (TaStore *self, TaJob *job)
{
  g_free (self->undo_label);
  g_free (self->redo_label);
  self->undo_label = g_steal_pointer (&job->undo_label);
  self->redo_label = g_steal_pointer (&job->redo_label);
}

/* On the home thread: first everybody who watches, then the one who asked. */
static void
announce (TaStore *self, TaJob *job)
{
  if (job->kind == TA_JOB_READ)
    return;
  take_labels (self, job);
  if (job->changes != NULL && job->changes->len > 0)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0, job->changes);
  /* What changed nothing, as most of what the exchange with a hub notes for itself, is not in it. */
  if (job->done && job->history_id != 0)
    g_signal_emit (self, signals[SIGNAL_HISTORY_CHANGED], 0);
}

static void
answer (TaStore *self, TaJob *job)
{
  if (job->error != NULL)
    g_task_return_error (job->task, g_steal_pointer (&job->error));
  else if (job->kind == TA_JOB_OPEN)
    g_task_return_pointer (job->task, g_object_ref (self), g_object_unref);
  else if (job->kind == TA_JOB_READ)
    g_task_return_pointer (job->task, g_steal_pointer (&job->result), job->free_result);
  else
    g_task_return_int (job->task, (gssize) job->history_id);
}

static gboolean
deliver (gpointer data)
{
  Delivery *delivery = data;

  announce (delivery->store, delivery->job);
  if (delivery->job->task != NULL)
    answer (delivery->store, delivery->job);
  return G_SOURCE_REMOVE;
}

static void
delivery_free (gpointer data)
{
  Delivery *delivery = data;

  ta_job_free (delivery->job);
  g_object_unref (delivery->store);
  g_free (delivery);
}

void
ta_store_deliver (TaStore *self, TaJob *job)
{
  Delivery *delivery = g_new0 (Delivery, 1);
  g_autoptr (GSource) source = g_idle_source_new ();

  delivery->store = g_object_ref (self);
  delivery->job = job;
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, deliver, delivery, delivery_free);
  g_source_attach (source, self->context);
}

static TaJob *
job_new (TaJobKind kind, GTask *task)
{
  TaJob *job = g_new0 (TaJob, 1);

  job->kind = kind;
  job->task = task;
  return job;
}

/* %FALSE where there is no worker any more: what came behind its end would wait for ever. */
static gboolean
push (TaStore *self, TaJob *job)
{
  gboolean open;

  g_mutex_lock (&self->gate);
  open = self->worker != NULL;
  if (open)
    g_async_queue_push (self->jobs, job);
  g_mutex_unlock (&self->gate);
  return open;
}

/* Takes @job and gives it back when the worker is through with it. */
static TaJob *
submit_and_wait (TaStore *self, TaJob *job)
{
  g_mutex_init (&job->lock);
  g_cond_init (&job->finished);
  job->waited_for = TRUE;
  if (!push (self, job))
    {
      job->waited_for = FALSE;
      g_set_error_literal (&job->error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_FAILED, _ ("The database is closed."));
    }
  g_mutex_lock (&job->lock);
  while (job->waited_for)
    g_cond_wait (&job->finished, &job->lock);
  g_mutex_unlock (&job->lock);
  g_mutex_clear (&job->lock);
  g_cond_clear (&job->finished);
  return job;
}

static void
submit (TaStore *self, TaJob *job)
{
  if (push (self, job))
    return;
  g_task_return_new_error (job->task, TA_STORAGE_ERROR, TA_STORAGE_ERROR_FAILED, "%s", _ ("The database is closed."));
  ta_job_free (job);
}

/* Ends a request that was waited for: watchers hear of it now where this is their thread, else when theirs gets to it. */
static gboolean
conclude (TaStore *self, TaJob *job, GError **error)
{
  gboolean done = job->error == NULL;

  if (!done)
    g_propagate_error (error, g_steal_pointer (&job->error));
  if (self->home == g_thread_self ())
    {
      announce (self, job);
      ta_job_free (job);
    }
  else
    {
      ta_store_deliver (self, job);
    }
  return done;
}

TaStore *
ta_store_open (const char *path, TaDatabaseFlags flags, GError **error)
{
  g_autoptr (TaStore) self = store_new (path);
  TaJob *job = job_new (TA_JOB_OPEN, NULL);

  job->flags = flags;
  self->worker = g_thread_new ("store", ta_store_worker, self);
  return conclude (self, submit_and_wait (self, job), error) ? g_steal_pointer (&self) : NULL;
}

void
ta_store_open_async (const char *path, TaDatabaseFlags flags, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (TaStore) self = store_new (path);
  TaJob *job = job_new (TA_JOB_OPEN, g_task_new (NULL, cancellable, callback, user_data));

  g_task_set_source_tag (job->task, ta_store_open_async);
  job->flags = flags;
  self->worker = g_thread_new ("store", ta_store_worker, self);
  /* The store lives until it has been handed over. */
  job->keep = g_object_ref (self);
  submit (self, job);
}

TaStore *
ta_store_open_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, ta_store_open_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

const char *
ta_store_get_path (TaStore *self)
{
  g_return_val_if_fail (TA_IS_STORE (self), NULL);
  return self->path;
}

const char *
ta_store_get_photo_dir (TaStore *self)
{
  g_return_val_if_fail (TA_IS_STORE (self), NULL);
  return self->photo_dir;
}

void
ta_store_set_actor (TaStore *self, const char *actor)
{
  g_return_if_fail (TA_IS_STORE (self));
  g_set_str (&self->actor, actor);
}

void
ta_store_set_on_behalf_of (TaStore *self, const char *on_behalf_of, TaSource source)
{
  g_return_if_fail (TA_IS_STORE (self));
  g_set_str (&self->on_behalf_of, on_behalf_of);
  self->source = source;
}

const char *
ta_store_get_actor (TaStore *self)
{
  g_return_val_if_fail (TA_IS_STORE (self), NULL);
  return self->actor;
}

static void
set_origin (TaStore *self, TaJob *job, const TaOrigin *origin)
{
  job->actor = g_strdup (origin != NULL && origin->actor != NULL ? origin->actor : self->actor);
  job->on_behalf_of = g_strdup (origin != NULL ? origin->on_behalf_of : self->on_behalf_of);
  job->source = origin != NULL ? origin->source : self->source;
  job->now = origin != NULL ? origin->now : 0;
}

static TaJob *
command_job (TaStore *self, const char *label, const TaOrigin *origin, TaStoreFunc func, gpointer data, GDestroyNotify destroy, GCancellable *cancellable, GTask *task)
{
  TaJob *job = job_new (TA_JOB_RUN, task);

  job->label = g_strdup (label);
  set_origin (self, job, origin);
  job->func = func;
  job->data = data;
  job->destroy = destroy;
  g_set_object (&job->cancellable, cancellable);
  return job;
}

void
ta_store_run_async (TaStore *self, const char *label, const TaOrigin *origin, TaStoreFunc func, gpointer data, GDestroyNotify destroy, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_return_if_fail (TA_IS_STORE (self));
  g_task_set_source_tag (task, ta_store_run_async);
  /* What is on the disk is not undone by a cancellation that comes after it. */
  g_task_set_check_cancellable (task, FALSE);
  submit (self, command_job (self, label, origin, func, data, destroy, cancellable, task));
}

gboolean
ta_store_run_finish (TaStore *self, GAsyncResult *result, GError **error)
{
  GError *failure = NULL;
  gssize id;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  id = g_task_propagate_int (G_TASK (result), &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return FALSE;
    }
  g_object_set_data (G_OBJECT (result), "history-id", GSIZE_TO_POINTER (id));
  return TRUE;
}

gint64
ta_store_run_get_history_id (GAsyncResult *result)
{
  return (gint64) GPOINTER_TO_SIZE (g_object_get_data (G_OBJECT (result), "history-id"));
}

void
ta_store_read_async (TaStore *self, TaStoreReadFunc func, gpointer data, GDestroyNotify destroy, GDestroyNotify free_result, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  TaJob *job = job_new (TA_JOB_READ, task);

  g_return_if_fail (TA_IS_STORE (self));
  g_task_set_source_tag (task, ta_store_read_async);
  job->read = func;
  job->data = data;
  job->destroy = destroy;
  job->free_result = free_result;
  g_set_object (&job->cancellable, cancellable);
  submit (self, job);
}

gpointer
ta_store_read_finish (TaStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

static GTask *
revert_task (TaStore *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, revert_task);
  g_task_set_check_cancellable (task, FALSE);
  return task;
}

static TaJob *
revert_job (TaStore *self, TaJobKind kind, gint64 history_id, GTask *task)
{
  TaJob *job = job_new (kind, task);

  if (task != NULL)
    g_set_object (&job->cancellable, g_task_get_cancellable (task));
  set_origin (self, job, NULL);
  job->history_id = history_id;
  return job;
}

void
ta_store_undo_async (TaStore *self, gint64 history_id, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (TA_IS_STORE (self));
  submit (self, revert_job (self, TA_JOB_UNDO, history_id, revert_task (self, cancellable, callback, user_data)));
}

void
ta_store_redo_async (TaStore *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (TA_IS_STORE (self));
  submit (self, revert_job (self, TA_JOB_REDO, 0, revert_task (self, cancellable, callback, user_data)));
}

gboolean
ta_store_run (TaStore *self, const char *label, const TaOrigin *origin, TaStoreFunc func, gpointer data, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (TA_IS_STORE (self), FALSE);
  return conclude (self, submit_and_wait (self, command_job (self, label, origin, func, data, NULL, cancellable, NULL)), error);
}

gpointer
ta_store_read (TaStore *self, TaStoreReadFunc func, gpointer data, GError **error)
{
  TaJob *job = job_new (TA_JOB_READ, NULL);
  gpointer result;

  g_return_val_if_fail (TA_IS_STORE (self), NULL);
  job->read = func;
  job->data = data;
  job = submit_and_wait (self, job);
  result = g_steal_pointer (&job->result);
  conclude (self, job, error);
  return result;
}

gboolean
ta_store_undo (TaStore *self, gint64 history_id, GError **error)
{
  g_return_val_if_fail (TA_IS_STORE (self), FALSE);
  return conclude (self, submit_and_wait (self, revert_job (self, TA_JOB_UNDO, history_id, NULL)), error);
}

gboolean
ta_store_redo (TaStore *self, GError **error)
{
  g_return_val_if_fail (TA_IS_STORE (self), FALSE);
  return conclude (self, submit_and_wait (self, revert_job (self, TA_JOB_REDO, 0, NULL)), error);
}

void
ta_store_close (TaStore *self)
{
  GThread *worker;

  g_return_if_fail (TA_IS_STORE (self));
  g_mutex_lock (&self->gate);
  worker = g_steal_pointer (&self->worker);
  if (worker != NULL)
    g_async_queue_push (self->jobs, job_new (TA_JOB_STOP, NULL));
  g_mutex_unlock (&self->gate);
  if (worker == NULL)
    return;
  g_thread_join (worker);
}

const char *
ta_store_get_undo_label (TaStore *self)
{
  g_return_val_if_fail (TA_IS_STORE (self), NULL);
  return self->undo_label;
}

const char *
ta_store_get_redo_label (TaStore *self)
{
  g_return_val_if_fail (TA_IS_STORE (self), NULL);
  return self->redo_label;
}
