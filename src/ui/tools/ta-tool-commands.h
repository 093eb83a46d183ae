/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-context.h"
#include "ta-tool-item.h"

/**
 * What a person does with tools, each one undoable command. Those with a callback leave it to the caller to say why they failed.
 */

/** Takes @tool. @category is a name; a category that is not there yet is made, "" is none. */
void ta_tool_commands_save (TaContext *context, const char *label, TaTool *tool, const char *category, TaContextTryCallback callback, gpointer user_data);

/** Takes @loan. */
void ta_tool_commands_lend (TaContext *context, TaToolItem *item, TaLoan *loan, TaContextTryCallback callback, gpointer user_data);

/** Today, as it went out, and without a word. */
void ta_tool_commands_return_now (TaContext *context, TaToolItem *item);
void ta_tool_commands_return (TaContext *context, TaToolItem *item, TaDate date, const char *condition, const char *note, TaContextTryCallback callback, gpointer user_data);

/** Takes @reservation. */
void ta_tool_commands_reserve (TaContext *context, TaToolItem *item, TaReservation *reservation, TaContextTryCallback callback, gpointer user_data);
void ta_tool_commands_cancel_reservation (TaContext *context, TaToolItem *item, const char *reservation);

void ta_tool_commands_set_status (TaContext *context, TaToolItem *item, TaToolStatus status);

/** Deletes it; a tool that was ever lent is retired instead, so that its history stays. */
void ta_tool_commands_remove (TaContext *context, TaToolItem *item);
