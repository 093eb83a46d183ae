/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-store.h"

/**
 * ta_sync_export:
 *
 * All documents of the pod as they are here, each sealed anew as the hub gets it: a line of JSON each, sorted by name. Whoever has the pod's keys can
 * read it, and nobody else. Blocks.
 *
 * Returns: (transfer full) (nullable): %NULL with %TA_SYNC_ERROR_NO_HUB, %TA_SYNC_ERROR_KEY and so on
 */
GBytes *ta_sync_export (TaStore *store, GCancellable *cancellable, GError **error);

/**
 * ta_sync_export_readable:
 *
 * One document as it is here, as JSON that a person can read, with the stamps of its fields. It is not sealed, but for health data that is.
 *
 * Returns: (transfer full) (nullable): %NULL with an error where there is no such document
 */
GBytes *ta_sync_export_readable (TaDatabase *database, const char *type, const char *id, GError **error);
