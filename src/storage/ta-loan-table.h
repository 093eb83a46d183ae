/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-database.h"
#include "ta-tool.h"

/**
 * Lends a tool. Refused with TA_STORAGE_ERROR_CONFLICT and a sentence where the tool is out already, is not in use (in repair, missing,
 * retired), or another household has reserved it in that time. A reservation that the borrower has in that time is fulfilled and goes.
 */
gboolean ta_loan_table_lend (TaDatabase *database, const TaLoan *loan, GError **error);
/** Inserts or updates a loan as it is; only two open loans of one tool are refused. */
gboolean ta_loan_table_save (TaDatabase *database, const TaLoan *loan, GError **error);
/**
 * Ends the open loan of @tool; @note is added to the loan's. A @condition that is a word of ta_condition_codes becomes the tool's own.
 * TA_STORAGE_ERROR_NOT_FOUND where it is not out, TA_STORAGE_ERROR_CONFLICT where @date lies before the day it went out.
 */
gboolean ta_loan_table_return (TaDatabase *database, const char *tool, TaDate date, const char *condition, const char *note, GError **error);
/** (transfer full) (nullable): %NULL with TA_STORAGE_ERROR_NOT_FOUND where there is none */
TaLoan *ta_loan_table_get (TaDatabase *database, const char *id, GError **error);
/** (transfer full): of TaLoan of a tool, the newest first */
GPtrArray *ta_loan_table_list_for_tool (TaDatabase *database, const char *tool, GError **error);
/** (transfer full): of TaLoan that are out, by due date */
GPtrArray *ta_loan_table_list_open (TaDatabase *database, GError **error);
/** How many tools that are out were due before @today. */
gboolean ta_loan_table_count_overdue (TaDatabase *database, TaDate today, gint64 *count, GError **error);
/** (transfer full): of TaLoan, all, by the day they went out */
GPtrArray *ta_loan_table_list (TaDatabase *database, GError **error);
