/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-context.h"
#include "ta-health-model.h"

#include <adwaita.h>

/** Asks for what @task needs: a passphrase, a new one, or both, and does it. @task: one that a person asks for, but TA_HEALTH_LOCK. */
void ta_health_dialog_present (TaContext *context, TaHealthTask task, GtkWidget *parent);

/** A row that says that health data is locked, with a button to unlock it; @subtitle: what that means here. (transfer floating) */
GtkWidget *ta_health_locked_row_new (TaContext *context, const char *subtitle);

/** A small shield beside what is health data, with words for who cannot see it. (transfer floating) */
GtkWidget *ta_health_mark_new (void);
