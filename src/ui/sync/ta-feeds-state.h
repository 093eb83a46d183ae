/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-caldav-table.h"
#include "ta-feed-published-table.h"
#include "ta-feed-table.h"
#include "ta-store.h"

/** TaFeedsState: what the pages of calendars for phones show. */
typedef struct
{
  GPtrArray *feeds;       /* of TaFeed */
  TaFeedHub *hub;         /* how publishing goes */
  char *url;              /* (nullable): of the hub; %NULL: there is none */
  TaCaldavTarget *caldav; /* (nullable) */
} TaFeedsState;

void ta_feeds_state_free (TaFeedsState *state);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaFeedsState, ta_feeds_state_free)

void ta_feeds_state_read (TaStore *store, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/** (transfer full) (nullable) */
TaFeedsState *ta_feeds_state_read_finish (TaStore *store, GAsyncResult *result, GError **error);

/** (nullable) (transfer none): the calendar of @person (nullable: of the whole household) of @household */
const TaFeed *ta_feeds_state_find (const TaFeedsState *state, const char *household, const char *person);
