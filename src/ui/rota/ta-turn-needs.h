/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-household.h"

#include <adwaita.h>

#define TA_TYPE_TURN_NEEDS (ta_turn_needs_get_type ())
G_DECLARE_FINAL_TYPE (TaTurnNeeds, ta_turn_needs, TA, TURN_NEEDS, AdwPreferencesGroup)

/** TaTurnNeeds: what the cook must know of those who eat: who, what, how severe, the worst first. */
GtkWidget *ta_turn_needs_new (void);

/** Shows the needs of @households (of TaHousehold) on @date. */
void ta_turn_needs_set (TaTurnNeeds *needs, GPtrArray *households, TaDate date);
