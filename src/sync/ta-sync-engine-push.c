/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-sync-batch.h"

#define LEAST_ASIDE 50 /* for fewer documents a thread is not worth it */

typedef struct
{
  const TaSyncOutgoing *after;
  guint limit;
  gsize bytes;
  GPtrArray *outgoing; /* of TaSyncOutgoing */
} Take;

/* While a batch is on its way, the next one is taken; while that one is on its way, what became of the first is saved. */
typedef struct
{
  TaSyncEngine *engine;
  GCancellable *cancellable;
  int left;            /* documents to be taken */
  TaSyncBatch *flying; /* (nullable) */
  gboolean joined;
} Push;

static void
push_clear (Push *push)
{
  g_clear_pointer (&push->flying, ta_sync_batch_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Push, push_clear)

static gboolean
take_dirty (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Take *take = data;

  take->outgoing = ta_sync_take_dirty (database, take->after, take->limit, take->bytes, error);
  return take->outgoing != NULL;
}

/* @batch: (out) (nullable): the next one; %NULL: nothing is left */
static gboolean
take_batch (Push *push, TaSyncBatch **batch, GError **error)
{
  TaSyncEngine *engine = push->engine;
  Take take = { push->flying != NULL ? ta_sync_batch_get_last (push->flying) : NULL, engine->batch_docs, engine->batch_bytes, NULL };

  *batch = NULL;
  if (push->left <= 0)
    return TRUE;
  if (!ta_sync_engine_run (engine, take_dirty, &take, error))
    {
      g_clear_pointer (&take.outgoing, g_ptr_array_unref);
      return FALSE;
    }
  if (take.outgoing->len > 0)
    *batch = ta_sync_batch_new (engine, take.outgoing, push->cancellable);
  else
    g_ptr_array_unref (take.outgoing);
  return *batch == NULL || !ta_sync_engine_crashes (engine, "taken", error);
}

static void
launch (Push *push, TaSyncBatch *batch)
{
  guint count = ta_sync_batch_get_count (batch);

  push->left -= (int) count;
  push->flying = batch;
  ta_sync_batch_launch (batch, push->left > 0 && count >= LEAST_ASIDE);
}

/* Where the hub is to be spoken with over the one before, or joins something that was already taken, what was taken is left: it is taken again. */
static gboolean
push_next (Push *push, gboolean *over, GError **error)
{
  TaSyncBatch *taken = NULL;
  gboolean good = take_batch (push, &taken, error);
  g_autoptr (TaSyncBatch) next = taken;
  g_autoptr (TaSyncBatch) landing = NULL;

  if (!good)
    return FALSE;
  *over = next == NULL;
  landing = g_steal_pointer (&push->flying);
  if (landing != NULL && !ta_sync_batch_is_smooth (landing))
    *over = FALSE;
  else if (next != NULL)
    launch (push, g_steal_pointer (&next));
  return landing == NULL || ta_sync_batch_land (landing, &push->joined, error);
}

static gpointer
count_dirty (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  TaSyncCounts *counts = g_new0 (TaSyncCounts, 1);

  if (ta_sync_count (database, counts, error))
    return counts;
  g_free (counts);
  return NULL;
}

/* Documents that were dirty at the beginning come once: what was joined meanwhile waits for the next time, so that two devices that write the
 * same without end do not keep each other here. */
gboolean
ta_sync_engine_push (TaSyncEngine *engine, gboolean *again, GCancellable *cancellable, GError **error)
{
  g_autofree TaSyncCounts *counts = ta_store_read (engine->store, count_dirty, NULL, error);
  g_auto (Push) push = { .engine = engine, .cancellable = cancellable, .left = counts != NULL ? counts->to_send : 0 };
  gboolean over = push.left == 0;

  *again = FALSE;
  if (counts == NULL)
    return FALSE;
  while (!over)
    if (!push_next (&push, &over, error))
      return FALSE;
  *again = push.joined;
  return TRUE;
}
