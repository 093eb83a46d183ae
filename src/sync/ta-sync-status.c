/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-sync.h"

TaSyncStatus *
ta_sync_status_copy (const TaSyncStatus *status)
{
  TaSyncStatus *copy = g_memdup2 (status, sizeof *status);

  copy->detail = g_strdup (status->detail);
  return copy;
}

void
ta_sync_status_free (TaSyncStatus *status)
{
  g_free (status->detail);
  g_free (status);
}
