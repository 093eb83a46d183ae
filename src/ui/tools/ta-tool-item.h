/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-tool.h"

#include <gdk/gdk.h>

#define TA_TYPE_TOOL_ITEM (ta_tool_item_get_type ())
G_DECLARE_FINAL_TYPE (TaToolItem, ta_tool_item, TA, TOOL_ITEM, GObject)

/**
 * TaToolItem:
 *
 * A row of the inventory. The item lives as long as the tool does and tells by "changed" when what it shows is another. It may be
 * made on any thread.
 */
TaToolItem *ta_tool_item_new (TaToolSummary *summary, TaDate today);

/** (transfer none): valid until the item changes */
const TaToolSummary *ta_tool_item_get (TaToolItem *item);
/** Takes @summary. */
void ta_tool_item_set (TaToolItem *item, TaToolSummary *summary, TaDate today);

const char *ta_tool_item_get_id (TaToolItem *item);
/** "" without */
const char *ta_tool_item_get_number (TaToolItem *item);
const char *ta_tool_item_get_name (TaToolItem *item);
const char *ta_tool_item_get_category (TaToolItem *item);
/** The household's name, or what stands for the pod's own. */
const char *ta_tool_item_get_owner (TaToolItem *item);
TaToolAvailability ta_tool_item_get_availability (TaToolItem *item);
const char *ta_tool_item_get_status_label (TaToolItem *item);
/** The last day of the loan or of the reservation that is in effect; TA_DATE_NONE without */
TaDate ta_tool_item_get_due (TaToolItem *item);
/** The same in words, "" without */
const char *ta_tool_item_get_due_text (TaToolItem *item);
gboolean ta_tool_item_is_out (TaToolItem *item);

/** What a sentence calls the tool: "No. 41 Hammer drill", or the name alone where it has no number. (transfer full) */
char *ta_tool_item_dup_title (TaToolItem *item);
/** The same of a tool that is in no list. */
char *ta_tool_title (const char *number, const char *name);

/** (nullable) (transfer none): decoded on another thread when it is first asked for; "changed" tells that it is there. Main thread only. */
GdkPaintable *ta_tool_item_get_thumbnail (TaToolItem *item);

/** "warning", "error" or %NULL: how the pill of @availability is coloured beside its word. */
const char *ta_tool_availability_css_class (TaToolAvailability availability);

/** Order by what people see; 0 where it is the same. */
int ta_tool_item_compare_numbers (TaToolItem *a, TaToolItem *b);
int ta_tool_item_compare_names (TaToolItem *a, TaToolItem *b);
int ta_tool_item_compare_categories (TaToolItem *a, TaToolItem *b);
int ta_tool_item_compare_owners (TaToolItem *a, TaToolItem *b);
int ta_tool_item_compare_status (TaToolItem *a, TaToolItem *b);
/** Those without a date last. */
int ta_tool_item_compare_due (TaToolItem *a, TaToolItem *b);
