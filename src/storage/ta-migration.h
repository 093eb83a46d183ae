/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-database.h"

/**
 * ta_migration_run:
 *
 * Brings a database to TA_DATABASE_VERSION with the numbered scripts of the program's resources, each in one transaction together
 * with its version; before the first of them a file that has content is copied beside itself ("NAME.before-vN.sqlite").
 * Refuses files of newer versions (TA_STORAGE_ERROR_NEWER) and of other programs (TA_STORAGE_ERROR_FOREIGN).
 * @before: (out): the version that it had; 0 for a new one
 */
gboolean ta_migration_run (TaDatabase *database, gboolean read_only, int *before, GError **error);
