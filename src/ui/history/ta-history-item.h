/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-history.h"

#include <glib-object.h>

#define TA_TYPE_HISTORY_ITEM (ta_history_item_get_type ())
G_DECLARE_FINAL_TYPE (TaHistoryItem, ta_history_item, TA, HISTORY_ITEM, GObject)

/** TaHistoryItem: a command in the list, and what is known and shown of it. Signal "changed". */

/** @entry: (transfer full); @day: of the collective's time zone; @time: minutes of that day */
TaHistoryItem *ta_history_item_new (TaHistoryEntry *entry, TaDate day, TaMinutes time);

/** (transfer none) */
const TaHistoryEntry *ta_history_item_get (TaHistoryItem *item);
TaDate ta_history_item_get_day (TaHistoryItem *item);
TaMinutes ta_history_item_get_time (TaHistoryItem *item);

/** Takes @entry, which is the same command as it stands now. */
void ta_history_item_update (TaHistoryItem *item, TaHistoryEntry *entry);

/** Whether the person sees what it changed. */
gboolean ta_history_item_is_open (TaHistoryItem *item);
void ta_history_item_set_open (TaHistoryItem *item, gboolean open);

/** (nullable) (transfer none): of TaFieldChange, once they were read. Setting takes a reference. */
GPtrArray *ta_history_item_get_details (TaHistoryItem *item);
void ta_history_item_set_details (TaHistoryItem *item, GPtrArray *details);

/** (nullable): a sentence: why it cannot be undone, or not be read. */
const char *ta_history_item_get_problem (TaHistoryItem *item);
void ta_history_item_set_problem (TaHistoryItem *item, const char *problem);
