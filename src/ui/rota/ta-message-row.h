/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-context.h"
#include "ta-message.h"

#include <adwaita.h>

#define TA_TYPE_MESSAGE_ROW (ta_message_row_get_type ())
G_DECLARE_FINAL_TYPE (TaMessageRow, ta_message_row, TA, MESSAGE_ROW, AdwExpanderRow)

/**
 * TaMessageRow:
 *
 * A message to a household, which unfolds into its words. Where @sendable, with buttons to copy, mail and print it and to mark it as told; each is a
 * command that can be undone.
 */
GtkWidget *ta_message_row_new (TaContext *context, const TaMessage *message, gboolean sendable);

/** (transfer none) */
const TaMessage *ta_message_row_get (TaMessageRow *row);
