/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-database.h"

/* What this computer knows of the feeds on its hub. None of it is recorded or exchanged. */

/** TaFeedPublished: a feed that the hub has, or had. */
typedef struct
{
  char *hash; /* ta_feed_dup_hash() */
  char *body; /* SHA-256 of what was sent last, as hexadecimal digits; "": it is not one that this computer has sent */
  gint64 at;  /* ms since 1970: when it was sent, or first seen */
} TaFeedPublished;

void ta_feed_published_free (TaFeedPublished *published);

/** (transfer full): of TaFeedPublished */
GPtrArray *ta_feed_published_table_list (TaDatabase *database, GError **error);
gboolean ta_feed_published_table_set (TaDatabase *database, const TaFeedPublished *published, GError **error);
gboolean ta_feed_published_table_remove (TaDatabase *database, const char *hash, GError **error);

typedef enum
{
  TA_FEED_HUB_UNKNOWN, /* nothing has been asked yet */
  TA_FEED_HUB_WORKS,
  TA_FEED_HUB_LACKING, /* the hub has no feeds: it is a bare CouchDB */
  TA_FEED_HUB_FAILED
} TaFeedHubState;

/** TaFeedHub: how publishing to the hub goes. */
typedef struct
{
  TaFeedHubState state;
  char *detail; /* why it failed; "" */
  gint64 at;    /* ms since 1970; 0 */
} TaFeedHub;

void ta_feed_hub_free (TaFeedHub *hub);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaFeedHub, ta_feed_hub_free)

/** (transfer full): %NULL with @error */
TaFeedHub *ta_feed_hub_table_get (TaDatabase *database, GError **error);
/** @detail: (nullable) */
gboolean ta_feed_hub_table_set (TaDatabase *database, TaFeedHubState state, const char *detail, gint64 at, GError **error);
