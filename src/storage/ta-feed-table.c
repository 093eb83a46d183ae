/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-feed-table.h"

#include "ta-query.h"
#include "ta-table.h"

static gpointer
from_row (TaStatement *statement)
{
  TaFeed *feed = g_new0 (TaFeed, 1);

  feed->id = ta_statement_dup_text (statement, 0);
  feed->household = ta_statement_dup_text (statement, 1);
  feed->person = ta_statement_dup_text (statement, 2);
  feed->token = ta_statement_dup_text (statement, 3);
  feed->detail = (TaFeedDetail) ta_table_code (statement, 4, ta_feed_detail_codes);
  feed->made_by = ta_statement_dup_text (statement, 5);
  feed->made_at = ta_statement_int (statement, 6);
  return feed;
}

GPtrArray *
ta_feed_table_list (TaDatabase *database, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT id, household, person, token, detail, made_by, made_at FROM feed "
                                                                     "ORDER BY household, coalesce (person, ''), made_at, id");

  return ta_query_collect (statement, from_row, (GDestroyNotify) ta_feed_free, error);
}

gboolean
ta_feed_table_save (TaDatabase *database, const TaFeed *feed, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (
      database, "INSERT INTO feed (id, household, person, token, detail, made_by, made_at) VALUES (:id, :household, :person, :token, :detail, :made_by, :made_at) "
                "ON CONFLICT (id) DO UPDATE SET token = excluded.token, detail = excluded.detail WHERE (token, detail) IS NOT (excluded.token, excluded.detail)");

  ta_statement_bind_text (statement, ":id", feed->id);
  ta_statement_bind_text (statement, ":household", feed->household);
  ta_statement_bind_text (statement, ":person", feed->person);
  ta_statement_bind_text (statement, ":token", feed->token);
  ta_statement_bind_text (statement, ":detail", ta_code_word (ta_feed_detail_codes, (int) feed->detail));
  ta_statement_bind_text (statement, ":made_by", feed->made_by);
  ta_statement_bind_int (statement, ":made_at", feed->made_at);
  return ta_statement_run (statement, NULL, error);
}

gboolean
ta_feed_table_delete (TaDatabase *database, const char *id, GError **error)
{
  return ta_table_delete (database, "DELETE FROM feed WHERE id = :id", "SELECT h.name FROM feed f JOIN household h ON h.id = f.household WHERE f.id = :id", NULL, id, error);
}
