/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-hub-error.h"
#include "ta-hub-json.h"

#include <glib.h>
#include <sqlite3.h>

typedef struct _TaHubBase TaHubBase;
typedef struct _TaHubStatement TaHubStatement;

/** "TAhb" as SQLite's application_id. */
#define TA_HUB_BASE_APPLICATION_ID 0x54416862
#define TA_HUB_BASE_VERSION 1

/** TaHubStep: the three outcomes of a step. */
typedef enum
{
  TA_HUB_STEP_ROW,
  TA_HUB_STEP_DONE,
  TA_HUB_STEP_ERROR
} TaHubStep;

/**
 * ta_hub_base_open:
 * @path: the hub's file
 * @create: whether to make it, for its owner alone; then it must not be there yet
 *
 * Opens the hub's file: WAL, synchronous=FULL, so that what was committed survives a power cut. The handle belongs to one thread.
 *
 * Returns: (transfer full) (nullable): the file, or %NULL with a #TaHubError
 */
TaHubBase *ta_hub_base_open (const char *path, gboolean create, GError **error);
void ta_hub_base_close (TaHubBase *base);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaHubBase, ta_hub_base_close)

/**
 * ta_hub_base_prepare:
 * @sql: a string constant: the key of the cache; nothing is ever formatted into it
 *
 * Returns: (transfer full): a statement, given back by ta_hub_statement_release() (which g_autoptr does)
 */
TaHubStatement *ta_hub_base_prepare (TaHubBase *base, const char *sql);
void ta_hub_statement_release (TaHubStatement *statement);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaHubStatement, ta_hub_statement_release)

/** Runs a constant script. */
gboolean ta_hub_base_exec (TaHubBase *base, const char *sql, GError **error);

/** A write: IMMEDIATE. After a failed commit the transaction is rolled back. */
gboolean ta_hub_base_begin (TaHubBase *base, GError **error);
gboolean ta_hub_base_commit (TaHubBase *base, GError **error);
void ta_hub_base_rollback (TaHubBase *base);

/**
 * Brings the log into the file and empties it, so that what was written over or deleted is in neither. @done: (out): %FALSE where somebody is reading:
 * to be tried again
 */
gboolean ta_hub_base_sweep (TaHubBase *base, gboolean *done, GError **error);

/** Writes a copy of the whole file to @path, which must not be there, while the hub goes on. */
gboolean ta_hub_base_backup (TaHubBase *base, const char *path, GError **error);

/** For tests: the file gets no larger than @pages. */
void ta_hub_base_set_most_pages (TaHubBase *base, int pages);

gint64 ta_hub_base_last_key (TaHubBase *base);

/** The value kept for @key (transfer full) (nullable): %NULL with a #TaHubError, also where none is kept. */
char *ta_hub_base_get_setting (TaHubBase *base, const char *key, GError **error);
gboolean ta_hub_base_set_setting (TaHubBase *base, const char *key, const char *value, GError **error);

/** Values are bound by name (":name"). Text and bytes are not copied: they live until the statement is released. */
void ta_hub_statement_bind_text (TaHubStatement *statement, const char *name, const char *value); /* NULL binds NULL */
void ta_hub_statement_bind_span (TaHubStatement *statement, const char *name, TaHubSpan value);
void ta_hub_statement_bind_bytes (TaHubStatement *statement, const char *name, gconstpointer data, gsize size);
void ta_hub_statement_bind_int (TaHubStatement *statement, const char *name, gint64 value);

TaHubStep ta_hub_statement_step (TaHubStatement *statement, GError **error);
void ta_hub_statement_reset (TaHubStatement *statement);

/** Steps a statement that gives no rows; @changed (nullable) takes how many it changed. */
gboolean ta_hub_statement_run (TaHubStatement *statement, int *changed, GError **error);

/** The same; @changed: (out): whether there was anything to change. */
gboolean ta_hub_statement_change (TaHubStatement *statement, gboolean *changed, GError **error);

/** All rows, each as @from_row makes one of it. (transfer full): freed by @free_func */
GPtrArray *ta_hub_statement_list (TaHubStatement *statement, gpointer (*from_row) (TaHubStatement *row), GDestroyNotify free_func, GError **error);

/** Steps to the one row that is expected. %FALSE without @error where there is none. */
gboolean ta_hub_statement_one (TaHubStatement *statement, GError **error);

/** Columns, from 0 on; borrowed until the next step. */
TaHubSpan ta_hub_statement_span (TaHubStatement *statement, int column);
char *ta_hub_statement_dup_text (TaHubStatement *statement, int column); /* NULL for NULL */
gint64 ta_hub_statement_int (TaHubStatement *statement, int column);
gboolean ta_hub_statement_is_null (TaHubStatement *statement, int column);
