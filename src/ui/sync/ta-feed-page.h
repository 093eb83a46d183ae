/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-context.h"

#include <adwaita.h>

/** The calendar of a person of @household (@person nullable: of all of it): whether it is published, what it says, and its link. */
AdwNavigationPage *ta_feed_page_new (TaContext *context, const char *household, const char *person);
