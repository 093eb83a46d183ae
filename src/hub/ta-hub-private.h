/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-hub.h"

#include "ta-hub-account-table.h"
#include "ta-hub-guard.h"
#include "ta-hub-lockout.h"
#include "ta-hub-pod-table.h"

#include <libsoup/soup.h>

typedef struct _TaHubCall TaHubCall;
typedef struct _TaHubSwitches TaHubSwitches;

struct _TaHub
{
  int lock; /* on the file: nobody else serves it */
  TaHubBase *base;
  TaHubOptions options;
  SoupServer *server;
  TaHubGuard *guard;
  TaHubLockout *lockout;
  GPtrArray *calls; /* of borrowed TaHubCall: the requests that are under way */
  GHashTable *seen; /* from the id of an account to when it was seen last, where the file does not have that yet */
  GSource *tick;
  gsize bodies; /* bytes of the bodies that are being received */
  char *uuid;
  gboolean leaves;         /* whether the file has losing leaves */
  gboolean unswept;        /* the log may have calendars that were taken back or written over */
  TaHubSwitches *switches; /* (nullable) */
};

gint64 ta_hub_now (TaHub *hub);

/** What was in the open and is not to be there any more goes from the log too: now, or as soon as nobody is reading. */
void ta_hub_sweep (TaHub *hub);

/* Routes: where a request goes ------------------------------------------------------------------------------------------------------- */

typedef enum
{
  TA_HUB_GET = 1 << 0,
  TA_HUB_HEAD = 1 << 1,
  TA_HUB_PUT = 1 << 2,
  TA_HUB_POST = 1 << 3,
  TA_HUB_DELETE = 1 << 4
} TaHubMethod;

typedef enum
{
  TA_HUB_TYPE_NONE,
  TA_HUB_TYPE_JSON,
  TA_HUB_TYPE_CALENDAR
} TaHubType;

typedef void (*TaHubRun) (TaHubCall *call);

/** TaHubRoute: one kind of request. */
typedef struct
{
  const char *path;    /* as the log names it; {} stands for what a client chooses */
  TaHubMethod methods; /* that it knows */
  gboolean open;       /* to anybody */
  TaHubType type;      /* of the body of PUT and POST */
  gsize most_body;     /* in bytes; 0: as much as a request may have */
  TaHubRun run;
} TaHubRoute;

/**
 * ta_hub_route_find:
 * @path: as it came, escaped
 * @pod: (out) (transfer full) (nullable): the name of the database
 * @name: (out) (transfer full) (nullable): what the last {} stands for
 *
 * Returns: (nullable): a constant
 */
const TaHubRoute *ta_hub_route_find (const char *path, char **pod, char **name);

/* Calls: one request and its answer -------------------------------------------------------------------------------------------------- */

/**
 * TaHubStreamFunc:
 *
 * Appends the next piece of an answer, some 100 kB, to @out. @more takes whether another follows. %FALSE with @error.
 */
typedef gboolean (*TaHubStreamFunc) (TaHubCall *call, gpointer state, GString *out, gboolean *more, GError **error);

#define TA_HUB_PIECE (128 * 1024)

struct _TaHubCall
{
  TaHub *hub;             /* NULL once that is gone */
  SoupServerMessage *msg; /* borrowed: this goes with it */
  const TaHubRoute *route;
  TaHubMethod method;
  GHashTable *query; /* (nullable) */
  char *address;     /* of the client */
  char *pod_name;
  char *name;
  TaHubPod *pod;
  TaHubAccount *account;
  gint64 started; /* monotonic */
  gsize received; /* bytes of its body */
  gsize held;     /* the memory that they take, nearly */
  gsize most_body;

  guint status;   /* of the answer that was given */
  gboolean begun; /* the answer's head is on its way, and pieces follow */
  TaHubStreamFunc next;
  gpointer state;
  GDestroyNotify free_state;
  struct _TaHubPoll *poll; /* (nullable) */
};

/** Makes @hub answer: connects it with its server. */
void ta_hub_call_connect (TaHub *hub);

