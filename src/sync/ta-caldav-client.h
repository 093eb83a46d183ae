/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-hub-transport.h"
#include "ta-sync-error.h"

/**
 * TaCaldavClient:
 *
 * Writes events to one collection of a CalDAV server (RFC 4791), a resource each, by plain PUT; it reads none. For one thread at a time; every
 * function blocks. Errors are of %TA_SYNC_ERROR: PASSWORD, REMOVED (nothing may be written there), NOT_FOUND (there is no such collection), NETWORK
 * and so on; or G_IO_ERROR_CANCELLED.
 */
typedef struct _TaCaldavClient TaCaldavClient;

/** @url: of the collection; without encryption only on this computer itself. %NULL with %TA_SYNC_ERROR_ODD if it cannot be one. (transfer full) */
TaCaldavClient *ta_caldav_client_new (const char *url, const char *user, const char *password, GError **error);
void ta_caldav_client_free (TaCaldavClient *client);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaCaldavClient, ta_caldav_client_free)

/** Whether there is a calendar at the address, and user and password are right. */
gboolean ta_caldav_client_check (TaCaldavClient *client, GCancellable *cancellable, GError **error);

/**
 * ta_caldav_client_put:
 * @etag: (nullable): of what lies there as far as is known; "": the server did not say; %NULL: there is nothing yet
 * @new_etag: (out) (transfer full): of what lies there now; "" where the server does not say
 *
 * Writes an event. What somebody else made of it meanwhile is overwritten: the collection is a mirror.
 */
gboolean ta_caldav_client_put (TaCaldavClient *client, const char *uid, GBytes *body, const char *etag, char **new_etag, GCancellable *cancellable, GError **error);

/** Deletes an event; that there is none is no error. */
gboolean ta_caldav_client_delete (TaCaldavClient *client, const char *uid, GCancellable *cancellable, GError **error);
