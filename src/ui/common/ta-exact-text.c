/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-exact-text.h"

#include <string.h>

#define MARK "\xef\xbb\xbf"
#define MARGIN_SIDE 18
#define MARGIN_ABOVE 12

static GtkWidget *
new_sentence (const char *sentence)
{
  GtkWidget *label = gtk_label_new (sentence);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_margin_top (label, MARGIN_ABOVE);
  gtk_widget_set_margin_bottom (label, MARGIN_ABOVE);
  gtk_widget_set_margin_start (label, MARGIN_SIDE);
  gtk_widget_set_margin_end (label, MARGIN_SIDE);
  return label;
}

static GtkTextView *
new_text (const char *name, GtkWrapMode wrap)
{
  GtkTextView *text = GTK_TEXT_VIEW (gtk_text_view_new ());

  gtk_text_view_set_editable (text, FALSE);
  gtk_text_view_set_monospace (text, TRUE);
  gtk_text_view_set_wrap_mode (text, wrap);
  gtk_text_view_set_top_margin (text, MARGIN_ABOVE);
  gtk_text_view_set_bottom_margin (text, MARGIN_ABOVE);
  gtk_text_view_set_left_margin (text, MARGIN_SIDE);
  gtk_text_view_set_right_margin (text, MARGIN_SIDE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (text), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return text;
}

GtkWidget *
ta_exact_text_new (const char *sentence, const char *name, GtkWrapMode wrap, GtkTextView **text)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  *text = new_text (name, wrap);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (*text));
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_box_append (GTK_BOX (box), new_sentence (sentence));
  gtk_box_append (GTK_BOX (box), scrolled);
  return box;
}

void
ta_exact_text_show (GtkTextView *text, GBytes *bytes)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (text);
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  gsize mark = size >= strlen (MARK) && memcmp (data, MARK, strlen (MARK)) == 0 ? strlen (MARK) : 0;
  GtkTextIter start, end;

  gtk_text_buffer_set_text (buffer, size > 0 ? data + mark : "", (int) (size - mark));
  /* To the letter: no hyphens where a line is broken. */
  if (gtk_text_tag_table_lookup (gtk_text_buffer_get_tag_table (buffer), "plain") == NULL)
    gtk_text_buffer_create_tag (buffer, "plain", "insert-hyphens", FALSE, NULL);
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  gtk_text_buffer_apply_tag_by_name (buffer, "plain", &start, &end);
}
