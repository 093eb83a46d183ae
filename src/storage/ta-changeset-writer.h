/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-row.h"

/*
 * SQLite's changeset format: a table is 'T', the number of its columns, for each whether it is in the key (the first is, always), and the
 * name with its zero; a change is its kind, 0 for "not by a trigger", and the old values, the new ones, or both, each behind its type.
 */

void ta_changeset_append_table (GByteArray *bytes, const char *table, guint n_columns);
/** @kind: SQLITE_INSERT, SQLITE_UPDATE or SQLITE_DELETE; its values follow */
void ta_changeset_append_kind (GByteArray *bytes, int kind);
/** @kind: SQLITE_TEXT or SQLITE_BLOB */
void ta_changeset_append_data (GByteArray *bytes, int kind, gconstpointer data, gsize size);
/** @kind: SQLITE_INTEGER, or SQLITE_FLOAT with the bits of the number */
void ta_changeset_append_number (GByteArray *bytes, int kind, guint64 bits);
/** @kind: SQLITE_NULL, or 0 where an update says nothing of the column */
void ta_changeset_append_nothing (GByteArray *bytes, int kind);
/** Any of these, as @value is. */
void ta_changeset_append_value (GByteArray *bytes, const TaValue *value);

/** One change of a row: @before (nullable): it is inserted; @after (nullable): it is deleted. Nothing where they are the same. */
void ta_changeset_append_row (GByteArray *bytes, const TaRow *before, const TaRow *after);
gboolean ta_row_equal (const TaRow *a, const TaRow *b);
