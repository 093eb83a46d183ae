/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-tool-item.h"

#include <adwaita.h>

#define TA_TYPE_TOOL_THUMBNAIL (ta_tool_thumbnail_get_type ())
G_DECLARE_FINAL_TYPE (TaToolThumbnail, ta_tool_thumbnail, TA, TOOL_THUMBNAIL, AdwBin)

/** TaToolThumbnail: a small square with a tool's photo, or a symbol where it has none. Decoration: the name stands beside it. */
GtkWidget *ta_tool_thumbnail_new (int size);
void ta_tool_thumbnail_set_paintable (TaToolThumbnail *thumbnail, GdkPaintable *paintable);
