/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-hub-local-table.h"

TaHubStatement *
ta_hub_local_table_find (TaHubBase *base, gint64 pod, const char *id, GError **error)
{
  g_autoptr (TaHubStatement) row = ta_hub_base_prepare (base, "SELECT n, body FROM local_doc WHERE pod = :pod AND id = :id");

  ta_hub_statement_bind_int (row, ":pod", pod);
  ta_hub_statement_bind_text (row, ":id", id);
  return ta_hub_statement_one (row, error) ? g_steal_pointer (&row) : NULL;
}

gboolean
ta_hub_local_table_put (TaHubBase *base, gint64 pod, const char *id, TaHubSpan body, gint64 *n, GError **error)
{
  g_autoptr (TaHubStatement) put = ta_hub_base_prepare (base,
                                                        "INSERT INTO local_doc (pod, id, n, body) VALUES (:pod, :id, 1, :body)"
                                                        " ON CONFLICT (pod, id) DO UPDATE SET n = n + 1, body = excluded.body RETURNING n");

  ta_hub_statement_bind_int (put, ":pod", pod);
  ta_hub_statement_bind_text (put, ":id", id);
  ta_hub_statement_bind_span (put, ":body", body);
  if (!ta_hub_statement_one (put, error))
    return FALSE;
  *n = ta_hub_statement_int (put, 0);
  /* Committed only once it has come to its end. */
  return ta_hub_statement_step (put, error) == TA_HUB_STEP_DONE;
}

gboolean
ta_hub_local_table_delete (TaHubBase *base, gint64 pod, const char *id, GError **error)
{
  g_autoptr (TaHubStatement) statement = ta_hub_base_prepare (base, "DELETE FROM local_doc WHERE pod = :pod AND id = :id");
  int changed = 0;

  ta_hub_statement_bind_int (statement, ":pod", pod);
  ta_hub_statement_bind_text (statement, ":id", id);
  return ta_hub_statement_run (statement, &changed, error) && changed > 0;
}
