/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-round-map.h"

#include "ta-household-badge.h"
#include "ta-map-view.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#define BADGE 30

/* The number stands at the badge's corner and leaves its letters alone. */
#define NUMBER_MARGIN 7

struct _TaRoundMap
{
  GtkWidget parent_instance;

  TaContext *context;
  TaMapView *view; /* borrowed, as are the layers */
  ShumatePathLayer *path;
  ShumateMarkerLayer *doors;
  GArray *shown; /* of TaPoint: what the view was moved to show */
};

G_DEFINE_FINAL_TYPE (TaRoundMap, ta_round_map, GTK_TYPE_WIDGET)

/* The accent of each style stands out from the streets of both. */
static void
update_colours (TaRoundMap *self)
{
  g_autoptr (GdkRGBA) accent = adw_style_manager_get_accent_color_rgba (adw_style_manager_get_default ());

  shumate_path_layer_set_stroke_color (self->path, accent);
}

static void
add_node (TaRoundMap *self, TaPoint place)
{
  g_autoptr (ShumateCoordinate) node = g_object_ref_sink (shumate_coordinate_new_full (place.latitude, place.longitude));

  shumate_path_layer_add_node (self->path, SHUMATE_LOCATION (node));
}

/* @number: 0 for the cook's door */
static GtkWidget *
make_badge (TaRoundMap *self, const char *household, guint number)
{
  GtkWidget *overlay = gtk_overlay_new ();
  GtkWidget *badge = ta_household_badge_new (BADGE);
  g_autofree char *text = number > 0 ? g_strdup_printf ("%u", number) : NULL;

  ta_household_badge_set_item (TA_HOUSEHOLD_BADGE (badge), ta_context_find_household (self->context, household));
  gtk_overlay_set_child (GTK_OVERLAY (overlay), badge);
  gtk_widget_add_css_class (badge, "round-door");
  gtk_widget_set_margin_start (badge, NUMBER_MARGIN);
  gtk_widget_set_margin_end (badge, NUMBER_MARGIN);
  gtk_widget_set_margin_top (badge, NUMBER_MARGIN);
  gtk_widget_set_margin_bottom (badge, NUMBER_MARGIN);
  if (text != NULL)
    {
      GtkWidget *label = gtk_label_new (text);

      gtk_widget_add_css_class (label, "round-number");
      gtk_widget_set_halign (label, GTK_ALIGN_END);
      gtk_widget_set_valign (label, GTK_ALIGN_END);
      gtk_overlay_add_overlay (GTK_OVERLAY (overlay), label);
    }
  return overlay;
}

