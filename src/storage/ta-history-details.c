/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-health.h"
#include "ta-history-private.h"
#include "ta-money.h"
#include "ta-subject.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A field that names a row of another table is shown by that row's name. */
typedef struct
{
  const char *field;
  const char *table;
} Reference;

static const Reference references[] = {
  { "household", "household" },
  { "owner", "household" },
  { "person", "person" },
  { "guardian", "person" },
  { "pod", "pod" },
  { "service", "service" },
  { "tool", "tool" },
  { "category", "category" },
  { "turn", "turn" },
  { "account", "account" },
  { "calendar", "calendar" },
  { "poll", "poll" },
  { "request", "cover_request" },
  { "takes", "turn" },
  { "gives", "turn" },
};

/* Nothing in these that a person could read, or what the row is called says it already. */
static const char *const hidden_fields[] = { "id", "position", "series_date", "model", "series", "ledger_transaction", "posted_at",
                                             "source", "source_kind", "rule_set", "inputs", "trace", "reverses", "account", "chain", "uid",
                                             "token", "made_by", "made_at" };

/* What the program keeps for itself. */
static const char *const hidden_tables[] = { "health_lock", "removal", "unit", "account", "rule_set", "notice" };

void
ta_field_change_free (TaFieldChange *change)
{
  if (change == NULL)
    return;
  g_free (change->table);
  g_free (change->row);
  g_free (change->subject);
  g_free (change->field);
  g_free (change->before);
  g_free (change->after);
  g_free (change);
}

static GPtrArray *
column_names (TaDatabase *database, const char *table)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT name FROM pragma_table_info (:table) ORDER BY cid");

  ta_statement_bind_text (statement, ":table", table);
  while (ta_statement_step (statement, NULL) == TA_STEP_ROW)
    g_ptr_array_add (names, ta_statement_dup_text (statement, 0));
  return g_steal_pointer (&names);
}

static gboolean
is_hidden (const char *field)
{
  for (guint i = 0; i < G_N_ELEMENTS (hidden_fields); i++)
    if (strcmp (hidden_fields[i], field) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
is_hidden_table (const char *table)
{
  for (guint i = 0; i < G_N_ELEMENTS (hidden_tables); i++)
    if (strcmp (hidden_tables[i], table) == 0)
      return TRUE;
  return FALSE;
}

static const char *
referenced_table (const char *field, const char *table)
{
  /* An offer's service is a word of its own, not a row. */
  if (strcmp (table, "offer") == 0 && strcmp (field, "service") == 0)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (references); i++)
    if (strcmp (references[i].field, field) == 0)
      return references[i].table;
  return NULL;
}

static char *
show_value (TaDatabase *database, const char *table, const char *field, sqlite3_value *value)
{
  const char *target = referenced_table (field, table);
  char *name = NULL;

  if (value == NULL || sqlite3_value_type (value) == SQLITE_NULL)
    return NULL;
  if (sqlite3_value_type (value) == SQLITE_BLOB)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d byte", "%d bytes", (gulong) sqlite3_value_bytes (value)), sqlite3_value_bytes (value));
  if (target != NULL)
    name = ta_subject_name (database, target, (const char *) sqlite3_value_text (value));
  if (target != NULL && name == NULL)
    return g_strdup (_ ("(deleted)"));
  return name != NULL ? name : g_strdup ((const char *) sqlite3_value_text (value));
}

typedef struct
{
  TaDatabase *database;
  sqlite3_changeset_iter *iter;
  const char *table;
  TaChangeKind kind;
  GPtrArray *columns;
  char *row;
  char *subject;
} Row;

static void
row_clear (Row *row)
{
  g_clear_pointer (&row->columns, g_ptr_array_unref);
  g_clear_pointer (&row->row, g_free);
  g_clear_pointer (&row->subject, g_free);
}

static sqlite3_value *
row_value (Row *row, gboolean after, int column)
{
  sqlite3_value *value = NULL;

  if (after && row->kind != TA_CHANGE_DELETE)
    sqlite3changeset_new (row->iter, column, &value);
  else if (!after && row->kind != TA_CHANGE_INSERT)
    sqlite3changeset_old (row->iter, column, &value);
  return value;
}

/* A row that is gone is called by the name that it had. */
static char *
row_subject (Row *row)
{
  char *name = ta_subject_name (row->database, row->table, row->row);

  for (guint i = 0; name == NULL && i < row->columns->len; i++)
    {
      const char *column = g_ptr_array_index (row->columns, i);
      sqlite3_value *value = row_value (row, row->kind == TA_CHANGE_INSERT, (int) i);

      if (value != NULL && (strcmp (column, "name") == 0 || strcmp (column, "date") == 0))
        name = g_strdup ((const char *) sqlite3_value_text (value));
      else if (value != NULL && referenced_table (column, row->table) != NULL)
        name = ta_subject_name (row->database, referenced_table (column, row->table), (const char *) sqlite3_value_text (value));
    }
  return name != NULL ? name : g_strdup ("");
}

static gboolean
row_load (Row *row)
{
  int columns, operation;

  sqlite3changeset_op (row->iter, &row->table, &columns, &operation, NULL);
  row->kind = operation == SQLITE_INSERT ? TA_CHANGE_INSERT : operation == SQLITE_DELETE ? TA_CHANGE_DELETE
                                                                                         : TA_CHANGE_UPDATE;
  row->columns = column_names (row->database, row->table);
  if (row->columns->len < (guint) columns)
    return FALSE;
  row->row = g_strdup ((const char *) sqlite3_value_text (row_value (row, row->kind == TA_CHANGE_INSERT, 0)));
  row->subject = row_subject (row);
  return TRUE;
}

static gboolean
is_empty (const char *text)
{
  return text == NULL || *text == '\0';
}

/* An amount is kept in the smallest part of its unit; entries are never deleted, so the unit can be asked for. (transfer full) (nullable) */
static char *
amount_in_units (TaDatabase *database, const char *entry)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (
      database, "SELECT e.amount, u.minor_per_major FROM ledger_entry e JOIN account a ON a.id = e.account JOIN unit u ON u.id = a.unit WHERE e.id = :id");

  ta_statement_bind_text (statement, ":id", entry);
  if (ta_statement_step (statement, NULL) != TA_STEP_ROW || ta_statement_int (statement, 1) != 100)
    return NULL;
  return ta_hundredths_format (ta_statement_int (statement, 0));
}

