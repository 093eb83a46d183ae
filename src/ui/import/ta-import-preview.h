/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-import-plan.h"

#include <adwaita.h>

#define TA_TYPE_IMPORT_PREVIEW (ta_import_preview_get_type ())
G_DECLARE_FINAL_TYPE (TaImportPreview, ta_import_preview, TA, IMPORT_PREVIEW, AdwBin)

/** TaImportPreview: the rows of a dry run, by what becomes of them: line, what it is about, and the reasons or the fields that change. */
GtkWidget *ta_import_preview_new (void);

/** Shows @plan; (nullable): none, and @problem (nullable) in its place: a sentence. Bad rows come first where there are any. */
void ta_import_preview_set_plan (TaImportPreview *preview, TaImportPlan *plan, const char *problem);
