/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-context.h"

#include <adwaita.h>

/** A group of rows: how the household came to be what it is, each step with who and when, and a button that records the next. (transfer floating) */
GtkWidget *ta_household_steps_new (TaContext *context, TaHouseholdItem *item);
