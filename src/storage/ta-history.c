/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-changeset.h"
#include "ta-cover-table.h"
#include "ta-history-private.h"
#include "ta-history.h"
#include "ta-pod-table.h"
#include "ta-turn-posting-table.h"

#include <glib/gi18n-lib.h>
#include <stdint.h>
#include <string.h>

#define HISTORY_COLUMNS "id, label, at, actor, on_behalf_of, source, kind, reverts, reverted_by, changes"

static const char *const source_words[] = { "screen", "phone", "paper", "import", "command", "hub" };
static const char *const kind_words[] = { "do", "undo", "redo" };

void
ta_history_entry_free (TaHistoryEntry *entry)
{
  if (entry == NULL)
    return;
  g_free (entry->label);
  g_free (entry->actor);
  g_free (entry->on_behalf_of);
  g_free (entry);
}

static int
find_word (const char *const *words, guint count, const char *word)
{
  for (guint i = 0; i < count; i++)
    if (strcmp (words[i], word) == 0)
      return (int) i;
  return 0;
}

static TaHistoryEntry *
entry_from_row (TaStatement *row)
{
  TaHistoryEntry *entry = g_new0 (TaHistoryEntry, 1);

  entry->id = ta_statement_int (row, 0);
  entry->label = g_strdup (ta_statement_text (row, 1));
  entry->at = ta_statement_int (row, 2);
  entry->actor = g_strdup (ta_statement_text (row, 3));
  entry->on_behalf_of = g_strdup (ta_statement_text (row, 4));
  entry->source = (TaSource) find_word (source_words, G_N_ELEMENTS (source_words), ta_statement_text (row, 5));
  entry->kind = (TaHistoryKind) find_word (kind_words, G_N_ELEMENTS (kind_words), ta_statement_text (row, 6));
  entry->reverts = ta_statement_int (row, 7);
  entry->reverted_by = ta_statement_int (row, 8);
  entry->changes = (int) ta_statement_int (row, 9);
  return entry;
}

GPtrArray *
ta_history_list (TaDatabase *database, gint64 before, int limit, GError **error)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_history_entry_free);
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT " HISTORY_COLUMNS " FROM history "
                                                                     "WHERE :before = 0 OR id < :before ORDER BY id DESC LIMIT :limit");
  TaStep step;

  ta_statement_bind_int (statement, ":before", before);
  ta_statement_bind_int (statement, ":limit", limit);
  while ((step = ta_statement_step (statement, error)) == TA_STEP_ROW)
    g_ptr_array_add (entries, entry_from_row (statement));
  return step == TA_STEP_DONE ? g_steal_pointer (&entries) : NULL;
}

static TaHistoryEntry *
read_one (TaStatement *statement, GError **error)
{
  return ta_statement_step (statement, error) == TA_STEP_ROW ? entry_from_row (statement) : NULL;
}

/* What came from the hub, or what the program did by itself, was nobody's step here: it is not what Ctrl+Z takes back, and does not end what can be redone. */
#define BY_SOMEBODY "source <> 'hub' AND NOT (source = 'command' AND actor = '')"

TaHistoryEntry *
ta_history_next_undo (TaDatabase *database, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT " HISTORY_COLUMNS " FROM history WHERE kind <> 'undo' "
                                                                     "AND reverted_by IS NULL AND " BY_SOMEBODY " ORDER BY id DESC LIMIT 1");

  return read_one (statement, error);
}

/* As everywhere: what was undone can be done again until something new is done. */
TaHistoryEntry *
ta_history_next_redo (TaDatabase *database, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT " HISTORY_COLUMNS " FROM history WHERE kind = 'undo' "
                                                                     "AND reverted_by IS NULL AND id > coalesce ((SELECT max (id) FROM history "
                                                                     "WHERE kind = 'do' AND " BY_SOMEBODY "), 0) ORDER BY id DESC LIMIT 1");

  return read_one (statement, error);
}

TaHistoryEntry *
ta_history_get (TaDatabase *database, gint64 id, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT " HISTORY_COLUMNS " FROM history WHERE id = :id");

  ta_statement_bind_int (statement, ":id", id);
  return read_one (statement, error);
}

GBytes *
ta_history_get_changeset (TaDatabase *database, gint64 id, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT changeset FROM history WHERE id = :id");
  TaStep step;

  ta_statement_bind_int (statement, ":id", id);
  step = ta_statement_step (statement, error);
  if (step == TA_STEP_ROW)
    return ta_statement_dup_bytes (statement, 0);
  if (step == TA_STEP_DONE)
    g_set_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_NOT_FOUND, _ ("There is no entry %jd in the history."), (intmax_t) id);
  return NULL;
}

