/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-statement.h"

/** The columns that rows in a bulk may have: c0, c1, … c15. */
#define TA_BULK_MAX_COLUMNS 16

/** A value of one row; NULL where it has neither. */
typedef struct
{
  const char *text; /* borrowed from the row */
  gint64 number;
  gboolean has_number;
} TaBulkValue;

/** Sets @value, which comes empty, to what @row has in @column (from 0 on). */
typedef void (*TaBulkFunc) (gconstpointer row, guint column, gpointer data, TaBulkValue *value);

/** Told, row by row, that @done of @count rows have been read; %FALSE stops the statement, which fails with G_IO_ERROR_CANCELLED. */
typedef gboolean (*TaBulkWatch) (guint done, guint count, gpointer data);

/**
 * TaBulk:
 *
 * Rows of the program that a statement reads as a table: "SELECT c0, c1 FROM bulk (:rows)". What thousands of rows cost when each is bound
 * and stepped by itself is paid once. The row's position, from 0 on, is its rowid.
 */
typedef struct
{
  GPtrArray *rows;
  guint n_columns;
  TaBulkFunc get;
  gpointer data;
  TaBulkWatch watch; /* (nullable) */
  gpointer watch_data;
} TaBulk;

/** What @row has in @column. */
TaBulkValue ta_bulk_get (const TaBulk *bulk, guint row, guint column);

/** @bulk is borrowed until the statement is released. */
void ta_bulk_bind (TaStatement *statement, const char *name, TaBulk *bulk);

/** Makes "bulk" known to a connection; an SQLite code. */
int ta_bulk_register (sqlite3 *handle);
