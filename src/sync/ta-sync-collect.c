/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-sync-collect.h"

#include "ta-sync-ring-private.h"

#include <string.h>

#define DAY_MS (G_GINT64_CONSTANT (24) * 60 * 60 * 1000)
#define APART_MS (30 * DAY_MS) /* from the beginning of a round to that of the next */
#define MOST_AT_ONCE 500

typedef struct
{
  guint64 device; /* this one */
  guint64 of;     /* whose round it is */
  gint64 round;
  gint64 now_ms;
} Word;

/* What the hub was asked to forget, and what it said. */
typedef struct
{
  GPtrArray *noted;   /* of TaSyncOutgoing */
  GPtrArray *results; /* of TaWireResult */
  guint settled;
  gboolean any_gone;
} Batch;

static void
batch_clear (Batch *batch)
{
  g_clear_pointer (&batch->noted, g_ptr_array_unref);
  g_clear_pointer (&batch->results, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Batch, batch_clear)

static gpointer
read_rounds (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_sync_rounds_get (database, error);
}

gboolean
ta_sync_collect_look (TaSyncEngine *engine, TaDocument **rounds, GError **error)
{
  GError *failure = NULL;

  *rounds = ta_store_read (engine->store, read_rounds, NULL, &failure);
  if (failure != NULL)
    g_propagate_error (error, failure);
  return failure == NULL;
}

static gpointer
read_open (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_sync_collect_get_round (database, data, error) ? data : NULL;
}

static gboolean
forget (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_sync_collect_forget (database, error);
}

/* Who collects: the device that has been in the longest. (transfer none) (nullable) */
static const TaRosterDevice *
find_coordinator (const TaRoster *roster)
{
  const TaRosterDevice *first = NULL;

  for (guint i = 0; i < roster->devices->len; i++)
    {
      const TaRosterDevice *device = g_ptr_array_index (roster->devices, i);

      /* They are sorted by id: of two that came in at once it is the first. */
      if (*device->removed_by == '\0' && (first == NULL || device->added_at < first->added_at))
        first = device;
    }
  return first;
}

static guint64
number_of (const TaRosterDevice *device)
{
  return (guint64) ta_device_public_get_number (&device->known);
}

/* Hearing -------------------------------------------------------------------------------------------------------------------------------- */

static gboolean
say_heard (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  const Word *word = data;

  return ta_sync_rounds_hear (database, word->device, word->of, word->round, word->now_ms, error);
}

/* All that the hub had when the round began is here, since that was known before it was fetched. */
static gboolean
hear (TaSyncRing *ring, const Word *known, const TaDocument *before, const TaDocument *rounds, GError **error)
{
  Word word = *known;

  word.round = ta_sync_rounds_begun (before, word.of);
  if (word.round <= ta_sync_rounds_heard (rounds, word.device, word.of))
    return TRUE;
  return ta_sync_engine_run (ring->engine, say_heard, &word, error);
}

static gboolean
have_all_heard (const TaRoster *roster, const TaDocument *rounds, const Word *own)
{
  for (guint i = 0; i < roster->devices->len; i++)
    {
      const TaRosterDevice *device = g_ptr_array_index (roster->devices, i);

      if (*device->removed_by == '\0' && number_of (device) != own->device && ta_sync_rounds_heard (rounds, number_of (device), own->device) < own->round)
        return FALSE;
    }
  return TRUE;
}

/* Collecting ------------------------------------------------------------------------------------------------------------------------------ */

static gboolean
take_noted (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Batch *batch = data;

  batch->noted = ta_sync_collect_take (database, MOST_AT_ONCE, error);
  return batch->noted != NULL;
}

static const TaSyncOutgoing *
find_noted (const Batch *batch, const char *name)
{
  for (guint i = 0; name != NULL && i < batch->noted->len; i++)
    if (strcmp (((const TaSyncOutgoing *) g_ptr_array_index (batch->noted, i))->name, name) == 0)
      return g_ptr_array_index (batch->noted, i);
  return NULL;
}

/* What the hub has another version of, or does not let go, stays. */
static gboolean
settle_all (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Batch *batch = data;

  for (guint i = 0; i < batch->results->len; i++)
    {
      const TaWireResult *result = g_ptr_array_index (batch->results, i);
      const TaSyncOutgoing *noted = find_noted (batch, result->id);

      if (noted == NULL)
        continue;
      if (!ta_sync_collect_settle (database, noted, result->rev != NULL, error))
        return FALSE;
      batch->settled++;
      batch->any_gone = batch->any_gone || result->rev != NULL;
    }
  return TRUE;
}

/* A hub that does not let anything go is not asked again before the next round. */
static gboolean
give_up (TaSyncEngine *engine, GError *failure, GError **error)
{
  if (!g_error_matches (failure, TA_SYNC_ERROR, TA_SYNC_ERROR_REFUSED) && !g_error_matches (failure, TA_SYNC_ERROR, TA_SYNC_ERROR_TOO_LARGE))
    {
      g_propagate_error (error, failure);
      return FALSE;
    }
  g_error_free (failure);
  return ta_sync_engine_run (engine, forget, NULL, error);
}

/* Each goes upon the version that was noted: what somebody has brought back or changed meanwhile is another, and stays. Where the answer is lost, the
 * changes say what became of them. @over: (out): there is nothing left to ask for */
static gboolean
collect_some (TaSyncEngine *engine, gboolean *over, GCancellable *cancellable, GError **error)
{
  g_auto (Batch) batch = { 0 };
  g_autofree TaWirePut *puts = NULL;
  GError *failure = NULL;
  gboolean unsure = FALSE;

  if (!ta_sync_engine_run (engine, take_noted, &batch, error))
    return FALSE;
  *over = batch.noted->len == 0;
  if (*over)
    return TRUE;
  puts = g_new0 (TaWirePut, batch.noted->len);
  for (guint i = 0; i < batch.noted->len; i++)
    {
      const TaSyncOutgoing *noted = g_ptr_array_index (batch.noted, i);

      puts[i] = (TaWirePut) { noted->name, noted->rev, NULL };
    }
  if (ta_sync_engine_crashes (engine, "before-collect", error))
    return FALSE;
  batch.results = ta_hub_client_put (engine->client, puts, batch.noted->len, &unsure, cancellable, &failure);
  if (batch.results == NULL)
    {
      *over = TRUE;
      return give_up (engine, failure, error);
    }
  if (ta_sync_engine_crashes (engine, "collected", error) || !ta_sync_engine_run (engine, settle_all, &batch, error))
    return FALSE;
  engine->heard = engine->heard || batch.any_gone;
  *over = batch.settled == 0;
  return !ta_sync_engine_crashes (engine, "forgotten", error);
}

static gboolean
collect_all (TaSyncEngine *engine, GCancellable *cancellable, GError **error)
{
  gboolean over = FALSE;

  while (!over)
    if (!collect_some (engine, &over, cancellable, error))
      return FALSE;
  return TRUE;
}

static gboolean
begin_round (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  const Word *word = data;

  return ta_sync_collect_begin (database, word->device, word->now_ms, error);
}

/* Once a day it is looked whether there is anything to forget. */
static gboolean
begin (TaSyncRing *ring, const Word *own, GError **error)
{
  if ((own->round > 0 && own->now_ms - own->round < APART_MS) || (ring->looked_at > 0 && own->now_ms - ring->looked_at < DAY_MS))
    return TRUE;
  ring->looked_at = own->now_ms;
  return ta_sync_engine_run (ring->engine, begin_round, (gpointer) own, error);
}

/* @own: with the last round that this device began */
static gboolean
coordinate (TaSyncRing *ring, const TaDocument *rounds, const Word *own, gint64 open, GCancellable *cancellable, GError **error)
{
  if (open == 0)
    return begin (ring, own, error);
  /* A round that a restored backup knows, or one that was begun by another database with these keys. */
  if (open != own->round)
    return ta_sync_engine_run (ring->engine, forget, NULL, error);
  return !have_all_heard (ring->roster, rounds, own) || collect_all (ring->engine, cancellable, error);
}

gboolean
ta_sync_collect (TaSyncRing *ring, const TaDocument *before, GCancellable *cancellable, GError **error)
{
  TaSyncEngine *engine = ring->engine;
  const TaRosterDevice *coordinator = ta_sync_ring_is_in (ring) ? find_coordinator (ring->roster) : NULL;
  g_autoptr (TaDocument) rounds = NULL;
  gint64 open = 0;
  Word word;

  if (coordinator == NULL || engine->hub_older || !engine->complete)
    return TRUE;
  if (!ta_sync_collect_look (engine, &rounds, error) || ta_store_read (engine->store, read_open, &open, error) == NULL)
    return FALSE;
  word = (Word) { (guint64) ta_device_public_get_number (ta_device_keys_get_public (ring->keys)), number_of (coordinator), 0, ta_sync_engine_now (engine) };
  if (word.of != word.device)
    return (open == 0 || ta_sync_engine_run (engine, forget, NULL, error)) && hear (ring, &word, before, rounds, error);
  word.round = ta_sync_rounds_begun (rounds, word.device);
  return coordinate (ring, rounds, &word, open, cancellable, error);
}
