/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-context.h"

#include <adwaita.h>

/** Asks for whom the changes that follow are recorded, and how the wish came in: by phone or on paper. */
void ta_record_for_dialog_present (TaContext *context, GtkWidget *parent);
