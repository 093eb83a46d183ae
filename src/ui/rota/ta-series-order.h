/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-context.h"

#include <adwaita.h>

#define TA_TYPE_SERIES_ORDER (ta_series_order_get_type ())
G_DECLARE_FINAL_TYPE (TaSeriesOrder, ta_series_order, TA, SERIES_ORDER, AdwPreferencesGroup)

/**
 * TaSeriesOrder:
 *
 * Which households of a pod take the turns of a series, and in which order: a switch and a button up for each.
 *
 * Signal "changed": by the person.
 */
GtkWidget *ta_series_order_new (TaContext *context);

/**
 * ta_series_order_set:
 * @pod: whose households on @date are offered
 * @first: (nullable): id of the household to begin with
 * @chosen: (nullable): of char *: those who take turns, in order, before the others; %NULL: all that were not left out
 */
void ta_series_order_set (TaSeriesOrder *order, const char *pod, TaDate date, const char *first, GPtrArray *chosen);

/** (transfer full): of char *: ids of those who take turns, in order */
GPtrArray *ta_series_order_get (TaSeriesOrder *order);
