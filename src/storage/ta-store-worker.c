/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-history-private.h"
#include "ta-removal.h"
#include "ta-store-private.h"

#include <glib/gi18n-lib.h>

void
ta_job_free (TaJob *job)
{
  if (job->result != NULL && job->free_result != NULL)
    job->free_result (job->result);
  /* Of a request that came too late; the worker frees that of all others. */
  if (job->data != NULL && job->destroy != NULL)
    job->destroy (job->data);
  g_clear_pointer (&job->changes, g_ptr_array_unref);
  g_clear_error (&job->error);
  g_clear_object (&job->cancellable);
  g_clear_object (&job->task);
  g_clear_object (&job->keep);
  g_free (job->label);
  g_free (job->actor);
  g_free (job->on_behalf_of);
  g_free (job->undo_label);
  g_free (job->redo_label);
  g_free (job);
}

/* "Added a household", whether it is done, undone or done again. */
static char *
label_of (TaDatabase *database, TaHistoryEntry *found)
{
  g_autoptr (TaHistoryEntry) entry = found;

  if (entry == NULL)
    return NULL;
  ta_history_entry_take_original_label (database, entry);
  return g_steal_pointer (&entry->label);
}

static void
read_labels (TaDatabase *database, TaJob *job)
{
  if (database == NULL)
    return;
  job->undo_label = label_of (database, ta_history_next_undo (database, NULL));
  job->redo_label = label_of (database, ta_history_next_redo (database, NULL));
}

/* A read sees one state of the database, whatever another program writes meanwhile. */
static void
do_read (TaDatabase *database, TaJob *job)
{
  if (!ta_database_exec (database, "BEGIN", &job->error))
    return;
  job->result = job->read (database, job->data, job->cancellable, &job->error);
  ta_database_rollback (database);
  if (job->error != NULL && job->result != NULL && job->free_result != NULL)
    g_clear_pointer (&job->result, job->free_result);
}

static void
do_write (TaDatabase *database, TaJob *job)
{
  TaOrigin origin = { job->actor, job->on_behalf_of, job->source, job->now };

  if (job->kind == TA_JOB_RUN)
    job->done = ta_history_run (database, job->label, &origin, job->func, job->data, job->cancellable, &job->changes, &job->history_id, &job->error);
  else if (job->kind == TA_JOB_UNDO)
    job->done = ta_history_undo (database, job->history_id, &origin, &job->changes, &job->history_id, &job->error);
  else
    job->done = ta_history_redo (database, &origin, &job->changes, &job->history_id, &job->error);
  /* Without a reason it would pass for done. */
  if (!job->done && job->error == NULL)
    g_set_error_literal (&job->error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_FAILED, _ ("The change was not saved; nothing was changed."));
  read_labels (database, job);
}

static void
do_job (TaStore *self, TaDatabase **database, TaJob *job)
{
  if (job->kind == TA_JOB_OPEN)
    {
      *database = ta_database_open (self->path, job->flags, &job->error);
      if (*database != NULL)
        ta_removal_sweep (*database);
      read_labels (*database, job);
    }
  else if (*database == NULL)
    g_set_error_literal (&job->error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_FAILED, _ ("The database is not open."));
  else if (g_cancellable_set_error_if_cancelled (job->cancellable, &job->error))
    read_labels (*database, job);
  else if (job->kind == TA_JOB_READ)
    do_read (*database, job);
  else
    do_write (*database, job);
  if (job->destroy != NULL)
    g_clear_pointer (&job->data, job->destroy);
}

static void
finish_job (TaStore *self, TaJob *job)
{
  if (job->task != NULL)
    {
      ta_store_deliver (self, job);
      return;
    }
  g_mutex_lock (&job->lock);
  job->waited_for = FALSE;
  g_cond_signal (&job->finished);
  g_mutex_unlock (&job->lock);
}

gpointer
ta_store_worker (gpointer data)
{
  TaStore *self = data;
  TaDatabase *database = NULL;
  gboolean running = TRUE;

  while (running)
    {
      TaJob *job = g_async_queue_pop (self->jobs);

      if (job->kind == TA_JOB_STOP)
        {
          ta_job_free (job);
          running = FALSE;
          continue;
        }
      do_job (self, &database, job);
      finish_job (self, job);
    }
  g_clear_pointer (&database, ta_database_close);
  return NULL;
}
