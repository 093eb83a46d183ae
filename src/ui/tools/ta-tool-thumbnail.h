/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/**
 * A small square with a tool's photo, or a symbol where it has none. Decoration: the name stands beside it. It is one plain image,
 * since a list makes some hundreds of them at once.
 */
GtkWidget *ta_tool_thumbnail_new (int size);
void ta_tool_thumbnail_set_paintable (GtkWidget *thumbnail, GdkPaintable *paintable);
