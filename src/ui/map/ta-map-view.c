/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-map-view.h"

#include "ta-map-grid.h"
#include "ta-map-pin-layer.h"
#include "ta-mbtiles-source.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#define MAX_ZOOM 19
#define NUDGE_MS 120

/* How near to the edge, in pixels, a pin that is looked for may be. */
#define EDGE 40.0

/* Pixels that a press of an arrow key moves the cross; with Shift. */
#define STEP 4.0
#define LONG_STEP 32.0

struct _TaMapView
{
  GtkBox parent_instance;

  ShumateMap *map; /* borrowed, as are all widgets */
  GtkWidget *overlay;
  TaMapPinLayer *pins;
  ShumateLayer *streets; /* (nullable) */
  ShumateLayer *grid;    /* (nullable) */
  GtkWidget *scale;
  GtkWidget *attribution;

  GListModel *model;  /* (nullable) */
  GArray *points;     /* of TaPoint */
  TaMbtiles *mbtiles; /* (nullable) */
  GCancellable *load; /* (nullable) */
  TaPoint home;
  TaPoint mark; /* where the cross is, while placing */
  guint nudge;
  guint fit; /* of the frame in which all are brought into view */
  gboolean drawn;
  gboolean loading;
};

G_DEFINE_FINAL_TYPE (TaMapView, ta_map_view, GTK_TYPE_BOX)

enum
{
  HOUSEHOLD_CLICKED,
  HOUSEHOLD_MOVED,
  PLACED,
  CANCELLED,
  GROUND_CLICKED,
  PROBLEM,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static ShumateViewport *
viewport (TaMapView *self)
{
  return shumate_map_get_viewport (self->map);
}

/* ---- streets ------------------------------------------------------------------------------------------------------------------------ */

static char *
shipped_file (const char *name)
{
  const char *given = g_getenv ("TURNABOUT_PRACTICE_DATA");

  return given != NULL ? g_build_filename (given, name, NULL) : g_build_filename (TA_PKGDATA_DIR, "practice", name, NULL);
}

static void
remove_layer (TaMapView *self, ShumateLayer **layer)
{
  if (*layer != NULL)
    shumate_map_remove_layer (self->map, *layer);
  *layer = NULL;
}

static void
on_map_loaded (TaMapView *self)
{
  self->drawn = TRUE;
  g_clear_handle_id (&self->nudge, g_source_remove);
}

/* The layer takes its first move for a fast one and may put off asking for tiles until the view changes again. */
static gboolean
nudge (gpointer data)
{
  g_object_notify (G_OBJECT (viewport (data)), "zoom-level");
  return G_SOURCE_CONTINUE;
}

static void
show_attribution (TaMapView *self, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  g_autofree char *markup = strstr (text, "OpenStreetMap") != NULL ? g_strdup_printf ("<a href=\"https://www.openstreetmap.org/copyright\">%s</a>", escaped) : g_strdup (escaped);

  gtk_label_set_markup (GTK_LABEL (self->attribution), markup);
}

static ShumateMapSource *
make_vector_source (TaMapView *self, gboolean dark, GError **error)
{
  g_autofree char *path = shipped_file (dark ? "map-style-dark.json" : "map-style.json");
  g_autofree char *style = NULL;
  ShumateVectorRenderer *renderer;

  if (!g_file_get_contents (path, &style, NULL, error))
    return NULL;
  renderer = shumate_vector_renderer_new (dark ? "streets-dark" : "streets", style, error);
  if (renderer != NULL)
    {
      g_autoptr (ShumateDataSource) source = ta_mbtiles_source_new (self->mbtiles);

      shumate_vector_renderer_set_data_source (renderer, "osm", source);
    }
  return renderer != NULL ? SHUMATE_MAP_SOURCE (renderer) : NULL;
}

static ShumateMapSource *
make_source (TaMapView *self, gboolean dark, GError **error)
{
  g_autoptr (ShumateDataSource) source = NULL;

  if (ta_mbtiles_get_format (self->mbtiles) == TA_MBTILES_VECTOR)
    return make_vector_source (self, dark, error);
  source = ta_mbtiles_source_new (self->mbtiles);
  return SHUMATE_MAP_SOURCE (shumate_raster_renderer_new_full ("file", "file", "", NULL, (guint) ta_mbtiles_get_min_zoom (self->mbtiles),
                                                               (guint) ta_mbtiles_get_max_zoom (self->mbtiles), 256, SHUMATE_MAP_PROJECTION_MERCATOR, source));
}

static void
show_plan (TaMapView *self)
{
  g_clear_handle_id (&self->nudge, g_source_remove);
  remove_layer (self, &self->streets);
  if (self->grid == NULL)
    {
      self->grid = ta_map_grid_new (viewport (self));
      shumate_map_insert_layer_behind (self->map, self->grid, SHUMATE_LAYER (self->pins));
    }
  gtk_widget_remove_css_class (GTK_WIDGET (self->map), "streets");
  gtk_label_set_text (GTK_LABEL (self->attribution), _ ("Plan to scale, without streets"));
  self->drawn = TRUE;
}

static void
show_streets (TaMapView *self)
{
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  g_autoptr (GError) error = NULL;
  g_autoptr (ShumateMapSource) source = self->mbtiles != NULL ? make_source (self, dark, &error) : NULL;

  remove_layer (self, &self->streets);
  if (source == NULL)
    {
      if (error != NULL)
        g_signal_emit (self, signals[PROBLEM], 0, error->message);
      show_plan (self);
      return;
    }
  remove_layer (self, &self->grid);
  shumate_map_source_set_max_zoom_level (source, MAX_ZOOM);
  shumate_viewport_set_reference_map_source (viewport (self), source);
  self->streets = SHUMATE_LAYER (shumate_map_layer_new (source, viewport (self)));
  g_signal_connect_object (self->streets, "map-loaded", G_CALLBACK (on_map_loaded), self, G_CONNECT_SWAPPED);
  shumate_map_insert_layer_behind (self->map, self->streets, SHUMATE_LAYER (self->pins));
  gtk_widget_add_css_class (GTK_WIDGET (self->map), "streets");
  show_attribution (self, ta_mbtiles_get_attribution (self->mbtiles));
  self->drawn = FALSE;
  if (self->nudge == 0)
    self->nudge = g_timeout_add (NUDGE_MS, nudge, self);
}

static void
on_dark_changed (TaMapView *self)
{
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());

