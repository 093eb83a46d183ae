/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-household-item.h"

#include <gtk/gtk.h>
#include <shumate/shumate.h>

#define TA_TYPE_MAP_VIEW (ta_map_view_get_type ())
G_DECLARE_FINAL_TYPE (TaMapView, ta_map_view, TA, MAP_VIEW, GtkBox)

/**
 * TaMapView:
 *
 * The streets, or a plain plan to scale where there is no map of the place, with the pins of households, a scale and the attribution.
 *
 * Signals:
 * - "household-clicked" (TaHouseholdItem item)
 * - "household-moved" (TaHouseholdItem item, double latitude, double longitude): its pin was dragged there
 * - "placed" (double latitude, double longitude): where the person put what is being placed
 * - "cancelled": the person gave up placing
 * - "ground-clicked": neither pin nor placing
 * - "problem" (string sentence): the map file that was asked for cannot be shown; the plain plan is
 */
GtkWidget *ta_map_view_new (void);

/**
 * ta_map_view_load:
 * @path: (nullable): an MBTiles file; %NULL: the one that came with the application
 * @home: where the households are; not set: unknown. The plain plan is shown where the map does not cover it.
 */
void ta_map_view_load (TaMapView *view, const char *path, TaPoint home);

/** Whether everything that is to be seen has been drawn. */
gboolean ta_map_view_is_settled (TaMapView *view);

void ta_map_view_set_model (TaMapView *view, GListModel *households);
/** To be called when places may have changed. */
void ta_map_view_update (TaMapView *view);
void ta_map_view_set_selected (TaMapView *view, TaHouseholdItem *item);

/** Lays @layer, made with the viewport of ta_map_view_get_viewport(), over the streets and the pins. (transfer none) */
void ta_map_view_add_layer (TaMapView *view, ShumateLayer *layer);
ShumateViewport *ta_map_view_get_viewport (TaMapView *view);

/** What "Show All" shows besides the households of the model. */
void ta_map_view_set_points (TaMapView *view, const TaPoint *points, guint n_points);

/** Shows all households of the model that have a place and all points, or @home. */
void ta_map_view_show_all (TaMapView *view);

/** Moves no farther than it must so that @place is well within the view, and not in its lower corner of that many pixels, which the card covers. */
void ta_map_view_reveal (TaMapView *view, TaPoint place, int covered_width, int covered_height);

/** Lets the person choose a place, beginning at @start (not set: the middle of the view), until "placed", "cancelled" or stop. */
void ta_map_view_start_placing (TaMapView *view, TaPoint start);
void ta_map_view_stop_placing (TaMapView *view);
gboolean ta_map_view_is_placing (TaMapView *view);

/** What lies over the map: takes @widget, at the lower edge. */
void ta_map_view_add_card (TaMapView *view, GtkWidget *widget);
