/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-backup.h"

#include <adwaita.h>

/**
 * What is inside a copy of the database, beside what is there now (@now, nullable), and the button that restores it: "app.restore" with
 * the copy's path.
 */
AdwNavigationPage *ta_backup_preview_new (const TaBackupSummary *inside, const TaBackupSummary *now);

/** A moment as a day and a time of this computer's time zone. @seconds: since 1970. (transfer full) */
char *ta_backup_format_moment (gint64 seconds);
