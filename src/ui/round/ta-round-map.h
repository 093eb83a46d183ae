/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-context.h"
#include "ta-drop-list.h"

#include <gtk/gtk.h>

#define TA_TYPE_ROUND_MAP (ta_round_map_get_type ())
G_DECLARE_FINAL_TYPE (TaRoundMap, ta_round_map, TA, ROUND_MAP, GtkWidget)

/** TaRoundMap: a delivery round on the map: the cook's door and the others, numbered, with the way between them. */
GtkWidget *ta_round_map_new (TaContext *context);

/** (nullable): shows none */
void ta_round_map_set (TaRoundMap *map, const TaDropList *list);

/** Whether everything that is to be seen has been drawn. */
gboolean ta_round_map_is_settled (TaRoundMap *map);
