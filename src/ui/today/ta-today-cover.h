/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-context.h"
#include "ta-today-data.h"

#include <adwaita.h>

/** The group of turns that need somebody: a click opens the turn with its request, and where none was made yet, another begins one. */
GtkWidget *ta_today_cover_new (TaContext *context, const TaTodayData *data);
