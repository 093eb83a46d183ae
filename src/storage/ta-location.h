/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/** The folder of the person's databases; it may not exist yet. (transfer full) */
char *ta_database_folder (void);

/**
 * ta_default_database_path:
 *
 * Returns: (transfer full): the database that is meant where none is named: the one that the application opened last, else
 *   "collective.turnabout" in ta_database_folder()
 */
char *ta_default_database_path (void);