  if (dark)
    gtk_widget_add_css_class (GTK_WIDGET (self->map), "dark");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->map), "dark");
  if (self->streets != NULL)
    show_streets (self);
}

/* ---- the file ----------------------------------------------------------------------------------------------------------------------- */

static void
open_file (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  g_autoptr (TaMbtiles) mbtiles = ta_mbtiles_open (data, &error);

  if (mbtiles != NULL && ta_mbtiles_get_format (mbtiles) == TA_MBTILES_VECTOR
      && (!shumate_vector_renderer_is_supported () || !ta_mbtiles_has_layer (mbtiles, "roads")))
    g_task_return_new_error (task, TA_STORAGE_ERROR, TA_STORAGE_ERROR_FOREIGN, "%s",
                             _ ("The layers of this map file are not those that Turnabout can draw. Files with images (png, jpg) always work."));
  else if (mbtiles != NULL)
    g_task_return_pointer (task, g_steal_pointer (&mbtiles), (GDestroyNotify) ta_mbtiles_unref);
  else
    g_task_return_error (task, error);
}

static void
on_file_opened (GObject *object, GAsyncResult *result, gpointer data)
{
  TaMapView *self = TA_MAP_VIEW (object);
  gboolean chosen = GPOINTER_TO_INT (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (TaMbtiles) mbtiles = g_task_propagate_pointer (G_TASK (result), &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->map == NULL)
    return;
  self->loading = FALSE;
  g_clear_pointer (&self->mbtiles, ta_mbtiles_unref);
  if (mbtiles == NULL && chosen)
    g_signal_emit (self, signals[PROBLEM], 0, error->message);
  if (mbtiles != NULL && !self->home.set)
    self->home = ta_mbtiles_get_centre (mbtiles);
  if (mbtiles != NULL && (chosen || ta_mbtiles_covers (mbtiles, self->home)))
    {
      self->mbtiles = g_steal_pointer (&mbtiles);
      show_streets (self);
    }
  else
    show_plan (self);
  ta_map_view_show_all (self);
}

void
ta_map_view_load (TaMapView *self, const char *path, TaPoint home)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (TA_IS_MAP_VIEW (self));
  if (self->load != NULL)
    g_cancellable_cancel (self->load);
  g_clear_object (&self->load);
  self->load = g_cancellable_new ();
  self->loading = TRUE;
  self->home = home;
  task = g_task_new (self, self->load, on_file_opened, GINT_TO_POINTER (path != NULL));
  g_task_set_task_data (task, path != NULL ? g_strdup (path) : shipped_file ("cordon.mbtiles"), g_free);
  g_task_run_in_thread (task, open_file);
}

