/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <sqlite3.h>

/** What the change at @iter has in @column, before it where @deleted, else after it. (nullable): an update has its key and what changes */
const char *ta_changeset_value (sqlite3_changeset_iter *iter, gboolean deleted, int column);
