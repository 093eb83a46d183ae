/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-database.h"
#include "ta-household.h"

/**
 * Inserts or updates the household and all that belongs to it; what it no longer has is deleted, what is the same is not touched. What
 * still names a person who is not in it is left out, as if the person had been deleted alone. To be called in a transaction.
 */
gboolean ta_household_table_save (TaDatabase *database, const TaHousehold *household, GError **error);

/** Fails with TA_STORAGE_ERROR_CONFLICT where turns, loans or accounts still name it. */
gboolean ta_household_table_delete (TaDatabase *database, const char *id, GError **error);

/** (transfer full) (nullable): %NULL with TA_STORAGE_ERROR_NOT_FOUND where there is none */
TaHousehold *ta_household_table_get (TaDatabase *database, const char *id, GError **error);

/** (transfer full): of TaHousehold, all, by name; a handful of statements whatever their number */
GPtrArray *ta_household_table_list (TaDatabase *database, GError **error);

/** (transfer full): of TaHousehold: those of @ids (char *) that exist */
GPtrArray *ta_household_table_get_many (TaDatabase *database, GPtrArray *ids, GError **error);

/** (transfer full) (nullable): id of the household with that name (letter case ignored); %NULL without @error where there is none */
char *ta_household_table_find (TaDatabase *database, const char *name, GError **error);

/** (transfer full): ids (char *) of households that match each word of @text by prefix, diacritics ignored, best first */
GPtrArray *ta_household_table_search (TaDatabase *database, const char *text, GError **error);

/** The palette index that the fewest households have; -1 with @error. */
int ta_household_table_next_colour (TaDatabase *database, GError **error);

/** Sets only the place; TA_POINT_NONE takes it away. */
gboolean ta_household_table_set_place (TaDatabase *database, const char *id, TaPoint place, GError **error);
