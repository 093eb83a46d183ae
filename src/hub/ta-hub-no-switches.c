/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-hub-switches.h"

#include <glib/gi18n-lib.h>

gboolean
ta_hub_switches_start (TaHub *hub, const char *const *switches, GError **error)
{
  if (switches == NULL || switches[0] == NULL)
    return TRUE;
  g_set_error_literal (error, TA_HUB_ERROR, TA_HUB_ERROR_USAGE, _ ("This build has no test switches."));
  return FALSE;
}

void
ta_hub_switches_stop (TaHub *hub)
{
}

gboolean
ta_hub_switches_prepare (const char *path, const char *const *switches, GError **error)
{
  return TRUE;
}

gboolean
ta_hub_switches_run (TaHubCall *call)
{
  return FALSE;
}

TaHubWrite
ta_hub_switches_write (TaHub *hub, TaHubWriter *writer, const TaHubEdit *edit, TaHubRev *rev, guint *status, GError **error)
{
  return ta_hub_write (writer, edit, rev, error);
}

gboolean
ta_hub_switches_know (const char *option)
{
  return FALSE;
}
