/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-row.h"

#include "ta-document.h"
#include "ta-statement-private.h"

#include <string.h>

/* Columns ------------------------------------------------------------------------------------------------------------------------------ */

/* As the schema has them: NULL, a number, or a text in single quotes. */
static TaValue *
parse_default (const char *text)
{
  char *end = NULL;
  gint64 integer;

  if (text == NULL || g_ascii_strcasecmp (text, "NULL") == 0)
    return ta_value_new_null ();
  if (*text == '\'')
    {
      g_autofree char *inner = g_strndup (text + 1, strlen (text) - 2);
      g_auto (GStrv) parts = g_strsplit (inner, "''", -1);
      g_autofree char *plain = g_strjoinv ("'", parts);

      return ta_value_new_text (plain, -1);
    }
  integer = g_ascii_strtoll (text, &end, 10);
  return *end == '\0' ? ta_value_new_integer (integer) : ta_value_new_real (g_ascii_strtod (text, NULL));
}

static const TaDomainReference *
find_reference (const char *table, const char *column)
{
  for (const TaDomainReference *reference = ta_domain_references; reference->table != NULL; reference++)
    if (strcmp (reference->table, table) == 0 && strcmp (reference->column, column) == 0)
      return reference;
  return NULL;
}

static void
add_column (TaColumns *columns, TaStatement *statement)
{
  guint at = columns->count++;

  columns->names = g_renew (const char *, columns->names, columns->count);
  columns->defaults = g_renew (TaValue *, columns->defaults, columns->count);
  columns->required = g_renew (gboolean, columns->required, columns->count);
  columns->references = g_renew (const TaDomainReference *, columns->references, columns->count);
  columns->names[at] = g_intern_string (ta_statement_text (statement, 0));
  columns->required[at] = ta_statement_int (statement, 1) != 0;
  columns->defaults[at] = parse_default (ta_statement_is_null (statement, 2) ? NULL : ta_statement_text (statement, 2));
  columns->references[at] = find_reference (columns->table->name, columns->names[at]);
}

static TaColumns *
columns_new (TaDatabase *database, const TaDomainTable *table)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT name, \"notnull\", dflt_value FROM pragma_table_info (:table) ORDER BY cid");
  TaColumns *columns = g_new0 (TaColumns, 1);

  columns->table = table;
  ta_statement_bind_text (statement, ":table", table->name);
  while (ta_statement_step (statement, NULL) == TA_STEP_ROW)
    add_column (columns, statement);
  for (; table->key[columns->n_key] != NULL; columns->n_key++)
    columns->key[columns->n_key] = (guint) ta_columns_find (columns, table->key[columns->n_key]);
  return columns;
}

void
ta_columns_free (TaColumns *columns)
{
  for (guint i = 0; i < columns->count; i++)
    ta_value_unref (columns->defaults[i]);
  g_free (columns->names);
  g_free (columns->defaults);
  g_free (columns->required);
  g_free (columns->references);
  g_free (columns);
}

const TaColumns *
ta_columns_get (TaDatabase *database, const TaDomainTable *table)
{
  GHashTable *known = ta_database_get_columns (database);
  TaColumns *columns = g_hash_table_lookup (known, table);

  if (columns == NULL)
    {
      columns = columns_new (database, table);
      g_hash_table_insert (known, (gpointer) table, columns);
    }
  return columns;
}

int
ta_columns_find (const TaColumns *columns, const char *name)
{
  for (guint i = 0; i < columns->count; i++)
    if (strcmp (columns->names[i], name) == 0)
      return (int) i;
  return -1;
}

/* Rows --------------------------------------------------------------------------------------------------------------------------------- */

TaRow *
ta_row_new (const TaColumns *columns)
{
  TaRow *row = g_malloc0 (sizeof (TaRow) + columns->count * sizeof (TaValue *));

  row->columns = columns;
  row->references = 1;
  return row;
}

TaRow *
ta_row_ref (TaRow *row)
{
  row->references++;
  return row;
}

TaRow *
ta_row_copy (const TaRow *row)
{
  TaRow *copy = ta_row_new (row->columns);

  for (guint i = 0; i < row->columns->count; i++)
    copy->values[i] = row->values[i] != NULL ? ta_value_ref (row->values[i]) : NULL;
  return copy;
}

void
ta_row_free (TaRow *row)
{
  if (row == NULL || --row->references > 0)
    return;
  for (guint i = 0; i < row->columns->count; i++)
    g_clear_pointer (&row->values[i], ta_value_unref);
  g_free (row);
}

void
ta_row_take (TaRow *row, guint column, TaValue *value)
{
  g_clear_pointer (&row->values[column], ta_value_unref);
  row->values[column] = value;
}

const char *
ta_row_text (const TaRow *row, guint column)
{
  return row->values[column] != NULL ? ta_value_get_text (row->values[column]) : NULL;
}