gboolean
ta_map_view_is_settled (TaMapView *self)
{
  g_return_val_if_fail (TA_IS_MAP_VIEW (self), TRUE);
  return self->drawn && !self->loading && self->fit == 0;
}

/* ---- where the view is -------------------------------------------------------------------------------------------------------------- */

static double
mercator_y (double latitude)
{
  return (1 - asinh (tan (CLAMP (latitude, -85.0, 85.0) * G_PI / 180)) / G_PI) / 2;
}

static void
go_to (TaMapView *self, TaPoint place, double zoom)
{
  shumate_map_stop_go_to (self->map);
  shumate_viewport_set_zoom_level (viewport (self), zoom);
  shumate_location_set_location (SHUMATE_LOCATION (viewport (self)), place.latitude, place.longitude);
}

static void
widen (TaPoint place, gboolean any, TaPoint *low, TaPoint *high)
{
  *low = any ? TA_POINT (MIN (low->latitude, place.latitude), MIN (low->longitude, place.longitude)) : place;
  *high = any ? TA_POINT (MAX (high->latitude, place.latitude), MAX (high->longitude, place.longitude)) : place;
}

/* %FALSE where none has a place. */
static gboolean
find_bounds (TaMapView *self, TaPoint *low, TaPoint *high)
{
  gboolean any = FALSE;

  for (guint i = 0; i < self->points->len; i++, any = TRUE)
    widen (g_array_index (self->points, TaPoint, i), any, low, high);
  for (guint i = 0; self->model != NULL && i < g_list_model_get_n_items (self->model); i++)
    {
      g_autoptr (TaHouseholdItem) item = g_list_model_get_item (self->model, i);
      TaPoint place = ta_household_item_get (item)->place;

      if (!place.set)
        continue;
      widen (place, any, low, high);
      any = TRUE;
    }
  return any;
}

/* Of a small map the edges get less. */
static double
inner_size (int size)
{
  return MAX (size - MIN (96, size * 0.36), 64);
}

static void
fit (TaMapView *self)
{
  double width = inner_size (gtk_widget_get_width (GTK_WIDGET (self->map))), height = inner_size (gtk_widget_get_height (GTK_WIDGET (self->map)));
  ShumateMapSource *source = shumate_viewport_get_reference_map_source (viewport (self));
  double tile = shumate_map_source_get_tile_size (source);
  double across, down;
  TaPoint low, high;

  if (!find_bounds (self, &low, &high))
    {
      go_to (self, self->home, 15);
      return;
    }
  across = MAX ((high.longitude - low.longitude) / 360, 1e-6);
  down = MAX (mercator_y (low.latitude) - mercator_y (high.latitude), 1e-6);
  go_to (self, TA_POINT ((low.latitude + high.latitude) / 2, (low.longitude + high.longitude) / 2),
         CLAMP (MIN (log2 (width / tile / across), log2 (height / tile / down)), 2, 17));
}

static gboolean
on_fit_tick (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  TaMapView *self = TA_MAP_VIEW (widget);

  if (gtk_widget_get_width (GTK_WIDGET (self->map)) < 2)
    return G_SOURCE_CONTINUE;
  self->fit = 0;
  fit (self);
  return G_SOURCE_REMOVE;
}

void
ta_map_view_show_all (TaMapView *self)
{
  g_return_if_fail (TA_IS_MAP_VIEW (self));
  if (self->fit == 0)
    self->fit = gtk_widget_add_tick_callback (GTK_WIDGET (self), on_fit_tick, NULL, NULL);
}

