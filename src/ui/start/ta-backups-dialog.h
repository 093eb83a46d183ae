/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-context.h"

#include <adwaita.h>

#define TA_TYPE_BACKUPS_DIALOG (ta_backups_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TaBackupsDialog, ta_backups_dialog, TA, BACKUPS_DIALOG, AdwDialog)

/**
 * TaBackupsDialog: the copies of the database: makes one, shows what is inside each beside what is there now, and asks the application
 * to restore it ("app.restore" with the path).
 */
AdwDialog *ta_backups_dialog_new (TaContext *context);

/** Shows what is inside the file @path before it is restored. */
void ta_backups_dialog_look_into (TaBackupsDialog *dialog, const char *path);
