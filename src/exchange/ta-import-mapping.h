/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-import-file.h"
#include "ta-import-kind.h"

/** What a column of the file is, where it is none of ours. */
#define TA_IMPORT_SKIP (-1)
#define TA_IMPORT_NOTES (-2) /* kept as a line "Heading: value" of the notes; skipped where the kind has no notes */

/**
 * TaImportMapping:
 *
 * Which column of a file is which of ours.
 */
typedef struct
{
  TaImportKind kind;
  guint n_targets; /* as many as the file has headings */
  int *targets;    /* index into ta_import_kind_columns(), TA_IMPORT_SKIP or TA_IMPORT_NOTES */
} TaImportMapping;

/**
 * ta_import_mapping_guess:
 * @extra_to_notes: whether columns that are none of ours go to the notes, else they are skipped
 *
 * Matches the headings by our names, their labels and what other programs and languages call them.
 *
 * Returns: (transfer full): a mapping, which may lack required columns
 */
TaImportMapping *ta_import_mapping_guess (TaImportKind kind, TaImportFile *file, gboolean extra_to_notes);

/**
 * ta_import_mapping_apply_text:
 * @text: lines "our column = heading in the file", as docs/csv.md has them
 *
 * Changes a guessed mapping as a mapping file says. %FALSE with a #TaExchangeError that names the line.
 */
gboolean ta_import_mapping_apply_text (TaImportMapping *mapping, TaImportFile *file, const char *text, GError **error);

/** Maps heading @field to @target; another heading that had this column is skipped from now on. */
void ta_import_mapping_set (TaImportMapping *mapping, guint field, int target);

/** The field of the file that holds @column; -1 where none does. */
int ta_import_mapping_find (const TaImportMapping *mapping, guint column);

/** (transfer full) (nullable): a sentence that names the required columns that are missing; %NULL where all are there */
char *ta_import_mapping_problem (const TaImportMapping *mapping);

/** The kind whose columns fit the headings best; %FALSE where none has all that it requires. */
gboolean ta_import_guess_kind (TaImportFile *file, TaImportKind *kind);

TaImportMapping *ta_import_mapping_copy (const TaImportMapping *mapping);
void ta_import_mapping_free (TaImportMapping *mapping);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaImportMapping, ta_import_mapping_free)
