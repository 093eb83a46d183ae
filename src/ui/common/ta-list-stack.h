/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/**
 * ta_list_stack_new:
 * @list: (transfer floating): what shows the rows
 * @icon: of the page in its place while there are none; @title and @description say what would be there
 *
 * A spinner until ta_list_stack_show() is called for the first time, then @list or that page.
 */
GtkWidget *ta_list_stack_new (GtkWidget *list, const char *icon, const char *title, const char *description);

void ta_list_stack_show (GtkWidget *stack, gboolean has_rows);

/** A narrow column in the middle, which scrolls where it has to. @box: (transfer floating) */
GtkWidget *ta_narrow_column_new (GtkWidget *box);
