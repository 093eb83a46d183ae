/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-code.h"
#include "ta-query.h"

/* What the modules of the tables have in common. */

/** A kind of row that keeps another from being deleted. */
typedef struct
{
  const char *sql;   /* SELECT of one number by :id: how many there are */
  const char *label; /* marked with N_(): "turns" */
} TaReference;

/** @texts (of char *) as a JSON array, to be bound and taken apart by json_each(). (transfer full) */
char *ta_table_texts_to_json (GPtrArray *texts);

/** The value of the code that stands in @column; the tables' CHECKs admit no other words. */
int ta_table_code (TaStatement *statement, int column, const TaCode *codes);

/** Whether two names are the same to a person: letter case, outer blanks and the way accents are encoded aside. */
gboolean ta_table_same_name (const char *a, const char *b);

/** Looks for a name among rows of (id, name). (transfer full) (nullable): id; %NULL without @error where there is none */
char *ta_table_find_name (TaStatement *statement, const char *name, GError **error);

/** %TRUE where @sql, a SELECT by :id, has a row; %FALSE with @error: TA_STORAGE_ERROR_NOT_FOUND where it has none. */
gboolean ta_table_require (TaDatabase *database, const char *sql, const char *id, GError **error);

/** Sets TA_STORAGE_ERROR_NOT_FOUND. */
void ta_table_set_not_found (GError **error);

/**
 * ta_table_delete:
 * @sql: DELETE by :id
 * @name_sql: SELECT by :id of what a person calls the row
 * @references: (nullable): ends with a %NULL statement
 *
 * Deletes a row. Where others keep it, fails with TA_STORAGE_ERROR_CONFLICT and a sentence that says which.
 */
gboolean ta_table_delete (TaDatabase *database, const char *sql, const char *name_sql, const TaReference *references, const char *id, GError **error);
