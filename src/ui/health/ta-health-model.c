/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-health-model.h"

#include "ta-health-copy.h"
#include "ta-sync-keys.h"

struct _TaHealthModel
{
  GObject parent_instance;

  TaStore *store; /* owned */
  TaHealthRingState state;
  TaHealthCost cost;
  gboolean started;
  gboolean refreshing; /* asked for and not over */
  gboolean again;      /* something came meanwhile */

  GMutex lock;               /* for what follows, which one thread has at a time */
  TaHealthRing *ring;        /* owned */
  TaHealthRingState reached; /* by the last task */
};

G_DEFINE_FINAL_TYPE (TaHealthModel, ta_health_model, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  SIGNAL_STARTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

typedef struct
{
  TaHealthTask task;
  TaSecret *passphrase; /* (nullable) */
  TaSecret *to;         /* (nullable) */
  gboolean remember;
  TaHealthCost cost;
  TaHealthRingState state; /* (out) */
  gboolean opened;         /* (out): a copy that was restored */
  TaHealthCallback callback;
  gpointer user_data;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_pointer (&job->passphrase, ta_secret_unref);
  g_clear_pointer (&job->to, ta_secret_unref);
  g_free (job);
}

/* On the thread ------------------------------------------------------------------------------------------------------------------------ */

static gpointer
read_first_lock (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) locks = ta_health_lock_table_list (database, error);
  const TaHealthLock *lock = locks != NULL && locks->len > 0 ? locks->pdata[0] : NULL;

  return lock != NULL && lock->on ? g_strdup (lock->id) : NULL;
}

typedef struct
{
  TaHealthKeys *keys;
  gboolean opened;
} Copy;

/* A read is in a transaction of its own, which is left. */
static gpointer
open_copy (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Copy *copy = data;

  ta_database_rollback (database);
  return ta_health_open_copy (database, copy->keys, &copy->opened, error) ? copy : NULL;
}

static gboolean
do_start (TaHealthModel *self, Job *job, GError **error)
{
  g_autoptr (TaKeyStore) keys = ta_sync_keys_open ();
  g_autoptr (TaSecret) copy_key = ta_health_copy_key_load (keys);
  g_autofree char *lock = ta_store_read (self->store, read_first_lock, NULL, NULL);
  g_autoptr (TaSecret) key = lock != NULL ? ta_key_store_load_sync (keys, lock, TA_KEY_KIND_HEALTH, NULL, NULL, NULL) : NULL;

  ta_health_ring_set_copy_key (self->ring, copy_key);
  if (copy_key != NULL)
    {
      g_autoptr (TaHealthKeys) copy_keys = ta_health_copy_keys_new (copy_key);
      Copy copy = { copy_keys, FALSE };

      if (ta_store_read (self->store, open_copy, &copy, error) == NULL)
        return FALSE;
      job->opened = copy.opened;
    }
  if (key != NULL && ta_health_ring_unlock_with_key (self->ring, self->store, key, &job->state, NULL))
    return TRUE;
  return ta_health_ring_apply (self->ring, self->store, &job->state, error);
}

static gboolean
remember (TaHealthModel *self, GError **error)
{
  g_autoptr (TaKeyStore) keys = ta_sync_keys_open ();
  TaSecret *key = ta_health_ring_get_key (self->ring);

  return key == NULL || ta_key_store_save_sync (keys, ta_health_ring_get_lock (self->ring), TA_KEY_KIND_HEALTH, key, NULL, NULL, error);
}

static gboolean
forget (TaHealthModel *self, GError **error)
{
  g_autoptr (TaKeyStore) keys = ta_sync_keys_open ();
  const char *lock = ta_health_ring_get_lock (self->ring);

  return lock == NULL || ta_key_store_remove_sync (keys, lock, TA_KEY_KIND_HEALTH, NULL, error);
}

/* It is locked also where what was remembered cannot be forgotten, which is told. */
static gboolean
lock_now (TaHealthModel *self, Job *job, GError **error)
{
  gboolean forgotten = forget (self, error);

  return ta_health_ring_lock (self->ring, self->store, &job->state, forgotten ? error : NULL) && forgotten;
}

static const char *
text_of (TaSecret *secret)
{
  return secret != NULL ? ta_secret_get_text (secret) : "";
}

static gboolean
do_task (TaHealthModel *self, Job *job, GError **error)
{
  const char *passphrase = text_of (job->passphrase);

  switch (job->task)
    {
    case TA_HEALTH_START:
      return do_start (self, job, error);
    case TA_HEALTH_UNLOCK:
      return ta_health_ring_unlock (self->ring, self->store, passphrase, &job->state, error) && (!job->remember || remember (self, error));
    case TA_HEALTH_LOCK:
      return lock_now (self, job, error);
    case TA_HEALTH_TURN_ON:
      return ta_health_ring_turn_on (self->ring, self->store, passphrase, job->cost, &job->state, error);
    case TA_HEALTH_CHANGE:
      return ta_health_ring_change (self->ring, self->store, passphrase, text_of (job->to), job->cost, &job->state, error);
    case TA_HEALTH_TURN_OFF:
      return ta_health_ring_turn_off (self->ring, self->store, passphrase, &job->state, error);
    case TA_HEALTH_REFRESH:
    default:
      return ta_health_ring_apply (self->ring, self->store, &job->state, error);
    }
}

