/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/**
 * TaCsvWriter:
 *
 * Writes comma-separated values after RFC 4180: lines end with CR LF, and a field stands in quotation marks where it holds one, a
 * line end, anything that could be taken for a delimiter, or a space at an end. What is written is read back character for character;
 * so a field that begins with “=” goes out as it is, and no apostrophe is put in front of it against formulas.
 */
typedef struct _TaCsvWriter TaCsvWriter;

/**
 * ta_csv_writer_new:
 * @delimiter: ',', ';', '\t' or '|'
 * @mark: whether a byte order mark goes in front, which makes Excel read UTF-8
 *
 * Returns: (transfer full): a writer of nothing yet
 */
TaCsvWriter *ta_csv_writer_new (char delimiter, gboolean mark);
void ta_csv_writer_free (TaCsvWriter *self);

/** Adds a field to the row; @text: (nullable): UTF-8, %NULL like an empty string */
void ta_csv_writer_add (TaCsvWriter *self, const char *text);

/** Ends a row of at least one field. */
void ta_csv_writer_end_row (TaCsvWriter *self);

/** Everything written so far; the writer begins anew. (transfer full) */
GBytes *ta_csv_writer_finish (TaCsvWriter *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaCsvWriter, ta_csv_writer_free)
