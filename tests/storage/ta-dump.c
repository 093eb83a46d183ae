/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-dump.h"

#include "ta-domain.h"

static void
append_value (GString *out, sqlite3_stmt *stmt, int column)
{
  if (sqlite3_column_type (stmt, column) == SQLITE_BLOB)
    {
      g_autofree char *sum = g_compute_checksum_for_data (G_CHECKSUM_SHA256, sqlite3_column_blob (stmt, column),
                                                          (gsize) sqlite3_column_bytes (stmt, column));

      g_string_append (out, sum);
    }
  else
    g_string_append (out, sqlite3_column_type (stmt, column) == SQLITE_NULL ? "NULL" : (const char *) sqlite3_column_text (stmt, column));
}

static void
append_query (GString *out, sqlite3 *handle, const char *name, const char *sql)
{
  sqlite3_stmt *stmt = NULL;

  g_assert_cmpint (sqlite3_prepare_v2 (handle, sql, -1, &stmt, NULL), ==, SQLITE_OK);
  while (sqlite3_step (stmt) == SQLITE_ROW)
    {
      g_string_append (out, name);
      for (int i = 0; i < sqlite3_column_count (stmt); i++)
        {
          g_string_append_c (out, '|');
          append_value (out, stmt, i);
        }
      g_string_append_c (out, '\n');
    }
  sqlite3_finalize (stmt);
}

char *
ta_dump (TaDatabase *database)
{
  GString *out = g_string_new (NULL);
  sqlite3 *handle = ta_database_get_handle (database);

  for (const TaDomainTable *table = ta_domain_tables; table->name != NULL; table++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT * FROM %s ORDER BY id", table->name);

      append_query (out, handle, table->name, sql);
    }
  append_query (out, handle, "tool_search",
                "SELECT k.tool, s.* FROM tool_search s JOIN tool_search_key k ON k.doc = s.rowid ORDER BY k.tool");
  append_query (out, handle, "household_search",
                "SELECT k.household, s.name, s.address, s.notes, length (s.people), length (s.offers) FROM household_search s "
                "JOIN household_search_key k ON k.doc = s.rowid ORDER BY k.household");
  append_query (out, handle, "orphans", "SELECT count (*) FROM tool_search WHERE rowid NOT IN (SELECT doc FROM tool_search_key)");
  return g_string_free_and_steal (out);
}

gpointer
ta_dump_read (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_dump (database);
}
