/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-context.h"

#include <adwaita.h>

/** A group of rows of what planning asks of @item's household: its own limits, what it cannot cook for, and when it eats with the pod. Each change is a command. */
GtkWidget *ta_household_limits_new (TaContext *context, TaHouseholdItem *item);

/** The row that unfolds, so that it can stay as it is when the group is made anew. (transfer none) */
GtkWidget *ta_household_limits_get_expander (GtkWidget *group);
