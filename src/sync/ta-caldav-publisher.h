/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-caldav-table.h"
#include "ta-store.h"

#include <gio/gio.h>

/**
 * ta_caldav_publish:
 *
 * Brings the calendar server to what the calendar says: sends the events that changed since they were sent last, and deletes those that are gone,
 * or called off and over. How it went is kept in the target. Nothing where there is none, or where it waits for a person. Blocks.
 */
gboolean ta_caldav_publish (TaStore *store, GCancellable *cancellable, GError **error);

/**
 * ta_caldav_set_async:
 * @password: (nullable): as it was
 *
 * Tries @target, and where there is a calendar at its address, keeps it and sends all events there. Runs on a thread of its own.
 */
void ta_caldav_set_async (TaStore *store, const TaCaldavTarget *target, const char *password, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean ta_caldav_set_finish (GAsyncResult *result, GError **error);

/** Deletes what was sent there where the server can be reached, and forgets the server in any case; %FALSE with @error: something still lies there. */
void ta_caldav_remove_async (TaStore *store, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean ta_caldav_remove_finish (GAsyncResult *result, GError **error);

/** The same, blocking. */
gboolean ta_caldav_set (TaStore *store, const TaCaldavTarget *target, const char *password, GCancellable *cancellable, GError **error);
gboolean ta_caldav_remove (TaStore *store, GCancellable *cancellable, GError **error);
