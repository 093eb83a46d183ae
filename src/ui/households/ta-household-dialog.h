/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-context.h"

#include <adwaita.h>

/**
 * ta_household_dialog_present:
 * @item: (nullable): what to edit; %NULL: a new household
 *
 * The form of a household: name, colour, address, contacts, kitchen, and for a new one its people in one go.
 */
void ta_household_dialog_present (TaContext *context, TaHouseholdItem *item, GtkWidget *parent);
