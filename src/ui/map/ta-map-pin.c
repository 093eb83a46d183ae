/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-map-pin.h"

#include "ta-tooltip.h"

#include <adwaita.h>
#include <glib/gi18n.h>

struct _TaMapPin
{
  GtkButton parent_instance;

  TaHouseholdItem *item; /* (nullable) */
  guint count;
  gboolean selected;
};

G_DEFINE_FINAL_TYPE (TaMapPin, ta_map_pin, GTK_TYPE_BUTTON)

/* White letters on each have a contrast of at least 4.5:1; colour-blind people tell them apart by lightness and by shape. */
static const struct
{
  const char *colour;
  float points[16]; /* of the shape, in a square from 0 to 1; a disc without */
  guint count;
} statuses[] = {
  [TA_STATUS_INTERESTED] = { "#1c63b8", { 0.5f, 0.0f, 1.0f, 0.5f, 0.5f, 1.0f, 0.0f, 0.5f }, 4 },
  [TA_STATUS_TRIAL] = { "#8a4600", { 0.26f, 0.03f, 0.74f, 0.03f, 1.0f, 0.5f, 0.74f, 0.97f, 0.26f, 0.97f, 0.0f, 0.5f }, 6 },
  [TA_STATUS_MEMBER] = { "#1f7a3a", { 0 }, 0 },
  [TA_STATUS_PAUSED] = { "#7a3f9d", { 0.1f, 0.1f, 0.9f, 0.1f, 0.9f, 0.9f, 0.1f, 0.9f }, 4 },
  [TA_STATUS_LEFT] = { "#5e5c64", { 0.3f, 0.05f, 0.7f, 0.05f, 0.95f, 0.3f, 0.95f, 0.7f, 0.7f, 0.95f, 0.3f, 0.95f, 0.05f, 0.7f, 0.05f, 0.3f }, 8 },
};

static GskPath *
make_shape (TaStatus status, float inset, float size)
{
  GskPathBuilder *builder = gsk_path_builder_new ();
  const float *points = statuses[status].points;
  float side = size - 2 * inset;

  if (statuses[status].count == 0)
    gsk_path_builder_add_circle (builder, &GRAPHENE_POINT_INIT (size / 2, size / 2), side / 2);
  for (guint i = 0; i < statuses[status].count; i++)
    {
      float x = inset + points[2 * i] * side, y = inset + points[2 * i + 1] * side;

      if (i == 0)
        gsk_path_builder_move_to (builder, x, y);
      else
        gsk_path_builder_line_to (builder, x, y);
    }
  if (statuses[status].count > 0)
    gsk_path_builder_close (builder);
  return gsk_path_builder_free_to_path (builder);
}

void
ta_map_status_draw (GtkSnapshot *snapshot, TaStatus status, float size, gboolean selected)
{
  g_autoptr (GskPath) rim = make_shape (status, 0, size);
  g_autoptr (GskPath) shape = make_shape (status, selected ? size / 9 : size / 16, size);
  GdkRGBA colour, white = { 1, 1, 1, 1 }, black = { 0, 0, 0, 0.35f };

  gdk_rgba_parse (&colour, statuses[status].colour);
  gtk_snapshot_append_fill (snapshot, rim, GSK_FILL_RULE_WINDING, &white);
  if (size > 20)
    {
      GskStroke *stroke = gsk_stroke_new (1);

      gtk_snapshot_append_stroke (snapshot, rim, stroke, &black);
      gsk_stroke_free (stroke);
    }
  gtk_snapshot_append_fill (snapshot, shape, GSK_FILL_RULE_WINDING, &colour);
}

static void
draw_text (TaMapPin *self, GtkSnapshot *snapshot, const char *text, const GdkRGBA *colour)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  PangoFontDescription *font = pango_font_description_copy (pango_context_get_font_description (gtk_widget_get_pango_context (GTK_WIDGET (self))));
  int width, height;

  pango_font_description_set_weight (font, PANGO_WEIGHT_BOLD);
  pango_font_description_set_absolute_size (font, 12.5 * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  pango_layout_get_pixel_size (layout, &width, &height);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) (gtk_widget_get_width (GTK_WIDGET (self)) - width) / 2,
                                                          (float) (gtk_widget_get_height (GTK_WIDGET (self)) - height) / 2));
  gtk_snapshot_append_layout (snapshot, layout, colour);
  gtk_snapshot_restore (snapshot);
}

