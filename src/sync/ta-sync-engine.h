/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-hub-client.h"
#include "ta-keyring.h"
#include "ta-store.h"
#include "ta-sync-store.h"

/**
 * TaSyncEngine:
 *
 * The exchange as steps, each of which can be run alone. It remembers nothing that matters: what it goes by is in the tables, and whatever
 * step it is stopped in, the next run goes on from there. What is read and what is known of it are always saved as one.
 *
 * For one thread at a time; every step blocks. Errors are of %TA_SYNC_ERROR, %TA_STORAGE_ERROR, or G_IO_ERROR_CANCELLED.
 */
typedef struct _TaSyncEngine TaSyncEngine;

/** The store must have a hub (else %TA_SYNC_ERROR_NO_HUB); @client: (transfer full) */
TaSyncEngine *ta_sync_engine_new (TaStore *store, TaHubClient *client, TaKeyring *keyring, GError **error);
void ta_sync_engine_free (TaSyncEngine *engine);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaSyncEngine, ta_sync_engine_free)

TaHubClient *ta_sync_engine_get_client (TaSyncEngine *engine);
/** (transfer none) */
TaKeyring *ta_sync_engine_get_keyring (TaSyncEngine *engine);
/** More keys have come: what waited for them is read now. */
gboolean ta_sync_engine_set_keyring (TaSyncEngine *engine, TaKeyring *keyring, GError **error);
/** Asked of each document that comes: whether it is one of those that the pod's keys are about, and not of its data. */
void ta_sync_engine_set_key_func (TaSyncEngine *engine, gboolean (*func) (const TaWireDoc *doc, gpointer data), gpointer data);
/** 0 to 1 while everything is fetched for the first time. */
double ta_sync_engine_get_progress (TaSyncEngine *engine);
/** Whether the hub turned out to be another, or an older one of itself, and not all has been sent there again yet. */
gboolean ta_sync_engine_is_hub_older (TaSyncEngine *engine);
/** Documents that what came has changed here, since the engine was made. */
guint64 ta_sync_engine_get_merged (TaSyncEngine *engine);
/** Called when progress, or what is applied, has moved on; on the engine's thread. */
void ta_sync_engine_set_progress_func (TaSyncEngine *engine, void (*func) (gpointer data), gpointer data);

/** Is it the hub that we know? Otherwise what is known of it is forgotten, and everything goes there again. */
gboolean ta_sync_engine_check_epoch (TaSyncEngine *engine, GCancellable *cancellable, GError **error);
/** Fetches everything once, by name; goes on where it was left. Nothing where that has been done. */
gboolean ta_sync_engine_boot (TaSyncEngine *engine, GCancellable *cancellable, GError **error);
/** Fetches what changed. */
gboolean ta_sync_engine_pull (TaSyncEngine *engine, GCancellable *cancellable, GError **error);
/** Sends what is dirty, once. @again: (out): something is to be sent once more, such as what was joined with what the hub had */
gboolean ta_sync_engine_push (TaSyncEngine *engine, gboolean *again, GCancellable *cancellable, GError **error);
/** Makes one of versions that stand side by side on the hub. @again: (out): what was joined is to be sent */
gboolean ta_sync_engine_fold (TaSyncEngine *engine, gboolean *again, GCancellable *cancellable, GError **error);
/** Waits until there is something new on the hub, and applies it. @cancellable is how it is told that there is something to send. */
gboolean ta_sync_engine_wait (TaSyncEngine *engine, GCancellable *cancellable, GError **error);

/** Sends, and makes one of what stands side by side: what is done after a change here while the hub is waited for. */
gboolean ta_sync_engine_send (TaSyncEngine *engine, GCancellable *cancellable, GError **error);
/** Whether there is something that is looked at again in half a minute. */
gboolean ta_sync_engine_has_folds (TaSyncEngine *engine);
/** Whether everything has still to be fetched once. */
gboolean ta_sync_engine_needs_boot (TaSyncEngine *engine);

/** All of them but the last, in order. */
gboolean ta_sync_engine_round (TaSyncEngine *engine, GCancellable *cancellable, GError **error);
