/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-code.h"

/** TaImportKind: a list that comes in and goes out as CSV; docs/csv.md has the columns. */
typedef enum
{
  TA_IMPORT_HOUSEHOLDS,
  TA_IMPORT_PEOPLE,
  TA_IMPORT_TOOLS,
  TA_IMPORT_TURNS,
  TA_IMPORT_LOANS,
  TA_IMPORT_ABSENCES,
  TA_IMPORT_AVAILABILITY,
  TA_IMPORT_MEMBERSHIPS,
  TA_IMPORT_NEEDS
} TaImportKind;
#define TA_IMPORT_N_KINDS 9

/** The words of the command line and the labels of the dialogs. */
extern const TaCode ta_import_kind_codes[];

/** TaImportColumn: a column of ours. */
typedef struct
{
  const char *name;    /* the heading in our files */
  const char *label;   /* marked with N_() */
  const char *aliases; /* other headings for the same, parted by bars, as ta_import_heading_key() makes them */
  gboolean required;   /* in the heading; a row may still leave out what docs/csv.md says */
} TaImportColumn;

/** The columns of @kind in the order in which they are written. (transfer none) */
const TaImportColumn *ta_import_kind_columns (TaImportKind kind, guint *count);

/** What of a heading counts when headings are compared: letters and digits, lower case, without diacritics. (transfer full) */
char *ta_import_heading_key (const char *heading);
