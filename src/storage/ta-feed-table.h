/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-database.h"
#include "ta-feed.h"

gboolean ta_feed_table_save (TaDatabase *database, const TaFeed *feed, GError **error);
/** Takes the calendar back from who reads it; %FALSE with TA_STORAGE_ERROR_NOT_FOUND where there is none. */
gboolean ta_feed_table_delete (TaDatabase *database, const char *id, GError **error);
/** (transfer full): of TaFeed, by household, person and age */
GPtrArray *ta_feed_table_list (TaDatabase *database, GError **error);
