/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-table.h"

/**
 * TaChildTable:
 *
 * A table whose rows belong to one row of another and are kept in an array of its struct. Their structs begin with `char *id`.
 * Where something else of a row must be unique too, that is its key.
 */
typedef struct
{
  const char *select; /* by :ids, a JSON array of owners; the first column is the owner, the order that of the arrays */
  const char *prune;  /* deletes what of :owner is not in :keep, a JSON array of ids, or of id, newline and key; then returns id and key */
  const char *upsert; /* writes the row of :owner unless it is the same */
  gsize offset;       /* of the GPtrArray in the owner's struct */
  TaRowFunc from_row;
  void (*bind) (TaStatement *statement, gconstpointer row);
  char *(*key) (gconstpointer row); /* (nullable) (transfer full) */
  const char *order;                /* (nullable): of a table in the order of the array: id and position of what :owner has; @upsert takes the :position */
  int (*list) (gconstpointer row);  /* (nullable): where one array has several lists that are in order each for itself: which of them the row is in */
} TaChildTable;

/**
 * ta_child_table_load:
 * @owners: owner's id → struct
 * @ids: JSON array of the same ids
 */
gboolean ta_child_table_load (TaDatabase *database, const TaChildTable *table, GHashTable *owners, const char *ids, GError **error);

/**
 * Makes the rows of @owner be @rows. Where keys pass from one kept row to another, the row that takes one is written under a fresh id:
 * rows that exchange what must be unique could not be changed back one after the other, so the change could not be undone.
 */
gboolean ta_child_table_save (TaDatabase *database, const TaChildTable *table, const char *owner, GPtrArray *rows, GError **error);

/**
 * ta_child_table_arrange:
 * @select: id and position of the rows of :owner; without a position where it is NULL
 * @ids: (element-type utf8): of rows, in the order that they shall have; without any nothing is asked
 * @minimum: the least position that the table admits
 *
 * Positions for the rows, as few of them new as can be: see ta_order_arrange().
 *
 * Returns: (transfer full) (nullable) (element-type gint64): one for each of @ids; %NULL with @error
 */
GArray *ta_child_table_arrange (TaDatabase *database, const char *select, const char *owner, GPtrArray *ids, gint64 minimum, GError **error);

/**
 * ta_child_table_save_words:
 * @prune: deletes what of :owner is not in :keep, a JSON array of words
 * @insert: writes :id, :owner and :word unless it is there
 *
 * The same for a table whose rows are a word and nothing else, kept as char * and read as (owner, word).
 */
gboolean ta_child_table_save_words (TaDatabase *database, const char *prune, const char *insert, const char *owner, GPtrArray *words, GError **error);

/** A TaRowFunc for such a table. */
gpointer ta_child_table_word (TaStatement *statement);
