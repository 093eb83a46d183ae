/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-context.h"

#include <gtk/gtk.h>

/** The polls of a pod for a regular slot: to make one, answer it, or delete it. */
void ta_polls_dialog_present (TaContext *context, const char *pod, GtkWidget *parent);
