/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-context.h"

#include <adwaita.h>

#define TA_TYPE_IMPORT_DIALOG (ta_import_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TaImportDialog, ta_import_dialog, TA, IMPORT_DIALOG, AdwDialog)

/**
 * TaImportDialog:
 *
 * Brings in a CSV file: choose it or drop it, see what would happen to each row, import. Nothing is written before.
 * (transfer floating)
 */
AdwDialog *ta_import_dialog_new (TaContext *context);

/** Reads @file and shows what importing it would do, or why it cannot be read. */
void ta_import_dialog_open_file (TaImportDialog *dialog, GFile *file);
