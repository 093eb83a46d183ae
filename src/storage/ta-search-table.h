/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-database.h"

/**
 * The search indexes follow their tables by triggers, a row at a time. Who changes thousands of rows turns the triggers off and has them
 * brought up to date for all of these at once.
 */

/** Whether what can be searched comes from the table: its triggers do nothing but keep the indexes. */
gboolean ta_search_table_reads (const char *table);

/** TaSearchTouched: rows that were changed, inserted or deleted. */
typedef struct _TaSearchTouched TaSearchTouched;

TaSearchTouched *ta_search_touched_new (void);
void ta_search_touched_free (TaSearchTouched *touched);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaSearchTouched, ta_search_touched_free)

/**
 * ta_search_touched_add:
 * @table: one that ta_search_table_reads()
 * @id: (nullable): of the row; %NULL where a change does not say it
 * @parent: (nullable): what the row has in its second column, a person's household; ignored of other tables
 */
void ta_search_touched_add (TaSearchTouched *touched, const char *table, const char *id, const char *parent);
/** The same of a row that is new: of a tool nothing is known to the index. */
void ta_search_touched_add_new (TaSearchTouched *touched, const char *table, const char *id, const char *parent);

/** In a transaction: makes the indexes have of the rows what the tables have of them now. */
gboolean ta_search_table_refresh (TaDatabase *database, const TaSearchTouched *touched, GError **error);

/** After thousands of tools came one page after another, while which the index of the tools was not merged bit by bit: from now on it is again. */
gboolean ta_search_table_settle (TaDatabase *database, GError **error);
