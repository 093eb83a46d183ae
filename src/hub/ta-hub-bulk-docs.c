/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-hub-private.h"

#include "ta-hub-switches.h"
#include "ta-hub-write.h"

#define MOST_EDITS 10000

static void
answer_fault (TaHubCall *call, TaHubEditFault *fault)
{
  ta_hub_reply_error (call, fault->status, fault->error, fault->reason);
  g_free (fault->reason);
}

/* One bad document refuses them all. (transfer full) (nullable) */
static GPtrArray *
parse_edits (TaHubCall *call, TaHubSpan docs)
{
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_hub_edit_free);
  TaHubJsonWalk walk = ta_hub_json_walk (docs);
  TaHubEditFault fault = { 0 };
  TaHubSpan text;

  while (ta_hub_json_next_element (&walk, &text))
    {
      TaHubEdit *edit = NULL;

      if (edits->len == MOST_EDITS)
        {
          ta_hub_reply_error (call, SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE, "too_large", "the request entity is too large");
          return NULL;
        }
      edit = ta_hub_edit_parse (text, call->hub->options.most_document, &fault);
      if (edit == NULL)
        {
          answer_fault (call, &fault);
          return NULL;
        }
      g_ptr_array_add (edits, edit);
    }
  return g_steal_pointer (&edits);
}

static GPtrArray *
parse (TaHubCall *call, GBytes *body)
{
  TaHubSpan object, docs, mode;

  if (!ta_hub_call_parse (call, body, &object))
    return NULL;
  if (!ta_hub_json_find (object, "docs", &docs))
    ta_hub_reply_bad (call, "POST body must include `docs` parameter.");
  else if (!ta_hub_json_is_array (docs))
    ta_hub_reply_bad (call, "`docs` parameter must be an array.");
  else if (ta_hub_json_find (object, "new_edits", &mode) && ta_hub_json_is (mode, "false"))
    ta_hub_reply_bad (call, "new_edits=false is not supported by this hub.");
  else
    return parse_edits (call, docs);
  return NULL;
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

static gboolean
write_all (TaHubCall *call, GPtrArray *edits, GString *out, guint *status, GError **error)
{
  g_autoptr (GString) body = g_string_new (NULL);
  TaHubWriter writer = { call->hub->base, call->pod, call->hub->leaves, FALSE, body };

  for (guint i = 0; i < edits->len; i++)
    {
      const TaHubEdit *edit = g_ptr_array_index (edits, i);
      TaHubRev rev = { 0 };
      TaHubWrite written = ta_hub_switches_write (call->hub, &writer, edit, &rev, status, error);

      if (written == TA_HUB_WRITE_FAILED)
        return FALSE;
      append_result (out, edit, written, &rev);
    }
  call->hub->leaves = writer.leaves;
  return ta_hub_pod_table_save (call->hub->base, call->pod, error);
}

/* All in one transaction, which is on the disk before the answer goes out. */
static gboolean
transact (TaHubCall *call, GPtrArray *edits, GString *out, guint *status, GError **error)
{
  g_autoptr (TaHubPod) pod = NULL;

  if (!ta_hub_base_begin (call->hub->base, error))
    return FALSE;
  /* Another program may have the file too: its counters are those within the transaction. */
  pod = ta_hub_pod_table_get (call->hub->base, call->pod->id, error);
  if (pod != NULL)
    {
      ta_hub_pod_free (call->pod);
      call->pod = g_steal_pointer (&pod);
      if (write_all (call, edits, out, status, error))
        return ta_hub_base_commit (call->hub->base, error);
    }
  ta_hub_base_rollback (call->hub->base);
  return FALSE;
}

void
ta_hub_run_bulk_docs (TaHubCall *call)
{
  g_autoptr (GBytes) body = ta_hub_call_dup_body (call);
  g_autoptr (GPtrArray) edits = parse (call, body);
  g_autoptr (GString) out = g_string_new ("[");
  g_autoptr (GError) error = NULL;
  guint status = SOUP_STATUS_CREATED;

  if (edits == NULL)
    return;
  if (edits->len > 0 && !transact (call, edits, out, &status, &error))
    {
      if (error == NULL)
        g_set_error_literal (&error, TA_HUB_ERROR, TA_HUB_ERROR_FAILED, "The database has gone");
      ta_hub_reply_failure (call, error);
      return;
    }
  g_string_append_c (out, ']');
  ta_hub_reply_json (call, status, g_steal_pointer (&out));
  ta_hub_polls_wake (call->hub, call->pod->id);
}
