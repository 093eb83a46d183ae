/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-query.h"
#include "ta-tool-table-private.h"
#include "ta-tool-table.h"

#include <glib/gi18n-lib.h>

static void
bind (TaStatement *statement, const TaLoan *loan)
{
  ta_statement_bind_text (statement, ":id", loan->id);
  ta_statement_bind_text (statement, ":tool", loan->tool);
  ta_statement_bind_text (statement, ":household", loan->household);
  ta_statement_bind_text (statement, ":person", loan->person);
  ta_statement_bind_date (statement, ":out", loan->out);
  ta_statement_bind_date (statement, ":due", loan->due);
  ta_statement_bind_date (statement, ":returned", loan->returned);
  ta_statement_bind_text (statement, ":condition_out", loan->condition_out);
  ta_statement_bind_text (statement, ":condition_in", loan->condition_in);
  ta_statement_bind_text (statement, ":note", loan->note);
}

TaLoan *
ta_loan_table_from_row (TaStatement *statement, int column)
{
  TaLoan *loan = g_new0 (TaLoan, 1);

  loan->id = ta_statement_dup_text (statement, column);
  loan->tool = ta_statement_dup_text (statement, column + 1);
  loan->household = ta_statement_dup_text (statement, column + 2);
  loan->person = ta_statement_dup_text (statement, column + 3);
  loan->out = ta_statement_date (statement, column + 4);
  loan->due = ta_statement_date (statement, column + 5);
  loan->returned = ta_statement_date (statement, column + 6);
  loan->condition_out = ta_statement_dup_text (statement, column + 7);
  loan->condition_in = ta_statement_dup_text (statement, column + 8);
  loan->note = ta_statement_dup_text (statement, column + 9);
  return loan;
}

static gpointer
from_row (TaStatement *statement)
{
  return ta_loan_table_from_row (statement, 0);
}

static GPtrArray *
collect (TaStatement *statement, GError **error)
{
  return ta_query_collect (statement, from_row, (GDestroyNotify) ta_loan_free, error);
}

/* A date as the sentences of this file show it. */
static char *
show_date (const char *iso)
{
  TaDate date = TA_DATE_NONE;

  ta_date_parse (iso, &date);
  return ta_date_format (date, TA_DATE_MEDIUM);
}

static gboolean
refuse_taken (TaDatabase *database, const TaLoan *loan, const char *household, const char *until, GError **error)
{
  g_autofree char *tool = ta_tool_table_describe (database, loan->tool, error);
  g_autofree char *date = show_date (until);

  if (tool != NULL)
    /* Translators: "Tool 41, Hammer drill, is out with Pereira until 30 Nov 2026." */
    g_set_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_CONFLICT, _ ("%s is out with %s until %s."), tool, household, date);
  return FALSE;
}

static gboolean
check_not_out (TaDatabase *database, const TaLoan *loan, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT h.name, l.due_date FROM loan l JOIN household h ON h.id = l.household"
                                                                     " WHERE l.tool = :tool AND l.id <> :id AND l.returned_date IS NULL");
  TaStep step;

  if (loan->returned != TA_DATE_NONE)
    return TRUE;
  ta_statement_bind_text (statement, ":tool", loan->tool);
  ta_statement_bind_text (statement, ":id", loan->id);
  step = ta_statement_step (statement, error);
  if (step == TA_STEP_ROW)
    return refuse_taken (database, loan, ta_statement_text (statement, 0), ta_statement_text (statement, 1), error);
  return step == TA_STEP_DONE;
}

static gboolean
check_dates (TaDatabase *database, const TaLoan *loan, GError **error)
{
  g_autofree char *out = ta_date_format (loan->out, TA_DATE_MEDIUM);
  g_autofree char *tool = NULL;

  if (loan->due >= loan->out && (loan->returned == TA_DATE_NONE || loan->returned >= loan->out))
    return TRUE;
  tool = ta_tool_table_describe (database, loan->tool, error);
  if (tool == NULL)
    return FALSE;
  if (loan->due < loan->out)
    /* Translators: "Tool 41, Hammer drill, goes out on 4 Dec 2026 and cannot be due before that day." */
    g_set_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_CONFLICT, _ ("%s goes out on %s and cannot be due before that day."), tool, out);
  else
    /* Translators: "Tool 41, Hammer drill, went out on 4 Dec 2026 and cannot have come back before that day." */
    g_set_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_CONFLICT, _ ("%s went out on %s and cannot have come back before that day."), tool, out);
  return FALSE;
}

