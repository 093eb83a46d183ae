/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-hub-private.h"
#include "ta-hub-write.h"

/*
 * What tests switch on: a hub that behaves like the worst of its kind. A build without -Dtest-switches=true (or profile=development) has none of it:
 * ta-hub-no-switches.c stands in for ta-hub-switches.c.
 */

/** Reads @switches (nullable), such as "--sloppy=7" and "--fail=drop-after:10". */
gboolean ta_hub_switches_start (TaHub *hub, const char *const *switches, GError **error);
void ta_hub_switches_stop (TaHub *hub);

/** What happens to @path before it is opened: --rollback. */
gboolean ta_hub_switches_prepare (const char *path, const char *const *switches, GError **error);

/** Whether the call was dealt with. */
gboolean ta_hub_switches_run (TaHubCall *call);

/** ta_hub_write(), or what it does under --sloppy; @status becomes 202 there. */
TaHubWrite ta_hub_switches_write (TaHub *hub, TaHubWriter *writer, const TaHubEdit *edit, TaHubRev *rev, guint *status, GError **error);

/** Whether @option, as it stands on the command line, is a test switch of this build. */
gboolean ta_hub_switches_know (const char *option);
