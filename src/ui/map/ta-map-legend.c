/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-map-legend.h"

#include "ta-map-pin.h"

#include <glib/gi18n.h>

#define SHAPE_SIZE 16

/* ---- the shape ---------------------------------------------------------------------------------------------------------------------- */

#define TA_TYPE_MAP_SHAPE (ta_map_shape_get_type ())
G_DECLARE_FINAL_TYPE (TaMapShape, ta_map_shape, TA, MAP_SHAPE, GtkWidget)

struct _TaMapShape
{
  GtkWidget parent_instance;

  TaStatus status;
};

G_DEFINE_FINAL_TYPE (TaMapShape, ta_map_shape, GTK_TYPE_WIDGET)

static void
ta_map_shape_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = SHAPE_SIZE;
}

static void
ta_map_shape_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  ta_map_status_draw (snapshot, TA_MAP_SHAPE (widget)->status, SHAPE_SIZE, FALSE);
}

static void
ta_map_shape_class_init (TaMapShapeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->measure = ta_map_shape_measure;
  widget_class->snapshot = ta_map_shape_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
ta_map_shape_init (TaMapShape *self)
{
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
}

/* ---- the button --------------------------------------------------------------------------------------------------------------------- */

struct _TaMapLegendButton
{
  GtkToggleButton parent_instance;

  TaStatus status;
  GtkWidget *label; /* borrowed */
};

G_DEFINE_FINAL_TYPE (TaMapLegendButton, ta_map_legend_button, GTK_TYPE_TOGGLE_BUTTON)

static void
ta_map_legend_button_class_init (TaMapLegendButtonClass *klass)
{
}

static void
ta_map_legend_button_init (TaMapLegendButton *self)
{
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "pill-toggle");
}

GtkWidget *
ta_map_legend_button_new (TaStatus status)
{
  TaMapLegendButton *self = g_object_new (TA_TYPE_MAP_LEGEND_BUTTON, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  TaMapShape *shape = g_object_new (TA_TYPE_MAP_SHAPE, NULL);

  self->status = shape->status = status;
  self->label = gtk_label_new (NULL);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (shape));
  gtk_box_append (GTK_BOX (box), self->label);
  gtk_button_set_child (GTK_BUTTON (self), box);
  ta_map_legend_button_set_count (self, 0);
  return GTK_WIDGET (self);
}

TaStatus
ta_map_legend_button_get_status (TaMapLegendButton *self)
{
  g_return_val_if_fail (TA_IS_MAP_LEGEND_BUTTON (self), TA_STATUS_INTERESTED);
  return self->status;
}

void
ta_map_legend_button_set_count (TaMapLegendButton *self, guint count)
{
  g_autofree char *text = NULL;

  g_return_if_fail (TA_IS_MAP_LEGEND_BUTTON (self));
  /* Translators: what households are, and how many of them: Member 6 */
  text = g_strdup_printf (_ ("%s %u"), ta_code_label (ta_status_codes, (int) self->status), count);
  gtk_label_set_text (GTK_LABEL (self->label), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}
