/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-sync-backoff.h"
#include "ta-sync-error.h"
#include "ta-sync-keys.h"
#include "ta-sync-publish.h"
#include "ta-sync-ring.h"
#include "ta-sync.h"

#include <string.h>

#define GATHER_MS 60   /* a change of a person often comes with a second one */
#define SPACING_MS 250 /* between two sendings, while somebody goes on changing things */
#define FOLD_MS 35000  /* how long is waited at most while versions that stand side by side are watched */
#define WAIT_MS (10 * 60 * 1000)
#define CALENDAR_MS 60000 /* how often is looked, without a hub, whether a calendar has changed that goes to another server */
#define PATIENCE 10       /* answers without news one after another before a hub is asked less often */
#define PAUSE_MS 500
#define MOST_PAUSE_MS 30000
#define CLOCK_MS (5 * 60 * 1000) /* how far off a clock may be before a person hears of it */

struct _TaSync
{
  GObject parent_instance;

  TaStore *store;
  GMainContext *home;
  GNetworkMonitor *network;
  GThread *thread; /* NULL: not started */

  GMutex lock;
  GCond wake;
  TaSyncStatus *status;
  GCancellable *stop; /* of the thread */
  GCancellable *wait; /* of what it waits for */
  gboolean stopping;
  gboolean kicked;  /* all is tried again */
  gboolean changed; /* here, since it was last sent */
  gboolean announced;
  gint64 sent_at; /* monotonic, microseconds */
  gboolean available;
};

/* What only the thread has. */
typedef struct
{
  TaSync *sync;
  TaSyncEngine *engine;
  TaSyncRing *ring;
  TaSyncBackoff backoff;
  TaSyncPublishing publishing;
  GRand *rand;
  gboolean keys_in_file;
  gboolean starting; /* everything is fetched for the first time */
  guint empty;       /* answers without news, one after another */
} Worker;

enum
{
  SIGNAL_STATUS_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TaSync, ta_sync, G_TYPE_OBJECT)

static void
ta_sync_dispose (GObject *object)
{
  TaSync *self = TA_SYNC (object);

  ta_sync_stop (self);
  if (self->network != NULL)
    g_signal_handlers_disconnect_by_data (self->network, self);
  if (self->store != NULL)
    g_signal_handlers_disconnect_by_data (self->store, self);
  g_clear_object (&self->network);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (ta_sync_parent_class)->dispose (object);
}

static void
ta_sync_finalize (GObject *object)
{
  TaSync *self = TA_SYNC (object);

  g_clear_object (&self->stop);
  g_clear_object (&self->wait);
  g_clear_pointer (&self->status, ta_sync_status_free);
  g_clear_pointer (&self->home, g_main_context_unref);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->wake);
  G_OBJECT_CLASS (ta_sync_parent_class)->finalize (object);
}

