/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-sheet-private.h"

#include <string.h>

static void
cell_free (gpointer data)
{
  TaSheetCell *cell = data;

  g_string_free (cell->text, TRUE);
  g_array_unref (cell->runs);
  g_free (cell);
}

static void
row_free (gpointer data)
{
  TaSheetRow *row = data;

  g_ptr_array_unref (row->cells);
  g_free (row);
}

static void
table_free (gpointer data)
{
  TaSheetTable *table = data;

  g_array_unref (table->columns);
  g_free (table);
}

TaSheet *
ta_sheet_new (const char *title, const char *subtitle)
{
  TaSheet *sheet = g_new0 (TaSheet, 1);

  sheet->title = g_strdup (title);
  sheet->subtitle = g_strdup (subtitle);
  sheet->foot = g_strdup ("");
  sheet->paper = ta_paper_of_locale ();
  sheet->least = 0.75;
  sheet->most = 1;
  sheet->tables = g_ptr_array_new_with_free_func (table_free);
  sheet->rows = g_ptr_array_new_with_free_func (row_free);
  return sheet;
}

void
ta_sheet_free (TaSheet *sheet)
{
  if (sheet == NULL)
    return;
  g_free (sheet->title);
  g_free (sheet->subtitle);
  g_free (sheet->foot);
  g_ptr_array_unref (sheet->rows);
  g_ptr_array_unref (sheet->tables);
  g_clear_pointer (&sheet->plan, ta_sheet_plan_free);
  g_free (sheet);
}

const char *
ta_sheet_get_title (const TaSheet *sheet)
{
  return sheet->title;
}

const char *
ta_sheet_get_subtitle (const TaSheet *sheet)
{
  return sheet->subtitle;
}

void
ta_sheet_set_foot (TaSheet *sheet, const char *foot)
{
  g_set_str (&sheet->foot, foot);
}

TaPaper
ta_sheet_get_paper (const TaSheet *sheet)
{
  return sheet->paper;
}

void
ta_sheet_set_paper (TaSheet *sheet, TaPaper paper)
{
  sheet->paper = paper;
  g_clear_pointer (&sheet->plan, ta_sheet_plan_free);
}

gboolean
ta_sheet_get_landscape (const TaSheet *sheet)
{
  return sheet->landscape;
}

void
ta_sheet_set_landscape (TaSheet *sheet, gboolean landscape)
{
  sheet->landscape = landscape;
  g_clear_pointer (&sheet->plan, ta_sheet_plan_free);
}

void
ta_sheet_set_scale (TaSheet *sheet, double least, double most)
{
  g_return_if_fail (least > 0 && least <= most);
  sheet->least = least;
  sheet->most = most;
}

void
ta_sheet_add_table (TaSheet *sheet, TaSheetLines lines, const int *columns)
{
  TaSheetTable *table = g_new0 (TaSheetTable, 1);

  table->lines = lines;
  table->columns = g_array_new (FALSE, FALSE, sizeof (int));
  for (; *columns >= 0; columns++)
    g_array_append_val (table->columns, *columns);
  g_ptr_array_add (sheet->tables, table);
}

void
ta_sheet_add_row (TaSheet *sheet, TaSheetRowFlags flags, double least_height)
{
  TaSheetTable *table = g_ptr_array_index (sheet->tables, sheet->tables->len - 1);
  const TaSheetRow *last = sheet->rows->len > 0 ? g_ptr_array_index (sheet->rows, sheet->rows->len - 1) : NULL;
  TaSheetRow *row = g_new0 (TaSheetRow, 1);

  row->table = table;
  row->flags = flags;
  row->least_height = least_height;
  row->first = last == NULL || last->table != table;
  row->cells = g_ptr_array_new_with_free_func (cell_free);
  if (flags & TA_ROW_HEAD)
    table->head = row;
  g_ptr_array_add (sheet->rows, row);
}

void
ta_sheet_add_cell (TaSheet *sheet, TaSheetCellFlags flags)
{
  TaSheetRow *row = g_ptr_array_index (sheet->rows, sheet->rows->len - 1);
  TaSheetCell *cell = g_new0 (TaSheetCell, 1);

  g_return_if_fail (row->cells->len < row->table->columns->len);
  cell->flags = flags;
  cell->text = g_string_new (NULL);
  cell->runs = g_array_new (FALSE, FALSE, sizeof (TaSheetRun));
  g_ptr_array_add (row->cells, cell);
}

void
ta_sheet_write (TaSheet *sheet, TaInk ink, const char *text)
{
  TaSheetRow *row = g_ptr_array_index (sheet->rows, sheet->rows->len - 1);
  TaSheetCell *cell = g_ptr_array_index (row->cells, row->cells->len - 1);
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  TaSheetRun run = { (guint) cell->text->len, (guint) (cell->text->len + strlen (valid)), ink };

  g_string_append (cell->text, valid);
  g_array_append_val (cell->runs, run);
}

void
ta_sheet_add_text_cell (TaSheet *sheet, TaInk ink, const char *text)
{
  ta_sheet_add_cell (sheet, TA_CELL_PLAIN);
  ta_sheet_write (sheet, ink, text);
}

void
ta_sheet_add_heading (TaSheet *sheet, const char *text)
{
  ta_sheet_add_table (sheet, TA_LINES_BARE, (const int[]) { 1, -1 });
  ta_sheet_add_row (sheet, TA_ROW_KEEP, 0);
  ta_sheet_add_text_cell (sheet, TA_INK_BOLD | TA_INK_LARGE, text);
}

void
ta_sheet_add_paragraph (TaSheet *sheet, TaInk ink, const char *text)
{
  ta_sheet_add_table (sheet, TA_LINES_BARE, (const int[]) { 1, -1 });
  ta_sheet_add_row (sheet, TA_ROW_PLAIN, 0);
  ta_sheet_add_text_cell (sheet, ink, text);
}

void
ta_sheet_get_size (const TaSheet *sheet, double *width, double *height)
{
  ta_paper_get_size (sheet->paper, sheet->landscape, width, height);
}

cairo_rectangle_t
ta_sheet_get_printable (const TaSheet *sheet)
{
  double width, height;

  ta_sheet_get_size (sheet, &width, &height);
  return (cairo_rectangle_t) { TA_SHEET_MARGIN, TA_SHEET_MARGIN, width - 2 * TA_SHEET_MARGIN, height - 2 * TA_SHEET_MARGIN };
}

int
ta_sheet_count_pages (TaSheet *sheet)
{
  return ta_sheet_get_plan (sheet)->n_pages;
}
