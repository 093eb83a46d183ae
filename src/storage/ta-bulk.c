/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-bulk.h"
#include "ta-statement-private.h"

#define POINTER_TYPE "ta-bulk"
#define ROWS_COLUMN TA_BULK_MAX_COLUMNS

typedef struct
{
  sqlite3_vtab_cursor base;
  const TaBulk *bulk; /* borrowed */
  guint row;
} Cursor;

TaBulkValue
ta_bulk_get (const TaBulk *bulk, guint row, guint column)
{
  TaBulkValue value = { NULL, 0, FALSE };

  bulk->get (g_ptr_array_index (bulk->rows, row), column, bulk->data, &value);
  return value;
}

static int
bulk_connect (sqlite3 *handle, gpointer data, int argc, const char *const *argv, sqlite3_vtab **vtab, char **message)
{
  int code = sqlite3_declare_vtab (handle, "CREATE TABLE bulk (c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, rows HIDDEN)");

  *vtab = code == SQLITE_OK ? g_new0 (sqlite3_vtab, 1) : NULL;
  return code;
}

static int
bulk_disconnect (sqlite3_vtab *vtab)
{
  g_free (vtab);
  return SQLITE_OK;
}

/* Without its rows it cannot be read at all. */
static int
bulk_best_index (sqlite3_vtab *vtab, sqlite3_index_info *info)
{
  for (int i = 0; i < info->nConstraint; i++)
    {
      if (info->aConstraint[i].iColumn != ROWS_COLUMN || info->aConstraint[i].op != SQLITE_INDEX_CONSTRAINT_EQ || !info->aConstraint[i].usable)
        continue;
      info->aConstraintUsage[i].argvIndex = 1;
      info->aConstraintUsage[i].omit = 1;
      info->estimatedCost = 1000;
      info->estimatedRows = 1000;
      return SQLITE_OK;
    }
  return SQLITE_CONSTRAINT;
}

static int
bulk_open (sqlite3_vtab *vtab, sqlite3_vtab_cursor **cursor)
{
  *cursor = (sqlite3_vtab_cursor *) g_new0 (Cursor, 1);
  return SQLITE_OK;
}

static int
bulk_close (sqlite3_vtab_cursor *cursor)
{
  g_free (cursor);
  return SQLITE_OK;
}

static int
bulk_filter (sqlite3_vtab_cursor *cursor, int number, const char *text, int argc, sqlite3_value **argv)
{
  Cursor *self = (Cursor *) cursor;

  self->bulk = sqlite3_value_pointer (argv[0], POINTER_TYPE);
  self->row = 0;
  return SQLITE_OK;
}

static int
bulk_next (sqlite3_vtab_cursor *cursor)
{
  Cursor *self = (Cursor *) cursor;
  const TaBulk *bulk = self->bulk;

  self->row++;
  return bulk->watch == NULL || bulk->watch (self->row, bulk->rows->len, bulk->watch_data) ? SQLITE_OK : SQLITE_INTERRUPT;
}

static int
bulk_eof (sqlite3_vtab_cursor *cursor)
{
  const Cursor *self = (const Cursor *) cursor;

  return self->bulk == NULL || self->row >= self->bulk->rows->len;
}

static int
bulk_column (sqlite3_vtab_cursor *cursor, sqlite3_context *context, int column)
{
  const Cursor *self = (const Cursor *) cursor;
  TaBulkValue value = { NULL, 0, FALSE };

  if ((guint) column < self->bulk->n_columns)
    value = ta_bulk_get (self->bulk, self->row, (guint) column);
  if (value.text != NULL)
    sqlite3_result_text (context, value.text, -1, SQLITE_STATIC);
  else if (value.has_number)
    sqlite3_result_int64 (context, value.number);
  return SQLITE_OK;
}

static int
bulk_rowid (sqlite3_vtab_cursor *cursor, sqlite3_int64 *rowid)
{
  *rowid = ((const Cursor *) cursor)->row;
  return SQLITE_OK;
}

/* There is no xCreate: it needs none to be read, and it cannot be put into a schema. */
static const sqlite3_module bulk_module = {
  .xConnect = bulk_connect,
  .xBestIndex = bulk_best_index,
  .xDisconnect = bulk_disconnect,
  .xOpen = bulk_open,
  .xClose = bulk_close,
  .xFilter = bulk_filter,
  .xNext = bulk_next,
  .xEof = bulk_eof,
  .xColumn = bulk_column,
  .xRowid = bulk_rowid,
};

int
ta_bulk_register (sqlite3 *handle)
{
  return sqlite3_create_module (handle, "bulk", &bulk_module, NULL);
}

void
ta_bulk_bind (TaStatement *statement, const char *name, TaBulk *bulk)
{
  int code = sqlite3_bind_pointer (statement->stmt, sqlite3_bind_parameter_index (statement->stmt, name), bulk, POINTER_TYPE, NULL);

  if (code != SQLITE_OK && statement->failure == SQLITE_OK)
    g_error ("The statement does not take rows as %s: %s", name, sqlite3_sql (statement->stmt));
}
