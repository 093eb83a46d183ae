/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/**
 * TaHubLockout:
 *
 * Who has named a wrong password too often: five times, and then nobody is let in under that name from that address until five minutes after the
 * first of them. Held in memory, of bounded size.
 */
typedef struct _TaHubLockout TaHubLockout;

TaHubLockout *ta_hub_lockout_new (void);
void ta_hub_lockout_free (TaHubLockout *lockout);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaHubLockout, ta_hub_lockout_free)

/** Whether (@user, @address) is locked at @now (ms). */
gboolean ta_hub_lockout_is_locked (TaHubLockout *lockout, const char *user, const char *address, gint64 now);

/** Counts a failure. */
void ta_hub_lockout_fail (TaHubLockout *lockout, const char *user, const char *address, gint64 now);

/** Forgets the failures: the right password was named. */
void ta_hub_lockout_succeed (TaHubLockout *lockout, const char *user, const char *address);
