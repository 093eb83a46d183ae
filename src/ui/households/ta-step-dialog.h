/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-context.h"

#include <adwaita.h>

/** Records the next step of a household: of those that may follow, with its day and a note; says in words what is missing for it. */
void ta_step_dialog_present (TaContext *context, TaHouseholdItem *item, GtkWidget *parent);
