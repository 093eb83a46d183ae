/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-context.h"

/** Puts a household on the map, moves it, or (TA_POINT_NONE) takes it off: one command, undoable. @callback may be %NULL. */
void ta_map_commands_place (TaContext *context, TaHouseholdItem *item, TaPoint place, TaContextCallback callback, gpointer user_data);