void
ta_map_view_reveal (TaMapView *self, TaPoint place, int covered_width, int covered_height)
{
  double width, height, x, y, to_x, to_y, latitude, longitude;

  g_return_if_fail (TA_IS_MAP_VIEW (self));
  width = gtk_widget_get_width (GTK_WIDGET (self->map));
  height = gtk_widget_get_height (GTK_WIDGET (self->map));
  if (!place.set || width < 2)
    return;
  shumate_viewport_location_to_widget_coords (viewport (self), GTK_WIDGET (self->map), place.latitude, place.longitude, &x, &y);
  if (x < 0 || y < 0 || x > width || y > height)
    {
      to_x = width / 2;
      to_y = MAX (height - covered_height, EDGE) / 2;
    }
  else
    {
      to_x = CLAMP (x, EDGE, MAX (width - EDGE, EDGE));
      to_y = CLAMP (y, EDGE, MAX (height - EDGE - (x < covered_width + EDGE ? covered_height : 0), EDGE));
    }
  if (fabs (to_x - x) + fabs (to_y - y) < 1)
    return;
  shumate_viewport_widget_coords_to_location (viewport (self), GTK_WIDGET (self->map), width / 2 + x - to_x, height / 2 + y - to_y, &latitude, &longitude);
  shumate_map_stop_go_to (self->map);
  shumate_location_set_location (SHUMATE_LOCATION (viewport (self)), latitude, longitude);
}

/* ---- placing ------------------------------------------------------------------------------------------------------------------------ */

static void
set_mark (TaMapView *self, TaPoint mark)
{
  self->mark = mark;
  ta_map_pin_layer_set_mark (self->pins, mark);
}

void
ta_map_view_start_placing (TaMapView *self, TaPoint start)
{
  g_return_if_fail (TA_IS_MAP_VIEW (self));
  if (!start.set)
    start = TA_POINT (shumate_location_get_latitude (SHUMATE_LOCATION (viewport (self))), shumate_location_get_longitude (SHUMATE_LOCATION (viewport (self))));
  set_mark (self, start);
  ta_map_view_reveal (self, start, 0, 0);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self->map), "crosshair");
  gtk_widget_grab_focus (GTK_WIDGET (self->map));
}

void
ta_map_view_stop_placing (TaMapView *self)
{
  g_return_if_fail (TA_IS_MAP_VIEW (self));
  set_mark (self, TA_POINT_NONE);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self->map), NULL);
}

gboolean
ta_map_view_is_placing (TaMapView *self)
{
  g_return_val_if_fail (TA_IS_MAP_VIEW (self), FALSE);
  return self->mark.set;
}

static void
move_mark (TaMapView *self, double across, double down)
{
  double x, y, latitude, longitude;

  shumate_viewport_location_to_widget_coords (viewport (self), GTK_WIDGET (self->map), self->mark.latitude, self->mark.longitude, &x, &y);
  shumate_viewport_widget_coords_to_location (viewport (self), GTK_WIDGET (self->map), x + across, y + down, &latitude, &longitude);
  if (!ta_point_is_valid (TA_POINT (latitude, longitude)))
    return;
  set_mark (self, TA_POINT (latitude, longitude));
  ta_map_view_reveal (self, self->mark, 0, 0);
}

static gboolean
on_key (TaMapView *self, guint key, guint code, GdkModifierType state)
{
  double step = state & GDK_SHIFT_MASK ? LONG_STEP : STEP;

  if (!self->mark.set)
    return GDK_EVENT_PROPAGATE;
  switch (key)
    {
    case GDK_KEY_Left:
      move_mark (self, -step, 0);
      break;
    case GDK_KEY_Right:
      move_mark (self, step, 0);
      break;
    case GDK_KEY_Up:
      move_mark (self, 0, -step);
      break;
    case GDK_KEY_Down:
      move_mark (self, 0, step);
      break;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      g_signal_emit (self, signals[PLACED], 0, self->mark.latitude, self->mark.longitude);
      break;
    case GDK_KEY_Escape:
      g_signal_emit (self, signals[CANCELLED], 0);
      break;
    default:
      return GDK_EVENT_PROPAGATE;
    }
  return GDK_EVENT_STOP;
}

static void
on_released (GtkGestureClick *gesture, int presses, double x, double y, TaMapView *self)
{
  double latitude, longitude;

  if (!self->mark.set)
    {
      g_signal_emit (self, signals[GROUND_CLICKED], 0);
      return;
    }
  shumate_viewport_widget_coords_to_location (viewport (self), GTK_WIDGET (self->map), x, y, &latitude, &longitude);
  g_signal_emit (self, signals[PLACED], 0, latitude, longitude);
}

/* ---- the widget --------------------------------------------------------------------------------------------------------------------- */

static void
on_pin_clicked (TaMapView *self, TaHouseholdItem *item)
{
  if (!self->mark.set)
    g_signal_emit (self, signals[HOUSEHOLD_CLICKED], 0, item);
  else
    /* Two households may live in one house. */
    g_signal_emit (self, signals[PLACED], 0, ta_household_item_get (item)->place.latitude, ta_household_item_get (item)->place.longitude);
}

