/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/**
 * ta_sentence_row_new:
 * @title: no markup
 * @subtitle: (nullable): no markup
 *
 * A row of a list that says something of any length, and may have buttons: one stands beside the sentence where there is room for both, and below
 * it on a small screen or with large letters; several stand below it.
 *
 * Returns: (transfer floating): an AdwPreferencesRow that is not activatable itself
 */
GtkWidget *ta_sentence_row_new (const char *title, const char *subtitle);

/** The sentence, in bold: what the rows below it are about. */
GtkWidget *ta_sentence_row_new_heading (const char *title);

/** @prefix: (transfer floating): an icon before the sentence */
void ta_sentence_row_set_prefix (GtkWidget *row, GtkWidget *prefix);

/** @widget: (transfer floating): a button, or what else stands at the end */
void ta_sentence_row_add (GtkWidget *row, GtkWidget *widget);
