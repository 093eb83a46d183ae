/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-household-item.h"

#include <shumate/shumate.h>

#define TA_TYPE_MAP_PIN_LAYER (ta_map_pin_layer_get_type ())
G_DECLARE_FINAL_TYPE (TaMapPinLayer, ta_map_pin_layer, TA, MAP_PIN_LAYER, ShumateLayer)

/**
 * TaMapPinLayer:
 *
 * The pins of the households of a list that have a place. Only those in view are widgets; where there are more than two hundred
 * households, neighbours share one pin.
 *
 * Signals:
 * - "pin-clicked" (TaHouseholdItem item)
 * - "cluster-clicked" (double latitude, double longitude): of the middle of some that share a pin
 * - "pin-moved" (TaHouseholdItem item, double latitude, double longitude): it was dragged there
 */
TaMapPinLayer *ta_map_pin_layer_new (ShumateViewport *viewport);

/** @model: (transfer none): of TaHouseholdItem */
void ta_map_pin_layer_set_model (TaMapPinLayer *layer, GListModel *model);

/** Reads the places again. */
void ta_map_pin_layer_update (TaMapPinLayer *layer);

/** (nullable): whose pin is drawn larger and over the others */
void ta_map_pin_layer_set_selected (TaMapPinLayer *layer, TaHouseholdItem *item);

/** Where the cross stands that shows where a household would be placed; not set: none. */
void ta_map_pin_layer_set_mark (TaMapPinLayer *layer, TaPoint mark);
