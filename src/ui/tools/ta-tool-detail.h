/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-context.h"
#include "ta-tool-item.h"

#include <adwaita.h>

#define TA_TYPE_TOOL_DETAIL (ta_tool_detail_get_type ())
G_DECLARE_FINAL_TYPE (TaToolDetail, ta_tool_detail, TA, TOOL_DETAIL, AdwBin)

/**
 * TaToolDetail:
 *
 * One tool whole: its photos, what it is, who has it, who will have it and who had it. What can be done with it is by the actions
 * "tools.…" of the page around it.
 */
void ta_tool_detail_set_context (TaToolDetail *detail, TaContext *context);
/** @item: (nullable) */
void ta_tool_detail_set_item (TaToolDetail *detail, TaToolItem *item);
/** Whether all that it shows has been read. */
gboolean ta_tool_detail_is_settled (TaToolDetail *detail);
