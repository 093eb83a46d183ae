/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-database.h"
#include "ta-tool.h"

/** (transfer full): of TaCategory, by name */
GPtrArray *ta_category_table_list (TaDatabase *database, GError **error);
/** (transfer full) (nullable): the id of the category with that name, made where there is none; %NULL without @error for "" */
char *ta_category_table_ensure (TaDatabase *database, const char *name, GError **error);
