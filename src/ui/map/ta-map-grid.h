/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <shumate/shumate.h>

#define TA_TYPE_MAP_GRID (ta_map_grid_get_type ())
G_DECLARE_FINAL_TYPE (TaMapGrid, ta_map_grid, TA, MAP_GRID, ShumateLayer)

/** TaMapGrid: squares of a round number of metres, for a plan to scale where there is no map. */
ShumateLayer *ta_map_grid_new (ShumateViewport *viewport);
