/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-database.h"
#include "ta-domain.h"
#include "ta-value.h"

/** TaColumns: what the columns of a table are, as the database says. It lives as long as the database is open. */
typedef struct
{
  const TaDomainTable *table;
  guint count;
  const char **names;                   /* interned */
  TaValue **defaults;                   /* what a row has that says nothing of it; NULL: nothing */
  gboolean *required;                   /* NOT NULL */
  const TaDomainReference **references; /* (nullable): what the column names */
  guint n_key;
  guint key[TA_DOMAIN_MAX_KEY]; /* what a row is for */
} TaColumns;

const TaColumns *ta_columns_get (TaDatabase *database, const TaDomainTable *table);
void ta_columns_free (TaColumns *columns);
/** -1 where there is none of that name */
int ta_columns_find (const TaColumns *columns, const char *name);

/** TaRow: a whole row of a table. Its first value is its id, its second, in a child table, that of its parent. */
typedef struct
{
  const TaColumns *columns;
  guint references;
  TaValue *values[]; /* as many as there are columns; %NULL: not known */
} TaRow;

TaRow *ta_row_new (const TaColumns *columns);
/** Whoever shares a row does not change it. Within one thread. (transfer full) */
TaRow *ta_row_ref (TaRow *row);
/** Another with the same values. (transfer full) */
TaRow *ta_row_copy (const TaRow *row);
void ta_row_free (TaRow *row);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaRow, ta_row_free)

/** Takes @value. */
void ta_row_take (TaRow *row, guint column, TaValue *value);
/** "" where it has none */
const char *ta_row_id (const TaRow *row);
/** (nullable): what @column has, where that is a text */
const char *ta_row_text (const TaRow *row, guint column);

/** "table/element", as ta-document.h has it: of a row of a child table. (transfer full) */
char *ta_row_element (const TaRow *row);

/** (transfer full) (nullable): %NULL without @error: it is not there */
TaRow *ta_row_read (TaDatabase *database, const TaDomainTable *table, const char *id, GError **error);

/** The row at the top and all below, parents before their children; empty where it is not there. (transfer full): of TaRow */
GPtrArray *ta_row_read_aggregate (TaDatabase *database, const TaDomainTable *root, const char *id, GError **error);

/** Calls @func, which takes the row, for each row of @table. */
gboolean ta_row_each (TaDatabase *database, const TaDomainTable *table, gboolean (*func) (TaRow *row, gpointer data, GError **error), gpointer data, GError **error);

/** The value that SQLite holds. (transfer full) (nullable): %NULL for none at all */
TaValue *ta_value_from_sqlite (sqlite3_value *value);
