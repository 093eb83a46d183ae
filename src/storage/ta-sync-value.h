/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-sync-private.h"

/**
 * ta_sync_write_value:
 * @key: as ta-document.h has it; "": the whole
 * @value: (nullable): %NULL takes the row, or the whole, out; 1 for a row brings it back
 *
 * Writes one value into the tables, as part of a person's command. TA_STORAGE_ERROR_CONFLICT where the row is gone or something depends on it.
 */
gboolean ta_sync_write_value (TaDatabase *database, const char *type, const char *id, const char *key, TaValue *value, GError **error);

/** What a merge kept beside @key of the document is given up, on every device. */
gboolean ta_sync_forget_kept (TaDatabase *database, const char *type, const char *id, const char *key, gint64 now_ms, GError **error);
