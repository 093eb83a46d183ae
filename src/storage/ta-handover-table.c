/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-handover-table.h"

char *
ta_handover_table_last (TaDatabase *database, const TaTurn *turn, TaDate *date, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (
      database, "SELECT handover, date FROM turn WHERE pod = :pod AND service = :service AND handover <> '' AND id <> :id AND state <> 'cancelled' "
                "AND (date < :date OR (date = :date AND start_time < :start)) ORDER BY date DESC, start_time DESC, id DESC LIMIT 1");
  g_autofree char *start = ta_minutes_to_text (turn->start);

  *date = TA_DATE_NONE;
  ta_statement_bind_text (statement, ":pod", turn->pod);
  ta_statement_bind_text (statement, ":service", turn->service);
  ta_statement_bind_text (statement, ":id", turn->id);
  ta_statement_bind_date (statement, ":date", turn->date);
  ta_statement_bind_text (statement, ":start", start);
  if (ta_statement_step (statement, error) != TA_STEP_ROW)
    return NULL;
  *date = ta_statement_date (statement, 1);
  return ta_statement_dup_text (statement, 0);
}
