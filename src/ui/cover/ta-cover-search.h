/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-context.h"
#include "ta-cover.h"
#include "ta-rota-cover.h"

/** TaCoverSearch: who could take a turn over, and who has been asked already. */
typedef struct
{
  TaRotaTask *task;
  TaCover *cover;       /* (nullable): where the household does not hold the turn */
  TaCoverRequest *open; /* (nullable): the request that is under way */
} TaCoverSearch;

void ta_cover_search_free (TaCoverSearch *search);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaCoverSearch, ta_cover_search_free)

/** Looks at the five weeks before and after @turn, on the store's worker, who could take it over from @household. */
void ta_cover_search_async (TaContext *context, const TaTurn *turn, const char *household, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/** (transfer full) (nullable): %NULL with @error */
TaCoverSearch *ta_cover_search_finish (GObject *source, GAsyncResult *result, GError **error);

/** The arrangement @option as answers that are to be asked, in @chain: (transfer full): of TaCoverAnswer */
GPtrArray *ta_cover_search_answers (const TaCoverSearch *search, const TaCoverOption *option, int chain);

/** Whether the open request has asked for @option. */
gboolean ta_cover_search_is_asked (const TaCoverSearch *search, const TaCoverOption *option);

/** Of a step of an option. (transfer none) */
const TaHousehold *ta_cover_search_household (const TaCoverSearch *search, int household);
