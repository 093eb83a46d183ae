/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-sheet.h"

#include <gtk/gtk.h>

#define TA_TYPE_SHEET_PREVIEW (ta_sheet_preview_get_type ())
G_DECLARE_FINAL_TYPE (TaSheetPreview, ta_sheet_preview, TA, SHEET_PREVIEW, GtkWidget)

/** TaSheetPreview: a page of a sheet as it will be on paper, in the room that there is. */
GtkWidget *ta_sheet_preview_new (void);

/** @sheet: (nullable) (transfer none): it must stay until another one, or none, is set */
void ta_sheet_preview_set (TaSheetPreview *preview, TaSheet *sheet, int page);
