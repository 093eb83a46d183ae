/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/**
 * ta_tool_columns_add:
 * @view: empty; its model is of TaToolItem
 *
 * Gives the table its columns, all but the photo's sortable, and sorts it by number. Where @bin, which holds the table, becomes too
 * narrow for all of them, the owner goes and then the category.
 */
void ta_tool_columns_add (GtkColumnView *view, AdwBreakpointBin *bin);

/** Rows of two lines for where there is no room for columns. (transfer full) */
GtkListItemFactory *ta_tool_rows_factory_new (void);

/** The position of the tool whose row holds @widget; GTK_INVALID_LIST_POSITION where it is in none. */
guint ta_tool_columns_position_of (GtkWidget *widget);
