/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-changeset.h"
#include "ta-cover-table.h"
#include "ta-history-private.h"
#include "ta-history.h"
#include "ta-pod-table.h"
#include "ta-removal.h"
#include "ta-sync-store.h"
#include "ta-turn-posting-table.h"

#include <glib/gi18n-lib.h>
#include <stdint.h>
#include <string.h>

#define HISTORY_COLUMNS "id, label, at, actor, on_behalf_of, source, kind, reverts, reverted_by, changes, taken_out"

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
  entry->taken_out = ta_statement_int (row, 10) != 0;
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

/* Ctrl+Z goes back as far as to where somebody was removed, and does not leap over it. Takes @entry. */
static TaHistoryEntry *
unless_taken_out (TaHistoryEntry *entry)
{
  g_autoptr (TaHistoryEntry) taken = entry;

  return taken != NULL && taken->taken_out ? NULL : g_steal_pointer (&taken);
}

/* What came from the hub, or what the program did by itself, was nobody's step here: it is not what Ctrl+Z takes back, and does not end what can be redone. */
#define BY_SOMEBODY "source <> 'hub' AND NOT (source = 'command' AND actor = '')"

static gint64
ask_id (TaStatement *statement, GError **error)
{
  return ta_statement_step (statement, error) == TA_STEP_ROW ? ta_statement_int (statement, 0) : 0;
}

/*
 * Where to begin looking for what Ctrl+Z takes back: who only reads what others do has thousands of entries from the hub above it, and each command asks. So it is
 * remembered up to where they were looked through. In a transaction they are not: what is rolled back gives its number to another.
 */
static gint64
newest_own (TaDatabase *database)
{
  TaHistoryPlace *place = ta_database_get_history_place (database);
  g_autoptr (TaStatement) top = NULL;
  g_autoptr (TaStatement) newer = NULL;
  gint64 last, own;

  if (!sqlite3_get_autocommit (ta_database_get_handle (database)))
    return G_MAXINT64;
  top = ta_database_prepare (database, "SELECT max (id) FROM history");
  newer = ta_database_prepare (database, "SELECT id FROM history WHERE id > :seen AND id <= :last AND (kind <> 'do' OR (" BY_SOMEBODY ")) ORDER BY id DESC LIMIT 1");
  last = ask_id (top, NULL);
  ta_statement_bind_int (newer, ":seen", place->seen);
  ta_statement_bind_int (newer, ":last", last);
  own = ask_id (newer, NULL);
  *place = (TaHistoryPlace) { last, own != 0 ? own : place->own };
  return place->own;
}

TaHistoryEntry *
ta_history_next_undo (TaDatabase *database, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT " HISTORY_COLUMNS " FROM history WHERE id <= :newest AND kind <> 'undo' "
                                                                     "AND reverted_by IS NULL AND " BY_SOMEBODY " ORDER BY id DESC LIMIT 1");

  ta_statement_bind_int (statement, ":newest", newest_own (database));
  return unless_taken_out (read_one (statement, error));
}

/* As everywhere: what was undone can be done again until something new is done. */
TaHistoryEntry *
ta_history_next_redo (TaDatabase *database, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT " HISTORY_COLUMNS " FROM history WHERE id <= :newest AND kind = 'undo' "
                                                                     "AND reverted_by IS NULL AND id > coalesce ((SELECT max (id) FROM history "
                                                                     "WHERE id <= :newest AND kind = 'do' AND " BY_SOMEBODY "), 0) ORDER BY id DESC LIMIT 1");

  ta_statement_bind_int (statement, ":newest", newest_own (database));
  return unless_taken_out (read_one (statement, error));
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
record (TaDatabase *database, GBytes *changeset, GPtrArray *changes, const TaHistoryRequest *request, gint64 *history_id, GError **error)
{
  if (changes->len == 0 && request->reverts == 0)
    return TRUE;
  if (!write_entry (database, request, (int) changes->len, changeset, error))
    return FALSE;
  *history_id = sqlite3_last_insert_rowid (ta_database_get_handle (database));
  return mark_reverted (database, request->reverts, *history_id, error);
}

/* What a command is: what was asked for, and what follows from it by itself. */
typedef struct
{
  const TaHistoryRequest *request;
  TaStoreFunc func;
  gpointer data;
  GCancellable *cancellable;
  TaCoverWatch *watch;
} Command;

/* While the hub has more that is not here yet, nobody can say what is without a point. */
static gboolean
is_complete (TaDatabase *database, gboolean *complete, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT 1 FROM sync_applying WHERE id = 2");
  TaStep step = ta_statement_step (statement, error);

  *complete = step == TA_STEP_DONE;
  return step != TA_STEP_ERROR;
}

