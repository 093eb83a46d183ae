/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-query.h"
#include "ta-tool-table-private.h"
#include "ta-tool-table.h"

#include <glib/gi18n-lib.h>

static void
bind (TaStatement *statement, const TaReservation *reservation)
{
  ta_statement_bind_text (statement, ":id", reservation->id);
  ta_statement_bind_text (statement, ":tool", reservation->tool);
  ta_statement_bind_text (statement, ":household", reservation->household);
  ta_statement_bind_date (statement, ":from", reservation->from);
  ta_statement_bind_date (statement, ":until", reservation->until);
  ta_statement_bind_text (statement, ":note", reservation->note);
}

TaReservation *
ta_reservation_table_from_row (TaStatement *statement, int column)
{
  TaReservation *reservation = g_new0 (TaReservation, 1);

  reservation->id = ta_statement_dup_text (statement, column);
  reservation->tool = ta_statement_dup_text (statement, column + 1);
  reservation->household = ta_statement_dup_text (statement, column + 2);
  reservation->from = ta_statement_date (statement, column + 3);
  reservation->until = ta_statement_date (statement, column + 4);
  reservation->note = ta_statement_dup_text (statement, column + 5);
  return reservation;
}

static gpointer
from_row (TaStatement *statement)
{
  return ta_reservation_table_from_row (statement, 0);
}

static gboolean
check_dates (const TaReservation *reservation, GError **error)
{
  if (reservation->until > reservation->from)
    return TRUE;
  g_set_error_literal (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_CONFLICT, _ ("A reservation must last at least a day: its end lies before its beginning."));
  return FALSE;
}

static gboolean
check_not_reserved (TaDatabase *database, const TaReservation *reservation, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT h.name, r.from_date, r.until_date FROM reservation r JOIN household h ON h.id = r.household"
                                                                     " WHERE r.tool = :tool AND r.id <> :id AND r.from_date < :until AND r.until_date > :from"
                                                                     " ORDER BY r.from_date LIMIT 1");
  g_autofree char *tool = NULL;
  g_autofree char *from = NULL;
  g_autofree char *last = NULL;
  TaStep step;

  ta_statement_bind_text (statement, ":tool", reservation->tool);
  ta_statement_bind_text (statement, ":id", reservation->id);
  ta_statement_bind_date (statement, ":from", reservation->from);
  ta_statement_bind_date (statement, ":until", reservation->until);
  step = ta_statement_step (statement, error);
  if (step != TA_STEP_ROW)
    return step == TA_STEP_DONE;
  tool = ta_tool_table_describe (database, reservation->tool, error);
  from = ta_date_format (ta_statement_date (statement, 1), TA_DATE_MEDIUM);
  last = ta_date_format (ta_statement_date (statement, 2) - 1, TA_DATE_MEDIUM);
  if (tool != NULL)
    /* Translators: "Tool 41, Hammer drill, is reserved by Silva from 1 Dec 2026 to 3 Dec 2026." */
    g_set_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_CONFLICT, _ ("%s is reserved by %s from %s to %s."), tool,
                 ta_statement_text (statement, 0), from, last);
  return FALSE;
}

static gboolean
check_not_out (TaDatabase *database, const TaReservation *reservation, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT h.name, l.due_date FROM loan l JOIN household h ON h.id = l.household"
                                                                     " WHERE l.tool = :tool AND l.returned_date IS NULL AND l.due_date >= :from AND l.out_date < :until");
  g_autofree char *tool = NULL;
  g_autofree char *due = NULL;
  TaStep step;

  ta_statement_bind_text (statement, ":tool", reservation->tool);
  ta_statement_bind_date (statement, ":from", reservation->from);
  ta_statement_bind_date (statement, ":until", reservation->until);
  step = ta_statement_step (statement, error);
  if (step != TA_STEP_ROW)
    return step == TA_STEP_DONE;
  tool = ta_tool_table_describe (database, reservation->tool, error);
  due = ta_date_format (ta_statement_date (statement, 1), TA_DATE_MEDIUM);
  if (tool != NULL)
    g_set_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_CONFLICT, _ ("%s is out with %s until %s."), tool,
                 ta_statement_text (statement, 0), due);
  return FALSE;
}

gboolean
ta_reservation_table_save (TaDatabase *database, const TaReservation *reservation, GError **error)
{
  g_autoptr (TaStatement) statement = NULL;

  if (!check_dates (reservation, error) || !check_not_reserved (database, reservation, error) || !check_not_out (database, reservation, error))
    return FALSE;
  statement = ta_database_prepare (
      database,
      "INSERT INTO reservation (" TA_RESERVATION_COLUMNS ("") ") VALUES (:id, :tool, :household, :from, :until, :note)"
                                                              " ON CONFLICT (id) DO UPDATE SET tool = excluded.tool, household = excluded.household, from_date = excluded.from_date,"
                                                              " until_date = excluded.until_date, note = excluded.note"
                                                              " WHERE tool IS NOT excluded.tool OR household IS NOT excluded.household OR from_date IS NOT excluded.from_date"
                                                              " OR until_date IS NOT excluded.until_date OR note IS NOT excluded.note");
  bind (statement, reservation);
  return ta_statement_run (statement, NULL, error);
}

gboolean
ta_reservation_table_delete (TaDatabase *database, const char *id, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "DELETE FROM reservation WHERE id = :id");
  int changed;

  ta_statement_bind_text (statement, ":id", id);
  if (!ta_statement_run (statement, &changed, error))
    return FALSE;
  if (changed == 0)
    g_set_error_literal (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_NOT_FOUND, _ ("The reservation is no longer there."));
  return changed > 0;
}

TaReservation *
ta_reservation_table_get (TaDatabase *database, const char *id, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT " TA_RESERVATION_COLUMNS ("") " FROM reservation WHERE id = :id");
  TaStep step;

  ta_statement_bind_text (statement, ":id", id);
  step = ta_statement_step (statement, error);
  if (step == TA_STEP_DONE)
    g_set_error_literal (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_NOT_FOUND, _ ("The reservation is no longer there."));
  return step == TA_STEP_ROW ? from_row (statement) : NULL;
}

GPtrArray *
ta_reservation_table_list_for_tool (TaDatabase *database, const char *tool, TaDate from, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT " TA_RESERVATION_COLUMNS ("") " FROM reservation WHERE tool = :tool AND (:from IS NULL OR until_date > :from) ORDER BY from_date, id");

  ta_statement_bind_text (statement, ":tool", tool);
  ta_statement_bind_date (statement, ":from", from);
  return ta_query_collect (statement, from_row, (GDestroyNotify) ta_reservation_free, error);
}
