/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/** TaPlace: how far a page is scrolled and where on it the keyboard is, kept while its content is made anew. */
typedef struct _TaPlace TaPlace;

/** Looks at @page, a widget with a scrolled window in it. (transfer full) */
TaPlace *ta_place_remember (GtkWidget *page);

/**
 * Scrolls back, and puts the keyboard where it was: at the widget in the same place or, where that is gone, at the nearest around it.
 * Takes @place.
 */
void ta_place_restore (TaPlace *place, GtkWidget *page);