static void
ta_sync_class_init (TaSyncClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ta_sync_dispose;
  object_class->finalize = ta_sync_finalize;
  signals[SIGNAL_STATUS_CHANGED] = g_signal_new ("status-changed", TA_TYPE_SYNC, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ta_sync_init (TaSync *self)
{
  g_mutex_init (&self->lock);
  g_cond_init (&self->wake);
  self->home = g_main_context_ref_thread_default ();
  self->status = g_new0 (TaSyncStatus, 1);
}

/* The status ------------------------------------------------------------------------------------------------------------------------------ */

static gboolean
announce (gpointer data)
{
  TaSync *self = data;

  g_mutex_lock (&self->lock);
  self->announced = FALSE;
  g_mutex_unlock (&self->lock);
  g_signal_emit (self, signals[SIGNAL_STATUS_CHANGED], 0);
  return G_SOURCE_REMOVE;
}

/* With the lock held. However often it changes, one announcement is under way. */
static void
announce_later (TaSync *self)
{
  g_autoptr (GSource) source = NULL;

  if (self->announced)
    return;
  self->announced = TRUE;
  source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, announce, g_object_ref (self), g_object_unref);
  g_source_attach (source, self->home);
}

static gpointer
count_all (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  TaSyncCounts *counts = g_new0 (TaSyncCounts, 1);

  if (ta_sync_count (database, counts, error))
    return counts;
  g_free (counts);
  return NULL;
}

/* Takes the counts and what the engine knows into the status. */
static void
show (Worker *worker, TaSyncState state)
{
  TaSync *self = worker->sync;
  g_autofree TaSyncCounts *counts = ta_store_read (self->store, count_all, NULL, NULL);
  gint64 offset = worker->engine != NULL ? ta_hub_client_get_clock_offset (ta_sync_engine_get_client (worker->engine)) : 0;

  g_mutex_lock (&self->lock);
  self->status->state = state;
  if (counts != NULL)
    self->status->counts = *counts;
  if (worker->engine != NULL)
    {
      self->status->progress = ta_sync_engine_get_progress (worker->engine);
      self->status->hub_older = ta_sync_engine_is_hub_older (worker->engine);
      self->status->keys_in_file = worker->keys_in_file;
      self->status->clock_off_ms = ABS (offset) > CLOCK_MS ? -offset : 0;
    }
  announce_later (self);
  g_mutex_unlock (&self->lock);
}

static void
on_progress (gpointer data)
{
  Worker *worker = data;

  show (worker, worker->starting && ta_sync_engine_get_progress (worker->engine) < 1 ? TA_SYNC_STARTING : TA_SYNC_BUSY);
}

/* What happened, as it is kept. */
typedef struct
{
  TaSyncProblem problem;
  const char *detail;
  gint64 now_ms;
  gint64 retry_at;
} Outcome;

static gboolean
save_outcome (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  const Outcome *outcome = data;
  g_autoptr (TaSyncPeer) peer = ta_sync_peer_table_get (database, error);

  if (peer == NULL)
    return *error == NULL;
  if (outcome->problem == TA_SYNC_PROBLEM_NONE)
    peer->done_at = outcome->now_ms;
  else if (peer->problem != outcome->problem)
    peer->problem_at = outcome->now_ms;
  peer->problem = outcome->problem;
  g_set_str (&peer->problem_detail, outcome->detail != NULL ? outcome->detail : "");
  peer->retry_at = outcome->retry_at;
  return ta_sync_peer_table_save (database, peer, error);
}

static void
keep_outcome (TaSync *self, const Outcome *outcome)
{
  const TaOrigin origin = { "", NULL, TA_SOURCE_HUB };
  g_autoptr (GError) error = NULL;

  /* A disk that is full cannot be told so; the window is. */
  if (!ta_store_run (self->store, "", &origin, save_outcome, (gpointer) outcome, NULL, &error))
    g_debug ("The outcome of the exchange was not kept: %s", error->message);
  g_mutex_lock (&self->lock);
  self->status->problem = outcome->problem;
  g_set_str (&self->status->detail, outcome->detail);
  self->status->retry_at = outcome->retry_at;
  if (outcome->problem == TA_SYNC_PROBLEM_NONE)
    self->status->done_at = outcome->now_ms;
  g_mutex_unlock (&self->lock);
}

static void
went_well (Worker *worker)
{
  const Outcome outcome = { TA_SYNC_PROBLEM_NONE, NULL, g_get_real_time () / 1000, 0 };

  worker->starting = FALSE;
  ta_sync_backoff_succeeded (&worker->backoff);
  keep_outcome (worker->sync, &outcome);
}

/* @reachable: the hub has just answered. Who shows how publishing goes reads it again with the status. */
static void
publish (Worker *worker, gboolean reachable)
{
  TaSync *self = worker->sync;

  if (!ta_sync_publish (&worker->publishing, self->store, reachable ? ta_sync_engine_get_client (worker->engine) : NULL, self->stop))
    return;
  g_mutex_lock (&self->lock);
  announce_later (self);
  g_mutex_unlock (&self->lock);
}

/* As it was left when the program ended last. */
static void
recall (Worker *worker)
{
  TaSync *self = worker->sync;
  g_autoptr (TaSyncPeer) peer = ta_sync_load_peer (self->store, NULL);

  if (peer == NULL)
    return;
  g_mutex_lock (&self->lock);
  self->status->problem = peer->problem;
  g_set_str (&self->status->detail, peer->problem_detail);
  self->status->done_at = peer->done_at;
  self->status->hub_older = ta_sync_peer_is_sending_again (peer);
  g_mutex_unlock (&self->lock);
}

/* The thread ------------------------------------------------------------------------------------------------------------------------------- */

/* Waits until @until (monotonic, 0: for ever), somebody wants it now, or the end. What is changed meanwhile is counted. %FALSE: it is @until. */
static gboolean
sleep_until (Worker *worker, gint64 until, TaSyncState state)
{
  TaSync *self = worker->sync;
  gboolean over = FALSE;
  gboolean woken = FALSE;

  while (!over)
    {
      gboolean changed;

      g_mutex_lock (&self->lock);
      while (!self->stopping && !self->kicked && !self->changed && !over)
        {
          if (until == 0)
            g_cond_wait (&self->wake, &self->lock);
          else
            over = !g_cond_wait_until (&self->wake, &self->lock, until);
        }
      woken = self->stopping || self->kicked;
      over = over || woken;
      changed = self->changed;
      self->changed = FALSE;
      self->kicked = FALSE;
      g_mutex_unlock (&self->lock);
      if (changed)
        show (worker, state);
    }
  return woken;
}

/* There is nothing to exchange with until somebody joins a pod. */
static void
rest (Worker *worker)
{
  const Outcome outcome = { TA_SYNC_PROBLEM_NONE, NULL, 0, 0 };

  keep_outcome (worker->sync, &outcome);
  show (worker, TA_SYNC_OFF);
  do
    publish (worker, FALSE);
  while (!sleep_until (worker, g_get_monotonic_time () + CALENDAR_MS * 1000, TA_SYNC_OFF));
}

static void
close_engine (Worker *worker)
{
  g_clear_pointer (&worker->ring, ta_sync_ring_free);
  g_clear_pointer (&worker->engine, ta_sync_engine_free);
}

static void
failed (Worker *worker, const GError *error)
{
  gint64 hint = worker->engine != NULL ? ta_hub_client_get_retry_after (ta_sync_engine_get_client (worker->engine)) : -1;
  gint64 delay = ta_sync_backoff_failed (&worker->backoff, error, hint);
  gint64 now = g_get_real_time () / 1000;
  const Outcome outcome = { ta_sync_error_problem (error), error->message, now, delay >= 0 ? now + delay : 0 };
  TaSyncState state = delay >= 0 ? TA_SYNC_WAITING : TA_SYNC_STOPPED;

  keep_outcome (worker->sync, &outcome);
  show (worker, state);
  publish (worker, FALSE);
  /* Keys and password may be others by then. */
  close_engine (worker);
  sleep_until (worker, delay >= 0 ? g_get_monotonic_time () + delay * 1000 : 0, state);
}

/* A new cancellable for what comes; %NULL where there is something to do at once. */
static GCancellable *
begin_wait (TaSync *self)
{
  GCancellable *wait = NULL;

  g_mutex_lock (&self->lock);
  if (!self->stopping && !self->kicked && !self->changed)
    {
      g_set_object (&self->wait, NULL);
      self->wait = g_cancellable_new ();
      wait = g_object_ref (self->wait);
    }
  g_mutex_unlock (&self->lock);
  return wait;
}

/* Since when something here wants to be sent; so that who types does not send each letter. */
static void
gather (TaSync *self)
{
  gint64 now = g_get_monotonic_time ();
  gint64 until = MAX (now + GATHER_MS * 1000, self->sent_at + SPACING_MS * 1000);

  g_mutex_lock (&self->lock);
  while (!self->stopping && !self->kicked && g_cond_wait_until (&self->wake, &self->lock, until))
    continue;
  self->changed = FALSE;
  g_mutex_unlock (&self->lock);
}

static gboolean
is_stopping (TaSync *self)
{
  gboolean stopping;

  g_mutex_lock (&self->lock);
  stopping = self->stopping;
  g_mutex_unlock (&self->lock);
  return stopping;
}

static gboolean
wants_round (TaSync *self)
{
  gboolean kicked;

  g_mutex_lock (&self->lock);
  kicked = self->kicked;
  self->kicked = FALSE;
  g_mutex_unlock (&self->lock);
  return kicked;
}

static gboolean
has_changed (TaSync *self)
{
  gboolean changed;

  g_mutex_lock (&self->lock);
  changed = self->changed;
  g_mutex_unlock (&self->lock);
  return changed;
}

/* What came from the hub is a change here as well. */
static gboolean
has_to_send (TaSync *self)
{
  g_autofree TaSyncCounts *counts = NULL;

  g_mutex_lock (&self->lock);
  self->changed = FALSE;
  g_mutex_unlock (&self->lock);
  counts = ta_store_read (self->store, count_all, NULL, NULL);
  return counts != NULL && counts->to_send > 0;
}

/* A hub that always has something to say and never anything new would keep this computer busy for ever. */
static void
pause_if_empty (Worker *worker, guint64 merged_before, gint64 began)
{
  TaSync *self = worker->sync;
  gboolean quick = g_get_monotonic_time () - began < (gint64) PAUSE_MS * 1000;
  gint64 until;

  worker->empty = quick && merged_before == ta_sync_engine_get_merged (worker->engine) ? worker->empty + 1 : 0;
  if (worker->empty <= PATIENCE)
    return;
  until = g_get_monotonic_time () + MIN ((gint64) (worker->empty - PATIENCE) * PAUSE_MS, MOST_PAUSE_MS) * 1000;
  g_mutex_lock (&self->lock);
  while (!self->stopping && !self->kicked && !self->changed && g_cond_wait_until (&self->wake, &self->lock, until))
    continue;
  g_mutex_unlock (&self->lock);
}

/* Waits for the hub, or for a change here. @over: nothing happened for a long while, or all is wanted anew */
static gboolean
wait_for_something (Worker *worker, gboolean *over, GError **error)
{
  TaSync *self = worker->sync;
  g_autoptr (GCancellable) wait = begin_wait (self);
  GError *failure = NULL;
  gint64 began = g_get_monotonic_time ();
  guint64 merged = ta_sync_engine_get_merged (worker->engine);

  ta_hub_client_set_wait (ta_sync_engine_get_client (worker->engine), ta_sync_publishing_get_wait (&worker->publishing, ta_sync_engine_has_folds (worker->engine) ? FOLD_MS : WAIT_MS));
  if (wait != NULL && !ta_sync_engine_wait (worker->engine, wait, &failure) && !g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_propagate_error (error, failure);
      return FALSE;
    }
  g_clear_error (&failure);
  *over = wants_round (self) || g_get_monotonic_time () - began >= (gint64) FOLD_MS * 1000;
  if (has_changed (self) && !is_stopping (self) && has_to_send (self))
    {
      gather (self);
      self->sent_at = g_get_monotonic_time ();
      worker->empty = 0;
    }
  else
    pause_if_empty (worker, merged, began);
  return TRUE;
}

/* After a whole round: what changes there is applied, what changes here is sent, until something goes wrong or a long while has passed. */
static gboolean
follow (Worker *worker, GError **error)
{
  TaSync *self = worker->sync;
  gboolean over = FALSE;

  while (!over && !is_stopping (self))
    {
      show (worker, TA_SYNC_IDLE);
      publish (worker, TRUE);
      if (!wait_for_something (worker, &over, error))
        return FALSE;
      if (is_stopping (self))
        return TRUE;
      if (!over && !ta_sync_ring_send (worker->ring, self->stop, error))
        return FALSE;
      went_well (worker);
    }
  return TRUE;
}

static gboolean
open_engine (Worker *worker, GError **error)
{
  TaSync *self = worker->sync;
  g_autoptr (TaSyncPeer) peer = NULL;
  g_autoptr (TaDeviceKeys) keys = NULL;

  if (worker->ring != NULL)
    return TRUE;
  close_engine (worker);
  peer = ta_sync_load_peer (self->store, error);
  keys = peer != NULL ? ta_sync_keys_load_device (peer, self->stop, error) : NULL;
  worker->engine = keys != NULL ? ta_sync_open_engine (self->store, self->stop, error) : NULL;
  if (worker->engine == NULL)
    return FALSE;
  worker->ring = ta_sync_ring_new (worker->engine, peer, keys);
  worker->keys_in_file = ta_sync_keys_find_place (peer, self->stop) == TA_KEY_PLACE_FILE;
  ta_sync_engine_set_progress_func (worker->engine, on_progress, worker);
  worker->starting = ta_sync_engine_needs_boot (worker->engine);
  return TRUE;
}

static gboolean
exchange (Worker *worker, GError **error)
{
  TaSync *self = worker->sync;

  show (worker, worker->starting ? TA_SYNC_STARTING : TA_SYNC_BUSY);
  if (!open_engine (worker, error))
    return FALSE;
  if (!ta_sync_ring_round (worker->ring, self->stop, error))
    return FALSE;
  went_well (worker);
  return follow (worker, error);
}

static gpointer
work (gpointer data)
{
  Worker worker = { .sync = data };

  worker.rand = g_rand_new ();
  worker.backoff.rand = worker.rand;
  recall (&worker);
  while (!is_stopping (worker.sync))
    {
      g_autoptr (GError) error = NULL;

      if (exchange (&worker, &error) || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        continue;
      if (g_error_matches (error, TA_SYNC_ERROR, TA_SYNC_ERROR_NO_HUB))
        rest (&worker);
      else
        failed (&worker, error);
    }
  close_engine (&worker);
  g_rand_free (worker.rand);
  return NULL;
}

/* The object ------------------------------------------------------------------------------------------------------------------------------- */

/* With the lock held. */
static void
wake (TaSync *self)
{
  if (self->wait != NULL)
    g_cancellable_cancel (self->wait);
  g_cond_broadcast (&self->wake);
}

static void
on_store_changed (TaSync *self)
{
  g_mutex_lock (&self->lock);
  self->changed = TRUE;
  wake (self);
  g_mutex_unlock (&self->lock);
}

/* The network is another: what waits for the hub to answer tries at once. */
static void
on_network_changed (TaSync *self, gboolean available)
{
  gboolean waiting;

  g_mutex_lock (&self->lock);
  waiting = self->status->state == TA_SYNC_WAITING || available != self->available;
  self->available = available;
  g_mutex_unlock (&self->lock);
  if (waiting && available)
    ta_sync_kick (self);
}

TaSync *
ta_sync_new (TaStore *store)
{
  TaSync *self = g_object_new (TA_TYPE_SYNC, NULL);

  self->store = g_object_ref (store);
  self->network = g_object_ref (g_network_monitor_get_default ());
  self->available = g_network_monitor_get_network_available (self->network);
  g_signal_connect_object (store, "changed", G_CALLBACK (on_store_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->network, "network-changed", G_CALLBACK (on_network_changed), self, G_CONNECT_SWAPPED);
  return self;
}

void
ta_sync_start (TaSync *self)
{
  g_return_if_fail (TA_IS_SYNC (self));
  if (self->thread != NULL)
    {
      ta_sync_kick (self);
      return;
    }
  g_clear_object (&self->stop);
  self->stop = g_cancellable_new ();
  self->stopping = FALSE;
  self->thread = g_thread_new ("sync", work, self);
}

void
ta_sync_stop (TaSync *self)
{
  g_return_if_fail (TA_IS_SYNC (self));
  if (self->thread == NULL)
    return;
  g_mutex_lock (&self->lock);
  self->stopping = TRUE;
  wake (self);
  g_mutex_unlock (&self->lock);
  g_cancellable_cancel (self->stop);
  g_thread_join (g_steal_pointer (&self->thread));
  g_mutex_lock (&self->lock);
  if (self->status->state != TA_SYNC_OFF)
    self->status->state = TA_SYNC_STOPPED;
  announce_later (self);
  g_mutex_unlock (&self->lock);
}

void
ta_sync_kick (TaSync *self)
{
  g_return_if_fail (TA_IS_SYNC (self));
  g_mutex_lock (&self->lock);
  self->kicked = TRUE;
  wake (self);
  g_mutex_unlock (&self->lock);
}

TaSyncStatus *
ta_sync_dup_status (TaSync *self)
{
  TaSyncStatus *status;

  g_return_val_if_fail (TA_IS_SYNC (self), NULL);
  g_mutex_lock (&self->lock);
  status = ta_sync_status_copy (self->status);
  g_mutex_unlock (&self->lock);
  return status;
}

gboolean
ta_sync_once (TaStore *store, GCancellable *cancellable, TaSyncStatus **status, GError **error)
{
  g_autoptr (TaSync) self = ta_sync_new (store);
  Worker worker = { .sync = self };
  GError *failure = NULL;
  gboolean done;

  recall (&worker);
  worker.rand = g_rand_new ();
  worker.backoff.rand = worker.rand;
  self->stop = cancellable != NULL ? g_object_ref (cancellable) : g_cancellable_new ();
  done = open_engine (&worker, &failure) && ta_sync_ring_round (worker.ring, self->stop, &failure);
  if (done)
    {
      went_well (&worker);
      publish (&worker, TRUE);
    }
  else if (!g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_CANCELLED) && !g_error_matches (failure, TA_SYNC_ERROR, TA_SYNC_ERROR_NO_HUB))
    keep_outcome (self, &(Outcome) { ta_sync_error_problem (failure), failure->message, g_get_real_time () / 1000, 0 });
  show (&worker, done ? TA_SYNC_IDLE : g_error_matches (failure, TA_SYNC_ERROR, TA_SYNC_ERROR_NO_HUB) ? TA_SYNC_OFF
                                                                                                      : TA_SYNC_STOPPED);
  if (status != NULL)
    *status = ta_sync_dup_status (self);
  close_engine (&worker);
  g_rand_free (worker.rand);
  if (failure != NULL)
    g_propagate_error (error, failure);
  return done;
}
