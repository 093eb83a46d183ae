/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-sync-notice-table.h"
#include "ta-sync-private.h"

gboolean
ta_sync_count (TaDatabase *database, TaSyncCounts *counts, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (
      database, "SELECT (SELECT count (*) FROM sync_document WHERE dirty = 1 AND refused IS NULL), (SELECT count (*) FROM sync_document WHERE refused IS NOT NULL), "
                "(SELECT count (*) FROM sync_document WHERE held IS NOT NULL AND held <> '" TA_HELD_USED "'), "
                "(SELECT count (*) FROM sync_unread WHERE reason = 'key'), (SELECT count (*) FROM sync_unread WHERE reason = 'damaged'), "
                "(SELECT count (*) FROM sync_unread WHERE reason = 'newer'), (SELECT count (*) FROM sync_unread WHERE reason = 'clock'), "
                "(SELECT count (*) FROM sync_notice WHERE " TA_SYNC_NOTICE_IS_UNSEEN ")");
  g_autoptr (GPtrArray) kept = ta_sync_kept_list (database, error);

  *counts = (TaSyncCounts) { 0 };
  if (kept == NULL || ta_statement_step (statement, error) != TA_STEP_ROW)
    return FALSE;
  counts->to_send = (int) ta_statement_int (statement, 0);
  counts->refused = (int) ta_statement_int (statement, 1);
  counts->held = (int) ta_statement_int (statement, 2);
  counts->unread_key = (int) ta_statement_int (statement, 3);
  counts->unread_damaged = (int) ta_statement_int (statement, 4);
  counts->unread_newer = (int) ta_statement_int (statement, 5);
  counts->unread_clock = (int) ta_statement_int (statement, 6);
  counts->notices = (int) ta_statement_int (statement, 7);
  counts->kept = (int) kept->len;
  return TRUE;
}
