/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-database.h"
#include "ta-poll.h"

/** Writes the poll with its answers. */
gboolean ta_poll_table_save (TaDatabase *database, const TaPoll *poll, GError **error);
gboolean ta_poll_table_delete (TaDatabase *database, const char *id, GError **error);
/** (transfer full): of TaPoll with their answers, by title; @pod (nullable): of all pods */
GPtrArray *ta_poll_table_list (TaDatabase *database, const char *pod, GError **error);
