/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-context.h"
#include "ta-sync.h"

#include <adwaita.h>

/** Calendars for phones: of whom one is published on the hub, and the calendar server that gets one. For an AdwNavigationView. */
AdwNavigationPage *ta_feeds_page_new (TaContext *context, TaSync *sync);
