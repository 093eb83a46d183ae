/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-household.h"
#include "ta-import-kind.h"
#include "ta-store.h"

typedef enum
{
  TA_EXPORT_PLAIN = 0,
  TA_EXPORT_MARK = 1 << 0,  /* a byte order mark in front, for Excel */
  TA_EXPORT_HEALTH = 1 << 1 /* with health data, as far as it is not locked: how severe allergies are, and the notes on people */
} TaExportFlags;

/** Whether a list is for others than the pod: those of households and people are. */
gboolean ta_export_is_for (TaImportKind kind, TaVisibilityScope audience);

/**
 * ta_export_csv:
 * @database: the database, on the worker's thread
 * @today: as of which day status and pod are told
 * @audience: for whom it is: what they may not see of a household (ta_household_redact()) is not in it; TA_VISIBLE_HOUSEHOLD: everything
 *
 * Writes a list as CSV with the columns of ta_import_kind_columns(), so that the import reads it. For others than the pod the households that let
 * them see nothing are not in it, and only some lists are to be had (ta_export_is_for(), else TA_EXCHANGE_ERROR_REFUSED).
 *
 * Returns: (transfer full) (nullable): the file; %NULL with @error set
 */
GBytes *ta_export_csv (TaDatabase *database, TaImportKind kind, TaDate today, TaVisibilityScope audience, TaExportFlags flags, GError **error);

/** The same through a store. */
void ta_export_async (TaStore *store, TaImportKind kind, TaDate today, TaVisibilityScope audience, TaExportFlags flags, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GBytes *ta_export_finish (TaStore *store, GAsyncResult *result, GError **error);

/** The same for programs without a main loop. */
GBytes *ta_export (TaStore *store, TaImportKind kind, TaDate today, TaVisibilityScope audience, TaExportFlags flags, GError **error);
