/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/**
 * ta_tooltip_set:
 * @text: (nullable): none any more
 *
 * As gtk_widget_set_tooltip_text(), for widgets that often change or are many: GTK asks the display where the pointer is each time a text is
 * set, under X11 with a wait for the answer, and a calendar of cards takes longer over that than over everything else. Here the text is only
 * asked for when the pointer rests. It is a name for eyes alone: who sets it gives the widget its accessible name or description.
 */
void ta_tooltip_set (GtkWidget *widget, const char *text);

/** (nullable): what ta_tooltip_set() set */
const char *ta_tooltip_get (GtkWidget *widget);