static void
draw_cluster (TaMapPin *self, GtkSnapshot *snapshot, float size)
{
  g_autofree char *text = g_strdup_printf ("%u", self->count);
  GdkRGBA white = { 1, 1, 1, 1 }, dark = { 0.14f, 0.14f, 0.16f, 1 };
  GskRoundedRect disc;

  gsk_rounded_rect_init_from_rect (&disc, &GRAPHENE_RECT_INIT (0, 0, size, size), size / 2);
  gtk_snapshot_push_rounded_clip (snapshot, &disc);
  gtk_snapshot_append_color (snapshot, &dark, &disc.bounds);
  gtk_snapshot_pop (snapshot);
  gsk_rounded_rect_init_from_rect (&disc, &GRAPHENE_RECT_INIT (2, 2, size - 4, size - 4), size / 2 - 2);
  gtk_snapshot_append_border (snapshot, &disc, (float[4]) { 2, 2, 2, 2 }, (GdkRGBA[4]) { white, white, white, white });
  draw_text (self, snapshot, text, &white);
}

static void
ta_map_pin_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  TaMapPin *self = TA_MAP_PIN (widget);
  const float size = TA_MAP_PIN_SIZE;
  GdkRGBA white = { 1, 1, 1, 1 };
  float inset = self->selected ? 0 : 3;

  if (self->item == NULL)
    {
      draw_cluster (self, snapshot, size);
      return;
    }
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (inset, inset));
  ta_map_status_draw (snapshot, ta_household_item_get_status (self->item), size - 2 * inset, self->selected);
  gtk_snapshot_restore (snapshot);
  draw_text (self, snapshot, ta_household_item_get_initials (self->item), &white);
}

static void
ta_map_pin_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = TA_MAP_PIN_SIZE;
}

static void
ta_map_pin_dispose (GObject *object)
{
  TaMapPin *self = TA_MAP_PIN (object);

  if (self->item != NULL)
    g_signal_handlers_disconnect_by_data (self->item, self);
  g_clear_object (&self->item);
  G_OBJECT_CLASS (ta_map_pin_parent_class)->dispose (object);
}

static void
ta_map_pin_class_init (TaMapPinClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ta_map_pin_dispose;
  widget_class->snapshot = ta_map_pin_snapshot;
  widget_class->measure = ta_map_pin_measure;
}

static void
ta_map_pin_init (TaMapPin *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "map-pin");
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "pointer");
}

GtkWidget *
ta_map_pin_new (void)
{
  return g_object_new (TA_TYPE_MAP_PIN, NULL);
}

static void
describe (TaMapPin *self)
{
  g_autofree char *label = NULL;

  if (self->item == NULL)
    label = g_strdup_printf (ngettext ("%u household", "%u households", self->count), self->count);
  else
    label = g_strdup_printf ("%s, %s", ta_household_item_get_name (self->item), ta_code_label (ta_status_codes, (int) ta_household_item_get_status (self->item)));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  ta_tooltip_set (GTK_WIDGET (self), label);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
ta_map_pin_set (TaMapPin *self, TaHouseholdItem *item, guint count)
{
  g_return_if_fail (TA_IS_MAP_PIN (self));
  if (self->item != NULL)
    g_signal_handlers_disconnect_by_data (self->item, self);
  g_set_object (&self->item, item);
  self->count = count;
  if (item != NULL)
    g_signal_connect_object (item, "changed", G_CALLBACK (describe), self, G_CONNECT_SWAPPED);
  describe (self);
}

TaHouseholdItem *
ta_map_pin_get_item (TaMapPin *self)
{
  g_return_val_if_fail (TA_IS_MAP_PIN (self), NULL);
  return self->item;
}

void
ta_map_pin_set_selected (TaMapPin *self, gboolean selected)
{
  g_return_if_fail (TA_IS_MAP_PIN (self));
  if (self->selected == selected)
    return;
  self->selected = selected;
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_PRESSED, selected ? GTK_ACCESSIBLE_TRISTATE_TRUE : GTK_ACCESSIBLE_TRISTATE_FALSE, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
