/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-sheet-text.h"

#include <cairo-pdf.h>
#include <glib/gi18n-lib.h>

#define THIN 0.4
#define PART 0.9
#define STRONG 1.5
#define SHADE 0.92
#define BOX 11.0

/* What rounding may add up to. */
#define SLACK 0.01

typedef struct
{
  TaSheet *sheet;
  const TaSheetPlan *plan;
  PangoContext *context;
  cairo_t *cairo;
} Pen;

static void
draw_line (Pen *pen, double y, double width)
{
  cairo_set_line_width (pen->cairo, width);
  cairo_move_to (pen->cairo, 0, y);
  cairo_line_to (pen->cairo, pen->plan->width, y);
  cairo_stroke (pen->cairo);
}

static void
draw_layout (Pen *pen, PangoLayout *layout, double x, double y)
{
  cairo_move_to (pen->cairo, x, y);
  pango_cairo_show_layout (pen->cairo, layout);
}

/* The lines of a text between @from and @until, the first of them at @y. */
static void
draw_lines (Pen *pen, PangoLayout *layout, double x, double y, double from, double until)
{
  PangoLayoutIter *iter = pango_layout_get_iter (layout);

  do
    {
      PangoRectangle logical;
      int top, bottom;

      pango_layout_iter_get_line_yrange (iter, &top, &bottom);
      pango_layout_iter_get_line_extents (iter, NULL, &logical);
      if ((double) top / PANGO_SCALE < from - SLACK || (double) bottom / PANGO_SCALE > until + SLACK)
        continue;
      cairo_move_to (pen->cairo, x + (double) logical.x / PANGO_SCALE, y - from + (double) pango_layout_iter_get_baseline (iter) / PANGO_SCALE);
      pango_cairo_show_layout_line (pen->cairo, pango_layout_iter_get_line_readonly (iter));
    }
  while (pango_layout_iter_next_line (iter));
  pango_layout_iter_free (iter);
}

static void
draw_box (Pen *pen, double x, double y, gboolean ticked)
{
  cairo_set_line_width (pen->cairo, 1);
  cairo_rectangle (pen->cairo, x + 0.5, y + 0.5, BOX - 1, BOX - 1);
  cairo_stroke (pen->cairo);
  if (!ticked)
    return;
  cairo_set_line_width (pen->cairo, 1.6);
  cairo_move_to (pen->cairo, x + 2.5, y + 5.5);
  cairo_line_to (pen->cairo, x + 4.6, y + 8);
  cairo_line_to (pen->cairo, x + 8.5, y + 2.8);
  cairo_stroke (pen->cairo);
}

static void
draw_shades (Pen *pen, const TaSheetPlaced *placed)
{
  cairo_save (pen->cairo);
  cairo_set_source_rgb (pen->cairo, SHADE, SHADE, SHADE);
  for (guint i = 0; i < placed->row->cells->len; i++)
    {
      const TaSheetCell *cell = g_ptr_array_index (placed->row->cells, i);
      double left, width;

      ta_sheet_text_column (placed->row, pen->plan->width, i, &left, &width);
      if (!(cell->flags & TA_CELL_SHADED))
        continue;
      cairo_rectangle (pen->cairo, left, placed->top, width, placed->height);
      cairo_fill (pen->cairo);
    }
  cairo_restore (pen->cairo);
}

static void
draw_cell (Pen *pen, const TaSheetPlaced *placed, guint index)
{
  const TaSheetCell *cell = g_ptr_array_index (placed->row->cells, index);
  g_autoptr (PangoLayout) layout = NULL;
  double left, width;

  ta_sheet_text_column (placed->row, pen->plan->width, index, &left, &width);
  if (placed->row->table->lines == TA_LINES_GRID)
    {
      cairo_set_line_width (pen->cairo, THIN);
      cairo_rectangle (pen->cairo, left, placed->top, width, placed->height);
      cairo_stroke (pen->cairo);
    }
  if (cell->flags & TA_CELL_BOX && placed->from <= 0)
    draw_box (pen, left + TA_SHEET_PADDING, placed->top + TA_SHEET_PADDING + 1, cell->flags & TA_CELL_TICKED);
  layout = ta_sheet_text_cell (pen->context, cell, width - 2 * TA_SHEET_PADDING);
  draw_lines (pen, layout, left + TA_SHEET_PADDING, placed->top + TA_SHEET_PADDING, placed->from, placed->until);
}

static void
draw_row (Pen *pen, const TaSheetPlaced *placed)
{
  for (guint i = 0; i < placed->row->cells->len; i++)
    draw_cell (pen, placed, i);
  if (placed->row->flags & TA_ROW_PART && placed->from <= 0)
    draw_line (pen, placed->top, PART);
  if (placed->row->table->lines == TA_LINES_RULED)
    draw_line (pen, placed->top + placed->height, placed->row->flags & TA_ROW_HEAD ? STRONG : THIN);
}

