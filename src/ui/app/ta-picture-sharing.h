/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-window.h"

/**
 * Scenes of the pictures: a pod that several computers have, with a hub that is started for it. Where there is no program of that name they show
 * what there is without, and it is said.
 */
void ta_picture_shared (TaWindow *window);
/** On it. */
void ta_picture_invite (TaWindow *window);
void ta_picture_recovery (TaWindow *window);
void ta_picture_shared_feeds (TaWindow *window);
void ta_picture_leave (TaWindow *window);
void ta_picture_remove_computer (TaWindow *window);

/** Two computers have changed the same: what there is to decide. */
void ta_picture_disagree (TaWindow *window);
/** There, what does not get through, and what is asked before something is done about it. */
void ta_picture_stuck (TaWindow *window);
void ta_picture_stuck_export (TaWindow *window);
void ta_picture_stuck_delete (TaWindow *window);
/** Further down in the dialog that is open. */
void ta_picture_middle (TaWindow *window);
void ta_picture_end (TaWindow *window);

/** The hub has gone. */
void ta_picture_offline (TaWindow *window);
/** All that can be the matter with the exchange, one below the other. */
void ta_picture_states (TaWindow *window);

/** Forms. */
void ta_picture_found (TaWindow *window);
void ta_picture_sign_in (TaWindow *window);
/** On it: with what is no invitation. */
void ta_picture_sign_in_wrong (TaWindow *window);
void ta_picture_join (TaWindow *window);
void ta_picture_recover (TaWindow *window);

/** What the pictures began with is shown again, and the hub goes. */
void ta_picture_unshare (TaWindow *window);
