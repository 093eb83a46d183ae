/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-message-print.h"

#include <math.h>

#define FONT "Sans 11"
#define MARGIN_MM 18

typedef struct
{
  TaMessage *message;
  TaMessagePrintDone done;
  gpointer data;
  PangoLayout *layout; /* (nullable) until printing begins */
  GArray *breaks;      /* of int: the first line of each page */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  ta_message_free (job->message);
  g_clear_object (&job->layout);
  g_array_unref (job->breaks);
  g_free (job);
}

static void
lay_out (Job *job, GtkPrintContext *context)
{
  g_autofree char *subject = g_markup_escape_text (job->message->subject, -1);
  g_autofree char *body = g_markup_escape_text (job->message->body, -1);
  g_autofree char *markup = g_strdup_printf ("<b>%s</b>\n\n%s", subject, body);
  PangoFontDescription *font = pango_font_description_from_string (FONT);

  job->layout = gtk_print_context_create_pango_layout (context);
  pango_layout_set_font_description (job->layout, font);
  pango_layout_set_width (job->layout, (int) (gtk_print_context_get_width (context) * PANGO_SCALE));
  pango_layout_set_wrap (job->layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_markup (job->layout, markup, -1);
  pango_font_description_free (font);
}

/* A line that would cross the foot of a page begins the next one. */
static void
begin_print (Job *job, GtkPrintContext *context, GtkPrintOperation *operation)
{
  int height = (int) (gtk_print_context_get_height (context) * PANGO_SCALE);
  int top = 0, first = 0;

  lay_out (job, context);
  g_array_append_val (job->breaks, first);
  for (int line = 0; line < pango_layout_get_line_count (job->layout); line++)
    {
      PangoRectangle extents;

      pango_layout_line_get_extents (pango_layout_get_line_readonly (job->layout, line), NULL, &extents);
      if (top + extents.height > height && top > 0)
        {
          g_array_append_val (job->breaks, line);
          top = 0;
        }
      top += extents.height;
    }
  gtk_print_operation_set_n_pages (operation, (int) job->breaks->len);
}

static void
draw_page (Job *job, GtkPrintContext *context, int page, GtkPrintOperation *operation)
{
  cairo_t *cairo = gtk_print_context_get_cairo_context (context);
  int from = g_array_index (job->breaks, int, page);
  int until = page + 1 < (int) job->breaks->len ? g_array_index (job->breaks, int, page + 1) : pango_layout_get_line_count (job->layout);
  double top = 0;

  cairo_set_source_rgb (cairo, 0, 0, 0);
  for (int line = from; line < until; line++)
    {
      PangoLayoutLine *text = pango_layout_get_line_readonly (job->layout, line);
      PangoRectangle extents;

      pango_layout_line_get_extents (text, NULL, &extents);
      cairo_move_to (cairo, 0, top - (double) extents.y / PANGO_SCALE);
      pango_cairo_show_layout_line (cairo, text);
      top += (double) extents.height / PANGO_SCALE;
    }
}

static void
on_done (GtkPrintOperation *operation, GtkPrintOperationResult result, Job *job)
{
  g_autoptr (GError) error = NULL;

  if (result == GTK_PRINT_OPERATION_RESULT_ERROR)
    gtk_print_operation_get_error (operation, &error);
  job->done (result == GTK_PRINT_OPERATION_RESULT_APPLY, error ? error->message : NULL, job->data);
}

void
ta_message_print (const TaMessage *message, GtkWindow *parent, TaMessagePrintDone done, gpointer data)
{
  g_autoptr (GtkPrintOperation) operation = gtk_print_operation_new ();
  g_autoptr (GtkPageSetup) page = gtk_page_setup_new ();
  Job *job = g_new0 (Job, 1);

  job->message = ta_message_copy (message);
  job->done = done;
  job->data = data;
  job->breaks = g_array_new (FALSE, FALSE, sizeof (int));
  gtk_page_setup_set_top_margin (page, MARGIN_MM, GTK_UNIT_MM);
  gtk_page_setup_set_bottom_margin (page, MARGIN_MM, GTK_UNIT_MM);
  gtk_page_setup_set_left_margin (page, MARGIN_MM, GTK_UNIT_MM);
  gtk_page_setup_set_right_margin (page, MARGIN_MM, GTK_UNIT_MM);
  gtk_print_operation_set_default_page_setup (operation, page);
  gtk_print_operation_set_job_name (operation, message->subject);
  gtk_print_operation_set_allow_async (operation, TRUE);
  g_object_set_data_full (G_OBJECT (operation), "message-job", job, job_free);
  g_signal_connect_swapped (operation, "begin-print", G_CALLBACK (begin_print), job);
  g_signal_connect_swapped (operation, "draw-page", G_CALLBACK (draw_page), job);
  g_signal_connect (operation, "done", G_CALLBACK (on_done), job);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, parent, NULL);
}
