/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-database.h"
#include "ta-turn.h"

/** Writes the series with the households of its rotation and the days that it leaves out. */
gboolean ta_series_table_save (TaDatabase *database, const TaSeries *series, GError **error);
gboolean ta_series_table_delete (TaDatabase *database, const char *id, GError **error);
/** (transfer full) (nullable): %NULL with TA_STORAGE_ERROR_NOT_FOUND where there is none */
TaSeries *ta_series_table_get (TaDatabase *database, const char *id, GError **error);
/** (transfer full): of TaSeries, by date; @pod (nullable): of all pods */
GPtrArray *ta_series_table_list (TaDatabase *database, const char *pod, GError **error);
