/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-context.h"
#include "ta-date-row.h"

#include <adwaita.h>

/**
 * ta_tool_form_household:
 * @nobody: what stands for no household: "Choose a Household"
 * @selected: (nullable): id
 *
 * A choice among the households that narrows as one types.
 */
GtkWidget *ta_tool_form_household (TaContext *context, const char *title, const char *nobody, const char *selected);

/** (nullable) (transfer none): the id */
const char *ta_tool_form_get_household (GtkWidget *row);

/** A choice among the people of the household that @household_row (see above) shows, and the household as a whole. */
GtkWidget *ta_tool_form_person (TaContext *context, const char *title, GtkWidget *household_row);
/** (nullable) (transfer none): the id */
const char *ta_tool_form_get_person (GtkWidget *row);

/** Adds a place to a dialog of ta_form_dialog() where it says what is wrong while it stays open. */
GtkWidget *ta_tool_form_add_banner (AdwDialog *dialog);
/** @message: (nullable): nothing is wrong */
void ta_tool_form_say (GtkWidget *banner, const char *message);

/** Whether the row holds a date; if not, says @message and puts the cursor there. */
gboolean ta_tool_form_check_date (GtkWidget *row, GtkWidget *banner, const char *message);
