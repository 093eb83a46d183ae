/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-hub-doc.h"
#include "ta-hub-private.h"

static gboolean
knows (const TaHubLeaf *head, GArray *leaves, const char *text)
{
  TaHubRev rev;

  if (!ta_hub_rev_parse (text, &rev))
    return FALSE;
  if (ta_hub_leaf_descends (head, &rev))
    return TRUE;
  for (guint i = 0; i < leaves->len; i++)
    if (ta_hub_leaf_descends (&g_array_index (leaves, TaHubLeaf, i), &rev))
      return TRUE;
  return FALSE;
}

/* A member of the answer, where any of @revs is not known. */
static gboolean
append_missing (TaHubCall *call, const char *id, TaHubSpan revs, GString *out, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (GArray) leaves = NULL;
  TaHubJsonWalk walk = ta_hub_json_walk (revs);
  TaHubLeaf head = { 0 };
  TaHubSpan value;
  gboolean any = FALSE;

  if (ta_hub_doc_table_find (call->hub->base, call->pod, id, &head, &failure))
    leaves = ta_hub_doc_leaves (call->hub->base, call->hub->leaves, head.key, &failure);
  else
    leaves = g_array_new (FALSE, FALSE, sizeof (TaHubLeaf));
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  while (ta_hub_json_next_element (&walk, &value))
    {
      g_autofree char *rev = ta_hub_json_dup_string (value);

      if (rev == NULL || knows (&head, leaves, rev))
        continue;
      if (!any)
        {
          g_string_append (out, out->len > 1 ? "," : "");
          ta_hub_json_append_string (out, id);
        }
      g_string_append (out, any ? "," : ":{\"missing\":[");
      ta_hub_json_append_string (out, rev);
      any = TRUE;
    }
  g_string_append (out, any ? "]}" : "");
  return TRUE;
}

void
ta_hub_run_revs_diff (TaHubCall *call)
{
  g_autoptr (GBytes) body = ta_hub_call_dup_body (call);
  g_autoptr (GString) out = g_string_new ("{");
  g_autoptr (GError) error = NULL;
  TaHubSpan object, key, value;
  TaHubJsonWalk walk;

  if (!ta_hub_call_parse (call, body, &object))
    return;
  walk = ta_hub_json_walk (object);
  while (ta_hub_json_next_member (&walk, &key, &value))
    {
      g_autofree char *id = ta_hub_json_dup_string (key);

      if (id == NULL || !ta_hub_json_is_array (value))
        {
          ta_hub_reply_bad (call, "Request body must be an object of lists of revisions");
          return;
        }
      if (!append_missing (call, id, value, out, &error))
        {
          ta_hub_reply_failure (call, error);
          return;
        }
    }
  g_string_append_c (out, '}');
  ta_hub_reply_json (call, SOUP_STATUS_OK, g_steal_pointer (&out));
}
