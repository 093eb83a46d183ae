/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-sync-store.h"

gboolean
ta_sync_touch (TaDatabase *database, const char *type, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "UPDATE sync_document SET dirty = 1, base = CASE WHEN base IS NULL AND base_rev IS NOT NULL THEN state ELSE base END "
                                                                     "WHERE type = :type AND dirty = 0");

  ta_statement_bind_text (statement, ":type", type);
  return ta_statement_run (statement, NULL, error);
}

gboolean
ta_sync_is_empty (TaDatabase *database, gboolean *empty, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (
      database, "SELECT EXISTS (SELECT 1 FROM collective) OR EXISTS (SELECT 1 FROM pod) OR EXISTS (SELECT 1 FROM household) OR EXISTS (SELECT 1 FROM service) "
                "OR EXISTS (SELECT 1 FROM turn) OR EXISTS (SELECT 1 FROM tool) OR EXISTS (SELECT 1 FROM calendar) OR EXISTS (SELECT 1 FROM category) "
                "OR EXISTS (SELECT 1 FROM account) OR EXISTS (SELECT 1 FROM message)");

  if (ta_statement_step (statement, error) != TA_STEP_ROW)
    return FALSE;
  *empty = ta_statement_int (statement, 0) == 0;
  return TRUE;
}
