/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-store.h"

/** MB of the heap in use without SQLite's; 0 where the C library does not say, or a sanitizer has the heap. */
double live_heap (void);
/** MB that SQLite uses. */
double live_sqlite (void);

/** LiveWork: what SQLite does for a store, in statements and steps of its machine: the same wherever it runs. */
typedef struct
{
  guint64 statements;
  guint64 steps;
} LiveWork;

/** From now on the store's work is added to @work, which must stay as long as the store. */
void live_work_watch (TaStore *store, LiveWork *work);
/** What was added since the last call. */
LiveWork live_work_take (TaStore *store, LiveWork *work);
