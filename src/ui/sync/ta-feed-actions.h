/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-context.h"
#include "ta-feed.h"

#include <adwaita.h>

/* What a person does with calendars for phones: commands, in the history and undone like any other. */

/** What a calendar is called: the person's name, or the household's. (transfer full) */
char *ta_feed_actions_name (TaContext *context, const char *household, const char *person);

/** Publishes a calendar, of times only. @person: (nullable) */
void ta_feed_actions_give (TaContext *context, const char *household, const char *person);
void ta_feed_actions_set_detail (TaContext *context, const TaFeed *feed, TaFeedDetail detail);

/** Asks, and takes the calendar back. @kept: (nullable): called where it stays */
void ta_feed_actions_take_back (TaContext *context, const TaFeed *feed, GtkWidget *parent, GCallback kept, gpointer object);
/** Asks, and puts the calendar under another link: the one there was leads nowhere any more. */
void ta_feed_actions_renew (TaContext *context, const TaFeed *feed, GtkWidget *parent);
