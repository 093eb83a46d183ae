/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-database.h"
#include "ta-document.h"
#include "ta-value.h"

/*
 * What is stored of rows beside the rows: what each command changed of them (the history), and what is exchanged with a hub (the documents).
 * Whoever has to take something out of all of it, or to keep it in another way, rewrites these as well, and then the file, which has the bytes still. Nothing of this is recorded.
 */

typedef enum
{
  TA_REWRITE_KEEP,
  TA_REWRITE_REPLACE, /* a value: by another */
  TA_REWRITE_DROP     /* a row: all that is stored of it; a value of a document: that field (in the history a value is never dropped) */
} TaRewrite;

/**
 * TaRewriteFunc:
 * @table: the row's table
 * @id: the row's id; in a document, of a row that is there once for something, what it is for, as ta-document.h has it: "mira|peanuts"
 * @column: (nullable): %NULL: asked once of each row before its values; then only %TA_REWRITE_KEEP and %TA_REWRITE_DROP mean anything
 * @value: (nullable): of @column
 * @replacement: (out): (transfer full): with %TA_REWRITE_REPLACE
 */
typedef TaRewrite (*TaRewriteFunc) (const char *table, const char *id, const char *column, TaValue *value, TaValue **replacement, gpointer data);

/**
 * ta_rewrite_history:
 *
 * Asks @func of each value before and after each change of the history. An entry that a row was dropped from is marked (taken_out): it
 * cannot be undone any more. One in which values were replaced can, where the rows were given the same values.
 *
 * To be called in a transaction.
 */
gboolean ta_rewrite_history (TaDatabase *database, TaRewriteFunc func, gpointer data, GError **error);

/**
 * ta_rewrite_file:
 *
 * Writes the file anew and empties its log, so that nothing of what was in them is left. Outside of a transaction.
 *
 * Returns: %FALSE with %TA_STORAGE_ERROR_BUSY where another program keeps it from that: then it is still due
 */
gboolean ta_rewrite_file (TaDatabase *database, GError **error);

typedef enum
{
  TA_REWRITE_HERE, /* this computer alone keeps it in another way: stamps stay, and nothing is sent */
  TA_REWRITE_SEND  /* what is replaced bears a new stamp, and what has changed is sent */
} TaRewriteReach;

/**
 * ta_rewrite_documents:
 * @now_ms: milliseconds since 1970
 *
 * Asks @func of each value of each document, those of rows that are gone and those that merges have kept among them; of what the hub is known to
 * have, of what was sent, of what waits for its time, and of the notices of merges: a notice of what is dropped is deleted. The tables are not touched.
 *
 * To be called in a transaction.
 */
gboolean ta_rewrite_documents (TaDatabase *database, TaRewriteReach reach, gint64 now_ms, TaRewriteFunc func, gpointer data, GError **error);

/** Takes keys out of a document. Returns: whether it did. */
typedef gboolean (*TaRewriteDocumentFunc) (TaDocument *document, gpointer data);

/** The same; each document is first given to @whole (nullable), for what no value says by itself. */
gboolean ta_rewrite_documents_whole (TaDatabase *database, TaRewriteReach reach, gint64 now_ms, TaRewriteDocumentFunc whole, TaRewriteFunc func, gpointer data, GError **error);

/** Only asks: @func keeps everything. @type: (nullable): of documents of that type alone, beside what was sent, what waits, and the notices */
gboolean ta_rewrite_look (TaDatabase *database, const char *type, TaRewriteFunc func, gpointer data, GError **error);
