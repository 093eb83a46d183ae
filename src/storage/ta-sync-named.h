/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-database.h"
#include "ta-value.h"

/** What that is called which @value of @key refers to; "": it is not there any more; %NULL: it refers to nothing. (transfer full) (nullable) */
char *ta_sync_value_name (TaDatabase *database, const char *type, const char *key, const TaValue *value);

/** What the row below is called that @key is of: a person, or the household that eats at a turn. (transfer full) (nullable) */
char *ta_sync_part_name (TaDatabase *database, const char *type, const char *id, const char *key);
