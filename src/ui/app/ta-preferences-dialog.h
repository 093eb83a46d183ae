/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-context.h"

#include <adwaita.h>

/** What a person may set: their name in the history, the map file. @context, @settings: (nullable) */
AdwDialog *ta_preferences_dialog_new (TaContext *context, GSettings *settings);
