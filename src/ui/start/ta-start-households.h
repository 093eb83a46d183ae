/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#define TA_TYPE_START_HOUSEHOLDS (ta_start_households_get_type ())
G_DECLARE_FINAL_TYPE (TaStartHouseholds, ta_start_households, TA, START_HOUSEHOLDS, AdwBin)

/** TaStartHouseholds: a line for each household: name, address, adults, children, phone. Enter goes to the next line, which is made. */
GtkWidget *ta_start_households_new (void);

/** (transfer full) (nullable): of TaStartHousehold, lines that are empty left out; %NULL with @problem (transfer full) where a line is wrong */
GPtrArray *ta_start_households_get (TaStartHouseholds *households, char **problem);

/** Puts the cursor into the first line. */
void ta_start_households_begin (TaStartHouseholds *households);
