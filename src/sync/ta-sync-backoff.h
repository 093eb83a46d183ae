/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/** TaSyncBackoff: how long to wait before a hub is asked again. */
typedef struct
{
  GRand *rand;       /* (unowned) */
  guint failures;    /* one after another */
  gint64 spacing_ms; /* what a hub that is asked too often is given */
} TaSyncBackoff;

/**
 * ta_sync_backoff_failed:
 * @error: of %TA_SYNC_ERROR
 * @retry_after_ms: what the hub asked for, or -1
 *
 * Returns: milliseconds to wait, an hour at most; -1: it is of no use to ask again before somebody has done something
 */
gint64 ta_sync_backoff_failed (TaSyncBackoff *backoff, const GError *error, gint64 retry_after_ms);
void ta_sync_backoff_succeeded (TaSyncBackoff *backoff);
/** The network is another, or a person wants it now. */
void ta_sync_backoff_reset (TaSyncBackoff *backoff);
