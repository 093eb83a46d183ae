/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-hub-error.h"

#include <gio/gio.h>

/**
 * TaHub:
 *
 * The blind hub: it keeps sealed documents for pods and hands them on, in the part of CouchDB's HTTP interface that docs/hub.md names. All of it
 * runs in one thread: that of the main context which was the thread's default when it was made.
 */
typedef struct _TaHub TaHub;

/** The present moment, in milliseconds since 1970. */
typedef gint64 (*TaHubClock) (gpointer data);

/** TaHubOptions: what may be different; zero is the default throughout. */
typedef struct
{
  TaHubClock clock; /* (nullable): the system's */
  gpointer clock_data;
  gboolean behind_proxy; /* believe X-Forwarded-For, and listen elsewhere than on loopback without TLS */
  gboolean quiet;        /* no line a request on standard error */

  /* Limits. */
  guint most_connections;      /* 256 */
  guint most_polls;            /* long polls of an account: 8 */
  guint most_requests;         /* of an account at a time: 16 */
  guint header_seconds;        /* to say what is wanted: 20 */
  guint body_seconds;          /* to send a body: 60, and a second more for each 16 kB */
  guint write_seconds;         /* for a piece of the answer to be taken: 60 */
  guint idle_seconds;          /* between two requests: 75 */
  gsize most_document;         /* 8,000,000 bytes */
  gsize most_request;          /* 16 MiB */
  gsize most_bodies;           /* of all requests that are being received: 64 MiB */
  int most_pages;              /* for tests: the size of the file in pages */
  const char *const *switches; /* (nullable): the test switches; only where they were built in */
} TaHubOptions;

/**
 * ta_hub_new:
 * @path: a file that ta_hub_create() made
 * @options: (nullable): what is not as usual; copied, but for the strings
 *
 * Returns: (transfer full) (nullable): the hub, not listening yet; %NULL with a #TaHubError, %TA_HUB_ERROR_BUSY where another serves the file
 */
TaHub *ta_hub_new (const char *path, const TaHubOptions *options, GError **error);

/** Ends every connection and closes the file. */
void ta_hub_free (TaHub *hub);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaHub, ta_hub_free)

/**
 * ta_hub_listen:
 * @address: "127.0.0.1:5985", "[::]:6984"; port 0 takes one that is free
 * @certificate: (nullable): to speak TLS. Without it, and without a proxy in front, only loopback is listened on
 */
gboolean ta_hub_listen (TaHub *hub, const char *address, GTlsCertificate *certificate, GError **error);

/** The port that is listened on, 0 before. */
guint ta_hub_get_port (TaHub *hub);
/** What is listened at, as "http://127.0.0.1:5985". (nullable): before (transfer full) */
char *ta_hub_dup_url (TaHub *hub);

/** Speaks with @certificate from the next connection on. */
void ta_hub_set_certificate (TaHub *hub, GTlsCertificate *certificate);

/**
 * ta_hub_create:
 * @path: a file that is not there yet
 * @url: where clients reach the hub, such as "https://hub.example.org"
 * @pod: the name of the first database
 * @link: (out) (transfer full): the first invitation
 */
gboolean ta_hub_create (const char *path, const char *url, const char *pod, char **link, GError **error);

/** ta_hub_invite: makes database @pod in the hub's file where there is none yet, and an invitation to it, as ta_hub_create() does. */
gboolean ta_hub_invite (const char *path, const char *pod, char **link, GError **error);

/** Deletes database @pod with all that belongs to it. */
gboolean ta_hub_delete (const char *path, const char *pod, GError **error);

/** Removes the account @user from its database, as a member can. */
gboolean ta_hub_remove (const char *path, const char *user, GError **error);

/** The databases and accounts in the hub's file as text for an operator. (transfer full) (nullable) */
char *ta_hub_describe (const char *path, GError **error);

/** Writes a copy of the hub's file, while a hub may be running on it. */
gboolean ta_hub_backup (const char *path, const char *copy, GError **error);

/** The program. */
int ta_hub_main (int argc, char **argv);
