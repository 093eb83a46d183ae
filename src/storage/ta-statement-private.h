/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-statement.h"

struct _TaStatement
{
  TaDatabase *database; /* borrowed */
  sqlite3_stmt *stmt;   /* NULL where the file's damage kept it from being prepared */
  int failure;          /* SQLite's code then, which its step reports; else SQLITE_OK */
  gboolean cached;      /* lent by the cache: stays prepared when it is released */
  gboolean lent;
};

TaStatement *ta_statement_new (TaDatabase *database, sqlite3_stmt *stmt, gboolean cached);
void ta_statement_free (TaStatement *statement);
