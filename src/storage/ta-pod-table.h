/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-database.h"
#include "ta-turn.h"

/** (transfer full) (nullable): the one collective; %NULL without @error in a database that has none yet */
TaCollective *ta_collective_table_get (TaDatabase *database, GError **error);
/**
 * ta_collective_table_date:
 * @now: seconds since 1970; 0: what the clock says
 * @date: (out): the day that it is then where the collective is: by the computer's zone where there is no collective, or its zone is not known here
 */
gboolean ta_collective_table_date (TaDatabase *database, gint64 now, TaDate *date, GError **error);
gboolean ta_collective_table_save (TaDatabase *database, const TaCollective *collective, GError **error);

gboolean ta_pod_table_save (TaDatabase *database, const TaPod *pod, GError **error);
gboolean ta_pod_table_delete (TaDatabase *database, const char *id, GError **error);
/** (transfer full): of TaPod, by name */
GPtrArray *ta_pod_table_list (TaDatabase *database, GError **error);
/** (transfer full) (nullable): id; letter case ignored */
char *ta_pod_table_find (TaDatabase *database, const char *name, GError **error);

gboolean ta_service_table_save (TaDatabase *database, const TaService *service, GError **error);
gboolean ta_service_table_delete (TaDatabase *database, const char *id, GError **error);
GPtrArray *ta_service_table_list (TaDatabase *database, GError **error);
char *ta_service_table_find (TaDatabase *database, const char *name, GError **error);
