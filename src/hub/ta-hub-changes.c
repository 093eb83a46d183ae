/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-hub-changes.h"

#include "ta-hub-doc.h"

#include <string.h>

#define LONGEST_WAIT 60000
#define SHORTEST_BEAT 50

static void
append_rev (GString *out, const TaHubLeaf *leaf, gboolean first)
{
  g_string_append (out, first ? "{\"rev\":\"" : ",{\"rev\":\"");
  ta_hub_rev_append (out, leaf->n, leaf->revs);
  g_string_append (out, "\"}");
}

static void
append_seq (TaHubCall *call, TaHubChanges *self, gint64 seq, GString *out)
{
  g_autofree char *text = ta_hub_pod_format_seq (call->pod, seq);

  g_string_append (out, self->rows > 0 ? ",\n{\"seq\":" : "{\"seq\":");
  self->rows++;
  if (self->interval > 1 && self->rows % self->interval != 0)
    g_string_append (out, "null");
  else
    g_string_append_printf (out, "\"%s\"", text);
}

static gboolean
append_row (TaHubCall *call, TaHubChanges *self, TaHubStatement *row, GString *out, GError **error)
{
  TaHubLeaf leaf = { .key = ta_hub_statement_int (row, 0) };
  g_autofree char *id = ta_hub_statement_dup_text (row, 4);
  g_autoptr (GArray) others = ta_hub_doc_leaves (call->hub->base, call->hub->leaves && (self->all_leaves || self->conflicts), leaf.key, error);

  if (others == NULL)
    return FALSE;
  ta_hub_leaf_read (&leaf, row, 1);
  append_seq (call, self, ta_hub_statement_int (row, 5), out);
  g_string_append (out, ",\"id\":");
  ta_hub_json_append_string (out, id);
  g_string_append (out, ",\"changes\":[");
  append_rev (out, &leaf, TRUE);
  for (guint i = 0; self->all_leaves && i < others->len; i++)
    append_rev (out, &g_array_index (others, TaHubLeaf, i), FALSE);
  g_string_append_c (out, ']');
  if (leaf.deleted)
    g_string_append (out, ",\"deleted\":true");
  if (self->bodies)
    {
      g_string_append (out, ",\"doc\":");
      ta_hub_doc_append (out, id, &leaf, ta_hub_statement_span (row, 6), FALSE, self->conflicts ? others : NULL);
    }
  g_string_append_c (out, '}');
  return TRUE;
}

static gboolean
append_end (TaHubCall *call, TaHubChanges *self, GString *out, GError **error)
{
  g_autofree char *last = ta_hub_pod_format_seq (call->pod, self->after);
  gint64 pending = ta_hub_doc_table_count_after (call->hub->base, call->pod, self->after, error);

  if (pending < 0)
    return FALSE;
  g_string_append_printf (out, "%s],\n\"last_seq\":\"%s\",\"pending\":%" G_GINT64_FORMAT "}", self->rows > 0 ? "\n" : "", last, pending);
  return TRUE;
}

gboolean
ta_hub_changes_next (TaHubCall *call, gpointer state, GString *out, gboolean *more, GError **error)
{
  TaHubChanges *self = state;
  g_autoptr (TaHubStatement) rows = ta_hub_doc_table_changes (call->hub->base, call->pod, self->after, self->until, self->bodies);
  TaHubStep step = TA_HUB_STEP_ROW;

  if (self->head)
    g_string_append (out, "{\"results\":[\n");
  self->head = FALSE;
  while (self->left != 0 && out->len < TA_HUB_PIECE && (step = ta_hub_statement_step (rows, error)) == TA_HUB_STEP_ROW)
    {
      if (!append_row (call, self, rows, out, error))
        return FALSE;
      self->after = ta_hub_statement_int (rows, 5);
      if (self->left > 0)
        self->left--;
    }
  if (step == TA_HUB_STEP_ERROR)
    return FALSE;
  /* Nothing is left up to there, and whatever comes later is beyond. */
  if (step == TA_HUB_STEP_DONE)
    self->after = self->until;
  *more = step == TA_HUB_STEP_ROW && self->left != 0;
  return *more || append_end (call, self, out, error);
}

/* The request ---------------------------------------------------------------------------------------------------------------------- */

static gint64
parse_since (TaHubCall *call)
{
  const char *since = ta_hub_call_get (call, "since");

  if (since == NULL)
    return 0;
  if (strcmp (since, "now") == 0)
    return call->pod->seq;
  return ta_hub_pod_parse_seq (call->pod, since);
}

static gboolean
parse (TaHubCall *call, TaHubChanges *self)
{
  if (!ta_hub_call_get_number (call, "limit", -1, &self->left) || !ta_hub_call_get_number (call, "seq_interval", 1, &self->interval))
    return FALSE;
  /* As CouchDB. */
  if (self->left == 0)
    self->left = 1;
  self->after = parse_since (call);
  self->until = call->pod->seq;
  self->bodies = ta_hub_call_is_true (call, "include_docs");
  self->conflicts = ta_hub_call_is_true (call, "conflicts");
  self->all_leaves = g_strcmp0 (ta_hub_call_get (call, "style"), "all_docs") == 0;
  self->head = TRUE;
  return TRUE;
}

static gboolean
check_feed (TaHubCall *call, const char *feed)
{
  if (feed != NULL && strcmp (feed, "normal") != 0 && strcmp (feed, "longpoll") != 0)
    ta_hub_reply_bad (call, "This feed is not supported");
  else if (ta_hub_call_get (call, "filter") != NULL || ta_hub_call_is_true (call, "descending"))
    ta_hub_reply_bad (call, "Filters are not supported");
  else
    return TRUE;
  return FALSE;
}

/* With a heartbeat there is no end to the waiting. */
static gboolean
parse_waiting (TaHubCall *call, gint64 *timeout, gint64 *heartbeat)
{
  const char *beat = ta_hub_call_get (call, "heartbeat");

  *heartbeat = 0;
  if (g_strcmp0 (beat, "true") == 0)
    *heartbeat = LONGEST_WAIT;
  else if (g_strcmp0 (beat, "false") != 0 && !ta_hub_call_get_number (call, "heartbeat", 0, heartbeat))
    return FALSE;
  if (!ta_hub_call_get_number (call, "timeout", LONGEST_WAIT, timeout))
    return FALSE;
  *timeout = MIN (*timeout, LONGEST_WAIT);
  if (*heartbeat > 0)
    *heartbeat = CLAMP (*heartbeat, SHORTEST_BEAT, LONGEST_WAIT);
  return TRUE;
}

void
ta_hub_run_changes (TaHubCall *call)
{
  const char *feed = ta_hub_call_get (call, "feed");
  TaHubChanges changes = { 0 };
  gint64 timeout, heartbeat;

  if (!check_feed (call, feed) || !parse (call, &changes) || !parse_waiting (call, &timeout, &heartbeat))
    return;
  if (call->method == TA_HUB_HEAD)
    ta_hub_reply_ok (call, SOUP_STATUS_OK);
  else if (g_strcmp0 (feed, "longpoll") != 0 || changes.after < changes.until)
    ta_hub_stream (call, ta_hub_changes_next, g_memdup2 (&changes, sizeof changes), g_free);
  else if (ta_hub_poll_is_one_too_many (call))
    ta_hub_reply_too_many (call, 5);
  else
    ta_hub_poll_start (call, &changes, timeout, heartbeat);
}
