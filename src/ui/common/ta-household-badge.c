/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-household-badge.h"

#include "ta-palette.h"

#include <adwaita.h>

struct _TaHouseholdBadge
{
  GtkWidget parent_instance;

  TaHouseholdItem *item; /* (nullable) */
  int size;
};

G_DEFINE_FINAL_TYPE (TaHouseholdBadge, ta_household_badge, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_ITEM = 1,
  PROP_SIZE
} TaHouseholdBadgeProperty;

static GParamSpec *properties[PROP_SIZE + 1];

static void
ta_household_badge_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = TA_HOUSEHOLD_BADGE (widget)->size;
}

static PangoLayout *
make_layout (TaHouseholdBadge *self)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), ta_household_item_get_initials (self->item));
  PangoFontDescription *font = pango_font_description_copy (pango_context_get_font_description (gtk_widget_get_pango_context (GTK_WIDGET (self))));

  pango_font_description_set_weight (font, PANGO_WEIGHT_BOLD);
  pango_font_description_set_absolute_size (font, self->size * 0.42 * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  return layout;
}

static void
ta_household_badge_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  TaHouseholdBadge *self = TA_HOUSEHOLD_BADGE (widget);
  const float size = (float) self->size;
  const float left = ((float) gtk_widget_get_width (widget) - size) / 2;
  const float top = ((float) gtk_widget_get_height (widget) - size) / 2;
  g_autoptr (PangoLayout) layout = NULL;
  GskRoundedRect disc;
  GdkRGBA colour;
  int width, height;

  if (self->item == NULL)
    return;
  ta_palette_get (ta_household_item_get_colour (self->item), adw_style_manager_get_dark (adw_style_manager_get_default ()), &colour);
  gsk_rounded_rect_init_from_rect (&disc, &GRAPHENE_RECT_INIT (left, top, size, size), size / 2);
  gtk_snapshot_push_rounded_clip (snapshot, &disc);
  gtk_snapshot_append_color (snapshot, &colour, &disc.bounds);
  gtk_snapshot_pop (snapshot);
  layout = make_layout (self);
  pango_layout_get_pixel_size (layout, &width, &height);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (left + (size - (float) width) / 2, top + (size - (float) height) / 2));
  gtk_snapshot_append_layout (snapshot, layout, &(GdkRGBA) { 1, 1, 1, 1 });
  gtk_snapshot_restore (snapshot);
}

static void
ta_household_badge_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  TaHouseholdBadge *self = TA_HOUSEHOLD_BADGE (object);

  switch ((TaHouseholdBadgeProperty) prop_id)
    {
    case PROP_ITEM:
      g_value_set_object (value, self->item);
      break;
    case PROP_SIZE:
      g_value_set_int (value, self->size);
      break;
    }
}

static void
ta_household_badge_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  TaHouseholdBadge *self = TA_HOUSEHOLD_BADGE (object);

  switch ((TaHouseholdBadgeProperty) prop_id)
    {
    case PROP_ITEM:
      ta_household_badge_set_item (self, g_value_get_object (value));
      break;
    case PROP_SIZE:
      if (self->size == g_value_get_int (value))
        return;
      self->size = g_value_get_int (value);
      gtk_widget_queue_resize (GTK_WIDGET (self));
      g_object_notify_by_pspec (object, pspec);
      break;
    }
}

static void
ta_household_badge_dispose (GObject *object)
{
  ta_household_badge_set_item (TA_HOUSEHOLD_BADGE (object), NULL);
  G_OBJECT_CLASS (ta_household_badge_parent_class)->dispose (object);
}

static void
ta_household_badge_class_init (TaHouseholdBadgeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ta_household_badge_dispose;
  object_class->get_property = ta_household_badge_get_property;
  object_class->set_property = ta_household_badge_set_property;
  widget_class->measure = ta_household_badge_measure;
  widget_class->snapshot = ta_household_badge_snapshot;
  properties[PROP_ITEM] = g_param_spec_object ("item", NULL, NULL, TA_TYPE_HOUSEHOLD_ITEM, G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_SIZE] = g_param_spec_int ("size", NULL, NULL, 8, 256, 24, G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
  gtk_widget_class_set_css_name (widget_class, "household-badge");
}

static void
ta_household_badge_init (TaHouseholdBadge *self)
{
  self->size = 24;
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
}

GtkWidget *
ta_household_badge_new (int size)
{
  return g_object_new (TA_TYPE_HOUSEHOLD_BADGE, "size", size, NULL);
}

void
ta_household_badge_set_item (TaHouseholdBadge *self, TaHouseholdItem *item)
{
  g_return_if_fail (TA_IS_HOUSEHOLD_BADGE (self));
  if (self->item == item)
    return;
  if (self->item != NULL)
    g_signal_handlers_disconnect_by_data (self->item, self);
  g_set_object (&self->item, item);
  if (item != NULL)
    g_signal_connect_object (item, "changed", G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ITEM]);
}
