/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-store.h"

#include <gtk/gtk.h>

/** TaOwed: how many turns a household owes of a period, and how that comes about. */
typedef struct
{
  int target;       /* hundredths */
  GPtrArray *lines; /* of char *: the arithmetic, in the person's language */
} TaOwed;

/** Reads what the households of @pod (nullable: of all pods) owe of the turns from @from on, before @until. */
void ta_owed_read_async (TaStore *store, const char *pod, TaDate from, TaDate until, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* Finished with ta_store_read_finish(): (transfer full): GHashTable of household → TaOwed */

/** The arithmetic, to unfold. */
GtkWidget *ta_owed_popover_new (const TaOwed *owed);
