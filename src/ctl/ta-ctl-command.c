/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-ctl-sync-private.h"

#include <glib/gi18n-lib.h>

gboolean
ta_ctl_run_command (TaCtl *self, const TaCtlCommand *commands, GError **error)
{
  const char *name = self->arguments[0];

  for (const TaCtlCommand *command = commands; command->name != NULL; command++)
    {
      if (!g_str_equal (command->name, name))
        continue;
      if (self->n_arguments - 1 > command->most_arguments)
        g_set_error (error, TA_CTL_ERROR, TA_CTL_ERROR_USAGE, _ ("Too many arguments: “%s” is one more than %s takes."),
                     self->arguments[command->most_arguments + 1], name);
      else if (command->needs_all && self->n_arguments - 1 < command->most_arguments)
        g_set_error (error, TA_CTL_ERROR, TA_CTL_ERROR_USAGE, _ ("Too few arguments for “%s”."), name);
      else
        return command->func (self, error);
      return FALSE;
    }
  g_set_error (error, TA_CTL_ERROR, TA_CTL_ERROR_USAGE, _ ("There is no “%s” there."), name);
  return FALSE;
}

void
ta_ctl_wait_done (GObject *source, GAsyncResult *result, gpointer wait)
{
  ((TaCtlWait *) wait)->result = g_object_ref (result);
}

GAsyncResult *
ta_ctl_wait (TaCtlWait *wait)
{
  while (wait->result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return wait->result;
}

void
ta_ctl_wait_clear (TaCtlWait *wait)
{
  g_clear_object (&wait->result);
}

char *
ta_ctl_format_moment (gint64 ms, gboolean json)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (ms / 1000);
  g_autoptr (GDateTime) local = g_date_time_to_local (utc);

  if (ms == 0)
    return NULL;
  return json ? g_date_time_format_iso8601 (local) : g_date_time_format (local, "%Y-%m-%d %H:%M");
}
