/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-context.h"

#include <adwaita.h>

#define TA_TYPE_TURN_FORM (ta_turn_form_get_type ())
G_DECLARE_FINAL_TYPE (TaTurnForm, ta_turn_form, TA, TURN_FORM, AdwPreferencesPage)

/**
 * TaTurnForm:
 *
 * All that a person enters of a turn: what, when, who, for whom. What speaks against the chosen household stands under its name.
 *
 * Signals: "changed": whether the form is valid may be another; "delete": the person wants the turn gone.
 */
GtkWidget *ta_turn_form_new (TaContext *context, const TaTurn *turn, gboolean is_new);

/** Where typing starts. (transfer none) */
GtkWidget *ta_turn_form_get_first (TaTurnForm *form);

gboolean ta_turn_form_is_valid (TaTurnForm *form);

/** Tells why the turn could not be saved. */
void ta_turn_form_show_failure (TaTurnForm *form, const char *text);

/** The turn as the form has it. (transfer full) */
TaTurn *ta_turn_form_get (TaTurnForm *form);

/** (transfer full) (nullable): the series that is to be made, %NULL where only one turn is wanted */
TaSeries *ta_turn_form_get_series (TaTurnForm *form);

/** Makes a new turn the first of a series. */
void ta_turn_form_repeat (TaTurnForm *form);

/** (transfer full): of char *: what that series asks of who holds its turns */
GPtrArray *ta_turn_form_get_capabilities (TaTurnForm *form);

/** (transfer none) (nullable): TaSeriesGroup, of a turn that belongs to a series */
GtkWidget *ta_turn_form_get_series_group (TaTurnForm *form);
