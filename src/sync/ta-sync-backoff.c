/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-sync-backoff.h"
#include "ta-sync-error.h"

#define FIRST_MS 1000
#define MOST_MS (5 * 60 * 1000)
#define MOST_DOUBLINGS 9
#define LOCKED_MS (5 * 60 * 1000) /* what CouchDB locks an account for */
#define SPACING_MOST_MS 25000
#define SPACING_STEP_MS 20
#define LONGEST_MS (60 * 60 * 1000) /* whatever the hub would like */

/* 1 s, 2 s, 4 s, …, less up to a half, so that devices that lost the hub at once do not come back at once. */
static gint64
next_delay (TaSyncBackoff *backoff)
{
  guint doublings = MIN (backoff->failures, MOST_DOUBLINGS);
  gint64 delay = MIN ((gint64) FIRST_MS << doublings, MOST_MS);

  backoff->failures++;
  return (gint64) ((double) delay * g_rand_double_range (backoff->rand, 0.5, 1.0));
}

/* As CouchDB's own replicator does it: a fifth more each time. */
static gint64
next_spacing (TaSyncBackoff *backoff)
{
  backoff->spacing_ms = CLAMP (backoff->spacing_ms * 6 / 5, FIRST_MS, SPACING_MOST_MS);
  return backoff->spacing_ms;
}

gint64
ta_sync_backoff_failed (TaSyncBackoff *backoff, const GError *error, gint64 retry_after_ms)
{
  if (!ta_sync_error_passes (error))
    return -1;
  if (retry_after_ms >= 0)
    return CLAMP (retry_after_ms, FIRST_MS, LONGEST_MS);
  if (g_error_matches (error, TA_SYNC_ERROR, TA_SYNC_ERROR_BUSY))
    return next_spacing (backoff);
  if (g_error_matches (error, TA_SYNC_ERROR, TA_SYNC_ERROR_LOCKED))
    return LOCKED_MS;
  return next_delay (backoff);
}

void
ta_sync_backoff_succeeded (TaSyncBackoff *backoff)
{
  backoff->failures = 0;
  backoff->spacing_ms = MAX (backoff->spacing_ms - SPACING_STEP_MS, 0);
}

void
ta_sync_backoff_reset (TaSyncBackoff *backoff)
{
  backoff->failures = 0;
  backoff->spacing_ms = 0;
}
