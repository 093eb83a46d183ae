/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-context.h"

#include <gtk/gtk.h>

/** Where @household holds turns from today on that seek cover, @from to @until (exclusive; %TA_DATE_NONE: for good), lists them, each with a button to seek it. */
void ta_cover_clashes_present (GtkWidget *parent, TaContext *context, const char *household, TaDate from, TaDate until);
