/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-household-item.h"

#include <gtk/gtk.h>

/** The rows and headings of the list beside the map. The button of a household without a place activates "map.place". */
GtkListItemFactory *ta_map_row_factory_new (void);
GtkListItemFactory *ta_map_row_header_factory_new (void);
