/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-sync-text.h"

#include <adwaita.h>

/**
 * ta_sync_line_row_new:
 * @clicked: what its button does, where it has one: (GtkWidget *button, gpointer data); ta_sync_line_row_get_action() says which it is
 *
 * Returns: (transfer floating): a row of a list that says how the exchange stands; its title is the sentence
 */
GtkWidget *ta_sync_line_row_new (const TaSyncLine *line, GCallback clicked, gpointer data);

TaSyncAction ta_sync_line_row_get_action (GtkWidget *button);
