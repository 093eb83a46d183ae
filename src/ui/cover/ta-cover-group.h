/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-context.h"

#include <adwaita.h>

#define TA_TYPE_COVER_GROUP (ta_cover_group_get_type ())
G_DECLARE_FINAL_TYPE (TaCoverGroup, ta_cover_group, TA, COVER_GROUP, AdwPreferencesGroup)

/**
 * TaCoverGroup:
 *
 * Of a turn in its dialog: "I can't come", and a group for each request that is open, with what each who was asked said. When the turn changes by it, the dialog
 * it is in closes: what that has on the screen is old then.
 */
GtkWidget *ta_cover_group_new (TaContext *context, const TaTurn *turn);