static gboolean
write_entry (TaDatabase *database, const TaHistoryRequest *request, int changes, GBytes *changeset, GError **error)
{
  g_autoptr (TaStatement) insert = ta_database_prepare (database, "INSERT INTO history (label, at, actor, on_behalf_of, source, kind, reverts, changes, changeset) "
                                                                  "VALUES (:label, :at, :actor, :on_behalf_of, :source, :kind, nullif (:reverts, 0), :changes, :changeset)");
  const TaOrigin *origin = request->origin;

  ta_statement_bind_text (insert, ":label", request->label);
  ta_statement_bind_int (insert, ":at", g_get_real_time () / 1000);
  ta_statement_bind_text (insert, ":actor", origin != NULL && origin->actor != NULL ? origin->actor : "");
  ta_statement_bind_text (insert, ":on_behalf_of", origin != NULL && origin->on_behalf_of != NULL ? origin->on_behalf_of : "");
  ta_statement_bind_text (insert, ":source", source_words[origin != NULL ? origin->source : TA_SOURCE_SCREEN]);
  ta_statement_bind_text (insert, ":kind", kind_words[request->kind]);
  ta_statement_bind_int (insert, ":reverts", request->reverts);
  ta_statement_bind_int (insert, ":changes", changes);
  ta_statement_bind_bytes (insert, ":changeset", changeset);
  return ta_statement_run (insert, NULL, error);
}

static gboolean
mark_reverted (TaDatabase *database, gint64 id, gint64 by, GError **error)
{
  g_autoptr (TaStatement) update = ta_database_prepare (database, "UPDATE history SET reverted_by = :by WHERE id = :id");

  if (id == 0)
    return TRUE;
  ta_statement_bind_int (update, ":id", id);
  ta_statement_bind_int (update, ":by", by);
  return ta_statement_run (update, NULL, error);
}

/* A revert that finds nothing left to change is still written: otherwise it would be offered for ever. */
static gboolean
record (TaDatabase *database, TaRecorder *recorder, const TaHistoryRequest *request, GPtrArray **changes, gint64 *history_id, GError **error)
{
  g_autoptr (GBytes) changeset = ta_recorder_take (recorder, changes, error);

  if (changeset == NULL)
    return FALSE;
  if ((*changes)->len == 0 && request->reverts == 0)
    return TRUE;
  if (!write_entry (database, request, (int) (*changes)->len, changeset, error))
    return FALSE;
  *history_id = sqlite3_last_insert_rowid (ta_database_get_handle (database));
  return mark_reverted (database, request->reverts, *history_id, error);
}

/* What every command ends with, whatever it did. What an undo brings back was tidy when it was left, and must stay as it was for the next undo. */
static gboolean
settle (TaDatabase *database, const TaHistoryRequest *request, const TaCoverWatch *watch, GError **error)
{
  TaDate today;

  return ta_collective_table_date (database, request->origin != NULL ? request->origin->now : 0, &today, error)
         && (request->reverts != 0 || ta_cover_tidy (database, watch, today, error)) && ta_turn_posting_settle (database, today, error);
}

gboolean
ta_history_transact (TaDatabase *database, const TaHistoryRequest *request, TaStoreFunc func, gpointer data, GCancellable *cancellable, GPtrArray **changes, gint64 *history_id, GError **error)
{
  g_autoptr (GPtrArray) found = NULL;
  gint64 id = 0;

  if (!ta_database_begin (database, error))
    return FALSE;
  {
    g_autoptr (TaCoverWatch) watch = ta_cover_watch_new (database, error);
    g_autoptr (TaRecorder) recorder = watch != NULL ? ta_recorder_start (database, error) : NULL;

    if (recorder == NULL || !func (database, data, cancellable, error) || !settle (database, request, watch, error) || g_cancellable_set_error_if_cancelled (cancellable, error)
        || !record (database, recorder, request, &found, &id, error) || !ta_database_commit (database, error))
      {
        ta_database_rollback (database);
        return FALSE;
      }
  }
  if (changes != NULL)
    *changes = g_steal_pointer (&found);
  if (history_id != NULL)
    *history_id = id;
  return TRUE;
}

gboolean
ta_history_run (TaDatabase *database, const char *label, const TaOrigin *origin, TaStoreFunc func, gpointer data, GCancellable *cancellable, GPtrArray **changes, gint64 *history_id, GError **error)
{
  TaHistoryRequest request = { label, origin, TA_HISTORY_DO, 0 };

  return ta_history_transact (database, &request, func, data, cancellable, changes, history_id, error);
}