static void
on_cluster_clicked (TaMapView *self, double latitude, double longitude)
{
  go_to (self, TA_POINT (latitude, longitude), MIN (shumate_viewport_get_zoom_level (viewport (self)) + 2, MAX_ZOOM));
}

static void
on_pin_moved (TaMapView *self, TaHouseholdItem *item, double latitude, double longitude)
{
  if (!self->mark.set)
    g_signal_emit (self, signals[HOUSEHOLD_MOVED], 0, item, latitude, longitude);
}

static void
zoom_in (GtkWidget *widget, const char *name, GVariant *parameter)
{
  shumate_map_zoom_in (TA_MAP_VIEW (widget)->map);
}

static void
zoom_out (GtkWidget *widget, const char *name, GVariant *parameter)
{
  shumate_map_zoom_out (TA_MAP_VIEW (widget)->map);
}

static void
show_all (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ta_map_view_show_all (TA_MAP_VIEW (widget));
}

static void
ta_map_view_dispose (GObject *object)
{
  TaMapView *self = TA_MAP_VIEW (object);

  g_clear_handle_id (&self->nudge, g_source_remove);
  if (self->load != NULL)
    g_cancellable_cancel (self->load);
  g_clear_object (&self->load);
  g_clear_object (&self->model);
  g_clear_pointer (&self->mbtiles, ta_mbtiles_unref);
  self->map = NULL;
  G_OBJECT_CLASS (ta_map_view_parent_class)->dispose (object);
}

static void
ta_map_view_finalize (GObject *object)
{
  g_array_unref (TA_MAP_VIEW (object)->points);
  G_OBJECT_CLASS (ta_map_view_parent_class)->finalize (object);
}

static void
ta_map_view_class_init (TaMapViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ta_map_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = ta_map_view_finalize;
  signals[HOUSEHOLD_CLICKED] = g_signal_new ("household-clicked", TA_TYPE_MAP_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, TA_TYPE_HOUSEHOLD_ITEM);
  signals[HOUSEHOLD_MOVED] = g_signal_new ("household-moved", TA_TYPE_MAP_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3, TA_TYPE_HOUSEHOLD_ITEM, G_TYPE_DOUBLE, G_TYPE_DOUBLE);
  signals[PLACED] = g_signal_new ("placed", TA_TYPE_MAP_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_DOUBLE, G_TYPE_DOUBLE);
  signals[CANCELLED] = g_signal_new ("cancelled", TA_TYPE_MAP_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[GROUND_CLICKED] = g_signal_new ("ground-clicked", TA_TYPE_MAP_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[PROBLEM] = g_signal_new ("problem", TA_TYPE_MAP_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_install_action (widget_class, "map-view.zoom-in", NULL, zoom_in);
  gtk_widget_class_install_action (widget_class, "map-view.zoom-out", NULL, zoom_out);
  gtk_widget_class_install_action (widget_class, "map-view.show-all", NULL, show_all);
}

static GtkWidget *
new_button (const char *icon, const char *tooltip, const char *action)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_add_css_class (button, "osd");
  gtk_widget_add_css_class (button, "circular");
  return button;
}

static GtkWidget *
new_buttons (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  gtk_widget_set_halign (box, GTK_ALIGN_END);
  gtk_widget_set_valign (box, GTK_ALIGN_START);
  gtk_widget_set_margin_top (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_box_append (GTK_BOX (box), new_button ("zoom-in-symbolic", _ ("Zoom In"), "map-view.zoom-in"));
  gtk_box_append (GTK_BOX (box), new_button ("zoom-out-symbolic", _ ("Zoom Out"), "map-view.zoom-out"));
  gtk_box_append (GTK_BOX (box), new_button ("zoom-fit-best-symbolic", _ ("Show All Households"), "map-view.show-all"));
  return box;
}

static void
add_foot (TaMapView *self)
{
  GtkWidget *foot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  gtk_widget_add_css_class (foot, "map-foot");
  self->scale = GTK_WIDGET (shumate_scale_new (viewport (self)));
  shumate_scale_set_unit (SHUMATE_SCALE (self->scale), SHUMATE_UNIT_METRIC);
  shumate_scale_set_max_width (SHUMATE_SCALE (self->scale), 110);
  gtk_widget_set_hexpand (self->scale, TRUE);
  gtk_widget_set_halign (self->scale, GTK_ALIGN_START);
  self->attribution = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->attribution), TRUE);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (self->attribution), GTK_NATURAL_WRAP_NONE);
  gtk_label_set_xalign (GTK_LABEL (self->attribution), 1);
  gtk_widget_add_css_class (self->attribution, "caption");
  gtk_box_append (GTK_BOX (foot), self->scale);
  gtk_box_append (GTK_BOX (foot), self->attribution);
  gtk_box_append (GTK_BOX (self), foot);
}

