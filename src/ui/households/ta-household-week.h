/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-context.h"

#include <gtk/gtk.h>

/**
 * Opens the week of a household, or of one of its people: turns it does, dinners that come, tools that are due or kept for it, absences. A click opens what an
 * entry is of.
 */
void ta_household_week_present (TaContext *context, TaHouseholdItem *item, GtkWidget *parent);
