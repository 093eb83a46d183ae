/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-hub.h"

#include <libsoup/soup.h>

/**
 * HubTest:
 *
 * A hub in a folder of its own, listening on loopback from a thread of its own, with one database "pod" and one account in it. To be asked by one
 * thread.
 */
typedef struct
{
  char *folder;
  char *path; /* of the hub's file */
  char *url;  /* "http://127.0.0.1:PORT" */
  char *user;
  char *password;
  SoupSession *session;

  gint64 clock_offset; /* ms; atomic through hub_test_pass() */
  TaHubOptions options;
  GThread *thread;
  GMainContext *context;
  GMainLoop *loop;
  TaHub *hub; /* of the thread */
  GMutex mutex;
  GCond cond;
} HubTest;

/** @options: (nullable): the clock is the test's */
HubTest *hub_test_new (const TaHubOptions *options);
void hub_test_free (HubTest *test);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HubTest, hub_test_free)

/** Ends the hub; its file stays. Starting takes another port. */
void hub_test_stop (HubTest *test);
void hub_test_start (HubTest *test);

/** The hub's clock goes on by @ms. */
void hub_test_pass (HubTest *test, gint64 ms);

/** Uses up @link as "POST /_turnabout/join" does. */
void hub_test_join (HubTest *test, const char *link, const char *device, char **user, char **password);

/** The token in @link, as 32 hex digits. (transfer full) */
char *hub_test_token (const char *link);

/** HubAnswer: what came back. */
typedef struct
{
  guint status;
  char *body; /* ended by a NUL */
  gsize size;
  SoupMessageHeaders *headers;
} HubAnswer;

void hub_answer_free (HubAnswer *answer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HubAnswer, hub_answer_free)

/** Asks as the test's account. @body: (nullable): JSON */
HubAnswer *hub_test_ask (HubTest *test, const char *method, const char *path, const char *body);

/** The same with everything said. @user: (nullable): nobody. @header: (nullable): "Name: value". %NULL where there was no answer. */
HubAnswer *hub_test_ask_as (HubTest *test, const char *user, const char *password, const char *method, const char *path, const char *type, const char *body, const char *header);

/**
 * hub_test_open:
 *
 * Asks for @path as the test's account and waits for the head of the answer alone: a long poll is waiting by then.
 *
 * Returns: (transfer full): what the rest is read from, by hub_test_read()
 */
GInputStream *hub_test_open (HubTest *test, const char *path);

/** The rest of it to its end. (transfer full) (nullable): %NULL where it breaks off */
char *hub_test_read (GInputStream *stream);

/* A connection on which anything can be said. */

GSocketConnection *hub_test_connect (HubTest *test);
gboolean hub_test_send (GSocketConnection *line, const char *text);
/** What comes up to and with @until, or to the end of the connection. (transfer full) */
char *hub_test_receive (GSocketConnection *line, const char *until);
/** The head of a request of the test's account; @more: further lines. (transfer full) */
char *hub_test_head (HubTest *test, const char *method, const char *path, const char *more);

/** Puts @doc, a JSON object, by compare and set. (transfer full): its revision, "" where that was refused */
char *hub_test_put (HubTest *test, const char *doc);

/** Asks and asserts @status; gives the body. (transfer full) */
char *hub_test_get (HubTest *test, const char *path, guint status);
char *hub_test_post (HubTest *test, const char *path, const char *body, guint status);

/** Asserts that the answer is {"error":@error,"reason":@reason}. */
void hub_answer_assert_error (HubAnswer *answer, guint status, const char *error, const char *reason);

/** The first text that stands between @before and the next quote; "" where there is none. (transfer full) */
char *hub_test_pick (const char *body, const char *before);

/** How often @piece is in @text. */
guint hub_test_count (const char *text, const char *piece);
