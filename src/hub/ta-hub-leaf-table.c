/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-hub-leaf-table.h"

#include <string.h>

static int
compare (gconstpointer a, gconstpointer b)
{
  return ta_hub_leaf_wins (a, b) ? -1 : 1;
}

GArray *
ta_hub_leaf_table_list (TaHubBase *base, gint64 doc, GError **error)
{
  g_autoptr (GArray) leaves = g_array_new (FALSE, FALSE, sizeof (TaHubLeaf));
  g_autoptr (TaHubStatement) rows = ta_hub_base_prepare (base, "SELECT key, n, revs, deleted FROM leaf WHERE doc = :doc");
  TaHubStep step;

  ta_hub_statement_bind_int (rows, ":doc", doc);
  while ((step = ta_hub_statement_step (rows, error)) == TA_HUB_STEP_ROW)
    {
      TaHubLeaf leaf = { .key = ta_hub_statement_int (rows, 0) };

      ta_hub_leaf_read (&leaf, rows, 1);
      g_array_append_val (leaves, leaf);
    }
  if (step == TA_HUB_STEP_ERROR)
    return NULL;
  g_array_sort (leaves, compare);
  return g_steal_pointer (&leaves);
}

gboolean
ta_hub_leaf_table_add (TaHubBase *base, gint64 doc, const TaHubLeaf *leaf, TaHubSpan body, GError **error)
{
  g_autoptr (TaHubStatement) add = ta_hub_base_prepare (base,
                                                        "INSERT INTO leaf (doc, n, revs, deleted, body) VALUES (:doc, :n, :revs, :deleted, :body)");

  ta_hub_statement_bind_int (add, ":doc", doc);
  ta_hub_statement_bind_int (add, ":n", leaf->n);
  ta_hub_statement_bind_bytes (add, ":revs", leaf->revs, leaf->count * TA_HUB_REV_SIZE);
  ta_hub_statement_bind_int (add, ":deleted", leaf->deleted);
  ta_hub_statement_bind_span (add, ":body", body);
  return ta_hub_statement_run (add, NULL, error);
}

gboolean
ta_hub_leaf_table_delete (TaHubBase *base, gint64 key, GError **error)
{
  g_autoptr (TaHubStatement) statement = ta_hub_base_prepare (base, "DELETE FROM leaf WHERE key = :key");

  ta_hub_statement_bind_int (statement, ":key", key);
  return ta_hub_statement_run (statement, NULL, error);
}

TaHubStatement *
ta_hub_leaf_table_body (TaHubBase *base, gint64 key, GError **error)
{
  g_autoptr (TaHubStatement) row = ta_hub_base_prepare (base, "SELECT body FROM leaf WHERE key = :key");

  ta_hub_statement_bind_int (row, ":key", key);
  if (ta_hub_statement_one (row, error))
    return g_steal_pointer (&row);
  if (error != NULL && *error == NULL)
    g_set_error_literal (error, TA_HUB_ERROR, TA_HUB_ERROR_NOT_FOUND, "A leaf has no body");
  return NULL;
}

gboolean
ta_hub_leaf_table_has_any (TaHubBase *base, gboolean *any, GError **error)
{
  g_autoptr (TaHubStatement) row = ta_hub_base_prepare (base, "SELECT EXISTS (SELECT 1 FROM leaf)");

  if (!ta_hub_statement_one (row, error))
    return FALSE;
  *any = ta_hub_statement_int (row, 0) != 0;
  return TRUE;
}

static char *
dup_body (TaHubStatement *row)
{
  return row != NULL ? ta_hub_statement_dup_text (row, 0) : NULL;
}

static gboolean
change_places (TaHubBase *base, TaHubPod *pod, const char *id, const TaHubLeaf *head, const TaHubLeaf *leaf, GError **error)
{
  g_autoptr (TaHubStatement) head_row = ta_hub_doc_table_body (base, head->key, error);
  g_autoptr (TaHubStatement) leaf_row = head_row != NULL ? ta_hub_leaf_table_body (base, leaf->key, error) : NULL;
  g_autofree char *head_body = dup_body (head_row);
  g_autofree char *leaf_body = dup_body (leaf_row);
  TaHubLeaf winner = *leaf;

  if (leaf_row == NULL)
    return FALSE;
  winner.key = head->key;
  return ta_hub_leaf_table_delete (base, leaf->key, error)
         && ta_hub_leaf_table_add (base, head->key, head, (TaHubSpan) { head_body, strlen (head_body) }, error)
         && ta_hub_doc_table_put (base, pod, id, &winner, (TaHubSpan) { leaf_body, strlen (leaf_body) }, error);
}

gboolean
ta_hub_leaf_table_settle (TaHubBase *base, TaHubPod *pod, const char *id, GError **error)
{
  g_autoptr (GArray) leaves = NULL;
  TaHubLeaf head;

  if (!ta_hub_doc_table_find (base, pod, id, &head, error))
    return FALSE;
  leaves = ta_hub_leaf_table_list (base, head.key, error);
  if (leaves == NULL)
    return FALSE;
  if (leaves->len > 0 && ta_hub_leaf_wins (&g_array_index (leaves, TaHubLeaf, 0), &head))
    return change_places (base, pod, id, &head, &g_array_index (leaves, TaHubLeaf, 0), error);
  return ta_hub_doc_table_touch (base, pod, head.key, error);
}
