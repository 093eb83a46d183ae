/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-database.h"
#include "ta-household.h"

/* What belongs to a household, for ta-household-table.c alone. */

/** Reads all that belongs to @households (of TaHousehold, fresh from their rows): one statement a table. */
gboolean ta_household_children_load (TaDatabase *database, GPtrArray *households, GError **error);

/** Writes what differs. What names a person who is not in @household goes with that person, as it does when a person is deleted. */
gboolean ta_household_children_save (TaDatabase *database, const TaHousehold *household, GError **error);
