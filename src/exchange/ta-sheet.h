/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-paper.h"

#include <cairo.h>
#include <gio/gio.h>

/**
 * TaSheet:
 *
 * A document for paper: a title, and rows of cells with text that wraps and is never cut off. One function draws its pages, whether
 * they go to a printer, into a PDF or on the screen, so that all three are the same. It is legible in black and white: no colour is used.
 *
 * It is made row by row, holds nothing but texts, and may be made in one thread and drawn in another.
 */
typedef struct _TaSheet TaSheet;

/** TaInk: how a piece of text looks; a set. */
typedef enum
{
  TA_INK_PLAIN = 0,
  TA_INK_BOLD = 1 << 0,
  TA_INK_ITALIC = 1 << 1,
  TA_INK_SMALL = 1 << 2,
  TA_INK_LARGE = 1 << 3,
  TA_INK_TITLE = 1 << 4, /* larger still */
  TA_INK_STRUCK = 1 << 5
} TaInk;

typedef enum
{
  TA_LINES_BARE,
  TA_LINES_RULED, /* a thin line under each row */
  TA_LINES_GRID   /* a frame around each cell */
} TaSheetLines;

typedef enum
{
  TA_ROW_PLAIN = 0,
  TA_ROW_HEAD = 1 << 0,   /* repeated where its table goes on on another page */
  TA_ROW_PART = 1 << 1,   /* begins a part: a strong line over it */
  TA_ROW_KEEP = 1 << 2,   /* on the page of the row that follows it */
  TA_ROW_STRETCH = 1 << 3 /* gets its share of the room that is left on a single page */
} TaSheetRowFlags;

typedef enum
{
  TA_CELL_PLAIN = 0,
  TA_CELL_RIGHT = 1 << 0,  /* aligned */
  TA_CELL_BOX = 1 << 1,    /* a box to tick instead of text */
  TA_CELL_TICKED = 1 << 2, /* a box that is ticked */
  TA_CELL_SHADED = 1 << 3  /* on light grey, to find one's way: it means nothing by itself */
} TaSheetCellFlags;

/** Its paper is that of the locale, upright. (transfer full) */
TaSheet *ta_sheet_new (const char *title, const char *subtitle);
void ta_sheet_free (TaSheet *sheet);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaSheet, ta_sheet_free)

const char *ta_sheet_get_title (const TaSheet *sheet);
const char *ta_sheet_get_subtitle (const TaSheet *sheet);
/** What stands at the foot of each page. */
void ta_sheet_set_foot (TaSheet *sheet, const char *foot);
TaPaper ta_sheet_get_paper (const TaSheet *sheet);
void ta_sheet_set_paper (TaSheet *sheet, TaPaper paper);
gboolean ta_sheet_get_landscape (const TaSheet *sheet);
void ta_sheet_set_landscape (TaSheet *sheet, gboolean landscape);
/** How far the text may be made larger or smaller, to fill one page and no more: 1 is 10 points. Where @least is too large it goes on on another page. */
void ta_sheet_set_scale (TaSheet *sheet, double least, double most);

/** Begins a table. @columns: parts of the width, ended by -1; 0 is a column for boxes to tick. */
void ta_sheet_add_table (TaSheet *sheet, TaSheetLines lines, const int *columns);
/** Begins a row. @least_height: points at scale 1, to write into by hand; 0: what its text needs */
void ta_sheet_add_row (TaSheet *sheet, TaSheetRowFlags flags, double least_height);
/** Begins a cell. */
void ta_sheet_add_cell (TaSheet *sheet, TaSheetCellFlags flags);
/** Adds text (nullable) to the cell that was begun last; it may have several lines. */
void ta_sheet_write (TaSheet *sheet, TaInk ink, const char *text);
/** Begins a cell and writes into it. */
void ta_sheet_add_text_cell (TaSheet *sheet, TaInk ink, const char *text);
/** A heading, which stays with what follows it. */
void ta_sheet_add_heading (TaSheet *sheet, const char *text);
/** Text over the whole width. */
void ta_sheet_add_paragraph (TaSheet *sheet, TaInk ink, const char *text);

/** The size of a page in points. */
void ta_sheet_get_size (const TaSheet *sheet, double *width, double *height);
/** At least 1. */
int ta_sheet_count_pages (TaSheet *sheet);
/** The part of the page within which everything is drawn, in points. */
cairo_rectangle_t ta_sheet_get_printable (const TaSheet *sheet);
/** Draws page @page, from 0 on, onto a surface of the page's size in points, which is white. */
void ta_sheet_draw (TaSheet *sheet, cairo_t *cairo, int page);

/** (transfer full) (nullable): the sheet as a PDF file; %NULL with @error */
GBytes *ta_sheet_to_pdf (TaSheet *sheet, GError **error);

/** The same of several (of TaSheet, at least one) in one file. */
GBytes *ta_sheets_to_pdf (GPtrArray *sheets, GError **error);
