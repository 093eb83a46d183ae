/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-database.h"
#include "ta-feed.h"

/* The calendar server that this computer sends a calendar to. None of it is recorded or exchanged. */

/** TaCaldavTarget: where the calendar goes, whose it is, and how sending it went. */
typedef struct
{
  char *key; /* what the password is kept by */
  char *url; /* of the collection */
  char *user;
  char *household; /* id */
  char *person;    /* (nullable): id */
  TaFeedDetail detail;
  char *problem;    /* a sentence; "": nothing is wrong */
  gboolean stopped; /* nothing is sent until a person has looked at @problem */
  gint64 done_at;   /* ms since 1970; 0: never */
} TaCaldavTarget;

/** With a key of its own. */
TaCaldavTarget *ta_caldav_target_new (const char *url, const char *user, const char *household, const char *person);
TaCaldavTarget *ta_caldav_target_copy (const TaCaldavTarget *target);
void ta_caldav_target_free (TaCaldavTarget *target);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaCaldavTarget, ta_caldav_target_free)

/** (transfer full) (nullable): %NULL without @error where there is none */
TaCaldavTarget *ta_caldav_table_get (TaDatabase *database, GError **error);
/** Where the collection is another than before, what lay in that is forgotten. */
gboolean ta_caldav_table_save (TaDatabase *database, const TaCaldavTarget *target, GError **error);
/** Writes problem, stopped and done_at of @target, unless it is another by now. */
gboolean ta_caldav_table_save_outcome (TaDatabase *database, const TaCaldavTarget *target, GError **error);
/** Forgets the server, and what lies there. */
gboolean ta_caldav_table_forget (TaDatabase *database, GError **error);

/** TaCaldavEvent: an event that lies on the server. */
typedef struct
{
  char *uid;
  char *hash; /* of what was sent */
  char *etag; /* "": the server did not say */
} TaCaldavEvent;

void ta_caldav_event_free (TaCaldavEvent *event);

/** (transfer full): of TaCaldavEvent, by uid */
GPtrArray *ta_caldav_event_table_list (TaDatabase *database, GError **error);
gboolean ta_caldav_event_table_set (TaDatabase *database, const TaCaldavEvent *event, GError **error);
gboolean ta_caldav_event_table_remove (TaDatabase *database, const char *uid, GError **error);
