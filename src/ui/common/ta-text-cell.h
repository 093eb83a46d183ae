/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#define TA_TYPE_TEXT_CELL (ta_text_cell_get_type ())
G_DECLARE_FINAL_TYPE (TaTextCell, ta_text_cell, TA, TEXT_CELL, GtkWidget)

typedef enum
{
  TA_TEXT_PLAIN,
  TA_TEXT_NUMBERS, /* figures of one width */
  TA_TEXT_CAPTION, /* small */
  TA_TEXT_PILL     /* small and bold, and as wide as its text */
} TaTextStyle;

/**
 * TaTextCell:
 *
 * One line of text in a list of many rows, ellipsized at the end. It takes the width that it is given and, but for a pill, none by itself, so
 * that another text needs no new layout. A label or an inscription has a Pango context and a layout of its own, made before it has found
 * its place in the style's tree and again there: half of what a row costs. This one draws with the context of its window, and lays its text
 * out when it is drawn. Sizes and weights are therefore those of TaTextStyle; colour and opacity are the style sheet's.
 */
GtkWidget *ta_text_cell_new (TaTextStyle style);

/** 0 for the start, 1 for the end of the line */
void ta_text_cell_set_align (TaTextCell *cell, float align);
void ta_text_cell_set_text (TaTextCell *cell, const char *text);
const char *ta_text_cell_get_text (TaTextCell *cell);
