/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-context.h"

#include <adwaita.h>

/** The rules by which @pod plans, delivers and counts, in plain sentences. */
void ta_rules_dialog_present (TaContext *context, const char *pod, GtkWidget *parent);
