/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-text-decoder.h"

#include <glib.h>

/** TaImportLine: a row of a file as it was read. Everything is borrowed from the file. */
typedef struct
{
  guint line;                /* the physical line on which it starts, from 1 */
  guint n_fields;            /* 0 where the row is broken */
  const char *const *fields; /* of n_fields */
  const char *problem;       /* (nullable): why it is broken */
  guint problem_field;       /* index from 0 of the field that is broken */
} TaImportLine;

/**
 * TaImportFile:
 *
 * A CSV file that was read: its headings and its rows, whatever they mean.
 */
typedef struct _TaImportFile TaImportFile;

/**
 * ta_import_file_new:
 * @raw: the bytes of the file
 *
 * Decodes and reads the whole file. Broken rows are kept with their reason and are no error; a file that is no text, too large or without
 * a heading is. Takes some milliseconds for each megabyte: call it on another thread for large files.
 *
 * Returns: (transfer full) (nullable): the file; %NULL with a #TaExchangeError
 */
TaImportFile *ta_import_file_new (GBytes *raw, GError **error);
TaImportFile *ta_import_file_ref (TaImportFile *file);
void ta_import_file_unref (TaImportFile *file);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaImportFile, ta_import_file_unref)

TaTextEncoding ta_import_file_get_encoding (TaImportFile *file);
char ta_import_file_get_delimiter (TaImportFile *file);

/** The headings as they stand in the file. (transfer none) */
const char *const *ta_import_file_get_headings (TaImportFile *file, guint *count);

/** Rows without the heading; rows whose fields are all empty are not among them. */
guint ta_import_file_get_n_lines (TaImportFile *file);
const TaImportLine *ta_import_file_get_line (TaImportFile *file, guint index);
