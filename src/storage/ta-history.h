/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-change.h"
#include "ta-database.h"
#include "ta-store.h"

typedef enum
{
  TA_HISTORY_DO,
  TA_HISTORY_UNDO,
  TA_HISTORY_REDO
} TaHistoryKind;

/** TaHistoryEntry: one command. */
typedef struct
{
  gint64 id;
  char *label;
  gint64 at; /* ms since 1970 */
  char *actor;
  char *on_behalf_of;
  TaSource source;
  TaHistoryKind kind;
  gint64 reverts;     /* id of the command that it took back or did again; 0 */
  gint64 reverted_by; /* 0 while it stands */
  int changes;        /* rows */
  gboolean taken_out; /* somebody was removed from it: it cannot be undone any more */
} TaHistoryEntry;

void ta_history_entry_free (TaHistoryEntry *entry);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaHistoryEntry, ta_history_entry_free)

/** TaFieldChange: one field of one row, before and after. */
typedef struct
{
  char *table;
  char *row;     /* id */
  char *subject; /* what the row is called, as far as it can be told: the household's name, the tool's, the turn's date */
  TaChangeKind kind;
  char *field;
  char *before; /* (nullable): nothing */
  char *after;  /* (nullable): nothing */
} TaFieldChange;

void ta_field_change_free (TaFieldChange *change);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaFieldChange, ta_field_change_free)

/** Newest first; @before: only those with a smaller id (0: from the newest); @limit at most. (transfer full): of TaHistoryEntry */
GPtrArray *ta_history_list (TaDatabase *database, gint64 before, int limit, GError **error);

/** (transfer full): of TaFieldChange; ids of other rows are shown by name. Keys and references that a person cannot read are left out. */
GPtrArray *ta_history_details (TaDatabase *database, gint64 id, GError **error);

/** (transfer full) (nullable): the command that undo (redo) would take next; %NULL without @error where there is none */
TaHistoryEntry *ta_history_next_undo (TaDatabase *database, GError **error);
TaHistoryEntry *ta_history_next_redo (TaDatabase *database, GError **error);

/**
 * ta_history_run:
 *
 * What the store's worker does for a command: runs @func in a transaction recorded by a session and writes the history.
 *
 * @changes: (out) (transfer full): of TaChange
 * @history_id: (out): 0 where nothing changed and so nothing was written
 */
gboolean ta_history_run (TaDatabase *database, const char *label, const TaOrigin *origin, TaStoreFunc func, gpointer data, GCancellable *cancellable, GPtrArray **changes, gint64 *history_id, GError **error);

/** Undo (id 0: the next one) and redo as ta_store_undo_async() describes. */
gboolean ta_history_undo (TaDatabase *database, gint64 id, const TaOrigin *origin, GPtrArray **changes, gint64 *history_id, GError **error);
gboolean ta_history_redo (TaDatabase *database, const TaOrigin *origin, GPtrArray **changes, gint64 *history_id, GError **error);
