/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-database.h"
#include "ta-statement-private.h"

TaStatement *
ta_statement_new (TaDatabase *database, sqlite3_stmt *stmt, gboolean cached)
{
  TaStatement *self = g_new0 (TaStatement, 1);

  self->database = database;
  self->stmt = stmt;
  self->cached = cached;
  return self;
}

void
ta_statement_free (TaStatement *self)
{
  sqlite3_finalize (self->stmt);
  g_free (self);
}

void
ta_statement_release (TaStatement *self)
{
  g_return_if_fail (self != NULL);
  if (!self->cached)
    {
      ta_statement_free (self);
      return;
    }
  sqlite3_reset (self->stmt);
  sqlite3_clear_bindings (self->stmt);
  self->lent = FALSE;
}

static int
find_parameter (TaStatement *self, const char *name)
{
  int index = sqlite3_bind_parameter_index (self->stmt, name);

  if (index == 0 && self->failure == SQLITE_OK)
    g_error ("The statement has no parameter %s: %s", name, sqlite3_sql (self->stmt));
  return index;
}

static void
check_bound (TaStatement *self, int code)
{
  /* Only a lack of memory or a value over SQLite's limit can come here; both are beyond what a caller could mend. */
  if (code != SQLITE_OK && self->failure == SQLITE_OK)
    g_error ("Binding a value failed: %s", sqlite3_errstr (code));
}

void
ta_statement_bind_text (TaStatement *self, const char *name, const char *value)
{
  check_bound (self, sqlite3_bind_text (self->stmt, find_parameter (self, name), value, -1, SQLITE_TRANSIENT));
}

void
ta_statement_bind_int (TaStatement *self, const char *name, gint64 value)
{
  check_bound (self, sqlite3_bind_int64 (self->stmt, find_parameter (self, name), value));
}

void
ta_statement_bind_double (TaStatement *self, const char *name, double value)
{
  check_bound (self, sqlite3_bind_double (self->stmt, find_parameter (self, name), value));
}

void
ta_statement_bind_bytes (TaStatement *self, const char *name, GBytes *value)
{
  gsize size = 0;
  gconstpointer data = value != NULL ? g_bytes_get_data (value, &size) : NULL;
  int index = find_parameter (self, name);

  if (value == NULL)
    check_bound (self, sqlite3_bind_null (self->stmt, index));
  else if (size == 0)
    check_bound (self, sqlite3_bind_zeroblob (self->stmt, index, 0));
  else
    check_bound (self, sqlite3_bind_blob64 (self->stmt, index, data, size, SQLITE_TRANSIENT));
}

void
ta_statement_bind_null (TaStatement *self, const char *name)
{
  check_bound (self, sqlite3_bind_null (self->stmt, find_parameter (self, name)));
}

void
ta_statement_bind_date (TaStatement *self, const char *name, TaDate value)
{
  g_autofree char *iso = ta_date_to_iso (value);

  ta_statement_bind_text (self, name, iso);
}

void
ta_statement_bind_time (TaStatement *self, const char *name, TaMinutes value)
{
  g_autofree char *text = ta_minutes_to_text (value);

  ta_statement_bind_text (self, name, text);
}

void
ta_statement_bind_optional_int (TaStatement *self, const char *name, gint64 value)
{
  if (value < 0)
    ta_statement_bind_null (self, name);
  else
    ta_statement_bind_int (self, name, value);
}

void
ta_statement_bind_point (TaStatement *self, const char *latitude, const char *longitude, TaPoint point)
{
  if (!point.set)
    {
      ta_statement_bind_null (self, latitude);
      ta_statement_bind_null (self, longitude);
      return;
    }
  ta_statement_bind_double (self, latitude, point.latitude);
  ta_statement_bind_double (self, longitude, point.longitude);
}

TaStep
ta_statement_step (TaStatement *self, GError **error)
{
  int code = self->failure != SQLITE_OK ? self->failure : sqlite3_step (self->stmt);

  if (code == SQLITE_ROW)
    return TA_STEP_ROW;
  if (code == SQLITE_DONE)
    return TA_STEP_DONE;
  ta_database_set_error (self->database, code, error);
  return TA_STEP_ERROR;
}

gboolean
ta_statement_run (TaStatement *self, int *changed, GError **error)
{
  TaStep step;

  while ((step = ta_statement_step (self, error)) == TA_STEP_ROW)
    ;
  if (changed != NULL)
    *changed = step == TA_STEP_DONE ? sqlite3_changes (ta_database_get_handle (self->database)) : 0;
  sqlite3_reset (self->stmt);
  return step == TA_STEP_DONE;
}

void
ta_statement_reset (TaStatement *self)
{
  sqlite3_reset (self->stmt);
}

const char *
ta_statement_text (TaStatement *self, int column)
{
  const char *text = (const char *) sqlite3_column_text (self->stmt, column);

  return text != NULL ? text : "";
}

char *
ta_statement_dup_text (TaStatement *self, int column)
{
  return g_strdup ((const char *) sqlite3_column_text (self->stmt, column));
}

gint64
ta_statement_int (TaStatement *self, int column)
{
  return sqlite3_column_int64 (self->stmt, column);
}

double
ta_statement_double (TaStatement *self, int column)
{
  return sqlite3_column_double (self->stmt, column);
}

GBytes *
ta_statement_dup_bytes (TaStatement *self, int column)
{
  gconstpointer data = sqlite3_column_blob (self->stmt, column);

  if (ta_statement_is_null (self, column))
    return NULL;
  return g_bytes_new (data, (gsize) sqlite3_column_bytes (self->stmt, column));
}

gboolean
ta_statement_is_null (TaStatement *self, int column)
{
  return sqlite3_column_type (self->stmt, column) == SQLITE_NULL;
}

TaDate
ta_statement_date (TaStatement *self, int column)
{
  TaDate date = TA_DATE_NONE;

  ta_date_parse (ta_statement_text (self, column), &date);
  return date;
}

TaMinutes
ta_statement_time (TaStatement *self, int column)
{
  TaMinutes minutes = TA_MINUTES_NONE;

  ta_minutes_parse (ta_statement_text (self, column), &minutes);
  return minutes;
}

gint64
ta_statement_optional_int (TaStatement *self, int column)
{
  return ta_statement_is_null (self, column) ? -1 : ta_statement_int (self, column);
}

TaPoint
ta_statement_point (TaStatement *self, int column)
{
  if (ta_statement_is_null (self, column) || ta_statement_is_null (self, column + 1))
    return TA_POINT_NONE;
  return TA_POINT (ta_statement_double (self, column), ta_statement_double (self, column + 1));
}
