/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-context.h"

#include <adwaita.h>

#define TA_TYPE_HOUSEHOLD_BALANCE (ta_household_balance_get_type ())
G_DECLARE_FINAL_TYPE (TaHouseholdBalance, ta_household_balance, TA, HOUSEHOLD_BALANCE, AdwPreferencesGroup)

/**
 * TaHouseholdBalance:
 *
 * What a household is ahead or behind, which unfolds into the entries that led to it, each with its arithmetic. It follows the ledger by itself.
 */
GtkWidget *ta_household_balance_new (TaContext *context, const char *household);
