/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-context.h"

#include <adwaita.h>

/** What each household of the pod that is shown gave and had in a period, in turns or in portions. */
void ta_report_dialog_present (TaContext *context, GtkWidget *parent);
