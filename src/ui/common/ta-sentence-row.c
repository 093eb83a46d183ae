/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-sentence-row.h"

/* Characters that a line of the sentence has at least: a button for which that leaves no room goes below it. Few enough for the smallest screen
 * with the largest letters. */
#define LEAST_CHARS 15

/* Characters of a button that stands below the sentence in any case, and is cut off where there is no room for it even there. */
#define LONG_LABEL 18

#define MARGIN 12
#define SPACING 6
#define HEIGHT 50 /* of what is in other rows, with the margins */

static GtkWidget *
new_label (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

static int
least_chars (const char *title)
{
  return (int) MIN (g_utf8_strlen (title, -1), LEAST_CHARS);
}

/* What lies in the row's child. */
static GtkWidget *
get_lines (GtkWidget *row)
{
  return g_object_get_data (G_OBJECT (row), "lines");
}

static GtkWidget *
new_texts (const char *title, const char *subtitle, const char *style)
{
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *label = new_label (title, style);

  gtk_label_set_width_chars (GTK_LABEL (label), least_chars (title));
  gtk_box_append (GTK_BOX (texts), label);
  if (subtitle != NULL)
    {
      label = new_label (subtitle, "dim-label");
      gtk_widget_add_css_class (label, "caption");
      gtk_box_append (GTK_BOX (texts), label);
    }
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (texts, TRUE);
  return texts;
}

/* What lines are broken in, the last of them at the end. */
static GtkWidget *
new_lines (void)
{
  GtkWidget *lines = adw_wrap_box_new ();

  adw_wrap_box_set_child_spacing (ADW_WRAP_BOX (lines), SPACING);
  adw_wrap_box_set_line_spacing (ADW_WRAP_BOX (lines), SPACING);
  adw_wrap_box_set_align (ADW_WRAP_BOX (lines), 1);
  gtk_widget_set_hexpand (lines, TRUE);
  return lines;
}

/* @lines: beside what comes before it */
static void
set_child (GtkWidget *row, GtkWidget *lines)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, MARGIN);
  GtkWidget *stacked = gtk_box_new (GTK_ORIENTATION_VERTICAL, SPACING);

  gtk_widget_set_valign (stacked, GTK_ALIGN_CENTER);
  gtk_widget_set_margin_top (box, SPACING);
  gtk_widget_set_margin_bottom (box, SPACING);
  gtk_widget_set_margin_start (box, MARGIN);
  gtk_widget_set_margin_end (box, MARGIN);
  gtk_widget_set_size_request (box, -1, HEIGHT);
  gtk_box_append (GTK_BOX (stacked), lines);
  gtk_box_append (GTK_BOX (box), stacked);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
}

static GtkWidget *
new_row (const char *title, const char *subtitle, const char *style)
{
  GtkWidget *row = adw_preferences_row_new ();
  GtkWidget *lines = new_lines ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  adw_wrap_box_set_wrap_policy (ADW_WRAP_BOX (lines), ADW_WRAP_MINIMUM);
  adw_wrap_box_append (ADW_WRAP_BOX (lines), new_texts (title, subtitle, style));
  g_object_set_data (G_OBJECT (row), "lines", lines);
  set_child (row, lines);
  return row;
}

GtkWidget *
ta_sentence_row_new (const char *title, const char *subtitle)
{
  return new_row (title, subtitle, NULL);
}

GtkWidget *
ta_sentence_row_new_heading (const char *title)
{
  return new_row (title, NULL, "heading");
}

void
ta_sentence_row_set_prefix (GtkWidget *row, GtkWidget *prefix)
{
  gtk_box_prepend (GTK_BOX (gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (row))), prefix);
}

/* Several stay together, below the sentence. (transfer none) */
static GtkWidget *
break_line (GtkWidget *row)
{
  GtkWidget *lines = get_lines (row);
  GtkWidget *below = new_lines ();
  GtkWidget *last = gtk_widget_get_last_child (lines);

  if (last != gtk_widget_get_first_child (lines))
    {
      g_object_ref (last);
      adw_wrap_box_remove (ADW_WRAP_BOX (lines), last);
      adw_wrap_box_append (ADW_WRAP_BOX (below), last);
      g_object_unref (last);
    }
  gtk_box_append (GTK_BOX (gtk_widget_get_parent (lines)), below);
  g_object_set_data (G_OBJECT (row), "below", below);
  return below;
}

/* With the largest letters it may be wider than the smallest screen. */
static gboolean
is_long (GtkWidget *widget)
{
  const char *label = GTK_IS_BUTTON (widget) ? gtk_button_get_label (GTK_BUTTON (widget)) : NULL;

  return label != NULL && g_utf8_strlen (label, -1) > LONG_LABEL;
}

void
ta_sentence_row_add (GtkWidget *row, GtkWidget *widget)
{
  GtkWidget *lines = get_lines (row);
  GtkWidget *below = g_object_get_data (G_OBJECT (row), "below");

  gtk_widget_set_valign (widget, GTK_ALIGN_CENTER);
  if (is_long (widget))
    gtk_button_set_can_shrink (GTK_BUTTON (widget), TRUE);
  if (below == NULL && (is_long (widget) || gtk_widget_get_last_child (lines) != gtk_widget_get_first_child (lines)))
    below = break_line (row);
  adw_wrap_box_append (ADW_WRAP_BOX (below != NULL ? below : lines), widget);
}
