/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-import-mapping.h"

#include <adwaita.h>

#define TA_TYPE_IMPORT_COLUMNS (ta_import_columns_get_type ())
G_DECLARE_FINAL_TYPE (TaImportColumns, ta_import_columns, TA, IMPORT_COLUMNS, AdwNavigationPage)

/**
 * TaImportColumns:
 *
 * Which column of a file is which of ours: a choice for each. Signal "changed" when the person has chosen another one.
 */

/** @mapping: (transfer none): is changed as the person chooses, and must live as long as the page */
AdwNavigationPage *ta_import_columns_new (TaImportFile *file, TaImportMapping *mapping);
