/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-window.h"

/** Scenes of the pictures: health data that is locked. Each locks it first where it is not. */
void ta_picture_lock_health (TaWindow *window);
void ta_picture_locked_household (TaWindow *window);
void ta_picture_locked_person (TaWindow *window);
void ta_picture_unlock (TaWindow *window);
/** In the dialog of the one before: with what is not the passphrase. */
void ta_picture_unlock_in_vain (TaWindow *window);
/** How the lock is turned on. */
void ta_picture_health_lock (TaWindow *window);
/** The same where copies of versions before are. */
void ta_picture_health_copies (TaWindow *window);
