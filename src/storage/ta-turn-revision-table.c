/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-turn-revision-table.h"
#include "ta-query.h"

void
ta_turn_revision_free (TaTurnRevision *revision)
{
  if (revision == NULL)
    return;
  g_free (revision->turn);
  g_free (revision->pod);
  g_free (revision->service);
  g_free (revision);
}

static gpointer
from_row (TaStatement *statement)
{
  TaTurnRevision *revision = g_new0 (TaTurnRevision, 1);

  revision->turn = ta_statement_dup_text (statement, 0);
  revision->sequence = (int) ta_statement_int (statement, 1);
  revision->pod = ta_statement_dup_text (statement, 2);
  revision->service = ta_statement_dup_text (statement, 3);
  revision->date = ta_statement_date (statement, 4);
  revision->start = ta_statement_time (statement, 5);
  revision->minutes = (int) ta_statement_int (statement, 6);
  revision->was_published = ta_statement_int (statement, 7) != 0;
  revision->deleted = ta_statement_int (statement, 8) != 0;
  return revision;
}

GPtrArray *
ta_turn_revision_table_list (TaDatabase *database, TaDate from, TaDate until, const char *pod, GError **error)
{
  g_autoptr (TaStatement) statement
      = ta_database_prepare (database, "SELECT turn, sequence, pod, service, date, start_time, minutes, was_published, deleted "
                                       "FROM turn_revision WHERE date >= :from AND date < :until AND (:pod IS NULL OR pod = :pod) "
                                       "ORDER BY date, turn");

  ta_statement_bind_date (statement, ":from", from);
  ta_statement_bind_date (statement, ":until", until);
  ta_statement_bind_text (statement, ":pod", pod);
  return ta_query_collect (statement, from_row, (GDestroyNotify) ta_turn_revision_free, error);
}

GPtrArray *
ta_turn_revision_table_list_told (TaDatabase *database, const char *household, TaDate from, TaDate until, GError **error)
{
  g_autoptr (TaStatement) statement
      = ta_database_prepare (database, "SELECT DISTINCT r.turn FROM notice n JOIN turn_revision r ON r.turn = n.turn "
                                       "WHERE n.household = :household AND n.kind IN ('published', 'changed') "
                                       "AND r.date >= :from AND r.date < :until ORDER BY r.date, r.turn");

  ta_statement_bind_text (statement, ":household", household);
  ta_statement_bind_date (statement, ":from", from);
  ta_statement_bind_date (statement, ":until", until);
  return ta_query_collect_text (statement, error);
}
