/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-household.h"

#include <gtk/gtk.h>

#define TA_TYPE_MAP_LEGEND_BUTTON (ta_map_legend_button_get_type ())
G_DECLARE_FINAL_TYPE (TaMapLegendButton, ta_map_legend_button, TA, MAP_LEGEND_BUTTON, GtkToggleButton)

/** TaMapLegendButton: says what a shape on the map means, how many there are, and shows or hides them. */
GtkWidget *ta_map_legend_button_new (TaStatus status);
TaStatus ta_map_legend_button_get_status (TaMapLegendButton *button);
void ta_map_legend_button_set_count (TaMapLegendButton *button, guint count);
