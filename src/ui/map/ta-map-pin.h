/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-household-item.h"

#include <gtk/gtk.h>

#define TA_TYPE_MAP_PIN (ta_map_pin_get_type ())
G_DECLARE_FINAL_TYPE (TaMapPin, ta_map_pin, TA, MAP_PIN, GtkButton)

/** The side of a pin's square, pixels; its place is in the middle. */
#define TA_MAP_PIN_SIZE 36

/** TaMapPin: a household on the map: its initials on the colour and the shape of its status; or several that stand too close for one each. */
GtkWidget *ta_map_pin_new (void);

/** @item (nullable): with %NULL, @count households together */
void ta_map_pin_set (TaMapPin *pin, TaHouseholdItem *item, guint count);
/** (nullable) (transfer none) */
TaHouseholdItem *ta_map_pin_get_item (TaMapPin *pin);
void ta_map_pin_set_selected (TaMapPin *pin, gboolean selected);

/**
 * ta_map_status_draw: draws the shape that stands for @status in its colour, with a light rim, into a square of @size pixels at
 * the origin: a disc, a diamond, a square, … so that colour is not the only sign.
 */
void ta_map_status_draw (GtkSnapshot *snapshot, TaStatus status, float size, gboolean selected);
