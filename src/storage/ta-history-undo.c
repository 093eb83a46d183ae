/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-changeset.h"
#include "ta-history-private.h"
#include "ta-ledger-table.h"
#include "ta-pod-table.h"

#include <glib/gi18n-lib.h>

/* What a turn posted follows the turn by itself: see ta_turn_posting_settle(). */
static gboolean
is_reversed (TaDatabase *database, const char *transaction, gboolean *reversed, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT 1 FROM ledger_transaction WHERE reverses = :id OR (id = :id AND source_kind = 'turn')");
  TaStep step;

  ta_statement_bind_text (statement, ":id", transaction);
  step = ta_statement_step (statement, error);
  *reversed = step == TA_STEP_ROW;
  return step != TA_STEP_ERROR;
}

/* The ledger is never taken back: what the command posted is reversed by a posting of today. */
static gboolean
reverse_postings (TaDatabase *database, GBytes *changeset, gint64 now, GError **error)
{
  g_autoptr (GPtrArray) changes = ta_changeset_read (database, changeset, error);
  TaDate today;

  if (changes == NULL || !ta_collective_table_date (database, now, &today, error))
    return FALSE;
  for (guint i = 0; i < changes->len; i++)
    {
      TaChange *change = g_ptr_array_index (changes, i);
      gboolean reversed = FALSE;

      if (!g_str_equal (change->table, "ledger_transaction"))
        continue;
      if (!is_reversed (database, change->id, &reversed, error))
        return FALSE;
      if (!reversed && !ta_ledger_table_reverse (database, change->id, today, error))
        return FALSE;
    }
  return TRUE;
}

typedef struct
{
  gint64 id;
  gint64 now; /* seconds since 1970; 0: by the clock */
} Reverting;

static gboolean
revert (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  const Reverting *reverting = data;
  g_autoptr (GBytes) changeset = ta_history_get_changeset (database, reverting->id, error);

  return changeset != NULL && ta_changeset_revert (database, changeset, error) && reverse_postings (database, changeset, reverting->now, error);
}

static gboolean
revert_entry (TaDatabase *database, TaHistoryEntry *entry, const TaOrigin *origin, GPtrArray **changes, gint64 *history_id, GError **error)
{
  gboolean again = entry->kind == TA_HISTORY_UNDO;
  /* Translators: a line of the history; %s is the line of what was undone */
  g_autofree char *label = g_strdup_printf (again ? _ ("Redid: %s") : _ ("Undid: %s"), entry->label);
  TaHistoryRequest request = { label, origin, again ? TA_HISTORY_REDO : TA_HISTORY_UNDO, entry->id };
  Reverting reverting = { entry->id, origin != NULL ? origin->now : 0 };

  if (entry->reverted_by != 0)
    {
      g_set_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_CONFLICT, _ ("“%s” has been undone already."), entry->label);
      return FALSE;
    }
  if (entry->taken_out)
    {
      g_set_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_CONFLICT, _ ("“%s” cannot be undone any more, since a person was removed."), entry->label);
      return FALSE;
    }
  return ta_history_transact (database, &request, revert, &reverting, NULL, changes, history_id, error);
}

static gboolean
nothing_left (GError **error, const char *sentence)
{
  if (error == NULL || *error == NULL)
    g_set_error_literal (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_NOTHING, sentence);
  return FALSE;
}

/* What was undone and done again since is undone through that which did it again. Takes @entry. */
static TaHistoryEntry *
follow (TaDatabase *database, TaHistoryEntry *entry)
{
  while (entry != NULL && entry->reverted_by != 0)
    {
      g_autoptr (TaHistoryEntry) by = ta_history_get (database, entry->reverted_by, NULL);
      TaHistoryEntry *again = by != NULL && by->reverted_by != 0 ? ta_history_get (database, by->reverted_by, NULL) : NULL;

      if (again == NULL)
        return entry;
      ta_history_entry_free (entry);
      entry = again;
    }
  return entry;
}

gboolean
ta_history_undo (TaDatabase *database, gint64 id, const TaOrigin *origin, GPtrArray **changes, gint64 *history_id, GError **error)
{
  g_autoptr (TaHistoryEntry) entry = id == 0 ? ta_history_next_undo (database, error) : follow (database, ta_history_get (database, id, error));

  if (entry == NULL)
    return nothing_left (error, id == 0 ? _ ("There is nothing to undo.") : _ ("There is no such entry in the history."));
  ta_history_entry_take_original_label (database, entry);
  return revert_entry (database, entry, origin, changes, history_id, error);
}

/* The label of an undo says "Undid: …"; doing it again is told of what was undone, so that labels do not grow. */
static char *
original_label (TaDatabase *database, TaHistoryEntry *entry)
{
  g_autoptr (TaHistoryEntry) original = ta_history_get (database, entry->reverts, NULL);

  while (original != NULL && original->reverts != 0)
    {
      TaHistoryEntry *older = ta_history_get (database, original->reverts, NULL);

      if (older == NULL)
        break;
      ta_history_entry_free (original);
      original = older;
    }
  return g_strdup (original != NULL ? original->label : entry->label);
}

void
ta_history_entry_take_original_label (TaDatabase *database, TaHistoryEntry *entry)
{
  char *label;

  if (entry->reverts == 0)
    return;
  label = original_label (database, entry);
  g_free (entry->label);
  entry->label = label;
}

gboolean
ta_history_redo (TaDatabase *database, const TaOrigin *origin, GPtrArray **changes, gint64 *history_id, GError **error)
{
  g_autoptr (TaHistoryEntry) entry = ta_history_next_redo (database, error);

  if (entry == NULL)
    return nothing_left (error, _ ("There is nothing to redo."));
  ta_history_entry_take_original_label (database, entry);
  return revert_entry (database, entry, origin, changes, history_id, error);
}
