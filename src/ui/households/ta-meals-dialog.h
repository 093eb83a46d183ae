/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-context.h"

#include <adwaita.h>

/** On which days of the week who of a household eats with the pod, unless a turn says otherwise. */
void ta_meals_dialog_present (TaContext *context, TaHouseholdItem *item, GtkWidget *parent);

/** “Every day”, “Not on Tue”, “Not on Tue; Ana not on Thu”: (transfer full) */
char *ta_meals_text (const TaHousehold *household, TaDate today);
