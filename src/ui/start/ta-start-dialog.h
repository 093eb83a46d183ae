/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-application.h"

/**
 * Asks what a new pod needs: name, place on the map, time zone, currency; then its households in a quick form, or, with @import, from
 * a file. The database is made when the person finishes.
 */
void ta_start_dialog_present (TaApplication *application, gboolean import, GtkWidget *parent);

/** Goes to the map, on which the place is chosen. @dialog: the one that was presented */
void ta_start_dialog_choose_place (AdwDialog *dialog);
