/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-message.h"

#include <gtk/gtk.h>

/** @printed: whether a page went to the printer; @error (nullable): a sentence where that failed */
typedef void (*TaMessagePrintDone) (gboolean printed, const char *error, gpointer data);

/** Asks for a printer over @parent and prints the subject and the words of @message; then calls @done, which frees @data. */
void ta_message_print (const TaMessage *message, GtkWindow *parent, TaMessagePrintDone done, gpointer data);
