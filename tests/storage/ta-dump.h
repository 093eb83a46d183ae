/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-database.h"

/** Everything that the domain tables and the search indexes hold, a line a row, in an order that does not depend on how it got there. (transfer full) */
char *ta_dump (TaDatabase *database);

/** ta_dump() as a TaStoreReadFunc. */
gpointer ta_dump_read (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error);
