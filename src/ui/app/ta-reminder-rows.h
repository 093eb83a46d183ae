/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-context.h"

#include <adwaita.h>

/** When who holds a turn is reminded: whether on this computer at all, and for each service how long before. @context (nullable) (transfer floating) */
GtkWidget *ta_reminder_rows_new (TaContext *context, GSettings *settings);
