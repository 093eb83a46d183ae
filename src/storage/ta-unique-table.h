/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-database.h"

/*
 * What is unique is seen to by triggers. Who writes thousands of rows without them counts what is there twice, before and after.
 */

/** @count: (out): how many numbers of tools, names of categories and names of services are there more than once */
gboolean ta_unique_table_count (TaDatabase *database, gint64 *count, GError **error);

/** %FALSE with TA_STORAGE_ERROR_CONFLICT where there are more of these than @before. */
gboolean ta_unique_table_check (TaDatabase *database, gint64 before, GError **error);
