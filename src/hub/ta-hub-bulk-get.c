/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-hub-doc.h"
#include "ta-hub-private.h"

#define MOST_WANTED 10000

typedef struct
{
  char *id;
  char *rev; /* (nullable) */
} Wanted;

typedef struct
{
  GArray *wanted; /* of Wanted */
  guint done;
  gboolean revisions;
  gboolean latest;
} BulkGet;

static void
wanted_clear (gpointer data)
{
  Wanted *wanted = data;

  g_free (wanted->id);
  g_free (wanted->rev);
}

static void
bulk_get_free (gpointer data)
{
  BulkGet *self = data;

  g_array_unref (self->wanted);
  g_free (self);
}

static void
append_doc (TaHubCall *call, BulkGet *self, const char *id, const TaHubLeaf *leaf, TaHubStatement *body, GString *out)
{
  if (out->str[out->len - 1] == '}')
    g_string_append_c (out, ',');
  g_string_append (out, "{\"ok\":");
  ta_hub_doc_append (out, id, leaf, ta_hub_statement_span (body, 0), self->revisions, NULL);
  g_string_append_c (out, '}');
}

static void
append_missing (const Wanted *wanted, GString *out)
{
  g_string_append (out, "{\"error\":{\"id\":");
  ta_hub_json_append_string (out, wanted->id);
  g_string_append (out, ",\"rev\":");
  ta_hub_json_append_string (out, wanted->rev != NULL ? wanted->rev : "undefined");
  g_string_append (out, ",\"error\":\"not_found\",\"reason\":\"missing\"}}");
}

static gboolean
is_wanted (BulkGet *self, const Wanted *wanted, const TaHubLeaf *leaf)
{
  TaHubRev rev;

  return ta_hub_rev_parse (wanted->rev, &rev) && (ta_hub_leaf_is (leaf, &rev) || (self->latest && ta_hub_leaf_descends (leaf, &rev)));
}

/* The winner where no revision is named, else each leaf that is it (or, with latest, descends from it). */
static gboolean
append_leaves (TaHubCall *call, BulkGet *self, const Wanted *wanted, const TaHubLeaf *head, GString *out, GError **error)
{
  TaHubBase *base = call->hub->base;
  g_autoptr (GArray) leaves = ta_hub_doc_leaves (base, call->hub->leaves && wanted->rev != NULL, head->key, error);

  if (leaves == NULL)
    return FALSE;
  if (wanted->rev == NULL || is_wanted (self, wanted, head))
    {
      g_autoptr (TaHubStatement) body = ta_hub_doc_table_body (base, head->key, error);

      if (body == NULL)
        return FALSE;
      append_doc (call, self, wanted->id, head, body, out);
    }
  for (guint i = 0; i < leaves->len; i++)
    {
      const TaHubLeaf *leaf = &g_array_index (leaves, TaHubLeaf, i);
      g_autoptr (TaHubStatement) body = NULL;

      if (!is_wanted (self, wanted, leaf))
        continue;
      body = ta_hub_leaf_table_body (base, leaf->key, error);
      if (body == NULL)
        return FALSE;
      append_doc (call, self, wanted->id, leaf, body, out);
    }
  return TRUE;
}

static gboolean
append_wanted (TaHubCall *call, BulkGet *self, const Wanted *wanted, GString *out, GError **error)
{
  g_autoptr (GError) failure = NULL;
  TaHubLeaf head;
  gsize start;

  g_string_append (out, "{\"id\":");
  ta_hub_json_append_string (out, wanted->id);
  g_string_append (out, ",\"docs\":[");
  start = out->len;
  if (ta_hub_doc_table_find (call->hub->base, call->pod, wanted->id, &head, &failure))
    append_leaves (call, self, wanted, &head, out, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (out->len == start)
    append_missing (wanted, out);
  g_string_append (out, "]}");
  return TRUE;
}

static gboolean
next (TaHubCall *call, gpointer state, GString *out, gboolean *more, GError **error)
{
  BulkGet *self = state;

  if (self->done == 0)
    g_string_append (out, "{\"results\":[");
  while (self->done < self->wanted->len && out->len < TA_HUB_PIECE)
    {
      if (self->done > 0)
        g_string_append (out, ",\n");
      if (!append_wanted (call, self, &g_array_index (self->wanted, Wanted, self->done), out, error))
        return FALSE;
      self->done++;
    }
  *more = self->done < self->wanted->len;
  if (!*more)
    g_string_append (out, "]}");
  return TRUE;
}

static gboolean
parse_wanted (GArray *all, TaHubSpan text)
{
  TaHubSpan value;
  Wanted wanted = { 0 };

  if (all->len == MOST_WANTED || !ta_hub_json_find (text, "id", &value))
    return FALSE;
  wanted.id = ta_hub_json_dup_string (value);
  if (wanted.id == NULL)
    return FALSE;
  if (ta_hub_json_find (text, "rev", &value))
    wanted.rev = ta_hub_json_dup_string (value);
  g_array_append_val (all, wanted);
  return TRUE;
}

static gboolean
parse (TaHubCall *call, GArray *wanted)
{
  g_autoptr (GBytes) body = ta_hub_call_dup_body (call);
  TaHubSpan object, docs, text;
  TaHubJsonWalk walk;

  if (!ta_hub_call_parse (call, body, &object))
    return FALSE;
  if (!ta_hub_json_find (object, "docs", &docs) || !ta_hub_json_is_array (docs))
    {
      ta_hub_reply_bad (call, "Missing JSON list of 'docs'.");
      return FALSE;
    }
  walk = ta_hub_json_walk (docs);
  while (ta_hub_json_next_element (&walk, &text))
    if (!parse_wanted (wanted, text))
      {
        ta_hub_reply_bad (call, "Each of 'docs' must have an 'id', and there may be 10000.");
        return FALSE;
      }
  return TRUE;
}

void
ta_hub_run_bulk_get (TaHubCall *call)
{
  g_autoptr (GArray) wanted = g_array_new (FALSE, FALSE, sizeof (Wanted));
  BulkGet *self;

  g_array_set_clear_func (wanted, wanted_clear);
  if (!parse (call, wanted))
    return;
  self = g_new0 (BulkGet, 1);
  self->wanted = g_steal_pointer (&wanted);
  self->revisions = ta_hub_call_is_true (call, "revs");
  self->latest = ta_hub_call_is_true (call, "latest");
  ta_hub_stream (call, next, self, bulk_get_free);
}
