/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-database.h"

/** Makes a value of the row that @statement stands on. (transfer full) */
typedef gpointer (*TaRowFunc) (TaStatement *statement);

/** Steps @statement to its end. (transfer full) (nullable): what @from_row made of each row, freed with @free_row; %NULL with @error */
GPtrArray *ta_query_collect (TaStatement *statement, TaRowFunc from_row, GDestroyNotify free_row, GError **error);

/** (transfer full) (nullable): the first column of every row as text */
GPtrArray *ta_query_collect_text (TaStatement *statement, GError **error);

/**
 * ta_query_text:
 * @text: (out) (transfer full) (nullable): the first column of the first row; %NULL where there is no row
 *
 * Returns: %FALSE with @error where the statement failed
 */
gboolean ta_query_text (TaStatement *statement, char **text, GError **error);

/** As ta_query_text() for a number; 0 where there is no row. */
gboolean ta_query_int (TaStatement *statement, gint64 *number, GError **error);

/** @ids (of char *) as a JSON array, to be bound and taken apart by json_each(). (transfer full) */
char *ta_query_ids_to_json (GPtrArray *ids);

/**
 * ta_query_search_expression:
 * @text: what a person typed
 *
 * Returns: (transfer full) (nullable): an expression of FTS5 that asks for each word of @text as a prefix; %NULL where @text has no
 *   letter and no digit
 */
char *ta_query_search_expression (const char *text);
