/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-hub-base.h"

/** The row (n, body) of the local document @id: its revision is "0-n". %NULL without @error where there is none. */
TaHubStatement *ta_hub_local_table_find (TaHubBase *base, gint64 pod, const char *id, GError **error);

/** Writes it; @n takes its new number. A transaction of its own. */
gboolean ta_hub_local_table_put (TaHubBase *base, gint64 pod, const char *id, TaHubSpan body, gint64 *n, GError **error);

/** %FALSE without @error where there is none. */
gboolean ta_hub_local_table_delete (TaHubBase *base, gint64 pod, const char *id, GError **error);
