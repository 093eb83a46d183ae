/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-hub-doc.h"
#include "ta-hub-private.h"

#include <string.h>

/* What is asked of _all_docs, and how far its answer has come. */
typedef struct
{
  char *from;
  gboolean inclusive;
  char *until; /* (nullable) */
  gint64 left; /* rows; -1: any number */
  gint64 rows;
  gboolean bodies;
  gboolean conflicts;
  gboolean head; /* is yet to be written */
} AllDocs;

static void
all_docs_free (gpointer data)
{
  AllDocs *self = data;

  g_free (self->from);
  g_free (self->until);
  g_free (self);
}

static gboolean
append_row (TaHubCall *call, AllDocs *self, TaHubStatement *row, const char *id, GString *out, GError **error)
{
  TaHubLeaf leaf = { .key = ta_hub_statement_int (row, 0) };
  g_autoptr (GArray) others = ta_hub_doc_leaves (call->hub->base, call->hub->leaves && self->conflicts, leaf.key, error);

  if (others == NULL)
    return FALSE;
  ta_hub_leaf_read (&leaf, row, 1);
  g_string_append (out, self->rows++ > 0 ? ",\n{\"id\":" : "{\"id\":");
  ta_hub_json_append_string (out, id);
  g_string_append (out, ",\"key\":");
  ta_hub_json_append_string (out, id);
  g_string_append (out, ",\"value\":{\"rev\":\"");
  ta_hub_rev_append (out, leaf.n, leaf.revs);
  g_string_append (out, "\"}");
  if (self->bodies)
    {
      g_string_append (out, ",\"doc\":");
      ta_hub_doc_append (out, id, &leaf, ta_hub_statement_span (row, 6), FALSE, self->conflicts ? others : NULL);
    }
  g_string_append_c (out, '}');
  return TRUE;
}

static gboolean
next (TaHubCall *call, gpointer state, GString *out, gboolean *more, GError **error)
{
  AllDocs *self = state;
  g_autofree char *from = g_strdup (self->from);
  g_autoptr (TaHubStatement) rows = ta_hub_doc_table_by_id (call->hub->base, call->pod, from, self->inclusive, self->bodies);
  TaHubStep step = TA_HUB_STEP_ROW;

  if (self->head)
    g_string_append_printf (out, "{\"total_rows\":%" G_GINT64_FORMAT ",\"offset\":%s,\"rows\":[\n", call->pod->docs,
                            *self->from == '\0' ? "0" : "null");
  self->head = FALSE;
  while (self->left != 0 && out->len < TA_HUB_PIECE && (step = ta_hub_statement_step (rows, error)) == TA_HUB_STEP_ROW)
    {
      g_autofree char *id = ta_hub_statement_dup_text (rows, 4);

      if (self->until != NULL && strcmp (id, self->until) > 0)
        {
          step = TA_HUB_STEP_DONE;
          break;
        }
      if (!append_row (call, self, rows, id, out, error))
        return FALSE;
      g_free (self->from);
      self->from = g_steal_pointer (&id);
      self->inclusive = FALSE;
      if (self->left > 0)
        self->left--;
    }
  if (step == TA_HUB_STEP_ERROR)
    return FALSE;
  *more = step == TA_HUB_STEP_ROW && self->left != 0;
  if (!*more)
    g_string_append (out, "\n]}");
  return TRUE;
}

/* Keys are JSON strings: startkey="abc". %FALSE, and 400 answered, for anything else. */
static gboolean
parse_key (TaHubCall *call, const char *name, const char *other, char **key)
{
  const char *text = ta_hub_call_get (call, name);

  if (text == NULL)
    text = ta_hub_call_get (call, other);
  if (text == NULL)
    return TRUE;
  if (ta_hub_json_check (text, strlen (text)))
    *key = ta_hub_json_dup_string (ta_hub_json_value (text, strlen (text)));
  if (*key == NULL)
    ta_hub_reply_error (call, SOUP_STATUS_BAD_REQUEST, "query_parse_error", "A key is not a JSON string.");
  return *key != NULL;
}

void
ta_hub_run_all_docs (TaHubCall *call)
{
  AllDocs *self = g_new0 (AllDocs, 1);

  if (!ta_hub_call_get_number (call, "limit", -1, &self->left) || !parse_key (call, "startkey", "start_key", &self->from)
      || !parse_key (call, "endkey", "end_key", &self->until))
    {
      all_docs_free (self);
      return;
    }
  if (self->from == NULL)
    self->from = g_strdup ("");
  self->inclusive = TRUE;
  self->bodies = ta_hub_call_is_true (call, "include_docs");
  self->conflicts = ta_hub_call_is_true (call, "conflicts");
  self->head = TRUE;
  if (call->method != TA_HUB_HEAD)
    {
      ta_hub_stream (call, next, self, all_docs_free);
      return;
    }
  all_docs_free (self);
  ta_hub_reply_ok (call, SOUP_STATUS_OK);
}
