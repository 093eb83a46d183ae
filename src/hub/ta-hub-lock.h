/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-hub-error.h"

/**
 * ta_hub_lock_take:
 * @path: the hub's file
 *
 * Keeps others from serving @path, as long as the lock is held. It is on the file "@path-lock", which stays, and ends with the process at the latest.
 *
 * Returns: the lock; -1 with a #TaHubError, %TA_HUB_ERROR_BUSY where another serves it
 */
int ta_hub_lock_take (const char *path, GError **error);

/** @lock: -1 is none */
void ta_hub_lock_release (int lock);
