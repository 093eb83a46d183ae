/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-row-slot.h"

#include <gtk/gtk.h>

#define TA_TYPE_GRADUAL_LIST (ta_gradual_list_get_type ())
G_DECLARE_FINAL_TYPE (TaGradualList, ta_gradual_list, TA, GRADUAL_LIST, GObject)

/**
 * TaGradualList:
 *
 * A list model of TaRowSlot with the items of another model, for a list view whose contents change with every letter typed. A list view keeps
 * two hundred rows of a model that has them, and makes and drops as many in one go when the items are others: that takes it a hundred
 * milliseconds. Here the slots stay and what is in them changes; rows are added and dropped at the end alone, and no more of them in one frame than
 * it has time for: first what fills a window, the rest once nothing has changed for a while. In the end it holds all items of the source, in
 * its order.
 *
 * Signal "updated": after each step on that way.
 */
TaGradualList *ta_gradual_list_new (GListModel *source, GtkWidget *widget);

/** Whether what it has are the items of the source, as many as fill a window or all there are. */
gboolean ta_gradual_list_is_filled (TaGradualList *list);

/** Whether its slots hold the items of before a change of the source. */
gboolean ta_gradual_list_is_stale (TaGradualList *list);

/** Fills a window with the items of the source at once, however long it takes: for who is about to go there. */
void ta_gradual_list_catch_up (TaGradualList *list);

/** Where @item is; GTK_INVALID_LIST_POSITION while it is not there (yet) */
guint ta_gradual_list_find (TaGradualList *list, gpointer item);