/** The hub goes before the request does. */
void ta_hub_call_leave (TaHubCall *call);

/** Whether its account is still one of its database's. %FALSE with @error where that cannot be read. */
gboolean ta_hub_call_is_member (TaHubCall *call, GError **error);

/** The value of a parameter; %NULL where it is not given. */
const char *ta_hub_call_get (TaHubCall *call, const char *key);
gboolean ta_hub_call_is_true (TaHubCall *call, const char *key);
/** A number from 0 on; @otherwise where it is not given. %FALSE, and 400 answered, where it is not a number. */
gboolean ta_hub_call_get_number (TaHubCall *call, const char *key, gint64 otherwise, gint64 *number);

/** The request's body. (transfer full) */
GBytes *ta_hub_call_dup_body (TaHubCall *call);

/** @body as JSON; %FALSE, and 400 answered, where it is not an object. */
gboolean ta_hub_call_parse (TaHubCall *call, GBytes *body, TaHubSpan *object);

/* Each of these is the whole answer. */
void ta_hub_reply (TaHubCall *call, guint status, const char *type, GBytes *body);
void ta_hub_reply_json (TaHubCall *call, guint status, GString *text); /* (transfer full): an object or array, ended by a newline here */
void ta_hub_reply_ok (TaHubCall *call, guint status);                  /* {"ok":true} */
void ta_hub_reply_error (TaHubCall *call, guint status, const char *error, const char *reason);
void ta_hub_reply_not_found (TaHubCall *call, const char *reason);
void ta_hub_reply_bad (TaHubCall *call, const char *reason);
/** What the file said: 507 where it is full, else 500. */
void ta_hub_reply_failure (TaHubCall *call, const GError *error);
/** 429, try again after so many seconds. */
void ta_hub_reply_too_many (TaHubCall *call, guint seconds);
void ta_hub_set_header (TaHubCall *call, const char *name, const char *value);

/** Answers 200 with JSON in pieces, each made once the one before was taken. After ta_hub_stream_begin() it goes on there. */
void ta_hub_stream (TaHubCall *call, TaHubStreamFunc next, gpointer state, GDestroyNotify free_state);

/** Begins an answer whose rest is not known yet. */
void ta_hub_stream_begin (TaHubCall *call, const char *text);
void ta_hub_stream_push (TaHubCall *call, const char *text);

/** What a _bulk_docs request with @body does, without an answer: for tests. */
void ta_hub_write_again (TaHub *hub, gint64 pod, GBytes *body);

/* Long polls ------------------------------------------------------------------------------------------------------------------------- */

/** A change was made in @pod: who waits for one is answered. */
void ta_hub_polls_wake (TaHub *hub, gint64 pod);

/** Ends the long polls of @account; of everybody where it is 0. */
void ta_hub_polls_end (TaHub *hub, gint64 account);
void ta_hub_poll_free (TaHubCall *call);

/* What each route does --------------------------------------------------------------------------------------------------------------- */

void ta_hub_run_welcome (TaHubCall *call);
void ta_hub_run_page (TaHubCall *call);
void ta_hub_run_join (TaHubCall *call);
void ta_hub_run_public_feed (TaHubCall *call);
void ta_hub_run_pod (TaHubCall *call);
void ta_hub_run_changes (TaHubCall *call);
void ta_hub_run_all_docs (TaHubCall *call);
void ta_hub_run_bulk_docs (TaHubCall *call);
void ta_hub_run_bulk_get (TaHubCall *call);
void ta_hub_run_revs_diff (TaHubCall *call);
void ta_hub_run_full_commit (TaHubCall *call);
void ta_hub_run_local (TaHubCall *call);
void ta_hub_run_doc (TaHubCall *call);
void ta_hub_run_invites (TaHubCall *call);
void ta_hub_run_invite (TaHubCall *call);
void ta_hub_run_accounts (TaHubCall *call);
void ta_hub_run_account (TaHubCall *call);
void ta_hub_run_feeds (TaHubCall *call);
void ta_hub_run_feed (TaHubCall *call);
