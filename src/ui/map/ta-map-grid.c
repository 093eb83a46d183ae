/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-map-grid.h"

#include "ta-point.h"

#include <math.h>

/* Lines are no closer than this, in pixels. */
#define SPACING 70.0

/* Metres of a degree of latitude. */
#define DEGREE 111195.0

struct _TaMapGrid
{
  ShumateLayer parent_instance;
};

G_DEFINE_FINAL_TYPE (TaMapGrid, ta_map_grid, SHUMATE_TYPE_LAYER)

/* 1, 2 or 5 times a power of ten. */
static double
round_up (double metres)
{
  double power = pow (10, floor (log10 (metres)));
  double factor = metres / power;

  return power * (factor <= 1 ? 1 : factor <= 2 ? 2
                                : factor <= 5   ? 5
                                                : 10);
}

static void
draw_lines (GtkWidget *widget, GtkSnapshot *snapshot, ShumateViewport *viewport, gboolean vertical, double step)
{
  double width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  double north, west, south, east, first, last;
  GdkRGBA colour;

  gtk_widget_get_color (widget, &colour);
  colour.alpha *= 0.14f;
  shumate_viewport_widget_coords_to_location (viewport, widget, 0, 0, &north, &west);
  shumate_viewport_widget_coords_to_location (viewport, widget, width, height, &south, &east);
  first = vertical ? west : south;
  last = vertical ? east : north;
  for (double at = ceil (first / step) * step; at <= last && last - first < step * 200; at += step)
    {
      double x, y;

      shumate_viewport_location_to_widget_coords (viewport, widget, vertical ? north : at, vertical ? at : west, &x, &y);
      if (vertical)
        gtk_snapshot_append_color (snapshot, &colour, &GRAPHENE_RECT_INIT ((float) round (x), 0, 1, (float) height));
      else
        gtk_snapshot_append_color (snapshot, &colour, &GRAPHENE_RECT_INIT (0, (float) round (y), (float) width, 1));
    }
}

static void
ta_map_grid_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  ShumateViewport *viewport = shumate_layer_get_viewport (SHUMATE_LAYER (widget));
  double latitude = shumate_location_get_latitude (SHUMATE_LOCATION (viewport));
  double step, top, left, middle, right;

  if (gtk_widget_get_width (widget) < 1 || shumate_viewport_get_reference_map_source (viewport) == NULL)
    return;
  shumate_viewport_widget_coords_to_location (viewport, widget, 0, 0, &top, &left);
  shumate_viewport_widget_coords_to_location (viewport, widget, SPACING, 0, &middle, &right);
  if (!(right > left))
    return;
  step = round_up (ta_point_distance (TA_POINT (latitude, left), TA_POINT (latitude, right))) / DEGREE;
  draw_lines (widget, snapshot, viewport, FALSE, step);
  /* The width of a degree changes so little within a town that one for the whole degree will do, and it keeps the lines where they are. */
  draw_lines (widget, snapshot, viewport, TRUE, step / cos (round (CLAMP (latitude, -85, 85)) * G_PI / 180));
}

static void
ta_map_grid_constructed (GObject *object)
{
  G_OBJECT_CLASS (ta_map_grid_parent_class)->constructed (object);
  g_signal_connect_object (shumate_layer_get_viewport (SHUMATE_LAYER (object)), "notify", G_CALLBACK (gtk_widget_queue_draw), object, G_CONNECT_SWAPPED);
}

static void
ta_map_grid_class_init (TaMapGridClass *klass)
{
  G_OBJECT_CLASS (klass)->constructed = ta_map_grid_constructed;
  GTK_WIDGET_CLASS (klass)->snapshot = ta_map_grid_snapshot;
}

static void
ta_map_grid_init (TaMapGrid *self)
{
}

ShumateLayer *
ta_map_grid_new (ShumateViewport *viewport)
{
  return g_object_new (TA_TYPE_MAP_GRID, "viewport", viewport, NULL);
}
