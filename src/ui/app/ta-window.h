/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-page.h"

#include <adwaita.h>

#define TA_TYPE_WINDOW (ta_window_get_type ())
G_DECLARE_FINAL_TYPE (TaWindow, ta_window, TA, WINDOW, AdwApplicationWindow)

/** TaWindow: the window: a sidebar built from the list of pages, and the page. @application (nullable): in tests. */
TaWindow *ta_window_new (GtkApplication *application);

/** Shows the collective in @store; %NULL: the first start, which offers to make, open or import one. */
void ta_window_set_store (TaWindow *window, TaStore *store, TaClock clock, gpointer clock_data);

/** Lets go of the collective and of the dialogs, and shows that something is under way until ta_window_set_store() is called again. */
void ta_window_show_loading (TaWindow *window);

/** (nullable) (transfer none): while a collective is shown */
TaContext *ta_window_get_context (TaWindow *window);

/** Goes to a page. @item (nullable): what to show on it. */
void ta_window_show_page (TaWindow *window, const char *page, const char *item);

/** (nullable) (transfer none): the page that is shown, and its id */
TaPage *ta_window_get_page (TaWindow *window);
const char *ta_window_get_page_id (TaWindow *window);

/** Says something in passing. @undo: with a button that undoes the last command. */
void ta_window_toast (TaWindow *window, const char *text, gboolean undo);
