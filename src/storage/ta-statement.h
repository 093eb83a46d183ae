/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-date.h"
#include "ta-point.h"

#include <glib.h>
#include <sqlite3.h>

typedef struct _TaDatabase TaDatabase;
typedef struct _TaStatement TaStatement;

/** TaStep: the three outcomes of a step, never folded into two. */
typedef enum
{
  TA_STEP_ROW,
  TA_STEP_DONE,
  TA_STEP_ERROR
} TaStep;

/**
 * TaStatement:
 *
 * A prepared statement, lent by the database's cache and given back by ta_statement_release() (which g_autoptr does): reset and its
 * values cleared. Values are bound by name (":name"); a name that the statement does not have is a mistake of the programmer and
 * aborts. Strings are copied.
 */
void ta_statement_release (TaStatement *statement);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaStatement, ta_statement_release)

void ta_statement_bind_text (TaStatement *statement, const char *name, const char *value); /* NULL binds NULL */
void ta_statement_bind_int (TaStatement *statement, const char *name, gint64 value);
void ta_statement_bind_double (TaStatement *statement, const char *name, double value);
void ta_statement_bind_bytes (TaStatement *statement, const char *name, GBytes *value);
void ta_statement_bind_null (TaStatement *statement, const char *name);
/** NULL for TA_DATE_NONE, else YYYY-MM-DD. */
void ta_statement_bind_date (TaStatement *statement, const char *name, TaDate value);
void ta_statement_bind_time (TaStatement *statement, const char *name, TaMinutes value);
/** NULL where @value is negative. */
void ta_statement_bind_optional_int (TaStatement *statement, const char *name, gint64 value);
/** Two names; NULL in both where @point is not set. */
void ta_statement_bind_point (TaStatement *statement, const char *latitude, const char *longitude, TaPoint point);

TaStep ta_statement_step (TaStatement *statement, GError **error);

/** Steps a statement that returns no rows. @changed (nullable) takes the number of rows changed. */
gboolean ta_statement_run (TaStatement *statement, int *changed, GError **error);

/** Makes the statement ready to be stepped again; the bound values stay. */
void ta_statement_reset (TaStatement *statement);

/** Columns from 0 on. Text is borrowed until the next step and never %NULL ("" for NULL); the _dup forms give %NULL for NULL. */
const char *ta_statement_text (TaStatement *statement, int column);
char *ta_statement_dup_text (TaStatement *statement, int column);
gint64 ta_statement_int (TaStatement *statement, int column);
double ta_statement_double (TaStatement *statement, int column);
GBytes *ta_statement_dup_bytes (TaStatement *statement, int column);
gboolean ta_statement_is_null (TaStatement *statement, int column);
TaDate ta_statement_date (TaStatement *statement, int column);
TaMinutes ta_statement_time (TaStatement *statement, int column);
/** -1 for NULL. */
gint64 ta_statement_optional_int (TaStatement *statement, int column);
/** Reads @column and the one behind it. */
TaPoint ta_statement_point (TaStatement *statement, int column);
