/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-context.h"

#include <gtk/gtk.h>

/**
 * ta_map_place_dialog_present:
 * @item: who is placed or moved
 * @parent: the page; its action "map.place-by-hand" takes the household's id and lets the person choose on the map
 *
 * Asks where a household lives: on the map, by coordinates, or by a walk from another household.
 */
void ta_map_place_dialog_present (TaContext *context, TaHouseholdItem *item, GtkWidget *parent);
