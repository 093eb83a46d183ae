/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-store.h"

/**
 * TaPictureHub:
 *
 * A pod on a hub, for the pictures: a copy of what the window shows, a hub that is a program of its own, and other computers that exist in
 * memory. Nothing of it is left behind. All of it blocks, and runs the main loop meanwhile.
 */
typedef struct _TaPictureHub TaPictureHub;

/** @source: what the pod is copied from. (transfer full) (nullable): %NULL with @error, also where there is no turnabout-hub to start */
TaPictureHub *ta_picture_hub_new (TaStore *source, GError **error);
void ta_picture_hub_free (TaPictureHub *hub);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaPictureHub, ta_picture_hub_free)

/** The copy. (transfer none) */
TaStore *ta_picture_hub_get_store (TaPictureHub *hub);

/** The hub goes, and comes again with what it had. */
gboolean ta_picture_hub_start (TaPictureHub *hub, GError **error);
void ta_picture_hub_stop (TaPictureHub *hub);

/** Changes the same on two computers while there is no hub: what the notices tell of. The hub is there again afterwards. */
gboolean ta_picture_hub_disagree (TaPictureHub *hub, GError **error);
