/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-tool-item.h"

#include <gtk/gtk.h>

#define TA_TYPE_TOOL_FILTER (ta_tool_filter_get_type ())
G_DECLARE_FINAL_TYPE (TaToolFilter, ta_tool_filter, TA, TOOL_FILTER, GtkFilter)

/** What the list is narrowed to with one click. */
typedef enum
{
  TA_TOOL_GROUP_ALL, /* but those that are retired */
  TA_TOOL_GROUP_AVAILABLE,
  TA_TOOL_GROUP_ON_LOAN, /* overdue ones too */
  TA_TOOL_GROUP_OVERDUE,
  TA_TOOL_GROUP_IN_REPAIR,
  TA_TOOL_GROUP_RETIRED
} TaToolGroup;

/** TaToolFilter: lets through what is in the group, the category, the household's hands and among what a search found. */
TaToolFilter *ta_tool_filter_new (void);

/** Whether a tool of @availability is of @group. */
gboolean ta_tool_group_has (TaToolGroup group, TaToolAvailability availability);

void ta_tool_filter_set_group (TaToolFilter *filter, TaToolGroup group);
TaToolGroup ta_tool_filter_get_group (TaToolFilter *filter);

/** Ids; %NULL for any. An @owner of "" stands for the pod itself. */
void ta_tool_filter_set_category (TaToolFilter *filter, const char *category);
void ta_tool_filter_set_owner (TaToolFilter *filter, const char *owner);
gboolean ta_tool_filter_has_choice (TaToolFilter *filter);

/** @ids (char *) that a search found; %NULL: no search. (transfer none) */
void ta_tool_filter_set_found (TaToolFilter *filter, GPtrArray *ids);
