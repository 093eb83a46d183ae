/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-code.h"
#include "ta-date.h"

#include <json-glib/json-glib.h>

/** TaCtlColumn: a column of a table. */
typedef struct
{
  const char *key;     /* in JSON */
  const char *heading; /* (nullable): marked with N_(); %NULL: only in JSON */
} TaCtlColumn;

/**
 * TaCtlTable:
 *
 * Rows that are printed as a table for people or as JSON for programs. Each cell is added in the order of the columns; a row is full when
 * it has as many.
 */
typedef struct _TaCtlTable TaCtlTable;

/** @columns: ended by one without a key; borrowed */
TaCtlTable *ta_ctl_table_new (const TaCtlColumn *columns);
void ta_ctl_table_free (TaCtlTable *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaCtlTable, ta_ctl_table_free)

/** %NULL and "" are shown as nothing; %NULL is null in JSON. */
void ta_ctl_table_add_text (TaCtlTable *table, const char *text);
void ta_ctl_table_add_int (TaCtlTable *table, gint64 value);
/** null where @value is negative. */
void ta_ctl_table_add_optional_int (TaCtlTable *table, gint64 value);
/** Hundredths as a number: 850 is 8.5; null where @value is negative. */
void ta_ctl_table_add_hundredths (TaCtlTable *table, gint64 value);
void ta_ctl_table_add_date (TaCtlTable *table, TaDate date);
/** The word in JSON, the label for people. */
void ta_ctl_table_add_code (TaCtlTable *table, const TaCode *codes, int value);
/** @node: (transfer full): in JSON; @text: for people */
void ta_ctl_table_add_node (TaCtlTable *table, JsonNode *node, const char *text);

/** Prints all rows. */
void ta_ctl_table_print (TaCtlTable *table, gboolean json);

/** Prints @root (transfer full) on standard output. */
void ta_ctl_print_json (JsonNode *root);
