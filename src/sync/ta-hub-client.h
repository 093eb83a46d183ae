/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-hub-transport.h"
#include "ta-hub-wire.h"
#include "ta-sync-error.h"

/**
 * TaHubClient:
 *
 * Speaks with one database of a hub, as one device. For one thread at a time; every function blocks. Errors are of %TA_SYNC_ERROR, or
 * G_IO_ERROR_CANCELLED. An answer that makes no sense is an error as a whole: nothing of it is handed on.
 */
typedef struct _TaHubClient TaHubClient;

/** @db, @user, @password: (nullable): none yet, to join */
TaHubClient *ta_hub_client_new (TaHubTransport *transport, const char *db, const char *user, const char *password);
void ta_hub_client_free (TaHubClient *client);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaHubClient, ta_hub_client_free)

/** Reads the password again after the hub refused it. (transfer full) (nullable) */
typedef char *(*TaHubPasswordFunc) (gpointer data);
void ta_hub_client_set_password_func (TaHubClient *client, TaHubPasswordFunc func, gpointer data, GDestroyNotify destroy);
/** The most that is waited for changes, ms. */
void ta_hub_client_set_wait (TaHubClient *client, guint ms);

/** What the hub said at its last refusal of how long to wait, in ms; -1: nothing. */
gint64 ta_hub_client_get_retry_after (TaHubClient *client);
/** The hub's clock less this computer's, as of the last answer that had a date; 0: none had. ms. */
gint64 ta_hub_client_get_clock_offset (TaHubClient *client);
/** Questions that were asked. */
guint ta_hub_client_get_requests (TaHubClient *client);

/** Where the database's changes stand now. (transfer full) @documents: (out) (optional) */
char *ta_hub_client_get_seq (TaHubClient *client, gint64 *documents, GCancellable *cancellable, GError **error);
/** What came after @since, @limit rows at most. (transfer full) */
TaWirePage *ta_hub_client_get_changes (TaHubClient *client, const char *since, guint limit, GCancellable *cancellable, GError **error);
/** The same; where there is nothing, the answer comes when there is something, or with no rows. A hub that falls silent is an error. */
TaWirePage *ta_hub_client_wait_changes (TaHubClient *client, const char *since, guint limit, GCancellable *cancellable, GError **error);
/** All documents by name from @from (nullable) on, which comes again. (transfer full) */
TaWirePage *ta_hub_client_get_all (TaHubClient *client, const char *from, guint limit, GCancellable *cancellable, GError **error);
/**
 * Writes by compare and set. @unsure: (out): the hub took them without asking its other nodes: others may have been taken beside them
 *
 * Returns: (transfer full): of TaWireResult, of those documents the hub said something about
 */
GPtrArray *ta_hub_client_put (TaHubClient *client, const TaWirePut *puts, guint n_puts, gboolean *unsure, GCancellable *cancellable, GError **error);
/** The heads of @ids, or @revs of them. What is not there is not in it. (transfer full): of TaWireDoc */
GPtrArray *ta_hub_client_get (TaHubClient *client, const char *const *ids, const char *const *revs, guint n_ids, GCancellable *cancellable, GError **error);
/** One document with its conflicts. */
TaWireDoc *ta_hub_client_get_one (TaHubClient *client, const char *id, GCancellable *cancellable, GError **error);

/** _local/turnabout-@name: what the database itself remembers. (transfer full) (nullable): %NULL without @error: there is none */
char *ta_hub_client_get_epoch (TaHubClient *client, const char *name, gint64 *n, GCancellable *cancellable, GError **error);
/** @n: -1: without */
gboolean ta_hub_client_put_epoch (TaHubClient *client, const char *name, const char *epoch, gint64 n, GCancellable *cancellable, GError **error);

/* What only a hub of ours has; others answer TA_SYNC_ERROR_NOT_FOUND. */

/**
 * ta_hub_client_join:
 * @token: 32 hex digits
 * @claim: (nullable): 64 hex digits of the newcomer’s own: with the same ones it may ask again for a day, and is answered the same
 * @holds: (nullable): documents of which the database has one, unless it is empty
 *
 * Uses up an invitation: makes an account. %TA_SYNC_ERROR_CONFLICT: the database is not the one that is meant; the invitation is as it was.
 *
 * Returns: (transfer full): what the hub says to it
 */
TaWireWelcome *ta_hub_client_join (TaHubClient *client, const char *token, const char *device, const char *claim, const char *const *holds, GCancellable *cancellable, GError **error);
/** Leaves @box for who brings @token, for @hours. */
gboolean ta_hub_client_invite (TaHubClient *client, const char *token, const char *box, int hours, GCancellable *cancellable, GError **error);
gboolean ta_hub_client_uninvite (TaHubClient *client, const char *token, GCancellable *cancellable, GError **error);
/** (transfer full): of TaWireAccount */
GPtrArray *ta_hub_client_list_accounts (TaHubClient *client, GCancellable *cancellable, GError **error);
gboolean ta_hub_client_delete_account (TaHubClient *client, const char *user, GCancellable *cancellable, GError **error);
/* A feed goes by ta_feed_dup_hash(): the hub never hears its token but from who reads it. */

/** What the hub has. (transfer full): of TaWireFeed */
GPtrArray *ta_hub_client_list_feeds (TaHubClient *client, GCancellable *cancellable, GError **error);
/** Publishes a calendar for whoever knows the token of @hash. */
gboolean ta_hub_client_put_feed (TaHubClient *client, const char *hash, GBytes *calendar, GCancellable *cancellable, GError **error);
gboolean ta_hub_client_delete_feed (TaHubClient *client, const char *hash, GCancellable *cancellable, GError **error);
