/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-table.h"

/**
 * TaChildTable:
 *
 * A table whose rows belong to one row of another and are kept in an array of its struct. Their structs begin with `char *id`.
 */
typedef struct
{
  const char *select; /* by :ids, a JSON array of owners; the first column is the owner, the order that of the arrays */
  const char *prune;  /* deletes those rows of :owner whose key is not in :keep, a JSON array */
  const char *upsert; /* writes the row of :owner unless it is the same */
  gsize offset;       /* of the GPtrArray in the owner's struct */
  TaRowFunc from_row;
  void (*bind) (TaStatement *statement, gconstpointer row, guint position);
  char *(*key) (gconstpointer row); /* (nullable): what :keep has, where it is more than the id */
} TaChildTable;

/**
 * ta_child_table_load:
 * @owners: owner's id → struct
 * @ids: JSON array of the same ids
 */
gboolean ta_child_table_load (TaDatabase *database, const TaChildTable *table, GHashTable *owners, const char *ids, GError **error);

/** Makes the rows of @owner be @rows. */
gboolean ta_child_table_save (TaDatabase *database, const TaChildTable *table, const char *owner, GPtrArray *rows, GError **error);
