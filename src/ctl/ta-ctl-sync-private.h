/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-ctl-private.h"

#include <json-glib/json-glib.h>

/* What the verbs “sync” and “hub” have in common. */

/** TaCtlCommand: the second word of a verb that has several. */
typedef struct
{
  const char *name;
  guint most_arguments; /* behind it */
  gboolean needs_all;
  TaCtlFunc func; /* its arguments begin at self->arguments[1] */
} TaCtlCommand;

/** Carries out the one of @commands (ended by one without a name) that the line names. */
gboolean ta_ctl_run_command (TaCtl *self, const TaCtlCommand *commands, GError **error);

/** Waits for something that reports to the main context. */
typedef struct
{
  GAsyncResult *result; /* (nullable) */
} TaCtlWait;

void ta_ctl_wait_done (GObject *source, GAsyncResult *result, gpointer wait);
/** Returns the result (transfer none), which is the wait's. */
GAsyncResult *ta_ctl_wait (TaCtlWait *wait);
void ta_ctl_wait_clear (TaCtlWait *wait);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TaCtlWait, ta_ctl_wait_clear)

/** ms since 1970 as "2026-11-22 14:02", or for programs with the zone; %NULL for 0. (transfer full) */
char *ta_ctl_format_moment (gint64 ms, gboolean json);