/* What is shaded lies under the lines of its neighbours. */
static void
draw_rows (Pen *pen, int page, void (*draw) (Pen *pen, const TaSheetPlaced *placed))
{
  for (guint i = 0; i < pen->plan->placed->len; i++)
    {
      const TaSheetPlaced *placed = &g_array_index (pen->plan->placed, TaSheetPlaced, i);

      if (placed->page == page)
        draw (pen, placed);
    }
}

static void
draw_title (Pen *pen)
{
  g_autoptr (PangoLayout) title = ta_sheet_text_plain (pen->context, TA_INK_BOLD | TA_INK_TITLE, pen->sheet->title, pen->plan->width - 2 * TA_SHEET_PADDING);
  g_autoptr (PangoLayout) subtitle = ta_sheet_text_plain (pen->context, TA_INK_PLAIN, pen->sheet->subtitle, pen->plan->width - 2 * TA_SHEET_PADDING);

  draw_layout (pen, title, TA_SHEET_PADDING, 0);
  draw_layout (pen, subtitle, TA_SHEET_PADDING, ta_sheet_text_height (title));
}

static void
draw_foot (Pen *pen, int page)
{
  g_autoptr (PangoLayout) foot = ta_sheet_text_plain (pen->context, TA_INK_SMALL, pen->sheet->foot, pen->plan->width * 0.75);
  g_autofree char *number = g_strdup_printf (_ ("Page %d of %d"), page + 1, pen->plan->n_pages);
  g_autoptr (PangoLayout) pages = ta_sheet_text_plain (pen->context, TA_INK_SMALL, number, pen->plan->width * 0.25);

  draw_layout (pen, foot, TA_SHEET_PADDING, pen->plan->height - ta_sheet_text_height (foot));
  if (pen->plan->n_pages == 1)
    return;
  pango_layout_set_alignment (pages, PANGO_ALIGN_RIGHT);
  draw_layout (pen, pages, pen->plan->width * 0.75 - TA_SHEET_PADDING, pen->plan->height - ta_sheet_text_height (pages));
}

void
ta_sheet_draw (TaSheet *sheet, cairo_t *cairo, int page)
{
  PangoContext *context = ta_sheet_text_context ();
  Pen pen = { sheet, ta_sheet_get_plan (sheet), context, cairo };
  cairo_rectangle_t area = ta_sheet_get_printable (sheet);

  g_return_if_fail (page >= 0 && page < pen.plan->n_pages);
  cairo_save (cairo);
  cairo_translate (cairo, area.x, area.y);
  cairo_scale (cairo, pen.plan->scale, pen.plan->scale);
  cairo_set_source_rgb (cairo, 0, 0, 0);
  draw_title (&pen);
  draw_rows (&pen, page, draw_shades);
  draw_rows (&pen, page, draw_row);
  draw_foot (&pen, page);
  cairo_restore (cairo);
  g_object_unref (context);
}

static cairo_status_t
append (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static void
draw_sheet (cairo_surface_t *surface, cairo_t *cairo, TaSheet *sheet)
{
  double width, height;

  ta_sheet_get_size (sheet, &width, &height);
  cairo_pdf_surface_set_size (surface, width, height);
  for (int page = 0; page < ta_sheet_count_pages (sheet); page++)
    {
      ta_sheet_draw (sheet, cairo, page);
      cairo_show_page (cairo);
    }
}

static void
set_metadata (cairo_surface_t *surface, TaSheet *sheet)
{
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, sheet->title);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_SUBJECT, sheet->subtitle);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Turnabout");
}

GBytes *
ta_sheets_to_pdf (GPtrArray *sheets, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  /* Each sheet sets its own size. */
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (append, bytes, 1, 1);
  cairo_t *cairo = cairo_create (surface);
  cairo_status_t status;

  g_return_val_if_fail (sheets->len > 0, NULL);
  set_metadata (surface, g_ptr_array_index (sheets, 0));
  for (guint i = 0; i < sheets->len; i++)
    draw_sheet (surface, cairo, g_ptr_array_index (sheets, i));
  status = cairo_status (cairo);
  cairo_destroy (cairo);
  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _ ("The PDF could not be made: %s"), cairo_status_to_string (status));
  return NULL;
}

GBytes *
ta_sheet_to_pdf (TaSheet *sheet, GError **error)
{
  g_autoptr (GPtrArray) sheets = g_ptr_array_new ();

  g_ptr_array_add (sheets, sheet);
  return ta_sheets_to_pdf (sheets, error);
}