/* What an undo brings back was tidy when it was left, and must stay as it was for the next undo. */
static gboolean
follow_up (TaDatabase *database, const Command *command, GError **error)
{
  const TaOrigin *origin = command->request->origin;
  gboolean complete;
  TaDate today;

  return is_complete (database, &complete, error) && ta_removal_follow (database, complete, error) && ta_collective_table_date (database, origin != NULL ? origin->now : 0, &today, error)
         && (command->request->reverts != 0 || !complete || ta_cover_tidy (database, command->watch, today, error))
         && ta_turn_posting_settle (database, today, error);
}

static GBytes *
do_recorded (TaDatabase *database, const Command *command, gboolean asked, gboolean following, GPtrArray **changes, GError **error)
{
  g_autoptr (TaRecorder) recorder = ta_recorder_start (database, error);

  if (recorder == NULL || (asked && !command->func (database, command->data, command->cancellable, error))
      || (following && !follow_up (database, command, error)))
    return NULL;
  return ta_recorder_take (recorder, changes, error);
}

static GBytes *
concatenate (TaDatabase *database, GBytes *first, GBytes *second, GError **error)
{
  gsize first_size, second_size;
  gconstpointer first_data = g_bytes_get_data (first, &first_size);
  gconstpointer second_data = g_bytes_get_data (second, &second_size);
  gpointer both = NULL;
  int size = 0;
  int code;

  if (first_size == 0 || second_size == 0)
    return g_bytes_ref (first_size == 0 ? second : first);
  code = sqlite3changeset_concat ((int) first_size, (gpointer) first_data, (int) second_size, (gpointer) second_data, &size, &both);
  if (code == SQLITE_OK)
    return g_bytes_new_with_free_func (both, (gsize) size, sqlite3_free, both);
  ta_database_set_error (database, code, error);
  return NULL;
}

/* What came from the hub bears the stamps of others; only what the program then does by itself is this device's. */
static GBytes *
do_from_hub (TaDatabase *database, const Command *command, GPtrArray **changes, GError **error)
{
  g_autoptr (GPtrArray) came = NULL;
  g_autoptr (GPtrArray) followed = NULL;
  g_autoptr (GBytes) first = do_recorded (database, command, TRUE, FALSE, &came, error);
  g_autoptr (GBytes) second = first != NULL ? do_recorded (database, command, FALSE, TRUE, &followed, error) : NULL;
  g_autoptr (GBytes) both = NULL;

  if (second == NULL || !ta_sync_stamp (database, second, ta_database_now_ms (database), error))
    return NULL;
  if (followed->len == 0)
    {
      *changes = g_steal_pointer (&came);
      return g_steal_pointer (&first);
    }
  both = concatenate (database, first, second, error);
  *changes = both != NULL ? ta_changeset_read (database, both, error) : NULL;
  return *changes != NULL ? g_steal_pointer (&both) : NULL;
}

static GBytes *
do_command (TaDatabase *database, const Command *command, GPtrArray **changes, GError **error)
{
  const TaOrigin *origin = command->request->origin;
  g_autoptr (GBytes) changeset = NULL;

  if (origin != NULL && origin->source == TA_SOURCE_HUB && command->request->reverts == 0)
    return do_from_hub (database, command, changes, error);
  changeset = do_recorded (database, command, TRUE, TRUE, changes, error);
  if (changeset == NULL || !ta_sync_stamp (database, changeset, ta_database_now_ms (database), error))
    return NULL;
  return g_steal_pointer (&changeset);
}

gboolean
ta_history_transact (TaDatabase *database, const TaHistoryRequest *request, TaStoreFunc func, gpointer data, GCancellable *cancellable, GPtrArray **changes, gint64 *history_id, GError **error)
{
  Command command = { request, func, data, cancellable, NULL };
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GBytes) changeset = NULL;
  g_autoptr (TaCoverWatch) watch = NULL;
  gint64 id = 0;

  if (!ta_database_begin (database, error))
    return FALSE;
  watch = ta_cover_watch_new (database, error);
  command.watch = watch;
  changeset = watch != NULL ? do_command (database, &command, &found, error) : NULL;
  if (changeset == NULL || g_cancellable_set_error_if_cancelled (cancellable, error) || !record (database, changeset, found, request, &id, error)
      || !ta_removal_finish (database, error) || !ta_database_commit (database, error))
    {
      ta_database_rollback (database);
      return FALSE;
    }
  ta_removal_sweep (database);
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
