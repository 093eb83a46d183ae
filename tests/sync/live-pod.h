/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-feed.h"
#include "ta-store.h"
#include "ta-sync.h"

/* A pod as its people come and go. Each of these asserts that it succeeds. */

/** One exchange with the hub. */
void live_exchange (TaStore *store);
/** The same, and the program ends before the calendars for phones are published. */
void live_exchange_documents (TaStore *store);
/** In a program that is to be ended on its way: one exchange of the database at @path. Returns: its exit status */
int live_exchange_and_end (const char *path);
/** The exit status of @program, which calls the above with what follows "--exchange", and ends at @place: see ta_sync_place(). */
int live_exchange_until (const char *program, const char *path, const char *place);
/** Makes a pod of @store by the hub's first invitation, and sends it. */
void live_found (TaStore *store, const char *link, const char *name);
/** An invitation for an hour. (transfer full) */
char *live_invite (TaStore *store);
/** Comes into the pod. (transfer full): the code to compare; nobody has confirmed it yet */
char *live_join (TaStore *store, const char *link, const char *name);
/** The inviter confirms the device of that name. @code: (nullable): what it must say */
void live_confirm (TaStore *inviter, const char *name, const char *code);
/** An invitation, its use and the confirmation in one. */
void live_bring_in (TaStore *inviter, TaStore *store, const char *name);
void live_remove_device (TaStore *store, const char *name);

/** (transfer full): of TaSyncDevice */
GPtrArray *live_list_devices (TaStore *store);
/** (transfer none) (nullable) */
const TaSyncDevice *live_find_device (GPtrArray *devices, const char *name);

/** What a telephone gets by the link of @feed. @invitation: any of the hub's. (transfer full) (nullable): %NULL where the link leads nowhere */
char *live_fetch_feed (const char *invitation, const TaFeed *feed);
