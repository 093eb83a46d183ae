/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-tool-filter.h"

#include <gtk/gtk.h>

/**
 * ta_tool_choices_set_up:
 * @tools: of TaToolItem
 *
 * Lets two drop-downs set the filter's category and owner. They offer what the tools have; ta_tool_choices_refresh() asks them again.
 */
void ta_tool_choices_set_up (GtkDropDown *categories, GtkDropDown *owners, GListModel *tools, TaToolFilter *filter);
void ta_tool_choices_refresh (GtkDropDown *choice);

/** Back to any. */
void ta_tool_choices_clear (GtkDropDown *choice);
