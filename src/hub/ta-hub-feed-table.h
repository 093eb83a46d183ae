/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-hub-base.h"
#include "ta-hub-secret.h"

/** TaHubFeed: a calendar that a phone reads by its token, of which only the SHA-256 is known. */
typedef struct
{
  guint8 hash[TA_HUB_SECRET_HASH_SIZE];
  gint64 pod;
  gint64 updated; /* s since 1970: what HTTP can say */
  gint64 size;
  char *etag;   /* without quotes */
  GBytes *body; /* NULL in lists */
} TaHubFeed;

void ta_hub_feed_free (TaHubFeed *feed);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaHubFeed, ta_hub_feed_free)

/** (transfer full) (nullable): with its body where @body; %NULL without @error where there is none. */
TaHubFeed *ta_hub_feed_table_find (TaHubBase *base, const guint8 *hash, gboolean body, GError **error);

/** Writes it, in the place of one with the same hash. */
gboolean ta_hub_feed_table_put (TaHubBase *base, const TaHubFeed *feed, GError **error);

/** @changed takes whether there was one in @pod. */
gboolean ta_hub_feed_table_delete (TaHubBase *base, gint64 pod, const guint8 *hash, gboolean *changed, GError **error);

/** (transfer full) (nullable) (element-type TaHubFeed) */
GPtrArray *ta_hub_feed_table_list (TaHubBase *base, gint64 pod, GError **error);
