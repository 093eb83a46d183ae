/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/*
 * What is about to leave this computer, to the letter, below a sentence that says so.
 */

/**
 * ta_exact_text_new:
 * @sentence: what stands above
 * @name: the text's accessible name
 * @wrap: how lines that are too long are shown
 * @text: (out) (transfer none): for ta_exact_text_show()
 */
GtkWidget *ta_exact_text_new (const char *sentence, const char *name, GtkWrapMode wrap, GtkTextView **text);

/** Shows @bytes, which are UTF-8, perhaps with its mark in front: that is no letter. */
void ta_exact_text_show (GtkTextView *text, GBytes *bytes);
