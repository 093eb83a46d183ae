/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-sync-engine-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define LEAST_DOCS 8

/* What one answer of the hub comes to, saved in one command. */
typedef struct
{
  GPtrArray *accepted; /* of Verdict */
  gint64 now_ms;
} Verdicts;

typedef struct
{
  const TaSyncOutgoing *outgoing;
  char *rev;    /* (nullable): it was taken */
  char *reason; /* (nullable): it never will be */
  gboolean unsure;
} Verdict;

typedef struct
{
  GPtrArray *outgoing; /* of TaSyncOutgoing */
  guint limit;
  gsize bytes;
} Take;

/* A batch on its way; parts of it where it is cut in halves. */
typedef struct
{
  TaSyncEngine *engine;
  GPtrArray *outgoing;  /* of TaSyncOutgoing */
  GPtrArray *envelopes; /* of char*, beside them; %NULL: it cannot be sealed, which has been noted */
  GPtrArray *refused;   /* (nullable): names of what the hub has another version of */
  GCancellable *cancellable;
} Batch;

static void
verdict_free (gpointer data)
{
  Verdict *verdict = data;

  g_free (verdict->rev);
  g_free (verdict->reason);
  g_free (verdict);
}

static gboolean
save_verdicts (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  const Verdicts *verdicts = data;

  for (guint i = 0; i < verdicts->accepted->len; i++)
    {
      const Verdict *verdict = g_ptr_array_index (verdicts->accepted, i);

      if (verdict->rev != NULL && !ta_sync_accepted (database, verdict->outgoing, verdict->rev, verdict->unsure, verdicts->now_ms, error))
        return FALSE;
      if (verdict->reason != NULL && !ta_sync_refused (database, verdict->outgoing, verdict->reason, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
save (Batch *batch, GPtrArray *list, GError **error)
{
  Verdicts verdicts = { list, ta_sync_engine_now (batch->engine) };

  return list->len == 0 || ta_sync_engine_run (batch->engine, save_verdicts, &verdicts, error);
}

static void
add_verdict (GPtrArray *list, const TaSyncOutgoing *outgoing, const char *rev, const char *reason, gboolean unsure)
{
  Verdict *verdict = g_new0 (Verdict, 1);

  verdict->outgoing = outgoing;
  verdict->rev = g_strdup (rev);
  verdict->reason = g_strdup (reason);
  verdict->unsure = unsure;
  g_ptr_array_add (list, verdict);
}

static gboolean
take_dirty (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Take *take = data;

  take->outgoing = ta_sync_take_dirty (database, take->limit, take->bytes, error);
  return take->outgoing != NULL;
}

static gboolean
refuse_one (Batch *batch, const TaSyncOutgoing *outgoing, const char *reason, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (verdict_free);

  add_verdict (list, outgoing, NULL, reason, FALSE);
  return save (batch, list, error);
}

static gboolean
seal (Batch *batch, GError **error)
{
  batch->envelopes = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < batch->outgoing->len; i++)
    {
      const TaSyncOutgoing *outgoing = g_ptr_array_index (batch->outgoing, i);
      g_autoptr (GError) failure = NULL;
      char *envelope = ta_sync_codec_seal (outgoing, batch->engine->keyring, &failure);

      g_ptr_array_add (batch->envelopes, envelope);
      if (envelope == NULL && !refuse_one (batch, outgoing, failure->message, error))
        return FALSE;
    }
  return TRUE;
}

/* Whether an error of one row says that the hub will never take it. Others pass. */
static gboolean
is_final (const char *word)
{
  static const char *const words[] = { "forbidden", "unauthorized", "doc_validation", "illegal_docid", "bad_request", "document_too_large", "too_large" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strcmp (word, words[i]) == 0)
      return TRUE;
  return FALSE;
}

static void
judge_result (Batch *batch, GPtrArray *list, const TaWireResult *result, const TaSyncOutgoing *outgoing, gboolean unsure)
{
  if (result->rev != NULL)
    add_verdict (list, outgoing, result->rev, NULL, unsure);
  else if (strcmp (result->error, "conflict") == 0)
    g_ptr_array_add (batch->refused, g_strdup (outgoing->name));
  else if (is_final (result->error))
    add_verdict (list, outgoing, NULL, result->reason != NULL ? result->reason : result->error, FALSE);
}

/* Of a document that the hub does not mention nothing is known: it stays as it was, noted as sent. */
static gboolean
judge (Batch *batch, GPtrArray *results, guint from, guint count, gboolean unsure, GError **error)
{
  g_autoptr (GHashTable) waiting = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (verdict_free);

  for (guint i = from; i < from + count; i++)
    {
      TaSyncOutgoing *outgoing = g_ptr_array_index (batch->outgoing, i);

      if (g_ptr_array_index (batch->envelopes, i) != NULL)
        g_hash_table_insert (waiting, outgoing->name, outgoing);
    }
  for (guint i = 0; i < results->len; i++)
    {
      const TaWireResult *result = g_ptr_array_index (results, i);
      const TaSyncOutgoing *outgoing = result->id != NULL ? g_hash_table_lookup (waiting, result->id) : NULL;

      if (outgoing == NULL)
        continue;
      g_hash_table_remove (waiting, outgoing->name);
      judge_result (batch, list, result, outgoing, unsure);
    }
  batch->engine->heard = batch->engine->heard || list->len > 0;
  return !ta_sync_engine_crashes (batch->engine, "answered", error) && save (batch, list, error) && !ta_sync_engine_crashes (batch->engine, "accepted", error);
}

static GPtrArray *
send (Batch *batch, guint from, guint count, gboolean *unsure, GError **error)
{
  g_autofree TaWirePut *puts = g_new0 (TaWirePut, count);
  guint n = 0;

  for (guint i = from; i < from + count; i++)
    {
      const TaSyncOutgoing *outgoing = g_ptr_array_index (batch->outgoing, i);

      if (g_ptr_array_index (batch->envelopes, i) == NULL)
        continue;
      puts[n++] = (TaWirePut) { outgoing->name, outgoing->rev, g_ptr_array_index (batch->envelopes, i) };
    }
  if (n == 0)
    return g_ptr_array_new ();
  return ta_hub_client_put (batch->engine->client, puts, n, unsure, batch->cancellable, error);
}

/* An answer that got lost, taken for a yes. */
static gboolean
assume_sent (Batch *batch, guint from, guint count, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (verdict_free);

  for (guint i = from; i < from + count; i++)
    {
      const TaSyncOutgoing *outgoing = g_ptr_array_index (batch->outgoing, i);

      add_verdict (list, outgoing, outgoing->rev != NULL ? outgoing->rev : "1-0", NULL, FALSE);
    }
  return save (batch, list, error);
}

/* Sends @count documents from @from on. A batch that is too large, or that has a document in it which the hub cannot take, is cut in halves
 * until it is known which one it is. */
static gboolean
send_part (Batch *batch, guint from, guint count, GError **error)
{
  GError *failure = NULL;
  gboolean unsure = FALSE;
  g_autoptr (GPtrArray) results = send (batch, from, count, &unsure, &failure);
  gboolean large = g_error_matches (failure, TA_SYNC_ERROR, TA_SYNC_ERROR_TOO_LARGE);
  gboolean wrong = large || g_error_matches (failure, TA_SYNC_ERROR, TA_SYNC_ERROR_REFUSED);
  g_autofree char *reason = failure != NULL ? g_strdup (failure->message) : NULL;

  if (results != NULL)
    return judge (batch, results, from, count, unsure, error);
  if (!wrong)
    {
      if (TA_SYNC_MUTANT == TA_MUTANT_ASSUME_SENT && !assume_sent (batch, from, count, NULL))
        g_debug ("not even that");
      g_propagate_error (error, failure);
      return FALSE;
    }
  g_clear_error (&failure);
  if (count == 1)
    return refuse_one (batch, g_ptr_array_index (batch->outgoing, from), reason, error);
  if (large)
    {
      batch->engine->batch_docs = MAX (batch->engine->batch_docs / 2, LEAST_DOCS);
      batch->engine->batch_bytes = MAX (batch->engine->batch_bytes / 2, 16384);
    }
  return send_part (batch, from, count / 2, error) && send_part (batch, from + count / 2, count - count / 2, error);
}

/* What the hub has ------------------------------------------------------------------------------------------------------------------------ */

static const TaSyncOutgoing *
find_outgoing (Batch *batch, const char *name, const char **envelope)
{
  for (guint i = 0; i < batch->outgoing->len; i++)
    {
      const TaSyncOutgoing *outgoing = g_ptr_array_index (batch->outgoing, i);

      if (strcmp (outgoing->name, name) == 0)
        {
          *envelope = g_ptr_array_index (batch->envelopes, i);
          return outgoing;
        }
    }
  return NULL;
}

/* Somebody deleted it there, or it is not there at all. Hubs differ in what a document is then to be sent upon: the tombstone (PouchDB), or
 * nothing (CouchDB). What was not tried is tried. @head: (nullable): the tombstone */
static gboolean
revive (Batch *batch, const char *name, const TaWireDoc *head, GError **error)
{
  const char *envelope = NULL;
  const TaSyncOutgoing *outgoing = find_outgoing (batch, name, &envelope);
  TaWirePut put = { name, outgoing->rev != NULL || head == NULL ? NULL : head->rev, envelope };
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (verdict_free);
  g_autoptr (GPtrArray) results = NULL;
  gboolean unsure = FALSE;

  results = ta_hub_client_put (batch->engine->client, &put, 1, &unsure, batch->cancellable, error);
  if (results == NULL)
    return FALSE;
  if (results->len == 1 && ((const TaWireResult *) g_ptr_array_index (results, 0))->rev != NULL)
    add_verdict (list, outgoing, ((const TaWireResult *) g_ptr_array_index (results, 0))->rev, NULL, unsure);
  return save (batch, list, error);
}

static TaWireDoc *
find_head (GPtrArray *heads, const char *name)
{
  for (guint i = 0; i < heads->len; i++)
    {
      TaWireDoc *head = g_ptr_array_index (heads, i);

      if (strcmp (head->id, name) == 0)
        return head;
    }
  return NULL;
}

/* Others were first: what they wrote is fetched and joined, and the outcome goes there next. */
static gboolean
join_heads (Batch *batch, GError **error)
{
  g_autoptr (GPtrArray) heads = ta_hub_client_get (batch->engine->client, (const char *const *) batch->refused->pdata, NULL, batch->refused->len, batch->cancellable, error);
  g_autoptr (GPtrArray) live = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_wire_doc_free);

  if (heads == NULL)
    return FALSE;
  for (guint i = 0; i < batch->refused->len; i++)
    {
      const char *name = g_ptr_array_index (batch->refused, i);
      const TaWireDoc *head = find_head (heads, name);

      if ((head == NULL || head->deleted) && !revive (batch, name, head, error))
        return FALSE;
    }
  for (guint i = heads->len; i > 0; i--)
    if (!((const TaWireDoc *) g_ptr_array_index (heads, i - 1))->deleted)
      g_ptr_array_add (live, g_ptr_array_steal_index (heads, i - 1));
  return live->len == 0 || ta_sync_engine_apply (batch->engine, live, FALSE, NULL, batch->cancellable, error);
}

static gboolean
send_batch (Batch *batch, GError **error)
{
  if (ta_sync_engine_crashes (batch->engine, "taken", error) || !seal (batch, error))
    return FALSE;
  if (!send_part (batch, 0, batch->outgoing->len, error))
    return FALSE;
  return batch->refused->len == 0 || join_heads (batch, error);
}

static gboolean
push_batch (TaSyncEngine *engine, guint *sent, gboolean *again, GCancellable *cancellable, GError **error)
{
  Take take = { NULL, engine->batch_docs, engine->batch_bytes };
  Batch batch = { .engine = engine, .cancellable = cancellable };
  gboolean done;

  if (!ta_sync_engine_run (engine, take_dirty, &take, error))
    {
      g_clear_pointer (&take.outgoing, g_ptr_array_unref);
      return FALSE;
    }
  batch.outgoing = take.outgoing;
  batch.refused = g_ptr_array_new_with_free_func (g_free);
  *sent = take.outgoing->len;
  done = *sent == 0 || send_batch (&batch, error);
  *again = *again || batch.refused->len > 0;
  g_ptr_array_unref (batch.outgoing);
  g_clear_pointer (&batch.envelopes, g_ptr_array_unref);
  g_ptr_array_unref (batch.refused);
  return done;
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
  int left = counts != NULL ? counts->to_send : 0;

  *again = FALSE;
  if (counts == NULL)
    return FALSE;
  while (left > 0)
    {
      guint sent = 0;

      if (!push_batch (engine, &sent, again, cancellable, error))
        return FALSE;
      left = sent > 0 ? left - (int) sent : 0;
    }
  return TRUE;
}
