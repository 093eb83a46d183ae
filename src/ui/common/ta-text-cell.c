/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-text-cell.h"

#define SMALL 0.82

struct _TaTextCell
{
  GtkWidget parent_instance;

  TaTextStyle style;
  float align;
  char *text;
  PangoLayout *layout; /* (nullable): until it is drawn or measured */
  guint serial;        /* of the context when the layout was made */
};

G_DEFINE_FINAL_TYPE (TaTextCell, ta_text_cell, GTK_TYPE_WIDGET)

static double
scale_of (TaTextCell *self)
{
  return self->style == TA_TEXT_CAPTION || self->style == TA_TEXT_PILL ? SMALL : 1;
}

static PangoContext *
shared_context (TaTextCell *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return gtk_widget_get_pango_context (root != NULL ? GTK_WIDGET (root) : GTK_WIDGET (self));
}

/* In Pango units. To ask the fonts takes long, and the answer is the same for all lines of a window. */
static int
line_height (PangoContext *context)
{
  static const char serial_key[] = "ta-text-cell-serial", height_key[] = "ta-text-cell-height";
  guint serial = pango_context_get_serial (context);
  PangoFontMetrics *metrics;
  int height;

  if (GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (context), serial_key)) == serial)
    return GPOINTER_TO_INT (g_object_get_data (G_OBJECT (context), height_key));
  metrics = pango_context_get_metrics (context, NULL, NULL);
  height = pango_font_metrics_get_height (metrics);
  pango_font_metrics_unref (metrics);
  g_object_set_data (G_OBJECT (context), serial_key, GUINT_TO_POINTER (serial));
  g_object_set_data (G_OBJECT (context), height_key, GINT_TO_POINTER (height));
  return height;
}

static PangoAttrList *
new_attributes (TaTextCell *self)
{
  PangoAttrList *attributes = pango_attr_list_new ();

  if (self->style == TA_TEXT_NUMBERS)
    pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum"));
  if (self->style == TA_TEXT_PILL)
    pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  if (scale_of (self) < 1)
    pango_attr_list_insert (attributes, pango_attr_scale_new (scale_of (self)));
  return attributes;
}

static PangoLayout *
get_layout (TaTextCell *self)
{
  PangoContext *context = shared_context (self);

  if (self->layout != NULL && (self->serial != pango_context_get_serial (context) || pango_layout_get_context (self->layout) != context))
    g_clear_object (&self->layout);
  if (self->layout == NULL)
    {
      g_autoptr (PangoAttrList) attributes = self->style != TA_TEXT_PLAIN ? new_attributes (self) : NULL;

      self->layout = pango_layout_new (context);
      self->serial = pango_context_get_serial (context);
      pango_layout_set_attributes (self->layout, attributes);
      pango_layout_set_ellipsize (self->layout, PANGO_ELLIPSIZE_END);
      pango_layout_set_single_paragraph_mode (self->layout, TRUE);
      pango_layout_set_text (self->layout, self->text, -1);
    }
  return self->layout;
}

static void
ta_text_cell_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  TaTextCell *self = TA_TEXT_CELL (widget);

  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_VERTICAL)
    *minimum = *natural = PANGO_PIXELS_CEIL ((int) (line_height (shared_context (self)) * scale_of (self)));
  else if (self->style == TA_TEXT_PILL)
    {
      PangoLayout *layout = get_layout (self);

      pango_layout_set_width (layout, -1);
      pango_layout_get_pixel_size (layout, natural, NULL);
      *minimum = *natural;
    }
}

static void
ta_text_cell_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  TaTextCell *self = TA_TEXT_CELL (widget);
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int width = gtk_widget_get_width (widget);
  PangoRectangle place;
  GdkRGBA colour;
  PangoLayout *layout;

  if (*self->text == '\0' || width <= 0)
    return;
  layout = get_layout (self);
  pango_layout_set_width (layout, width * PANGO_SCALE);
  pango_layout_get_pixel_extents (layout, NULL, &place);
  gtk_widget_get_color (widget, &colour);
  gtk_snapshot_save (snapshot);
  /* Where the layout puts a text of another direction is left to the alignment of the line. */
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) (width - place.width) * (mirrored ? 1 - self->align : self->align) - (float) place.x,
                                                          (float) (gtk_widget_get_height (widget) - place.height) / 2));
  gtk_snapshot_append_layout (snapshot, layout, &colour);
  gtk_snapshot_restore (snapshot);
}

static void
ta_text_cell_system_setting_changed (GtkWidget *widget, GtkSystemSetting setting)
{
  GTK_WIDGET_CLASS (ta_text_cell_parent_class)->system_setting_changed (widget, setting);
  g_clear_object (&TA_TEXT_CELL (widget)->layout);
  gtk_widget_queue_resize (widget);
}

static void
ta_text_cell_finalize (GObject *object)
{
  TaTextCell *self = TA_TEXT_CELL (object);

  g_clear_object (&self->layout);
  g_free (self->text);
  G_OBJECT_CLASS (ta_text_cell_parent_class)->finalize (object);
}

static void
ta_text_cell_class_init (TaTextCellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ta_text_cell_finalize;
  widget_class->measure = ta_text_cell_measure;
  widget_class->snapshot = ta_text_cell_snapshot;
  widget_class->system_setting_changed = ta_text_cell_system_setting_changed;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LABEL);
  gtk_widget_class_set_css_name (widget_class, "label");
}

static void
ta_text_cell_init (TaTextCell *self)
{
  self->text = g_strdup ("");
}

GtkWidget *
ta_text_cell_new (TaTextStyle style)
{
  TaTextCell *self = g_object_new (TA_TYPE_TEXT_CELL, "valign", GTK_ALIGN_CENTER, NULL);

  self->style = style;
  return GTK_WIDGET (self);
}

void
ta_text_cell_set_align (TaTextCell *self, float align)
{
  g_return_if_fail (TA_IS_TEXT_CELL (self));
  self->align = align;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
ta_text_cell_set_text (TaTextCell *self, const char *text)
{
  g_return_if_fail (TA_IS_TEXT_CELL (self));
  if (!g_set_str (&self->text, text))
    return;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, self->text, -1);
  if (self->layout != NULL)
    pango_layout_set_text (self->layout, self->text, -1);
  if (self->style == TA_TEXT_PILL)
    gtk_widget_queue_resize (GTK_WIDGET (self));
  else
    gtk_widget_queue_draw (GTK_WIDGET (self));
}

const char *
ta_text_cell_get_text (TaTextCell *self)
{
  g_return_val_if_fail (TA_IS_TEXT_CELL (self), NULL);
  return self->text;
}
