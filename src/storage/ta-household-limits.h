/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-child-table.h"
#include "ta-household.h"

/* What limits a household's part in the rota, for ta-household-children.c alone. */

/** Days on which a household or one of its people does not eat with the pod. */
extern const TaChildTable ta_skipped_meal_table;

/** Reads the households' own limits and what they cannot cook for. @owners, @ids: as for ta_child_table_load() */
gboolean ta_household_limits_load (TaDatabase *database, GHashTable *owners, const char *ids, GError **error);

/** Writes what differs; a household with no limits of its own has no row. */
gboolean ta_household_limits_save (TaDatabase *database, const TaHousehold *household, GError **error);
