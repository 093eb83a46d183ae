/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-feed.h"
#include "ta-store.h"

#include <adwaita.h>

/** Shows what leaves with @feed, to the letter. */
AdwNavigationPage *ta_feed_preview_page_new (TaStore *store, const TaFeed *feed);
