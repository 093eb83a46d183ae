/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-sync-batch.h"

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

/* What the hub says of some documents. */
typedef struct
{
  GPtrArray *results; /* (nullable): of TaWireResult; %NULL with an error */
  gboolean unsure;
  GError *error;
} Answer;

struct _TaSyncBatch
{
  TaSyncEngine *engine;
  GPtrArray *outgoing;  /* of TaSyncOutgoing */
  GPtrArray *envelopes; /* of char*, beside them; %NULL: it cannot be sealed */
  GPtrArray *reasons;   /* of char*, beside them; (nullable): why not */
  GPtrArray *refused;   /* names of what the hub has another version of */
  GCancellable *cancellable;
  GThread *thread; /* (nullable): which alone speaks with the hub until it is waited for */
  Answer answer;
};

static void
answer_clear (Answer *answer)
{
  g_clear_pointer (&answer->results, g_ptr_array_unref);
  g_clear_error (&answer->error);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Answer, answer_clear)

TaSyncBatch *
ta_sync_batch_new (TaSyncEngine *engine, GPtrArray *outgoing, GCancellable *cancellable)
{
  TaSyncBatch *batch = g_new0 (TaSyncBatch, 1);

  batch->engine = engine;
  batch->outgoing = outgoing;
  batch->envelopes = g_ptr_array_new_with_free_func (g_free);
  batch->reasons = g_ptr_array_new_with_free_func (g_free);
  batch->refused = g_ptr_array_new_with_free_func (g_free);
  batch->cancellable = cancellable;
  return batch;
}

static void
batch_wait (TaSyncBatch *batch)
{
  if (batch->thread != NULL)
    g_thread_join (g_steal_pointer (&batch->thread));
}

void
ta_sync_batch_free (TaSyncBatch *batch)
{
  batch_wait (batch);
  answer_clear (&batch->answer);
  g_ptr_array_unref (batch->outgoing);
  g_ptr_array_unref (batch->envelopes);
  g_ptr_array_unref (batch->reasons);
  g_ptr_array_unref (batch->refused);
  g_free (batch);
}

guint
ta_sync_batch_get_count (const TaSyncBatch *batch)
{
  return batch->outgoing->len;
}

const TaSyncOutgoing *
ta_sync_batch_get_last (const TaSyncBatch *batch)
{
  return batch->outgoing->pdata[batch->outgoing->len - 1];
}

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
  const TaSyncOutgoing *last = NULL;

  for (guint i = 0; i < verdicts->accepted->len; i++)
    {
      const Verdict *verdict = g_ptr_array_index (verdicts->accepted, i);

      if (verdict->rev != NULL && !ta_sync_accepted (database, verdict->outgoing, verdict->rev, verdict->unsure, verdicts->now_ms, error))
        return FALSE;
      if (verdict->reason != NULL && !ta_sync_refused (database, verdict->outgoing, verdict->reason, error))
        return FALSE;
      last = verdict->rev != NULL ? verdict->outgoing : last;
    }
  /* Who takes a lost answer for a yes has no such second look either. */
  return last == NULL || TA_SYNC_MUTANT == TA_MUTANT_ASSUME_SENT || ta_sync_note_last (database, last, error);
}

static gboolean
save (TaSyncBatch *batch, GPtrArray *list, GError **error)
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
refuse_one (TaSyncBatch *batch, const TaSyncOutgoing *outgoing, const char *reason, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (verdict_free);

  add_verdict (list, outgoing, NULL, reason, FALSE);
  return save (batch, list, error);
}

static void
seal (TaSyncBatch *batch)
{
  for (guint i = 0; i < batch->outgoing->len; i++)
    {
      g_autoptr (GError) failure = NULL;

      g_ptr_array_add (batch->envelopes, ta_sync_codec_seal (batch->outgoing->pdata[i], batch->engine->keyring, &failure));
      g_ptr_array_add (batch->reasons, failure != NULL ? g_strdup (failure->message) : NULL);
    }
}

static gboolean
refuse_unsealed (TaSyncBatch *batch, GError **error)
{
  for (guint i = 0; i < batch->outgoing->len; i++)
    if (batch->envelopes->pdata[i] == NULL && !refuse_one (batch, batch->outgoing->pdata[i], batch->reasons->pdata[i], error))
      return FALSE;
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
judge_result (TaSyncBatch *batch, GPtrArray *list, const TaWireResult *result, const TaSyncOutgoing *outgoing, gboolean unsure)
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
judge (TaSyncBatch *batch, GPtrArray *results, guint from, guint count, gboolean unsure, GError **error)
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

static void
ask (TaSyncBatch *batch, guint from, guint count, Answer *answer)
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
    answer->results = g_ptr_array_new ();
  else
    answer->results = ta_hub_client_put (batch->engine->client, puts, n, &answer->unsure, batch->cancellable, &answer->error);
}

