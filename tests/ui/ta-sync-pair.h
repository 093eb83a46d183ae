/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-ui-test.h"
#include "ta-window-private.h"
#include "ui-hub.h"

/** SyncPair: two windows, a hub that is a program of its own, and nothing between them but loopback. */
typedef struct
{
  UiHub hub;
  TaStore *here;
  TaStore *there;
  TaWindow *ours;
  TaWindow *theirs; /* (nullable) */
} SyncPair;

/** Runs the main loop until @holds. */
void sync_pair_wait_for (gboolean (*holds) (SyncPair *pair), SyncPair *pair, const char *what);

/** What the sidebar says of the exchange. */
gboolean sync_pair_has_label (TaWindow *window, const char *part);
gboolean sync_pair_is_up_to_date (SyncPair *pair);
gboolean sync_pair_both_are_up_to_date (SyncPair *pair);

/** (transfer full): an invitation of the computer of our window */
char *sync_pair_invite (SyncPair *pair);
/** Makes @pair->there, which joins. (transfer full): the number on its screen */
char *sync_pair_join_with (SyncPair *pair, const char *link);

/** All of these; of the other computer there is no window, which would take the keyboard from ours. */
void sync_pair_begin_ours (SyncPair *pair);
/** The pod in two windows that are up to date. */
void sync_pair_begin (SyncPair *pair);
void sync_pair_end (SyncPair *pair);

/** As a person's command. */
void sync_pair_change (TaStore *store, const char *sql);
