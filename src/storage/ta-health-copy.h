/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-health.h"

/**
 * ta_health_open_copy:
 * @opened: (out): whether there was anything
 *
 * Opens what @keys sealed in a copy that has been restored: the reverse of ta_health_seal_copy(). It is nobody's change, bears no new stamps and is
 * not sent, so that what others have changed since the copy was made stands. Outside of a transaction.
 */
gboolean ta_health_open_copy (TaDatabase *database, TaHealthKeys *keys, gboolean *opened, GError **error);
