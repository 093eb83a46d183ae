/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-context.h"

#include <adwaita.h>

#define TA_TYPE_SERIES_GROUP (ta_series_group_get_type ())
G_DECLARE_FINAL_TYPE (TaSeriesGroup, ta_series_group, TA, SERIES_GROUP, AdwPreferencesGroup)

/**
 * TaSeriesGroup:
 *
 * What a turn has of its series: the rule, whether it was edited by hand, and the way to the series.
 *
 * Signals: "edit": the person wants to edit the series (const TaSeries); "restore": to give the turn back to it; "read": the series is there.
 */
GtkWidget *ta_series_group_new (TaContext *context, const TaTurn *turn);

/** (transfer none) (nullable): of char *: what the series asks of who holds its turns; until it is read there is nothing */
GPtrArray *ta_series_group_get_capabilities (TaSeriesGroup *group);
