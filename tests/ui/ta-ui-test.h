/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-window.h"

#include <gtk/gtk.h>

/**
 * The tests of the pages drive the real widgets of a real window on a database in memory, at noon of 1 December 2026, and assert what
 * a person sees and what the database holds. Widgets are found as a person or a screen reader finds them: by role and name.
 */

/** Sets up GTK, libadwaita, the style and the isolation of the test program. */
void ta_ui_test_init (int *argc, char ***argv);

/** 1 December 2026. */
TaDate ta_ui_test_today (void);

/**
 * A collective "Cordón" (America/Montevideo, UYU) with the pod "Cordón", the service "Cooking" (18:00), the member households Kim,
 * Pereira and Silva (two adults each; Pereira and Silva on the map), turns of Pereira on 1 and Silva on 2 December at 18:00 (published), the tools
 * 7 "Ladder" and 41 "Hammer drill".
 */
TaStore *ta_ui_test_store (void);

/** A window 1100 pixels wide on @store, ready; the caller destroys it with ta_ui_test_close(). */
TaWindow *ta_ui_test_window (TaStore *store);
void ta_ui_test_close (TaWindow *window);

/** Goes to a page and waits until it has settled. (transfer none) */
TaPage *ta_ui_test_show (TaWindow *window, const char *page);

typedef gboolean (*TaUiCondition) (gpointer data);

/** Runs the main loop until @condition holds; fails the test when it does not within ten thousand turns of the loop. */
void ta_ui_test_wait (TaUiCondition condition, gpointer data, const char *what);

/** Lets everything that is under way come to its end: pending sources, the store's worker, animations of dialogs. */
void ta_ui_test_settle (TaWindow *window);

/** (nullable) (transfer none): the first mapped widget below @root of @role whose name (label, title or accessible label) is @name; @name %NULL: any */
GtkWidget *ta_ui_test_find (GtkWidget *root, GtkAccessibleRole role, const char *name);

/** (nullable) (transfer none): the first mapped widget of @type below @root; its name as above, %NULL: any */
GtkWidget *ta_ui_test_find_type (GtkWidget *root, GType type, const char *name);

/** Whether a mapped label below @root shows @text (a part of what it shows is enough). */
gboolean ta_ui_test_shows (GtkWidget *root, const char *text);

/** Fails where two labels below @root that differ have the same letter for Alt. Of rows that are alike, Alt and the letter go from one to the next. */
void ta_ui_test_assert_mnemonics (GtkWidget *root);

/** Clicks a button (fails without one) or activates a row. */
void ta_ui_test_click (GtkWidget *root, const char *name);

/** Types into the entry row or entry of that title. */
void ta_ui_test_type (GtkWidget *root, const char *title, const char *text);

/** What a key does where the focus is: the nearest widget that has a shortcut for it carries it out. Fails where none has. */
void ta_ui_test_press (TaWindow *window, guint key, GdkModifierType modifiers);

/** Tab in the dialog that is open, until the focus is on the row or button called @name. Fails where it does not come there. */
void ta_ui_test_tab_to (TaWindow *window, const char *name);
/** What Enter does where the focus is. */
void ta_ui_test_enter (TaWindow *window);

/** (nullable): the topmost dialog of the window */
GtkWidget *ta_ui_test_dialog (TaWindow *window);

/** One number out of the database: @sql is a constant. */
gint64 ta_ui_test_number (TaStore *store, const char *sql);

/** One text out of the database. (transfer full) */
char *ta_ui_test_text (TaStore *store, const char *sql);
