/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-query.h"
#include "ta-rewrite.h"

#include <sqlite3.h>

gboolean
ta_rewrite_file (TaDatabase *database, GError **error)
{
  g_autoptr (TaStatement) checkpoint = NULL;
  gint64 busy;

  if (!ta_database_exec (database, "VACUUM", error))
    return FALSE;
  checkpoint = ta_database_prepare (database, "PRAGMA wal_checkpoint (TRUNCATE)");
  if (!ta_query_int (checkpoint, &busy, error))
    return FALSE;
  /* Without a log there is nothing to empty. */
  if (busy <= 0)
    return TRUE;
  ta_database_set_error (database, SQLITE_BUSY, error);
  return FALSE;
}
