/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-database.h"
#include "ta-tool.h"

gboolean ta_tool_table_save (TaDatabase *database, const TaTool *tool, GError **error);
/** Fails with TA_STORAGE_ERROR_CONFLICT where it was ever lent: retire it instead. */
gboolean ta_tool_table_delete (TaDatabase *database, const char *id, GError **error);
/** (transfer full) (nullable): with its photos; %NULL with TA_STORAGE_ERROR_NOT_FOUND where there is none */
TaTool *ta_tool_table_get (TaDatabase *database, const char *id, GError **error);
/** (transfer full): of TaToolSummary as of @today, by number as people count */
GPtrArray *ta_tool_table_list (TaDatabase *database, TaDate today, GError **error);
/** (transfer full): of TaToolSummary: those of @ids (char *) that exist */
GPtrArray *ta_tool_table_get_many (TaDatabase *database, GPtrArray *ids, TaDate today, GError **error);
/** (transfer full): ids (char *) of tools that match each word of @text by prefix, best first, at most @limit (0: all) */
GPtrArray *ta_tool_table_search (TaDatabase *database, const char *text, int limit, GError **error);
/** (transfer full) (nullable): id by number, or by name where @text is no number; %NULL without @error where there is none */
char *ta_tool_table_find (TaDatabase *database, const char *text, GError **error);
/** (transfer full): the smallest number that is free */
char *ta_tool_table_next_number (TaDatabase *database, GError **error);

/** (transfer full): of TaCategory, by name */
GPtrArray *ta_category_table_list (TaDatabase *database, GError **error);
/** (transfer full) (nullable): the id of the category with that name, made where there is none; %NULL without @error for "" */
char *ta_category_table_ensure (TaDatabase *database, const char *name, GError **error);

/** Refused with TA_STORAGE_ERROR_CONFLICT and a sentence where the tool is out already or another has reserved it in that time. */
gboolean ta_loan_table_lend (TaDatabase *database, const TaLoan *loan, GError **error);
gboolean ta_loan_table_save (TaDatabase *database, const TaLoan *loan, GError **error);
/** Ends the open loan of @tool. TA_STORAGE_ERROR_NOT_FOUND where it is not out. */
gboolean ta_loan_table_return (TaDatabase *database, const char *tool, TaDate date, const char *condition, const char *note, GError **error);
/** (transfer full) (nullable) */
TaLoan *ta_loan_table_get (TaDatabase *database, const char *id, GError **error);
/** (transfer full): of TaLoan of a tool, the newest first */
GPtrArray *ta_loan_table_list_for_tool (TaDatabase *database, const char *tool, GError **error);
/** (transfer full): of TaLoan that are out, by due date */
GPtrArray *ta_loan_table_list_open (TaDatabase *database, GError **error);
/** (transfer full): of TaLoan, all, by the day they went out */
GPtrArray *ta_loan_table_list (TaDatabase *database, GError **error);

/** Refused with TA_STORAGE_ERROR_CONFLICT and a sentence where it overlaps another or a loan that is due later. */
gboolean ta_reservation_table_save (TaDatabase *database, const TaReservation *reservation, GError **error);
gboolean ta_reservation_table_delete (TaDatabase *database, const char *id, GError **error);
/** (transfer full): of TaReservation of a tool that end after @from, by date */
GPtrArray *ta_reservation_table_list_for_tool (TaDatabase *database, const char *tool, TaDate from, GError **error);
