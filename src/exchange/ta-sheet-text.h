/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-sheet-private.h"

#include <pango/pangocairo.h>

/** Measures text in points, the same on every surface. (transfer full) */
PangoContext *ta_sheet_text_context (void);

/** The text of a cell, @width points wide. (transfer full) */
PangoLayout *ta_sheet_text_cell (PangoContext *context, const TaSheetCell *cell, double width);

/** One text in one @ink. (transfer full) */
PangoLayout *ta_sheet_text_plain (PangoContext *context, TaInk ink, const char *text, double width);

/** In points. */
double ta_sheet_text_height (PangoLayout *layout);

/** Where cell @index of the row lies: the whole of it, with its padding. */
void ta_sheet_text_column (const TaSheetRow *row, double width, guint index, double *left, double *cell_width);
