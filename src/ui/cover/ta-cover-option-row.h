/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-cover-search.h"

#include <adwaita.h>

/** A row that offers @option, to be ticked: who takes what, what it does to fairness, who is written to. What was asked already cannot be ticked. */
GtkWidget *ta_cover_option_row_new (TaContext *context, const TaCoverSearch *search, const TaCoverOption *option);

/** (transfer none): the tick of a row of ta_cover_option_row_new() */
GtkCheckButton *ta_cover_option_row_get_check (GtkWidget *row);

/** A row about a household: @title (nullable: its name) and @subtitle beside its badge. */
GtkWidget *ta_cover_household_row_new (TaContext *context, const char *household, const char *title, const char *subtitle);
