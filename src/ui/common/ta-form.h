/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-code.h"

#include <adwaita.h>

/** The rows that forms are made of. All return (transfer floating) widgets. */

/** A line of text. */
GtkWidget *ta_form_entry (const char *title, const char *text);

/** A number; unlike a bare AdwSpinRow a screen reader finds the spin button in it. */
GtkWidget *ta_form_spin (const char *title, double minimum, double maximum, double step, double value, guint digits);

GtkWidget *ta_form_switch (const char *title, gboolean active);

/** A choice of the values of @table, by their labels. ta_form_get_code() gives the value. */
GtkWidget *ta_form_codes (const char *title, const TaCode *table, int value);
int ta_form_get_code (GtkWidget *combo);

/** A choice among @labels (of char *, copied). */
GtkWidget *ta_form_choice (const char *title, GPtrArray *labels, guint selected);

/** Several lines of text under a title. ta_form_get_text() reads it. */
GtkWidget *ta_form_text (const char *title, const char *text);

/** @row: of ta_form_text(); @mark: (transfer floating): an icon at the end of its title's line */
void ta_form_text_add_mark (GtkWidget *row, GtkWidget *mark);

/** The text of an entry or of ta_form_text() without white space at its ends. (transfer full) */
char *ta_form_get_text (GtkWidget *row);

/** Marks a row as wrong, with the cursor in it, or as right again. Gives back @valid. */
gboolean ta_form_mark (GtkWidget *row, gboolean valid);

/** The description of @page, a page or group of preferences or a status page: all take it for markup, and @text (nullable) may name a household. */
void ta_form_describe (GtkWidget *page, const char *text);

/** Shows in @label what went wrong on @page, and says it aloud; @sentence (nullable): nothing does, and it is hidden. */
void ta_form_say_problem (GtkWidget *label, GtkWidget *page, const char *sentence);

/** Adds a group of rows (@title nullable) to a preferences page. (transfer none) */
GtkWidget *ta_form_add_group (GtkWidget *page, const char *title);

/** Adds @row to a preferences group and gives it back. */
GtkWidget *ta_form_add_row (GtkWidget *group, GtkWidget *row);

/**
 * ta_form_add_narrow:
 *
 * What applies while @dialog is too narrow for a title between its buttons, as with large text on a small screen. (transfer none)
 */
AdwBreakpoint *ta_form_add_narrow (AdwDialog *dialog);

/** Moves @title from @header to a line of its own under it while @narrow applies. @view: the toolbar view that @header is in. */
void ta_form_fold_title (AdwBreakpoint *narrow, GtkWidget *view, GtkWidget *header, const char *title);

/**
 * ta_form_dialog:
 * @title: of the dialog
 * @action_label: of the button that accepts: "Save", "Add"
 * @content: usually an AdwPreferencesPage
 * @button: (out) (transfer none): the accepting button, which Enter presses
 *
 * A dialog with Cancel and an accepting button. Escape closes it.
 */
AdwDialog *ta_form_dialog (const char *title, const char *action_label, GtkWidget *content, GtkWidget **button);
