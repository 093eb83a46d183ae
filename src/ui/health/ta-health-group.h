/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-context.h"

#include <adwaita.h>

/** A group of the preferences: whether health data is kept sealed, and what can be done about it. (transfer floating) */
GtkWidget *ta_health_group_new (TaContext *context);
