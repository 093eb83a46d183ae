/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#define TA_TYPE_ROW_SLOT (ta_row_slot_get_type ())
G_DECLARE_FINAL_TYPE (TaRowSlot, ta_row_slot, TA, ROW_SLOT, GObject)

/**
 * TaRowSlot:
 *
 * A place in a TaGradualList. A list view throws a row away when the object behind it goes, and makes another for the next one; a slot stays,
 * and so does its row, when something else is to be seen there.
 *
 * Signal "changed": another item is in it, or its item has emitted "changed" itself.
 */
TaRowSlot *ta_row_slot_new (void);

/** @item (nullable): an object with a signal "changed" */
void ta_row_slot_set_item (TaRowSlot *slot, gpointer item);
/** (nullable) (transfer none): in a slot that is about to go there is nothing */
gpointer ta_row_slot_get_item (TaRowSlot *slot);