/* An answer that got lost, taken for a yes. */
static gboolean
assume_sent (TaSyncBatch *batch, guint from, guint count, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (verdict_free);

  for (guint i = from; i < from + count; i++)
    {
      const TaSyncOutgoing *outgoing = g_ptr_array_index (batch->outgoing, i);
      guint64 number = outgoing->rev != NULL ? g_ascii_strtoull (outgoing->rev, NULL, 10) : 0;
      g_autofree char *rev = g_strdup_printf ("%" G_GUINT64_FORMAT "-0", number + 1);

      add_verdict (list, outgoing, rev, NULL, FALSE);
    }
  return save (batch, list, error);
}

static gboolean send_part (TaSyncBatch *batch, guint from, guint count, GError **error);

/* The error is none of one document or of the batch's size. */
static gboolean
give_up (TaSyncBatch *batch, guint from, guint count, Answer *answer, GError **error)
{
  if (TA_SYNC_MUTANT == TA_MUTANT_ASSUME_SENT && !assume_sent (batch, from, count, NULL))
    g_debug ("not even that");
  g_propagate_error (error, g_steal_pointer (&answer->error));
  return FALSE;
}

/* A batch that is too large, or that has a document in it which the hub cannot take, is cut in halves until it is known which one it is. */
static gboolean
take_answer (TaSyncBatch *batch, guint from, guint count, Answer *answer, GError **error)
{
  gboolean large = g_error_matches (answer->error, TA_SYNC_ERROR, TA_SYNC_ERROR_TOO_LARGE);

  if (answer->results != NULL)
    return judge (batch, answer->results, from, count, answer->unsure, error);
  if (!large && !g_error_matches (answer->error, TA_SYNC_ERROR, TA_SYNC_ERROR_REFUSED))
    return give_up (batch, from, count, answer, error);
  if (count == 1)
    return refuse_one (batch, g_ptr_array_index (batch->outgoing, from), answer->error->message, error);
  if (large)
    {
      batch->engine->batch_docs = MAX (batch->engine->batch_docs / 2, LEAST_DOCS);
      batch->engine->batch_bytes = MAX (batch->engine->batch_bytes / 2, 16384);
    }
  return send_part (batch, from, count / 2, error) && send_part (batch, from + count / 2, count - count / 2, error);
}

/* Sends @count documents from @from on. */
static gboolean
send_part (TaSyncBatch *batch, guint from, guint count, GError **error)
{
  g_auto (Answer) answer = { 0 };

  ask (batch, from, count, &answer);
  return take_answer (batch, from, count, &answer, error);
}

/* What the hub has ------------------------------------------------------------------------------------------------------------------------ */

static const TaSyncOutgoing *
find_outgoing (TaSyncBatch *batch, const char *name, const char **envelope)
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
revive (TaSyncBatch *batch, const char *name, const TaWireDoc *head, GError **error)
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
join_heads (TaSyncBatch *batch, GError **error)
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

/* All of it ----------------------------------------------------------------------------------------------------------------------------- */

static gpointer
run_batch (gpointer data)
{
  TaSyncBatch *batch = data;

  seal (batch);
  ask (batch, 0, batch->outgoing->len, &batch->answer);
  return NULL;
}

void
ta_sync_batch_launch (TaSyncBatch *batch, gboolean aside)
{
  if (aside)
    batch->thread = g_thread_new ("sync-send", run_batch, batch);
  else
    run_batch (batch);
}

gboolean
ta_sync_batch_is_smooth (TaSyncBatch *batch)
{
  batch_wait (batch);
  if (batch->answer.results == NULL)
    return FALSE;
  for (guint i = 0; i < batch->answer.results->len; i++)
    {
      const TaWireResult *result = g_ptr_array_index (batch->answer.results, i);

      if (result->rev == NULL && strcmp (result->error, "conflict") == 0)
        return FALSE;
    }
  return TRUE;
}

gboolean
ta_sync_batch_land (TaSyncBatch *batch, gboolean *joined, GError **error)
{
  batch_wait (batch);
  if (!refuse_unsealed (batch, error) || !take_answer (batch, 0, batch->outgoing->len, &batch->answer, error))
    return FALSE;
  *joined = *joined || batch->refused->len > 0;
  return batch->refused->len == 0 || join_heads (batch, error);
}
