/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-context.h"

#include <adwaita.h>

/** The messages to households, those still to be sent first, each with ways to send it. */
void ta_messages_dialog_present (TaContext *context, GtkWidget *parent);
