/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-hub-doc.h"

#include "ta-hub-private.h"

static void
append_revisions (GString *out, const TaHubLeaf *leaf)
{
  g_string_append_printf (out, ",\"_revisions\":{\"start\":%" G_GINT64_FORMAT ",\"ids\":[", leaf->n);
  for (guint i = 0; i < leaf->count; i++)
    {
      g_autofree char *hex = ta_hub_secret_to_hex (leaf->revs + i * TA_HUB_REV_SIZE, TA_HUB_REV_SIZE);

      g_string_append_printf (out, "%s\"%s\"", i > 0 ? "," : "", hex);
    }
  g_string_append (out, "]}");
}

static void
append_conflicts (GString *out, GArray *leaves)
{
  const char *comma = ",\"_conflicts\":[";

  for (guint i = 0; i < leaves->len; i++)
    {
      const TaHubLeaf *leaf = &g_array_index (leaves, TaHubLeaf, i);

      if (leaf->deleted)
        continue;
      g_string_append_printf (out, "%s\"", comma);
      ta_hub_rev_append (out, leaf->n, leaf->revs);
      g_string_append_c (out, '"');
      comma = ",";
    }
  if (comma[1] == '\0')
    g_string_append_c (out, ']');
}

void
ta_hub_doc_append (GString *out, const char *id, const TaHubLeaf *leaf, TaHubSpan body, gboolean revisions, GArray *conflicts)
{
  g_string_append (out, "{\"_id\":");
  ta_hub_json_append_string (out, id);
  g_string_append (out, ",\"_rev\":\"");
  ta_hub_rev_append (out, leaf->n, leaf->revs);
  g_string_append_c (out, '"');
  /* Of the body, which has no member whose name begins with an underscore, all but its first brace follows. */
  if (body.size > 2)
    {
      g_string_append_c (out, ',');
      g_string_append_len (out, body.at + 1, (gssize) body.size - 2);
    }
  if (leaf->deleted)
    g_string_append (out, ",\"_deleted\":true");
  if (revisions)
    append_revisions (out, leaf);
  if (conflicts != NULL)
    append_conflicts (out, conflicts);
  g_string_append_c (out, '}');
}

GArray *
ta_hub_doc_leaves (TaHubBase *base, gboolean any, gint64 doc, GError **error)
{
  return any ? ta_hub_leaf_table_list (base, doc, error) : g_array_new (FALSE, FALSE, sizeof (TaHubLeaf));
}

/* One document --------------------------------------------------------------------------------------------------------------------- */

/* The leaf that is asked for, by "rev" or as the winner; and where its body is. */
static gboolean
find_leaf (TaHubCall *call, const char *text, TaHubLeaf *leaf, GArray *leaves, gboolean *loser)
{
  TaHubRev rev;

  *loser = FALSE;
  if (text == NULL)
    return TRUE;
  if (!ta_hub_rev_parse (text, &rev))
    return FALSE;
  if (ta_hub_leaf_is (leaf, &rev))
    return TRUE;
  for (guint i = 0; i < leaves->len; i++)
    if (ta_hub_leaf_is (&g_array_index (leaves, TaHubLeaf, i), &rev))
      {
        *leaf = g_array_index (leaves, TaHubLeaf, i);
        *loser = TRUE;
        return TRUE;
      }
  return FALSE;
}

static void
answer_doc (TaHubCall *call, TaHubLeaf *leaf, GError **error)
{
  TaHubBase *base = call->hub->base;
  g_autoptr (GArray) leaves = ta_hub_doc_leaves (base, call->hub->leaves, leaf->key, error);
  g_autoptr (TaHubStatement) body = NULL;
  g_autoptr (GString) out = NULL;
  const char *rev = ta_hub_call_get (call, "rev");
  gboolean loser = FALSE;

  if (leaves == NULL)
    return;
  if (!find_leaf (call, rev, leaf, leaves, &loser))
    {
      ta_hub_reply_not_found (call, "missing");
      return;
    }
  if (leaf->deleted && rev == NULL)
    {
      ta_hub_reply_not_found (call, "deleted");
      return;
    }
  body = loser ? ta_hub_leaf_table_body (base, leaf->key, error) : ta_hub_doc_table_body (base, leaf->key, error);
  if (body == NULL)
    return;
  out = g_string_new (NULL);
  ta_hub_doc_append (out, call->name, leaf, ta_hub_statement_span (body, 0), ta_hub_call_is_true (call, "revs"),
                     ta_hub_call_is_true (call, "conflicts") && !loser ? leaves : NULL);
  ta_hub_reply_json (call, SOUP_STATUS_OK, g_steal_pointer (&out));
  out = g_string_new ("\"");
  ta_hub_rev_append (out, leaf->n, leaf->revs);
  g_string_append_c (out, '"');
  ta_hub_set_header (call, "ETag", out->str);
}

void
ta_hub_run_doc (TaHubCall *call)
{
  g_autoptr (GError) error = NULL;
  TaHubLeaf head;

  if (ta_hub_call_get (call, "open_revs") != NULL)
    ta_hub_reply_bad (call, "open_revs is not supported");
  else if (ta_hub_doc_table_find (call->hub->base, call->pod, call->name, &head, &error))
    answer_doc (call, &head, &error);
  else if (error == NULL)
    ta_hub_reply_not_found (call, "missing");
  if (error != NULL)
    ta_hub_reply_failure (call, error);
}
