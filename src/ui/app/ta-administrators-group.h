/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-context.h"

#include <adwaita.h>

/** Who says whether households are taken: a group of preferences in which people are marked as such, and are so no longer. */
GtkWidget *ta_administrators_group_new (TaContext *context);
