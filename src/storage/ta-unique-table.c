/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-query.h"
#include "ta-unique-table.h"

#include <glib/gi18n-lib.h>

/* Each is read off an index. */
#define SURPLUS                                                                                            \
  "SELECT (SELECT count (number) - count (DISTINCT number) FROM tool) + (SELECT count (*) FROM category) " \
  "- (SELECT count (*) FROM (SELECT DISTINCT name, coalesce (parent, '') FROM category)) + (SELECT count (*) - count (DISTINCT name) FROM service)"

gboolean
ta_unique_table_count (TaDatabase *database, gint64 *count, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, SURPLUS);

  return ta_query_int (statement, count, error);
}

gboolean
ta_unique_table_check (TaDatabase *database, gint64 before, GError **error)
{
  gint64 after;

  if (!ta_unique_table_count (database, &after, error))
    return FALSE;
  if (after <= before)
    return TRUE;
  g_set_error_literal (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_CONFLICT, _ ("A number or a name would be there twice."));
  return FALSE;
}
