/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-sync-peer-table.h"

#define TA_SYNC_ERROR (ta_sync_error_quark ())

/** What a hub's answer, or the lack of one, comes to. */
typedef enum
{
  TA_SYNC_ERROR_NETWORK,     /* no connection, an answer that ends too early, 408, 5xx: tried again later */
  TA_SYNC_ERROR_BUSY,        /* 429: tried again when it says */
  TA_SYNC_ERROR_PASSWORD,    /* 401 */
  TA_SYNC_ERROR_REMOVED,     /* 403 */
  TA_SYNC_ERROR_LOCKED,      /* 403 for some minutes after too many wrong passwords */
  TA_SYNC_ERROR_NOT_FOUND,   /* 404 */
  TA_SYNC_ERROR_CONFLICT,    /* 409, 412 */
  TA_SYNC_ERROR_TOO_LARGE,   /* 413, or more than is read at once */
  TA_SYNC_ERROR_REFUSED,     /* 400 and the like: one of the documents is wrong */
  TA_SYNC_ERROR_FULL,        /* 507, or no room here */
  TA_SYNC_ERROR_CERTIFICATE, /* the hub's certificate is not good */
  TA_SYNC_ERROR_ODD,         /* the answer makes no sense */
  TA_SYNC_ERROR_KEY,         /* keys or password cannot be read here */
  TA_SYNC_ERROR_NO_HUB,      /* this computer exchanges with none */
  TA_SYNC_ERROR_USED,        /* an invitation that is used up or too old */
  TA_SYNC_ERROR_NOT_EMPTY,   /* to join, the store must be empty */
  TA_SYNC_ERROR_LACKING,     /* the hub makes no accounts and keeps no invitations */
  TA_SYNC_ERROR_FAILED       /* something here: the database */
} TaSyncError;

GQuark ta_sync_error_quark (void);

/** What of it a person should see. */
TaSyncProblem ta_sync_error_problem (const GError *error);
/** Whether the hub answers so because it has none of our own routes; CouchDB takes them for a document that cannot be. */
gboolean ta_sync_error_is_lacking (const GError *error);
/** Whether it may be another thing in a while without anybody doing anything. */
gboolean ta_sync_error_passes (const GError *error);
