/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-database.h"
#include "ta-tool.h"

/** Refused with TA_STORAGE_ERROR_CONFLICT and a sentence where it overlaps another or a loan that is due later. */
gboolean ta_reservation_table_save (TaDatabase *database, const TaReservation *reservation, GError **error);
gboolean ta_reservation_table_delete (TaDatabase *database, const char *id, GError **error);
/** (transfer full) (nullable): %NULL with TA_STORAGE_ERROR_NOT_FOUND where there is none */
TaReservation *ta_reservation_table_get (TaDatabase *database, const char *id, GError **error);
/** (transfer full): of TaReservation of a tool that end after @from, by date */
GPtrArray *ta_reservation_table_list_for_tool (TaDatabase *database, const char *tool, TaDate from, GError **error);
