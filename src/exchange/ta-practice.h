/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-import-plan.h"

/**
 * ta_practice_create:
 * @store: an empty database
 * @data_dir: the folder with practice.json and its CSV files
 * @today: the day on which the pod is to be current: all dates are shifted by whole weeks
 * @progress: (nullable): called on the worker's thread
 *
 * Fills @store with the practice pod, through the public import. Blocks; for a thread.
 */
gboolean ta_practice_create (TaStore *store, const char *data_dir, TaDate today, TaImportProgress progress, gpointer progress_data, GCancellable *cancellable, GError **error);
