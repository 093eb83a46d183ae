/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-database.h"
#include "ta-household.h"

/* The people of households, for ta-household-children.c alone. */

/** @owners: household's id → TaHousehold; @ids: JSON array of the same ids */
gboolean ta_person_table_load (TaDatabase *database, GHashTable *owners, const char *ids, GError **error);

/** Writes the people of @household with their diets and allergies. */
gboolean ta_person_table_save (TaDatabase *database, const TaHousehold *household, GError **error);