static void
run_task (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  TaHealthModel *self = source;
  Job *job = data;
  GError *error = NULL;
  gboolean done;

  g_mutex_lock (&self->lock);
  job->state = self->reached;
  done = do_task (self, job, &error);
  self->reached = job->state;
  g_mutex_unlock (&self->lock);
  if (done || error == NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* On the main thread ------------------------------------------------------------------------------------------------------------------- */

static void refresh (TaHealthModel *self);

/* What came while something was under way may not have been seen by it. */
static void
refresh_again (TaHealthModel *self)
{
  if (self->again)
    refresh (self);
}

static void
on_done (GObject *object, GAsyncResult *result, gpointer data)
{
  TaHealthModel *self = TA_HEALTH_MODEL (object);
  Job *job = g_task_get_task_data (G_TASK (result));
  TaHealthRingState before = self->state;
  g_autoptr (GError) error = NULL;

  g_task_propagate_boolean (G_TASK (result), &error);
  self->state = job->state;
  if (self->state != before || job->opened || (error == NULL && job->task > TA_HEALTH_REFRESH))
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  if (job->task == TA_HEALTH_START)
    {
      self->started = TRUE;
      g_signal_emit (self, signals[SIGNAL_STARTED], 0);
      refresh_again (self);
    }
  if (job->callback != NULL)
    job->callback (error, job->user_data);
}

void
ta_health_model_run (TaHealthModel *self, TaHealthTask task, const char *passphrase, const char *to, gboolean remember_it, TaHealthCallback callback, gpointer user_data)
{
  g_autoptr (GTask) thread = NULL;
  Job *job;

  g_return_if_fail (TA_IS_HEALTH_MODEL (self));
  job = g_new0 (Job, 1);
  job->task = task;
  job->passphrase = passphrase != NULL ? ta_secret_new_text (passphrase) : NULL;
  job->to = to != NULL ? ta_secret_new_text (to) : NULL;
  job->remember = remember_it;
  job->cost = self->cost;
  job->callback = callback;
  job->user_data = user_data;
  thread = g_task_new (self, NULL, on_done, NULL);
  g_task_set_source_tag (thread, ta_health_model_run);
  g_task_set_task_data (thread, job, job_free);
  g_task_run_in_thread (thread, run_task);
}

static void
on_refreshed (const GError *error, gpointer data)
{
  g_autoptr (TaHealthModel) self = data;

  self->refreshing = FALSE;
  if (error != NULL)
    g_info ("What came of the health data is not sealed yet: %s", error->message);
  refresh_again (self);
}

static void
refresh (TaHealthModel *self)
{
  self->refreshing = TRUE;
  self->again = FALSE;
  ta_health_model_run (self, TA_HEALTH_REFRESH, NULL, NULL, FALSE, on_refreshed, g_object_ref (self));
}

static gboolean
concerns (TaHealthModel *self, GPtrArray *changes)
{
  for (guint i = 0; i < changes->len; i++)
    {
      const char *table = ((TaChange *) changes->pdata[i])->table;

      if (g_str_equal (table, "health_lock") || (self->state == TA_HEALTH_RING_OPEN && (g_str_equal (table, "allergy") || g_str_equal (table, "person"))))
        return TRUE;
    }
  return FALSE;
}

/* Of a lock that came from another computer, and of what one wrote that had not heard of it. */
static void
on_store_changed (TaHealthModel *self, GPtrArray *changes)
{
  if (!concerns (self, changes))
    return;
  if (self->started && !self->refreshing)
    refresh (self);
  else
    self->again = TRUE;
}

TaHealthRingState
ta_health_model_get_state (TaHealthModel *self)
{
  g_return_val_if_fail (TA_IS_HEALTH_MODEL (self), TA_HEALTH_RING_OFF);
  return self->state;
}

void
ta_health_model_set_cost (TaHealthModel *self, TaHealthCost cost)
{
  g_return_if_fail (TA_IS_HEALTH_MODEL (self));
  self->cost = cost;
}

static void
ta_health_model_finalize (GObject *object)
{
  TaHealthModel *self = TA_HEALTH_MODEL (object);

  g_clear_object (&self->store);
  g_clear_pointer (&self->ring, ta_health_ring_free);
  g_mutex_clear (&self->lock);
  G_OBJECT_CLASS (ta_health_model_parent_class)->finalize (object);
}

static void
ta_health_model_class_init (TaHealthModelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ta_health_model_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", TA_TYPE_HEALTH_MODEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_STARTED] = g_signal_new ("started", TA_TYPE_HEALTH_MODEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ta_health_model_init (TaHealthModel *self)
{
  g_mutex_init (&self->lock);
  self->ring = ta_health_ring_new ();
}

TaHealthModel *
ta_health_model_new (TaStore *store)
{
  TaHealthModel *self = g_object_new (TA_TYPE_HEALTH_MODEL, NULL);

  self->store = g_object_ref (store);
  g_signal_connect_object (store, "changed", G_CALLBACK (on_store_changed), self, G_CONNECT_SWAPPED);
  return self;
}
