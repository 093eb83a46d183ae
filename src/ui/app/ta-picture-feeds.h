/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-window.h"

/** Scenes of the pictures: calendars for phones, of a hub that is never asked. */
void ta_picture_feed (TaWindow *window);
/** On it: what leaves. */
void ta_picture_preview_feed (TaWindow *window);
void ta_picture_feeds (TaWindow *window);
/** On it: the first household. */
void ta_picture_open_first_row (TaWindow *window);
void ta_picture_caldav (TaWindow *window);
