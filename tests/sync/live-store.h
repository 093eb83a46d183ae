/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-store.h"

/** Of the file at @path, which is made where there is none. */
TaStore *live_store_open (const char *path);
/** An empty one, in memory. */
TaStore *live_store_new (void);
/** Adds a household and returns its id. (transfer full) */
char *live_add_household (TaStore *store, const char *name);
gboolean live_has_household (TaStore *store, const char *id);
/** That both hold the same. */
void live_assert_same (TaStore *a, TaStore *b);

/** A callback that keeps its result where @data points to. */
void live_take_result (GObject *source, GAsyncResult *result, gpointer data);
/** Waits for what was begun with live_take_result(). (transfer none) */
GAsyncResult *live_wait_for (GAsyncResult **result);
