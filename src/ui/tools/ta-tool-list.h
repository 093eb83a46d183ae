/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-context.h"
#include "ta-tool-item.h"

#define TA_TYPE_TOOL_LIST (ta_tool_list_get_type ())
G_DECLARE_FINAL_TYPE (TaToolList, ta_tool_list, TA, TOOL_LIST, GObject)

/**
 * TaToolList:
 *
 * A GListModel of TaToolItem: all tools of the collective, read once on the store's worker and kept up to date from what the
 * commands change. A tool that changes keeps its item, and the list says that its row is another, so that it is sorted and filtered again.
 *
 * Signals:
 * - "updated": something has been read; counts may be others.
 * - "failed" (string message): it could not be read.
 */
TaToolList *ta_tool_list_new (TaContext *context);

/** Reads all of it again, as after "failed". */
void ta_tool_list_reload (TaToolList *list);

gboolean ta_tool_list_is_loaded (TaToolList *list);
/** Whether nothing is being read. */
gboolean ta_tool_list_is_settled (TaToolList *list);

/** (nullable) (transfer none) */
TaToolItem *ta_tool_list_find (TaToolList *list, const char *id);

/** How many tools are @availability today. */
guint ta_tool_list_count (TaToolList *list, TaToolAvailability availability);
