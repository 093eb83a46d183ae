/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-print-operation.h"

#include <math.h>

static GtkPageSetup *
make_page_setup (const TaSheet *sheet)
{
  GtkPageSetup *setup = gtk_page_setup_new ();
  GtkPaperSize *size = gtk_paper_size_new (ta_sheet_get_paper (sheet) == TA_PAPER_LETTER ? GTK_PAPER_NAME_LETTER : GTK_PAPER_NAME_A4);

  gtk_page_setup_set_paper_size_and_default_margins (setup, size);
  gtk_page_setup_set_orientation (setup, ta_sheet_get_landscape (sheet) ? GTK_PAGE_ORIENTATION_LANDSCAPE : GTK_PAGE_ORIENTATION_PORTRAIT);
  gtk_paper_size_free (size);
  return setup;
}

/* How unlike the paper in the printer is to @paper. */
static double
distance (const TaSheet *sheet, TaPaper paper, double width, double height)
{
  double own_width, own_height;

  ta_paper_get_size (paper, ta_sheet_get_landscape (sheet), &own_width, &own_height);
  return fabs (own_width / own_height - width / height);
}

static void
begin_print (GtkPrintOperation *operation, GtkPrintContext *context, TaSheet *sheet)
{
  double width = gtk_print_context_get_width (context), height = gtk_print_context_get_height (context);
  gboolean landscape = ta_sheet_get_landscape (sheet);

  if ((width > height) != landscape)
    ta_sheet_set_landscape (sheet, width > height);
  ta_sheet_set_paper (sheet, distance (sheet, TA_PAPER_LETTER, width, height) < distance (sheet, TA_PAPER_A4, width, height) ? TA_PAPER_LETTER : TA_PAPER_A4);
  gtk_print_operation_set_n_pages (operation, ta_sheet_count_pages (sheet));
}

static void
draw_page (GtkPrintOperation *operation, GtkPrintContext *context, int page, TaSheet *sheet)
{
  cairo_t *cairo = gtk_print_context_get_cairo_context (context);
  double width, height, scale;

  ta_sheet_get_size (sheet, &width, &height);
  scale = MIN (gtk_print_context_get_width (context) / width, gtk_print_context_get_height (context) / height);
  cairo_save (cairo);
  /* Paper that differs by a hair is the same paper. */
  if (fabs (scale - 1) > 0.001)
    cairo_scale (cairo, scale, scale);
  ta_sheet_draw (sheet, cairo, page);
  cairo_restore (cairo);
}

static void
free_sheet (gpointer sheet)
{
  ta_sheet_free (sheet);
}

GtkPrintOperation *
ta_print_operation_new (TaSheet *sheet)
{
  GtkPrintOperation *operation = gtk_print_operation_new ();
  g_autoptr (GtkPageSetup) setup = make_page_setup (sheet);

  gtk_print_operation_set_default_page_setup (operation, setup);
  gtk_print_operation_set_embed_page_setup (operation, TRUE);
  gtk_print_operation_set_use_full_page (operation, TRUE);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_job_name (operation, ta_sheet_get_title (sheet));
  gtk_print_operation_set_allow_async (operation, TRUE);
  g_object_set_data_full (G_OBJECT (operation), "sheet", sheet, free_sheet);
  g_signal_connect (operation, "begin-print", G_CALLBACK (begin_print), sheet);
  g_signal_connect (operation, "draw-page", G_CALLBACK (draw_page), sheet);
  return operation;
}