gboolean
ta_loan_table_save (TaDatabase *database, const TaLoan *loan, GError **error)
{
  g_autoptr (TaStatement) statement = NULL;

  if (!check_dates (database, loan, error) || !check_not_out (database, loan, error))
    return FALSE;
  statement = ta_database_prepare (
      database,
      "INSERT INTO loan (" TA_LOAN_COLUMNS ("") ") VALUES"
                                                " (:id, :tool, :household, :person, :out, :due, :returned, :condition_out, :condition_in, :note)"
                                                " ON CONFLICT (id) DO UPDATE SET tool = excluded.tool, household = excluded.household, person = excluded.person,"
                                                " out_date = excluded.out_date, due_date = excluded.due_date, returned_date = excluded.returned_date,"
                                                " condition_out = excluded.condition_out, condition_in = excluded.condition_in, note = excluded.note"
                                                " WHERE tool IS NOT excluded.tool OR household IS NOT excluded.household OR person IS NOT excluded.person"
                                                " OR out_date IS NOT excluded.out_date OR due_date IS NOT excluded.due_date OR returned_date IS NOT excluded.returned_date"
                                                " OR condition_out IS NOT excluded.condition_out OR condition_in IS NOT excluded.condition_in OR note IS NOT excluded.note");
  bind (statement, loan);
  return ta_statement_run (statement, NULL, error);
}

static gboolean
check_in_use (TaDatabase *database, const TaLoan *loan, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT status FROM tool WHERE id = :tool AND status <> 'active'");
  g_autofree char *word = NULL;
  g_autofree char *tool = NULL;
  int status;

  ta_statement_bind_text (statement, ":tool", loan->tool);
  if (!ta_query_text (statement, &word, error))
    return FALSE;
  if (word == NULL || !ta_code_parse (ta_tool_status_codes, word, &status))
    return TRUE;
  tool = ta_tool_table_describe (database, loan->tool, error);
  if (tool != NULL)
    /* Translators: "Tool 41, Hammer drill, cannot be lent: its status is “In repair”." */
    g_set_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_CONFLICT, _ ("%s cannot be lent: its status is “%s”."), tool,
                 ta_code_label (ta_tool_status_codes, status));
  return FALSE;
}

static gboolean
refuse_reserved (TaDatabase *database, const TaLoan *loan, TaStatement *reservation, GError **error)
{
  g_autofree char *tool = ta_tool_table_describe (database, loan->tool, error);
  g_autofree char *from = show_date (ta_statement_text (reservation, 1));
  g_autofree char *last = ta_date_format (ta_statement_date (reservation, 2) - 1, TA_DATE_MEDIUM);

  if (tool != NULL)
    /* Translators: "Tool 41, Hammer drill, is reserved by Silva from 1 Dec 2026 to 3 Dec 2026." */
    g_set_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_CONFLICT, _ ("%s is reserved by %s from %s to %s."), tool,
                 ta_statement_text (reservation, 0), from, last);
  return FALSE;
}

static gboolean
check_not_reserved (TaDatabase *database, const TaLoan *loan, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT h.name, r.from_date, r.until_date FROM reservation r JOIN household h ON h.id = r.household"
                                                                     " WHERE r.tool = :tool AND r.household <> :household AND r.from_date <= :due AND r.until_date > :out"
                                                                     " ORDER BY r.from_date LIMIT 1");
  TaStep step;

  ta_statement_bind_text (statement, ":tool", loan->tool);
  ta_statement_bind_text (statement, ":household", loan->household);
  ta_statement_bind_date (statement, ":out", loan->out);
  ta_statement_bind_date (statement, ":due", loan->due);
  step = ta_statement_step (statement, error);
  if (step == TA_STEP_ROW)
    return refuse_reserved (database, loan, statement, error);
  return step == TA_STEP_DONE;
}

static gboolean
fulfil_reservation (TaDatabase *database, const TaLoan *loan, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "DELETE FROM reservation WHERE tool = :tool AND household = :household AND from_date <= :due AND until_date > :out");

  ta_statement_bind_text (statement, ":tool", loan->tool);
  ta_statement_bind_text (statement, ":household", loan->household);
  ta_statement_bind_date (statement, ":out", loan->out);
  ta_statement_bind_date (statement, ":due", loan->due);
  return ta_statement_run (statement, NULL, error);
}

