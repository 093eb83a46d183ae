/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-context.h"

#include <gtk/gtk.h>

#define TA_TYPE_MAP_CARD (ta_map_card_get_type ())
G_DECLARE_FINAL_TYPE (TaMapCard, ta_map_card, TA, MAP_CARD, GtkBox)

/**
 * TaMapCard:
 *
 * What matters now of the household that was chosen on the map. Its buttons activate "win.open", "map.place" and "map.close-card".
 */
GtkWidget *ta_map_card_new (TaContext *context);

/**
 * ta_map_card_set_item:
 * @item: (nullable)
 * @from: (nullable): a household with a place, from which the walk is told; %NULL: from where the pod is
 */
void ta_map_card_set_item (TaMapCard *card, TaHouseholdItem *item, TaHouseholdItem *from);

/** To be called when turns may have changed. */
void ta_map_card_update (TaMapCard *card);
