/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-context.h"

#include <gtk/gtk.h>

#define TA_TYPE_SEARCH (ta_search_get_type ())
G_DECLARE_FINAL_TYPE (TaSearch, ta_search, TA, SEARCH, GObject)

/**
 * TaSearch: what a page’s search entry asks of the database: each text takes the place of the one before, whose answer is never seen.
 *
 * Signal "found" (GPtrArray of ids, %NULL where there is nothing to search for). What fails is said by the context.
 *
 * @func: reads ids (of char *) for a text, in the store’s worker
 */
TaSearch *ta_search_new (TaContext *context, TaStoreReadFunc func);

/** Looks for @text. */
void ta_search_start (TaSearch *search, const char *text);

/** Takes back what is under way. */
void ta_search_stop (TaSearch *search);

gboolean ta_search_is_settled (TaSearch *search);

/** (transfer full) (nullable): a set of the ids that "found" gave, %NULL for %NULL */
GHashTable *ta_search_set_of (GPtrArray *ids);
