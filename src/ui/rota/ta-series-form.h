/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-context.h"

#include <adwaita.h>

#define TA_TYPE_SERIES_FORM (ta_series_form_get_type ())
G_DECLARE_FINAL_TYPE (TaSeriesForm, ta_series_form, TA, SERIES_FORM, AdwPreferencesGroup)

/**
 * TaSeriesForm:
 *
 * How a turn repeats: on which weekdays, every how many weeks, until when, what holidays do to it, how many hold it, and who in which order. What a turn itself
 * has (its pod, service, time, dish) is not in it.
 *
 * Signal "changed": by the person.
 */

/** For a new turn: rows under a switch, which is off. */
GtkWidget *ta_series_form_new (TaContext *context);

/** For a series that there is. */
GtkWidget *ta_series_form_new_for (TaContext *context, const TaSeries *series);

/** The rows of the households, which belong below the form. (transfer none) */
GtkWidget *ta_series_form_get_order (TaSeriesForm *form);

/** Tells from which turn a new series starts: its date is the first day, its holder the first in the order. */
void ta_series_form_start (TaSeriesForm *form, const TaTurn *turn);

/** Turns the switch on, where there is one. */
void ta_series_form_turn_on (TaSeriesForm *form);

gboolean ta_series_form_is_on (TaSeriesForm *form);

/** Whether what is entered makes a series. */
gboolean ta_series_form_is_valid (TaSeriesForm *form);

/** Shows @text (nullable) as what speaks against some of the turns. */
void ta_series_form_set_warning (TaSeriesForm *form, const char *text);

/** What the turns ask of who holds them. (of char *); the getter is (transfer full) */
void ta_series_form_set_capabilities (TaSeriesForm *form, GPtrArray *capabilities);
GPtrArray *ta_series_form_get_capabilities (TaSeriesForm *form);

/** Puts what is entered into @series. */
void ta_series_form_apply (TaSeriesForm *form, TaSeries *series);
