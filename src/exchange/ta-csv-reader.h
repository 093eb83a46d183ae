/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#define TA_CSV_MAX_FIELD_BYTES (1024 * 1024)
#define TA_CSV_MAX_COLUMNS 1024
#define TA_CSV_MAX_ROWS 1000000

/**
 * TaCsvReader:
 *
 * Reads comma-separated values after RFC 4180 and what programs make of it: the delimiter may be a comma, a semicolon, a tab or a
 * bar, lines end with CR LF, LF or CR, fields in quotation marks hold delimiters, line ends and doubled quotation marks. A quotation
 * mark inside a field that does not begin with one is a character like others. Empty lines are passed over. A first line “sep=;”,
 * as Excel writes and reads it, names the delimiter and is no row.
 */
typedef struct _TaCsvReader TaCsvReader;

typedef enum
{
  TA_CSV_ROW,
  TA_CSV_DONE,
  TA_CSV_ERROR
} TaCsvStep;

/**
 * ta_csv_reader_new:
 * @text: UTF-8, as ta_text_decode() returns it
 * @delimiter: the delimiter; 0 to find it out
 *
 * Returns: (transfer full): a reader before the first row
 */
TaCsvReader *ta_csv_reader_new (GBytes *text, char delimiter);
void ta_csv_reader_free (TaCsvReader *self);

/**
 * ta_csv_reader_next:
 * @row: (out) (transfer none): the fields as strings; the array is valid until the next call, the strings as long as the reader
 * @line: (out) (optional): the physical line on which the row starts, from 1; set for rows and for errors
 * @error: TA_EXCHANGE_ERROR_SYNTAX or TA_EXCHANGE_ERROR_TOO_LARGE
 *
 * Reads the next row, however many fields it has. After TA_CSV_ERROR the reader stands behind the line on which the broken field
 * starts and may go on: a forgotten quotation mark costs one row and not the rest of the file.
 *
 * Returns: TA_CSV_ROW, TA_CSV_DONE at the end, or TA_CSV_ERROR with @error set
 */
TaCsvStep ta_csv_reader_next (TaCsvReader *self, GPtrArray **row, guint *line, GError **error);

/** After TA_CSV_ERROR: the index from 0 of the field that is broken. */
guint ta_csv_reader_get_error_column (TaCsvReader *self);

char ta_csv_reader_get_delimiter (TaCsvReader *self);

/** How much of the text has been read, 0 to 1. */
double ta_csv_reader_get_progress (TaCsvReader *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaCsvReader, ta_csv_reader_free)