const char *
ta_row_id (const TaRow *row)
{
  const char *id = ta_row_text (row, 0);

  return id != NULL ? id : "";
}

static void
append_part (GString *element, const TaValue *value)
{
  const char *text = value != NULL ? ta_value_get_text (value) : NULL;
  g_autofree char *escaped = text != NULL ? ta_document_escape (text) : NULL;

  if (escaped != NULL)
    g_string_append (element, escaped);
  else if (value != NULL && ta_value_get_kind (value) == TA_VALUE_INTEGER)
    g_string_append_printf (element, "%" G_GINT64_FORMAT, ta_value_get_integer (value));
}

char *
ta_row_element (const TaRow *row)
{
  const TaColumns *columns = row->columns;
  GString *element = g_string_new (columns->table->name);

  g_string_append_c (element, '/');
  if (columns->table->single)
    g_string_append_c (element, '-');
  else if (columns->n_key == 0)
    append_part (element, row->values[0]);
  for (guint i = 0; i < columns->n_key; i++)
    {
      if (i > 0)
        g_string_append_c (element, '|');
      append_part (element, row->values[columns->key[i]]);
    }
  return g_string_free_and_steal (element);
}

TaValue *
ta_value_from_sqlite (sqlite3_value *value)
{
  if (value == NULL)
    return NULL;
  switch (sqlite3_value_type (value))
    {
    case SQLITE_INTEGER:
      return ta_value_new_integer (sqlite3_value_int64 (value));
    case SQLITE_FLOAT:
      return ta_value_new_real (sqlite3_value_double (value));
    case SQLITE_TEXT:
      return ta_value_new_text ((const char *) sqlite3_value_text (value), sqlite3_value_bytes (value));
    case SQLITE_BLOB:
      return ta_value_new_bytes (sqlite3_value_blob (value), (gsize) sqlite3_value_bytes (value));
    default:
      return ta_value_new_null ();
    }
}

static TaRow *
row_from_statement (const TaColumns *columns, TaStatement *statement)
{
  TaRow *row = ta_row_new (columns);

  for (guint i = 0; i < columns->count; i++)
    row->values[i] = ta_value_from_sqlite (sqlite3_column_value (statement->stmt, (int) i));
  return row;
}

TaRow *
ta_row_read (TaDatabase *database, const TaDomainTable *table, const char *id, GError **error)
{
  const TaColumns *columns = ta_columns_get (database, table);
  g_autoptr (TaStatement) statement = ta_database_prepare (database, table->row_sql);

  ta_statement_bind_text (statement, ":id", id);
  return ta_statement_step (statement, error) == TA_STEP_ROW ? row_from_statement (columns, statement) : NULL;
}

static gboolean
read_children (TaDatabase *database, const TaDomainTable *table, const char *parent, GPtrArray *rows, GError **error)
{
  const TaColumns *columns = ta_columns_get (database, table);
  g_autoptr (TaStatement) statement = ta_database_prepare (database, table->rows_sql);
  TaStep step;

  ta_statement_bind_text (statement, ":parent", parent);
  while ((step = ta_statement_step (statement, error)) == TA_STEP_ROW)
    g_ptr_array_add (rows, row_from_statement (columns, statement));
  return step == TA_STEP_DONE;
}

/* Parents stand before their children, in the list of tables and in @rows. */
static gboolean
read_below (TaDatabase *database, const TaDomainTable *root, GPtrArray *rows, GError **error)
{
  for (const TaDomainTable *table = root + 1; table->name != NULL && table->parent != NULL; table++)
    {
      guint parents = rows->len;

      for (guint i = 0; i < parents; i++)
        {
          const TaRow *parent = rows->pdata[i];

          if (strcmp (parent->columns->table->name, table->parent) == 0 && !read_children (database, table, ta_row_id (parent), rows, error))
            return FALSE;
        }
    }
  return TRUE;
}

GPtrArray *
ta_row_read_aggregate (TaDatabase *database, const TaDomainTable *root, const char *id, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_row_free);
  g_autoptr (GError) failure = NULL;
  TaRow *top = ta_row_read (database, root, id, &failure);

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  if (top == NULL)
    return g_steal_pointer (&rows);
  g_ptr_array_add (rows, top);
  return read_below (database, root, rows, error) ? g_steal_pointer (&rows) : NULL;
}

gboolean
ta_row_each (TaDatabase *database, const TaDomainTable *table, gboolean (*func) (TaRow *row, gpointer data, GError **error), gpointer data, GError **error)
{
  const TaColumns *columns = ta_columns_get (database, table);
  g_autoptr (TaStatement) statement = ta_database_prepare (database, table->all_sql);
  TaStep step;

  while ((step = ta_statement_step (statement, error)) == TA_STEP_ROW)
    if (!func (row_from_statement (columns, statement), data, error))
      return FALSE;
  return step == TA_STEP_DONE;
}
