/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-fairness-bar.h"

#include "ta-household-badge.h"
#include "ta-palette.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#define BAR_HEIGHT 8
#define BAR_WIDTH 110

struct _TaFairnessBar
{
  GtkWidget parent_instance;

  GtkWidget *badge;
  GtkWidget *name;
  GtkWidget *bar;
  GtkWidget *count;
  GtkWidget *owed;
  int colour;
  int done;
  int planned;
  int most;
};

G_DEFINE_FINAL_TYPE (TaFairnessBar, ta_fairness_bar, GTK_TYPE_WIDGET)

static void
draw (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
  TaFairnessBar *self = data;
  gboolean mirrored = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  double unit = (double) width / MAX (1, self->most);
  GdkRGBA colour, track;

  gtk_widget_get_color (GTK_WIDGET (self), &track);
  ta_palette_get (self->colour, adw_style_manager_get_dark (adw_style_manager_get_default ()), &colour);
  if (mirrored)
    {
      cairo_translate (cr, width, 0);
      cairo_scale (cr, -1, 1);
    }
  cairo_set_source_rgba (cr, track.red, track.green, track.blue, 0.1);
  cairo_rectangle (cr, 0, 0, width, height);
  cairo_fill (cr);
  cairo_set_source_rgba (cr, colour.red, colour.green, colour.blue, 0.4);
  cairo_rectangle (cr, 0, 0, unit * (self->done + self->planned), height);
  cairo_fill (cr);
  gdk_cairo_set_source_rgba (cr, &colour);
  cairo_rectangle (cr, 0, 0, unit * self->done, height);
  cairo_fill (cr);
}

void
ta_fairness_bar_bind (TaFairnessBar *self, TaHouseholdItem *item, int done, int planned, int owed, int most)
{
  /* Translators: how many turns a household has to do: “owes 4.5” */
  g_autofree char *owed_text = owed >= 0 ? g_strdup_printf (_ ("owes %.4g"), owed / 100.0) : NULL;
  g_autofree char *done_text = g_strdup_printf (ngettext ("%d done", "%d done", (gulong) done), done);
  g_autofree char *planned_text = g_strdup_printf (ngettext ("%d to come", "%d to come", (gulong) planned), planned);
  g_autofree char *text = g_strdup_printf (_ ("%s · %s"), done_text, planned_text);

  g_return_if_fail (TA_IS_FAIRNESS_BAR (self));

  self->colour = ta_household_item_get_colour (item);
  self->done = done;
  self->planned = planned;
  self->most = most;
  ta_household_badge_set_item (TA_HOUSEHOLD_BADGE (self->badge), item);
  gtk_label_set_label (GTK_LABEL (self->name), ta_household_item_get_name (item));
  gtk_label_set_label (GTK_LABEL (self->count), text);
  gtk_label_set_label (GTK_LABEL (self->owed), owed_text ? owed_text : "");
  gtk_widget_queue_draw (self->bar);
}

static void
ta_fairness_bar_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))))
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (ta_fairness_bar_parent_class)->dispose (object);
}

static void
ta_fairness_bar_class_init (TaFairnessBarClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ta_fairness_bar_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static GtkWidget *
make_label (const char *first_class, const char *second_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, first_class);
  if (second_class)
    gtk_widget_add_css_class (label, second_class);
  return label;
}

static GtkWidget *
make_bar (TaFairnessBar *self)
{
  GtkWidget *bar = gtk_drawing_area_new ();

  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (bar), draw, self, NULL);
  gtk_widget_set_size_request (bar, BAR_WIDTH, BAR_HEIGHT);
  gtk_widget_set_overflow (bar, GTK_OVERFLOW_HIDDEN);
  gtk_widget_add_css_class (bar, "fairness-bar");
  /* The counts under it say the same in words. */
  gtk_accessible_update_state (GTK_ACCESSIBLE (bar), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  return bar;
}

static void
ta_fairness_bar_init (TaFairnessBar *self)
{
  GtkWidget *top = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);

  self->badge = ta_household_badge_new (20);
  self->name = make_label ("caption-heading", NULL);
  self->bar = make_bar (self);
  self->count = make_label ("caption", "dim-label");
  self->owed = make_label ("caption", "dim-label");
  gtk_box_append (GTK_BOX (top), self->badge);
  gtk_box_append (GTK_BOX (top), self->name);
  gtk_box_append (GTK_BOX (box), top);
  gtk_box_append (GTK_BOX (box), self->bar);
  gtk_box_append (GTK_BOX (box), self->count);
  gtk_box_append (GTK_BOX (box), self->owed);
  gtk_widget_set_parent (box, GTK_WIDGET (self));
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (gtk_widget_queue_draw), self->bar, G_CONNECT_SWAPPED);
}

GtkWidget *
ta_fairness_bar_new (void)
{
  return g_object_new (TA_TYPE_FAIRNESS_BAR, NULL);
}
