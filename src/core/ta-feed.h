/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-code.h"

/** Letters of a token: 16 random bytes as lower-case hexadecimal digits. */
#define TA_FEED_TOKEN_LENGTH 32

/** How much of a calendar leaves. */
typedef enum
{
  TA_FEED_TIMES, /* when, and which service: no name of anybody */
  TA_FEED_TITLES /* who holds the turn and what it is called, too */
} TaFeedDetail;
extern const TaCode ta_feed_detail_codes[];

/** TaFeed: the calendar of a person or a household that a hub hands to whoever knows its token. */
typedef struct
{
  char *id;
  char *household; /* id */
  char *person;    /* (nullable): id of one of @household: what falls to this person or to nobody in particular; %NULL: all of the household's */
  char *token;     /* 32 lower-case hexadecimal digits */
  TaFeedDetail detail;
  char *made_by;  /* "" where it is not known */
  gint64 made_at; /* ms since 1970 */
} TaFeed;

/** With a fresh token. */
TaFeed *ta_feed_new (const char *household, const char *person);
TaFeed *ta_feed_copy (const TaFeed *feed);
void ta_feed_free (TaFeed *feed);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaFeed, ta_feed_free)

gboolean ta_feed_token_is_valid (const char *token);

/** What a hub knows the feed by: SHA-256 of its token, as 64 lower-case hexadecimal digits. (transfer full) */
char *ta_feed_dup_hash (const TaFeed *feed);

/** Where a telephone reads it, on the hub at @hub ("https://hub.example.org"): a secret. (transfer full) */
char *ta_feed_dup_link (const TaFeed *feed, const char *hub);
