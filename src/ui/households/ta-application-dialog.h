/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-context.h"

#include <adwaita.h>

/** A short form for a household that would like to join; shows it when it is written down. */
void ta_application_dialog_present (TaContext *context, GtkWidget *parent);
