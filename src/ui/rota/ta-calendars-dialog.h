/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-context.h"

#include <gtk/gtk.h>

/** The calendars that were imported: to import more, read them again, or delete them. Returns the dialog. (transfer none) */
GtkWidget *ta_calendars_dialog_present (TaContext *context, GtkWidget *parent);

/** Shows what a new calendar from @file would bring. */
void ta_calendars_dialog_open_file (GtkWidget *dialog, GFile *file);