/* What an allergy is of, from the table or, where it is gone, from what made it or deleted it. (transfer full) */
static char *
allergy_element (Row *row)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (row->database, "SELECT person, allergen FROM allergy WHERE id = :id");
  const gboolean after = row->kind == TA_CHANGE_INSERT;
  sqlite3_value *person = row_value (row, after, 1);
  sqlite3_value *allergen = row_value (row, after, 2);

  ta_statement_bind_text (statement, ":id", row->row);
  if (ta_statement_step (statement, NULL) == TA_STEP_ROW)
    return ta_health_allergy_element (ta_statement_text (statement, 0), ta_statement_text (statement, 1));
  if (person == NULL || allergen == NULL)
    return g_strdup ("");
  return ta_health_allergy_element ((const char *) sqlite3_value_text (person), (const char *) sqlite3_value_text (allergen));
}

/* Takes @text. (transfer full) (nullable) */
static char *
open_text (Row *row, const char *name, char *text)
{
  g_autofree char *sealed = text;
  g_autofree char *element = NULL;

  if (sealed == NULL || !ta_health_is_sealed (sealed))
    return g_steal_pointer (&sealed);
  element = strcmp (row->table, "allergy") == 0 ? allergy_element (row) : g_strdup (row->row);
  return ta_health_shown_text (row->database, row->table, element, name, sealed);
}

static void
add_field (Row *row, guint column, GPtrArray *fields)
{
  const char *name = g_ptr_array_index (row->columns, column);
  g_autofree char *before = open_text (row, name, show_value (row->database, row->table, name, row_value (row, FALSE, (int) column)));
  g_autofree char *after = open_text (row, name, show_value (row->database, row->table, name, row_value (row, TRUE, (int) column)));
  TaFieldChange *change;

  if (strcmp (row->table, "ledger_entry") == 0 && strcmp (name, "amount") == 0)
    {
      char *amount = amount_in_units (row->database, row->row);

      if (amount != NULL)
        {
          g_free (after);
          after = amount;
        }
    }
  if (is_hidden (name) || is_hidden_table (row->table) || (is_empty (before) && is_empty (after)))
    return;
  change = g_new0 (TaFieldChange, 1);
  change->table = g_strdup (row->table);
  change->row = g_strdup (row->row);
  change->subject = g_strdup (row->subject);
  change->kind = row->kind;
  change->field = g_strdup (name);
  change->before = g_steal_pointer (&before);
  change->after = g_steal_pointer (&after);
  g_ptr_array_add (fields, change);
}

static void
add_row (TaDatabase *database, sqlite3_changeset_iter *iter, GPtrArray *fields)
{
  Row row = { database, iter, NULL, TA_CHANGE_INSERT, NULL, NULL, NULL };
  int columns = 0;

  if (row_load (&row))
    sqlite3changeset_op (iter, &row.table, &columns, &(int) { 0 }, NULL);
  for (int i = 0; i < columns; i++)
    add_field (&row, (guint) i, fields);
  row_clear (&row);
}

GPtrArray *
ta_history_details (TaDatabase *database, gint64 id, GError **error)
{
  g_autoptr (GPtrArray) fields = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_field_change_free);
  g_autoptr (GBytes) changeset = ta_history_get_changeset (database, id, error);
  sqlite3_changeset_iter *iter = NULL;
  gconstpointer data;
  gsize size;
  int code;

  if (changeset == NULL)
    return NULL;
  data = g_bytes_get_data (changeset, &size);
  if (size == 0)
    return g_steal_pointer (&fields);
  code = sqlite3changeset_start (&iter, (int) size, (gpointer) data);
  while (code == SQLITE_OK && sqlite3changeset_next (iter) == SQLITE_ROW)
    add_row (database, iter, fields);
  if (code == SQLITE_OK)
    code = sqlite3changeset_finalize (iter);
  if (code == SQLITE_OK)
    return g_steal_pointer (&fields);
  ta_database_set_error (database, code, error);
  return NULL;
}
