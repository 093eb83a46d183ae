/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-context.h"
#include "ta-poll.h"

#include <gtk/gtk.h>

/** Opens a poll over @parent: what is asked, what each household says, and the slots that enough can, each with the way to a series. */
void ta_poll_dialog_present (TaContext *context, GtkWidget *parent, const TaPoll *poll, gboolean is_new);
