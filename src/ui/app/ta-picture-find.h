/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-window.h"

/** The dialog that a scene has open. (transfer none) (nullable) */
GtkWidget *ta_picture_get_dialog (TaWindow *window);
/** The first in @root, itself included, of which @it holds, as a person would reach it: what another page covers is not. (transfer none) (nullable) */
GtkWidget *ta_picture_find (GtkWidget *root, gboolean (*it) (GtkWidget *widget, const char *text), const char *text);
/** The row of that title, a button row or one that leads on, is activated in the dialog that is open. */
void ta_picture_open_way (TaWindow *window, const char *title);
/** @page in a dialog of its own. */
void ta_picture_show_page (TaWindow *window, AdwNavigationPage *page);
