/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#define TA_PALETTE_SIZE 10

/**
 * The colour of a household: strong enough for white text on it. Ten hues that colour-blind people can tell apart; the name or the
 * initials always stand beside it. CSS classes "household-0" … "household-9" on a widget set the same as --household-color.
 */
void ta_palette_get (int index, gboolean dark, GdkRGBA *rgba);

/** CSS class of @index, a constant. */
const char *ta_palette_css_class (int index);

/** "Blue", "Teal", …: translated. */
const char *ta_palette_name (int index);
