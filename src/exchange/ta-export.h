/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-import-kind.h"
#include "ta-store.h"

/**
 * ta_export_csv:
 * @database: the database, on the worker's thread
 * @today: as of which day status and pod are told
 * @mark: whether a byte order mark goes in front, for Excel
 *
 * Writes a list as CSV with the columns of ta_import_kind_columns(), so that the import reads it.
 *
 * Returns: (transfer full) (nullable): the file; %NULL with @error set
 */
GBytes *ta_export_csv (TaDatabase *database, TaImportKind kind, TaDate today, gboolean mark, GError **error);

/** The same through a store. */
void ta_export_async (TaStore *store, TaImportKind kind, TaDate today, gboolean mark, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GBytes *ta_export_finish (TaStore *store, GAsyncResult *result, GError **error);

/** The same for programs without a main loop. */
GBytes *ta_export (TaStore *store, TaImportKind kind, TaDate today, gboolean mark, GError **error);
