/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-context.h"
#include "ta-cover.h"

#include <adwaita.h>

#define TA_TYPE_COVER_REQUEST_GROUP (ta_cover_request_group_get_type ())
G_DECLARE_FINAL_TYPE (TaCoverRequestGroup, ta_cover_request_group, TA, COVER_REQUEST_GROUP, AdwPreferencesGroup)

/**
 * TaCoverRequestGroup:
 *
 * An open request with what each who was asked said, to be answered for them, extended and withdrawn. Signal "left": the turn has changed by it, or others have
 * been asked.
 */
GtkWidget *ta_cover_request_group_new (TaContext *context, const TaTurn *turn);

/** Shows @request as it stands now, with what is being typed. @turns: of TaTurn: those that its answers are about */
void ta_cover_request_group_show (TaCoverRequestGroup *group, const TaCoverRequest *request, const GPtrArray *turns);

/** (transfer none) */
const TaCoverRequest *ta_cover_request_group_get (TaCoverRequestGroup *group);
