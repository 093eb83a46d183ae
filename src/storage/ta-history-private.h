/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-history.h"

/** What is written into the history beside the changeset. */
typedef struct
{
  const char *label;
  const TaOrigin *origin; /* (nullable) */
  TaHistoryKind kind;
  gint64 reverts; /* 0 */
} TaHistoryRequest;

/** The one way in which the domain tables are written: begin, record, do, write the history, commit. */
gboolean ta_history_transact (TaDatabase *database, const TaHistoryRequest *request, TaStoreFunc func, gpointer data, GCancellable *cancellable, GPtrArray **changes, gint64 *history_id, GError **error);

/** (transfer full) (nullable): %NULL without @error where there is none. */
TaHistoryEntry *ta_history_get (TaDatabase *database, gint64 id, GError **error);

/** (transfer full) (nullable) */
GBytes *ta_history_get_changeset (TaDatabase *database, gint64 id, GError **error);

/** Gives an entry that reverts another the label of what was done in the first place. */
void ta_history_entry_take_original_label (TaDatabase *database, TaHistoryEntry *entry);