static void
add_controllers (TaMapView *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_key), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect_object (click, "released", G_CALLBACK (on_released), self, G_CONNECT_DEFAULT);
  gtk_widget_add_controller (GTK_WIDGET (self->map), GTK_EVENT_CONTROLLER (click));
}

static void
ta_map_view_init (TaMapView *self)
{
  g_autoptr (ShumateRasterRenderer) nothing = shumate_raster_renderer_new_full_from_url ("plan", "plan", "", NULL, 0, MAX_ZOOM, 512, SHUMATE_MAP_PROJECTION_MERCATOR, "");

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  self->points = g_array_new (FALSE, FALSE, sizeof (TaPoint));
  self->map = shumate_map_new ();
  gtk_widget_set_focusable (GTK_WIDGET (self->map), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->map), "household-map");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->map), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Map of the households"), -1);
  /* Measures the world until a map file is open, and where there is none; nothing is asked of it. */
  shumate_viewport_set_reference_map_source (viewport (self), SHUMATE_MAP_SOURCE (nothing));
  shumate_viewport_set_max_zoom_level (viewport (self), MAX_ZOOM);
  self->pins = ta_map_pin_layer_new (viewport (self));
  shumate_map_add_layer (self->map, SHUMATE_LAYER (self->pins));
  g_signal_connect_object (self->pins, "pin-clicked", G_CALLBACK (on_pin_clicked), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->pins, "cluster-clicked", G_CALLBACK (on_cluster_clicked), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->pins, "pin-moved", G_CALLBACK (on_pin_moved), self, G_CONNECT_SWAPPED);
  self->overlay = gtk_overlay_new ();
  gtk_widget_set_vexpand (self->overlay, TRUE);
  gtk_overlay_set_child (GTK_OVERLAY (self->overlay), GTK_WIDGET (self->map));
  gtk_overlay_add_overlay (GTK_OVERLAY (self->overlay), new_buttons ());
  gtk_box_append (GTK_BOX (self), self->overlay);
  add_foot (self);
  add_controllers (self);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (on_dark_changed), self, G_CONNECT_SWAPPED);
  on_dark_changed (self);
}

GtkWidget *
ta_map_view_new (void)
{
  return g_object_new (TA_TYPE_MAP_VIEW, NULL);
}

void
ta_map_view_set_model (TaMapView *self, GListModel *households)
{
  g_return_if_fail (TA_IS_MAP_VIEW (self));
  g_set_object (&self->model, households);
  ta_map_pin_layer_set_model (self->pins, households);
}

void
ta_map_view_update (TaMapView *self)
{
  g_return_if_fail (TA_IS_MAP_VIEW (self));
  ta_map_pin_layer_update (self->pins);
}

void
ta_map_view_set_selected (TaMapView *self, TaHouseholdItem *item)
{
  g_return_if_fail (TA_IS_MAP_VIEW (self));
  ta_map_pin_layer_set_selected (self->pins, item);
}

void
ta_map_view_add_card (TaMapView *self, GtkWidget *widget)
{
  g_return_if_fail (TA_IS_MAP_VIEW (self));
  gtk_widget_set_valign (widget, GTK_ALIGN_END);
  gtk_overlay_add_overlay (GTK_OVERLAY (self->overlay), widget);
}

ShumateViewport *
ta_map_view_get_viewport (TaMapView *self)
{
  g_return_val_if_fail (TA_IS_MAP_VIEW (self), NULL);
  return viewport (self);
}

void
ta_map_view_add_layer (TaMapView *self, ShumateLayer *layer)
{
  g_return_if_fail (TA_IS_MAP_VIEW (self));
  shumate_map_add_layer (self->map, layer);
}

void
ta_map_view_set_points (TaMapView *self, const TaPoint *points, guint n_points)
{
  g_return_if_fail (TA_IS_MAP_VIEW (self));
  g_array_set_size (self->points, 0);
  if (n_points > 0)
    g_array_append_vals (self->points, points, n_points);
}
