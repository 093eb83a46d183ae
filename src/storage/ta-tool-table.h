/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-category-table.h"
#include "ta-database.h"
#include "ta-loan-table.h"
#include "ta-reservation-table.h"
#include "ta-tool.h"

/** Inserts or updates the tool with its photos: those it no longer has are deleted, what is the same is not touched. */
gboolean ta_tool_table_save (TaDatabase *database, const TaTool *tool, GError **error);
/** @done: of the rows, 0 to 1, never falling. Returns %FALSE to stop. */
typedef gboolean (*TaToolTableProgress) (double done, gpointer data);

/**
 * ta_tool_table_insert_many:
 * @tools: of TaTool, without photos; none of them is there yet
 * @progress: (nullable): called some hundred times
 *
 * Inserts all in one statement: many at once are ten times as fast. Where @progress stops it, it fails with G_IO_ERROR_CANCELLED, and the
 * transaction is rolled back.
 */
gboolean ta_tool_table_insert_many (TaDatabase *database, GPtrArray *tools, TaToolTableProgress progress, gpointer progress_data, GError **error);
/** Fails with TA_STORAGE_ERROR_CONFLICT where it was ever lent: retire it instead. */
gboolean ta_tool_table_delete (TaDatabase *database, const char *id, GError **error);
/** (transfer full) (nullable): with its photos; %NULL with TA_STORAGE_ERROR_NOT_FOUND where there is none */
TaTool *ta_tool_table_get (TaDatabase *database, const char *id, GError **error);
/** (transfer full): of TaToolSummary as of @today, by number as people count */
GPtrArray *ta_tool_table_list (TaDatabase *database, TaDate today, GError **error);
/** (transfer full): of TaToolSummary: those of @ids (char *) that exist */
GPtrArray *ta_tool_table_get_many (TaDatabase *database, GPtrArray *ids, TaDate today, GError **error);
/** Where more tools than this are found, they come in no order of rank. */
#define TA_TOOL_SEARCH_RANKED 1000

/**
 * (transfer full): ids (char *) of tools that match each word of @text by prefix, diacritics ignored, best first, at most @limit (0: all);
 * all tools for an empty @text
 */
GPtrArray *ta_tool_table_search (TaDatabase *database, const char *text, int limit, GError **error);
/**
 * (transfer full) (nullable): id by number, or by name (letter case ignored) where @text is no number; %NULL without @error where there
 * is none; TA_STORAGE_ERROR_CONFLICT where several tools have that name
 */
char *ta_tool_table_find (TaDatabase *database, const char *text, GError **error);
/** (transfer full): the smallest number that is free */
char *ta_tool_table_next_number (TaDatabase *database, GError **error);

/** (transfer full) (nullable): what a sentence begins with: "Tool 41, Hammer drill," with both commas, or the name alone where it has no number */
char *ta_tool_table_describe (TaDatabase *database, const char *id, GError **error);