static void
add_door (TaRoundMap *self, const char *household, const char *name, TaPoint place, guint number)
{
  ShumateMarker *marker = shumate_marker_new ();
  /* Translators: the number of a door in the round, and the household there */
  g_autofree char *label = number > 0 ? g_strdup_printf (_ ("%u. %s"), number, name) : g_strdup (name);

  shumate_marker_set_child (marker, make_badge (self, household, number));
  shumate_location_set_location (SHUMATE_LOCATION (marker), place.latitude, place.longitude);
  gtk_widget_set_tooltip_text (GTK_WIDGET (marker), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (marker), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  shumate_marker_layer_add_marker (self->doors, marker);
}

/* (transfer full): of TaPoint */
static GArray *
collect_points (const TaDropList *list)
{
  GArray *points = g_array_new (FALSE, FALSE, sizeof (TaPoint));

  if (list->start.set)
    g_array_append_val (points, list->start);
  for (guint i = 0; i < list->drops->len; i++)
    g_array_append_val (points, ((TaDrop *) g_ptr_array_index (list->drops, i))->place);
  return points;
}

static int
compare_points (gconstpointer a, gconstpointer b)
{
  const TaPoint *first = a, *second = b;

  if (!ta_point_equal (*first, *second))
    return first->latitude < second->latitude || (first->latitude <= second->latitude && first->longitude < second->longitude) ? -1 : 1;
  return 0;
}

/* Another order of the same doors leaves the view where the person moved it. */
static void
show_points (TaRoundMap *self, GArray *points)
{
  gboolean same = points->len == self->shown->len;

  g_array_sort (points, compare_points);
  for (guint i = 0; same && i < points->len; i++)
    same = ta_point_equal (g_array_index (points, TaPoint, i), g_array_index (self->shown, TaPoint, i));
  if (same)
    return;
  g_array_set_size (self->shown, 0);
  g_array_append_vals (self->shown, points->data, points->len);
  ta_map_view_set_points (self->view, (const TaPoint *) (gconstpointer) points->data, points->len);
  ta_map_view_show_all (self->view);
}

void
ta_round_map_set (TaRoundMap *self, const TaDropList *list)
{
  g_autoptr (GArray) points = NULL;

  g_return_if_fail (TA_IS_ROUND_MAP (self));
  shumate_path_layer_remove_all (self->path);
  shumate_marker_layer_remove_all (self->doors);
  if (list == NULL)
    return;
  if (list->start.set)
    {
      add_node (self, list->start);
      add_door (self, list->cook, list->cook_name, list->start, 0);
    }
  for (guint i = 0; i < list->drops->len; i++)
    {
      const TaDrop *drop = g_ptr_array_index (list->drops, i);

      if (list->measured)
        add_node (self, drop->place);
      add_door (self, drop->household, drop->name, drop->place, i + 1);
    }
  points = collect_points (list);
  show_points (self, points);
}

gboolean
ta_round_map_is_settled (TaRoundMap *self)
{
  g_return_val_if_fail (TA_IS_ROUND_MAP (self), TRUE);
  return ta_map_view_is_settled (self->view);
}

/* The file that the map page shows too. */
static void
load (TaRoundMap *self)
{
  const TaCollective *collective = ta_context_get_collective (self->context);
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = source != NULL ? g_settings_schema_source_lookup (source, "coop.turnabout.Turnabout", TRUE) : NULL;
  g_autoptr (GSettings) settings = schema != NULL ? g_settings_new_full (schema, NULL, NULL) : NULL;
  g_autofree char *path = settings != NULL ? g_settings_get_string (settings, "map-file") : NULL;
  TaPoint home = self->shown->len > 0 ? g_array_index (self->shown, TaPoint, 0) : collective != NULL ? collective->place
                                                                                                     : TA_POINT_NONE;

  ta_map_view_load (self->view, path != NULL && *path != '\0' ? path : NULL, home);
}

static void
ta_round_map_map (GtkWidget *widget)
{
  TaRoundMap *self = TA_ROUND_MAP (widget);

  GTK_WIDGET_CLASS (ta_round_map_parent_class)->map (widget);
  load (self);
}

static void
ta_round_map_dispose (GObject *object)
{
  TaRoundMap *self = TA_ROUND_MAP (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (ta_round_map_parent_class)->dispose (object);
}

static void
ta_round_map_finalize (GObject *object)
{
  g_array_unref (TA_ROUND_MAP (object)->shown);
  G_OBJECT_CLASS (ta_round_map_parent_class)->finalize (object);
}

static void
ta_round_map_class_init (TaRoundMapClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ta_round_map_dispose;
  object_class->finalize = ta_round_map_finalize;
  widget_class->map = ta_round_map_map;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
ta_round_map_init (TaRoundMap *self)
{
  GtkWidget *view = ta_map_view_new ();
  ShumateViewport *viewport = ta_map_view_get_viewport (TA_MAP_VIEW (view));

  self->shown = g_array_new (FALSE, FALSE, sizeof (TaPoint));
  self->view = TA_MAP_VIEW (view);
  self->path = shumate_path_layer_new (viewport);
  shumate_path_layer_set_stroke_width (self->path, 4);
  self->doors = shumate_marker_layer_new (viewport);
  ta_map_view_add_layer (self->view, SHUMATE_LAYER (self->path));
  ta_map_view_add_layer (self->view, SHUMATE_LAYER (self->doors));
  gtk_widget_set_parent (view, GTK_WIDGET (self));
  update_colours (self);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::accent-color-rgba", G_CALLBACK (update_colours), self, G_CONNECT_SWAPPED);
}

GtkWidget *
ta_round_map_new (TaContext *context)
{
  TaRoundMap *self = g_object_new (TA_TYPE_ROUND_MAP, NULL);

  self->context = g_object_ref (context);
  return GTK_WIDGET (self);
}
