/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-context.h"
#include "ta-series-edit.h"

#include <gtk/gtk.h>

typedef void (*TaSeriesAskCallback) (TaSeriesScope scope, gpointer data);

/**
 * ta_series_ask:
 * @with_this: whether a single turn can be meant
 * @delete: whether it is for deleting
 * @callback: gets the answer; not called where the person thinks better of it
 *
 * Asks which turns of a series a change is for.
 */
void ta_series_ask (GtkWidget *parent, const char *heading, const char *body, gboolean with_this, gboolean delete, TaSeriesAskCallback callback, gpointer data, GDestroyNotify destroy);

/** Deletes @turn; of a series, what the person chooses. */
void ta_series_ask_delete (GtkWidget *parent, TaContext *context, const TaTurn *turn);
