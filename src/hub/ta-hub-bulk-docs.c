/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-hub-private.h"

#include "ta-hub-switches.h"
#include "ta-hub-write.h"

#define MOST_EDITS 10000

static gboolean
fail (TaHubEditFault *fault, guint status, const char *error, const char *reason)
{
  *fault = (TaHubEditFault) { status, error, g_strdup (reason) };
  return FALSE;
}

/* What a _bulk_docs request says. */
typedef struct
{
  GPtrArray *edits;    /* of TaHubEdit */
  gboolean replicated; /* "new_edits": false */
} Batch;

/* One bad document refuses them all. */
static gboolean
parse_edits (TaHubSpan docs, gsize most, Batch *batch, TaHubEditFault *fault)
{
  TaHubJsonWalk walk = ta_hub_json_walk (docs);
  TaHubSpan text;

  while (ta_hub_json_next_element (&walk, &text))
    {
      TaHubEdit *edit = NULL;
      TaHubLeaf history;

      if (batch->edits->len == MOST_EDITS)
        return fail (fault, SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE, "too_large", "the request entity is too large");
      edit = ta_hub_edit_parse (text, most, fault);
      if (edit == NULL)
        return FALSE;
      g_ptr_array_add (batch->edits, edit);
      if (batch->replicated && !ta_hub_edit_get_history (edit, &history))
        return fail (fault, SOUP_STATUS_BAD_REQUEST, "bad_request", "Invalid rev format");
    }
  return TRUE;
}

static gboolean
parse (TaHubSpan object, gsize most, Batch *batch, TaHubEditFault *fault)
{
  TaHubSpan docs, mode;

  if (!ta_hub_json_find (object, "docs", &docs))
    return fail (fault, SOUP_STATUS_BAD_REQUEST, "bad_request", "POST body must include `docs` parameter.");
  if (!ta_hub_json_is_array (docs))
    return fail (fault, SOUP_STATUS_BAD_REQUEST, "bad_request", "`docs` parameter must be an array.");
  batch->replicated = ta_hub_json_find (object, "new_edits", &mode) && ta_hub_json_is (mode, "false");
  return parse_edits (docs, most, batch, fault);
}

static void
append_result (GString *out, const TaHubEdit *edit, TaHubWrite written, const TaHubRev *rev)
{
  g_string_append (out, out->len > 1 ? "," : "");
  g_string_append (out, written == TA_HUB_WRITE_DONE ? "{\"ok\":true,\"id\":" : "{\"id\":");
  ta_hub_json_append_string (out, edit->id);
  if (written == TA_HUB_WRITE_DONE)
    {
      g_string_append (out, ",\"rev\":\"");
      ta_hub_rev_append (out, rev->n, rev->id);
      g_string_append (out, "\"}");
    }
  else
    g_string_append (out, ",\"error\":\"conflict\",\"reason\":\"Document update conflict.\"}");
}

static TaHubWrite
write_one (TaHub *hub, TaHubWriter *writer, const Batch *batch, const TaHubEdit *edit, GString *out, guint *status, GError **error)
{
  TaHubRev rev = { 0 };
  TaHubWrite written;

  /* A replicator is told of failures alone. */
  if (batch->replicated)
    return ta_hub_write_replica (writer, edit, error);
  written = ta_hub_switches_write (hub, writer, edit, &rev, status, error);
  if (written != TA_HUB_WRITE_FAILED)
    append_result (out, edit, written, &rev);
  return written;
}

static gboolean
write_all (TaHub *hub, TaHubPod *pod, const Batch *batch, GString *out, guint *status, GError **error)
{
  g_autoptr (GString) body = g_string_new (NULL);
  TaHubWriter writer = { .base = hub->base, .pod = pod, .leaves = hub->leaves, .body = body };

  for (guint i = 0; i < batch->edits->len; i++)
    if (write_one (hub, &writer, batch, g_ptr_array_index (batch->edits, i), out, status, error) == TA_HUB_WRITE_FAILED)
      return FALSE;
  hub->leaves = writer.leaves;
  return ta_hub_pod_table_save (hub->base, pod, error);
}

/* All in one transaction, which is on the disk before the answer goes out. */
static gboolean
transact (TaHub *hub, gint64 id, const Batch *batch, GString *out, guint *status, GError **error)
{
  g_autoptr (TaHubPod) pod = NULL;

  if (!ta_hub_base_begin (hub->base, error))
    return FALSE;
  /* Another program may have the file too: its counters are those within the transaction. */
  pod = ta_hub_pod_table_get (hub->base, id, error);
  if (pod != NULL && write_all (hub, pod, batch, out, status, error))
    return ta_hub_base_commit (hub->base, error);
  if (pod == NULL && *error == NULL)
    g_set_error_literal (error, TA_HUB_ERROR, TA_HUB_ERROR_NOT_FOUND, "The database has gone");
  ta_hub_base_rollback (hub->base);
  return FALSE;
}

void
ta_hub_run_bulk_docs (TaHubCall *call)
{
  g_autoptr (GBytes) body = ta_hub_call_dup_body (call);
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_hub_edit_free);
  g_autoptr (GString) out = g_string_new ("[");
  g_autoptr (GError) error = NULL;
  Batch batch = { .edits = edits };
  TaHubEditFault fault = { 0 };
  guint status = SOUP_STATUS_CREATED;
  TaHubSpan object;

  if (!ta_hub_call_parse (call, body, &object))
    return;
  if (!parse (object, call->hub->options.most_document, &batch, &fault))
    {
      ta_hub_reply_error (call, fault.status, fault.error, fault.reason);
      g_free (fault.reason);
      return;
    }
  if (edits->len > 0 && !transact (call->hub, call->pod->id, &batch, out, &status, &error))
    {
      ta_hub_reply_failure (call, error);
      return;
    }
  g_string_append_c (out, ']');
  ta_hub_reply_json (call, status, g_steal_pointer (&out));
  ta_hub_polls_wake (call->hub, call->pod->id);
}

void
ta_hub_write_again (TaHub *hub, gint64 pod, GBytes *body)
{
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_hub_edit_free);
  g_autoptr (GString) out = g_string_new ("[");
  g_autoptr (GError) error = NULL;
  Batch batch = { .edits = edits };
  TaHubEditFault fault = { 0 };
  guint status = SOUP_STATUS_CREATED;
  gsize size = 0;
  const char *text = g_bytes_get_data (body, &size);

  if (ta_hub_json_check (text, size) && parse (ta_hub_json_value (text, size), hub->options.most_document, &batch, &fault)
      && !transact (hub, pod, &batch, out, &status, &error))
    g_printerr ("%s\n", error->message);
  g_free (fault.reason);
  ta_hub_polls_wake (hub, pod);
}