gboolean
ta_loan_table_lend (TaDatabase *database, const TaLoan *loan, GError **error)
{
  return check_not_out (database, loan, error) && check_in_use (database, loan, error) && check_not_reserved (database, loan, error)
         && ta_loan_table_save (database, loan, error) && fulfil_reservation (database, loan, error);
}

static TaLoan *
get_open (TaDatabase *database, const char *tool, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT " TA_LOAN_COLUMNS ("") " FROM loan WHERE tool = :tool AND returned_date IS NULL");
  g_autofree char *name = NULL;
  TaStep step;

  ta_statement_bind_text (statement, ":tool", tool);
  step = ta_statement_step (statement, error);
  if (step == TA_STEP_ROW)
    return from_row (statement);
  if (step == TA_STEP_DONE)
    name = ta_tool_table_describe (database, tool, error);
  if (name != NULL)
    /* Translators: "Tool 41, Hammer drill, is not out." */
    g_set_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_NOT_FOUND, _ ("%s is not out."), name);
  return NULL;
}

static gboolean
set_tool_condition (TaDatabase *database, const char *tool, const char *word, GError **error)
{
  g_autoptr (TaStatement) statement = NULL;
  int condition;

  if (word == NULL || !ta_code_parse (ta_condition_codes, word, &condition))
    return TRUE;
  statement = ta_database_prepare (database, "UPDATE tool SET condition = :condition WHERE id = :tool AND condition <> :condition");
  ta_statement_bind_text (statement, ":tool", tool);
  ta_statement_bind_text (statement, ":condition", ta_code_word (ta_condition_codes, condition));
  return ta_statement_run (statement, NULL, error);
}

gboolean
ta_loan_table_return (TaDatabase *database, const char *tool, TaDate date, const char *condition, const char *note, GError **error)
{
  g_autoptr (TaLoan) loan = get_open (database, tool, error);

  if (loan == NULL)
    return FALSE;
  loan->returned = date;
  if (condition != NULL && *condition != '\0')
    g_set_str (&loan->condition_in, condition);
  if (note != NULL && *note != '\0')
    {
      g_autofree char *before = g_steal_pointer (&loan->note);

      loan->note = *before == '\0' ? g_strdup (note) : g_strdup_printf ("%s\n%s", before, note);
    }
  return ta_loan_table_save (database, loan, error) && set_tool_condition (database, tool, condition, error);
}

TaLoan *
ta_loan_table_get (TaDatabase *database, const char *id, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT " TA_LOAN_COLUMNS ("") " FROM loan WHERE id = :id");
  TaStep step;

  ta_statement_bind_text (statement, ":id", id);
  step = ta_statement_step (statement, error);
  if (step == TA_STEP_DONE)
    g_set_error_literal (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_NOT_FOUND, _ ("The loan is no longer there."));
  return step == TA_STEP_ROW ? from_row (statement) : NULL;
}

GPtrArray *
ta_loan_table_list_for_tool (TaDatabase *database, const char *tool, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT " TA_LOAN_COLUMNS ("") " FROM loan WHERE tool = :tool"
                                                                                                    " ORDER BY returned_date IS NOT NULL, out_date DESC, returned_date DESC, id DESC");

  ta_statement_bind_text (statement, ":tool", tool);
  return collect (statement, error);
}

GPtrArray *
ta_loan_table_list_open (TaDatabase *database, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT " TA_LOAN_COLUMNS ("") " FROM loan WHERE returned_date IS NULL ORDER BY due_date, out_date, id");

  return collect (statement, error);
}

gboolean
ta_loan_table_count_overdue (TaDatabase *database, TaDate today, gint64 *count, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT count (*) FROM loan WHERE returned_date IS NULL AND due_date < :today");

  ta_statement_bind_date (statement, ":today", today);
  return ta_query_int (statement, count, error);
}

GPtrArray *
ta_loan_table_list (TaDatabase *database, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT " TA_LOAN_COLUMNS ("") " FROM loan ORDER BY out_date, due_date, id");

  return collect (statement, error);
}
