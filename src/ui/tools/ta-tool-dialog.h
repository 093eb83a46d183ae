/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-context.h"

#include <adwaita.h>

/**
 * ta_tool_dialog_present:
 * @id: (nullable): the tool to edit; a new one without
 *
 * A form with all that is known of a tool. It reads what it needs and appears when that is there.
 */
void ta_tool_dialog_present (TaContext *context, const char *id, GtkWidget *parent);
