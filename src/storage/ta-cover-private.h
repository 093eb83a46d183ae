/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-cover-table.h"
#include "ta-turn.h"

/* What settling a request and tidying up have in common. */

/** Whether @household holds @turn, not only helps with it. */
gboolean ta_cover_still_holds (const TaTurn *turn, const char *household);

/** Takes back that the turn seeks cover, unless others still ask for it. Drafts, and turns that are over, stay what they are. */
gboolean ta_cover_publish_again (TaDatabase *database, const char *turn, GError **error);

/** Tells who asks and all who were asked that @takers (ids: char *, at least one) come. */
gboolean ta_cover_send_settled (TaDatabase *database, const TaCoverRequest *request, const GPtrArray *takers, TaDate today, GError **error);
