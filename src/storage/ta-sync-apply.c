/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-removal.h"
#include "ta-search-table.h"
#include "ta-sync-collect-table.h"
#include "ta-sync-mutant.h"
#include "ta-sync-private.h"

#include <string.h>

/* While thousands of documents come in no order the same pages of the file are read and written again and again: 16 MB of it stay in memory until all is in. */
#define LARGE_CACHE "PRAGMA cache_size = -16000;"
#define SMALL_CACHE "PRAGMA cache_size = -2000;"

typedef struct
{
  TaSyncContext context;
  TaSyncApplied *applied;
  GHashTable *records;   /* of TaSyncRecord by name: what was merged into so far */
  GHashTable *stored;    /* (nullable): names of what comes of which there are documents; %NULL: each is asked for */
  GPtrArray *added;      /* of TaSyncRecord, borrowed: new ones, which are written together */
  GPtrArray *documents;  /* of TaSyncRecord, borrowed: what the tables are to be brought to */
  GHashTable *projected; /* set of TaSyncRecord: the same */
  gboolean none_unread;  /* sync_unread is empty */
  gboolean none_told;    /* there is no notice that was not seen */
  GHashTable *heard;     /* number of the last write by device: a page is mostly of one */
} Applying;

static void
free_record (gpointer record)
{
  ta_sync_record_free (record);
}

static void
applying_clear (Applying *self)
{
  g_clear_pointer (&self->documents, g_ptr_array_unref);
  g_clear_pointer (&self->projected, g_hash_table_unref);
  g_clear_pointer (&self->added, g_ptr_array_unref);
  g_clear_pointer (&self->stored, g_hash_table_unref);
  g_clear_pointer (&self->records, g_hash_table_unref);
  g_clear_pointer (&self->heard, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Applying, applying_clear)

static gboolean
look_for_unread (Applying *self, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (self->context.database, "SELECT 1 FROM sync_unread LIMIT 1");
  TaStep step = ta_statement_step (statement, error);

  self->none_unread = step == TA_STEP_DONE;
  return step != TA_STEP_ERROR;
}

static gboolean
look_for_told (Applying *self, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (self->context.database, "SELECT 1 FROM sync_notice WHERE seen = 0 LIMIT 1");
  TaStep step = ta_statement_step (statement, error);

  self->none_told = step == TA_STEP_DONE;
  return step != TA_STEP_ERROR;
}

static gboolean
applying_begin (Applying *self, TaDatabase *database, gint64 now_ms, TaSyncApplied *applied, GError **error)
{
  *applied = (TaSyncApplied) { 0 };
  self->applied = applied;
  self->records = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, free_record);
  self->added = g_ptr_array_new ();
  self->documents = g_ptr_array_new ();
  self->projected = g_hash_table_new (NULL, NULL);
  self->heard = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  return ta_sync_context_load (&self->context, database, now_ms, error) && look_for_unread (self, error) && look_for_told (self, error)
         && ta_database_exec (database, "INSERT INTO sync_applying (id) VALUES (1) ON CONFLICT DO NOTHING", error);
}

/* What follows from what came follows from all of it: half of it may say that nobody holds a turn, or that nothing was posted for it. */
static gboolean
put_off (TaDatabase *database, GError **error)
{
  return ta_database_exec (database,
                           LARGE_CACHE "INSERT INTO sync_touched (kind, id) SELECT 'turn', turn FROM touched_turn WHERE true ON CONFLICT DO NOTHING; DELETE FROM touched_turn;"
                                       "INSERT INTO sync_touched (kind, id) SELECT 'pod', pod FROM touched_pod WHERE true ON CONFLICT DO NOTHING; DELETE FROM touched_pod;"
                                       "INSERT INTO sync_applying (id) VALUES (2) ON CONFLICT DO NOTHING",
                           error);
}

/* Whether anything was applied since, or came too early. */
static gboolean
is_put_off (TaDatabase *database, gboolean *is, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT 1 FROM sync_applying WHERE id = 2 UNION ALL SELECT 1 FROM sync_unread WHERE reason = 'clock'");
  TaStep step = ta_statement_step (statement, error);

  *is = step == TA_STEP_ROW;
  return step != TA_STEP_ERROR;
}

static gboolean
take_up (TaDatabase *database, GError **error)
{
  return ta_database_exec (database,
                           SMALL_CACHE "INSERT INTO touched_turn (turn) SELECT id FROM sync_touched WHERE kind = 'turn' ON CONFLICT DO NOTHING;"
                                       "INSERT INTO touched_pod (pod) SELECT id FROM sync_touched WHERE kind = 'pod' ON CONFLICT DO NOTHING;"
                                       "DELETE FROM sync_touched; DELETE FROM sync_applying",
                           error);
}

static void
note_changed (Applying *self, TaSyncRecord *record)
{
  if (g_hash_table_add (self->projected, record))
    g_ptr_array_add (self->documents, record);
}

/* Small tables -------------------------------------------------------------------------------------------------------------------------- */

static gboolean
keep_unread (Applying *self, const TaSyncIncoming *incoming, const char *reason, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (
      self->context.database, "INSERT OR REPLACE INTO sync_unread (name, rev, envelope, reason) VALUES (:name, :rev, :envelope, :reason)");

  g_autofree char *opened = incoming->document != NULL ? ta_document_to_json (incoming->document, &incoming->write) : NULL;

  self->applied->unread++;
  self->none_unread = FALSE;
  ta_statement_bind_text (statement, ":name", incoming->name);
  ta_statement_bind_text (statement, ":rev", incoming->rev != NULL ? incoming->rev : "");
  ta_statement_bind_text (statement, ":envelope", incoming->document != NULL ? opened : incoming->envelope != NULL ? incoming->envelope
                                                                                                                   : "");
  ta_statement_bind_text (statement, ":reason", reason != NULL ? reason : "damaged");
  return ta_statement_run (statement, NULL, error);
}

static void
note_device (Applying *self, const TaDocumentWrite *write)
{
  const gint64 *last;

  if (write->device == 0 || write->device == self->context.clock.device)
    return;
  last = g_hash_table_lookup (self->heard, &write->device);
  if (last == NULL || *last < write->number)
    g_hash_table_insert (self->heard, g_memdup2 (&write->device, sizeof write->device), g_memdup2 (&write->number, sizeof write->number));
}

static gboolean
save_devices (Applying *self, GError **error)
{
  g_autoptr (TaStatement) statement
      = ta_database_prepare (self->context.database, "INSERT INTO sync_device (device, written, seen_at) VALUES (:device, :written, :now) "
                                                     "ON CONFLICT (device) DO UPDATE SET written = max (written, excluded.written), seen_at = excluded.seen_at");
  GHashTableIter iter;
  gpointer device, written;

  g_hash_table_iter_init (&iter, self->heard);
  while (g_hash_table_iter_next (&iter, &device, &written))
    {
      ta_statement_bind_int (statement, ":device", *(const gint64 *) device);
      ta_statement_bind_int (statement, ":written", *(const gint64 *) written);
      ta_statement_bind_int (statement, ":now", self->context.now_ms);
      if (!ta_statement_run (statement, NULL, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean find_by_name (Applying *self, const char *name, TaSyncRecord **record, GError **error);

static gboolean
note_affected (Applying *self, GError **error)
{
  g_autoptr (GPtrArray) names = ta_removal_list_affected (&self->context, self->documents, error);

  for (guint i = 0; names != NULL && i < names->len; i++)
    {
      TaSyncRecord *record;

      if (!find_by_name (self, names->pdata[i], &record, error))
        return FALSE;
      if (record != NULL)
        note_changed (self, record);
    }
  return names != NULL;
}

static void
own_all (Applying *self)
{
  for (guint i = 0; i < self->documents->len; i++)
    ta_sync_record_own (self->documents->pdata[i]);
}

/* Who was removed does not come back, whatever was said of them, and when. */
static gboolean
take_out_removed (Applying *self, GError **error)
{
  g_autoptr (TaRemovalSet) removed = ta_removal_set_load (self->context.database, self->documents, error);

  if (removed == NULL || (!ta_removal_set_is_empty (removed) && !note_affected (self, error)))
    return FALSE;
  if (!ta_removal_set_is_empty (removed))
    own_all (self);
  for (guint i = 0; !ta_removal_set_is_empty (removed) && i < self->documents->len; i++)
    {
      gboolean changed;

      if (!ta_removal_set_take_out_record (removed, self->context.database, self->documents->pdata[i], &changed, error))
        return FALSE;
      self->applied->merged += changed;
    }
  return self->applied->clashes == 0 || ta_removal_set_forget_notices (removed, self->context.database, error);
}

static gboolean
applying_end (Applying *self, GError **error)
{
  TaDatabase *database = self->context.database;

  return save_devices (self, error) && take_out_removed (self, error) && (self->documents->len == 0 || ta_sync_project (&self->context, self->documents, &self->applied->held, error))
         && ta_sync_clock_save (database, &self->context.clock, error) && ta_database_exec (database, "DELETE FROM sync_applying WHERE id = 1", error);
}

/* Documents ----------------------------------------------------------------------------------------------------------------------------- */

/* What @name is of here. @record: (out): %NULL where there is none */
static gboolean
find_by_name (Applying *self, const char *name, TaSyncRecord **record, GError **error)
{
  g_autofree char *type = NULL;
  g_autofree char *id = NULL;

  *record = g_hash_table_lookup (self->records, name);
  if (*record != NULL || (self->stored != NULL && !g_hash_table_contains (self->stored, name)))
    return TRUE;
  {
    g_autoptr (TaStatement) statement = ta_database_prepare (self->context.database, "SELECT type, id FROM sync_document WHERE name = :name");
    TaStep step;

    ta_statement_bind_text (statement, ":name", name);
    step = ta_statement_step (statement, error);
    if (step != TA_STEP_ROW)
      return step == TA_STEP_DONE;
    type = ta_statement_dup_text (statement, 0);
    id = ta_statement_dup_text (statement, 1);
  }
  if (!ta_sync_record_load (self->context.database, type, id, record, error))
    return FALSE;
  if (*record != NULL)
    g_hash_table_insert (self->records, (*record)->name, *record);
  return TRUE;
}

/* The number before the dash. */
static guint64
revision_number (const char *rev)
{
  return rev != NULL ? g_ascii_strtoull (rev, NULL, 10) : 0;
}

/* Whether it was collected: it is deleted here too, the hub had it so, and all devices were asked. */
static gboolean
was_collected (Applying *self, const TaSyncRecord *record, const TaSyncIncoming *incoming, gboolean *was, GError **error)
{
  GError *failure = NULL;
  g_autoptr (TaDocument) rounds = NULL;

  *was = record->document->deleted && !record->dirty && record->stored && record->held == NULL && !g_hash_table_contains (self->projected, record)
         && revision_number (incoming->rev) > revision_number (record->rev);
  if (!*was)
    return TRUE;
  rounds = ta_sync_rounds_get (self->context.database, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return FALSE;
    }
  *was = ta_sync_collect_may_drop (rounds, &record->document->deleted_at);
  return TRUE;
}

static gboolean
drop_collected (Applying *self, TaSyncRecord *record, GError **error)
{
  if (!ta_sync_collect_drop (self->context.database, record->document->type, record->document->id, record->name, error))
    return FALSE;
  g_hash_table_remove (self->records, record->name);
  return TRUE;
}

/* Who looks wonders where what they deleted comes from. What is posted nobody can delete. */
static gboolean
tell_gone (Applying *self, const TaSyncRecord *record, const TaSyncIncoming *incoming, GError **error)
{
  const TaDomainTable *table = ta_domain_find (record->document->type);

  if (record->document->deleted || table == NULL || table->ledger || record->rev == NULL || revision_number (incoming->rev) <= revision_number (record->rev))
    return TRUE;
  self->applied->clashes++;
  return ta_sync_notice_add_gone (&self->context, record->document, error);
}

/* The hub has no word of ours any more: it is sent again. Hubs differ in whether they want to hear what they had last. */
static gboolean
apply_gone (Applying *self, const TaSyncIncoming *incoming, GError **error)
{
  TaSyncRecord *record;
  gboolean collected = FALSE;

  /* What was damaged there, or could not be read yet, is not there any more. */
  if ((!self->none_unread && !ta_sync_run_for_name (self->context.database, "DELETE FROM sync_unread WHERE name = :name", incoming->name, error))
      || !find_by_name (self, incoming->name, &record, error))
    return FALSE;
  if (record == NULL)
    return TRUE;
  if (!was_collected (self, record, incoming, &collected, error))
    return FALSE;
  if (collected)
    return drop_collected (self, record, error);
  if (!tell_gone (self, record, incoming, error))
    return FALSE;
  if (record->base == NULL && record->rev != NULL)
    record->base = ta_document_copy (record->document);
  if (record->rev == NULL)
    record->rev = g_strdup (incoming->rev);
  else
    g_clear_pointer (&record->rev, g_free);
  record->dirty = TRUE;
  return ta_sync_record_save (self->context.database, record, error);
}

/* What was sent under that write id: now it is known to have come in. @sent: (out): %NULL: none of ours */
static gboolean
take_sent (Applying *self, const TaSyncIncoming *incoming, TaDocument **sent, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (self->context.database, "SELECT state FROM sync_sent WHERE write = :write AND name = :name");
  TaStep step;

  *sent = NULL;
  ta_statement_bind_text (statement, ":write", incoming->write.write);
  ta_statement_bind_text (statement, ":name", incoming->name);
  step = ta_statement_step (statement, error);
  if (step == TA_STEP_ROW)
    return (*sent = ta_sync_document_from_column (statement, 0, error)) != NULL;
  return step == TA_STEP_DONE;
}

static gboolean
tell (Applying *self, const TaDocument *document, GPtrArray *clashes, GError **error)
{
  for (guint i = 0; i < clashes->len; i++)
    if (!ta_sync_notice_add (&self->context, document, clashes->pdata[i], error))
      return FALSE;
  self->applied->clashes += clashes->len;
  self->none_told = self->none_told && clashes->len == 0;
  return TRUE;
}

static TaDocument *
merge (Applying *self, const TaDocument *mine, const TaDocument *base, const TaDocument *theirs, GPtrArray *clashes)
{
  if (TA_SYNC_MUTANT == TA_MUTANT_REMOTE_WINS)
    return ta_document_copy (theirs);
  if (TA_SYNC_MUTANT == TA_MUTANT_LOCAL_WINS)
    return ta_document_copy (mine);
  return ta_document_merge (mine, base, theirs, &self->context.clock, self->context.now_ms, clashes);
}

static gboolean
merge_into (Applying *self, TaSyncRecord *record, const TaSyncIncoming *incoming, GError **error)
{
  g_autoptr (GPtrArray) clashes = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_clash_free);
  g_autoptr (TaDocument) sent = NULL;
  g_autoptr (TaDocument) merged = NULL;
  const TaDocument *base = record->base != NULL ? record->base : record->rev != NULL ? record->document
                                                                                     : NULL;
  /* A hub that was put back says what it said before, which nobody has written since: what all had then still counts for what both changed. */
  g_autoptr (TaDocument) raised = record->base != NULL && record->rev == NULL ? ta_document_join (incoming->document, record->base) : NULL;
  const TaDocument *theirs = raised != NULL ? raised : incoming->document;
  g_autoptr (TaDocument) doubtful = incoming->leaf && base != NULL ? ta_document_doubt (base, record->document, theirs) : NULL;
  const TaDocument *known = doubtful != NULL ? doubtful : base;
  const TaDocument *hub;
  /* Another version beside the head says nothing of what the head is. */
  gboolean current = !incoming->leaf;

  if (!take_sent (self, incoming, &sent, error))
    return FALSE;
  merged = merge (self, record->document, sent != NULL ? sent : known, theirs, clashes);
  if (!tell (self, merged, clashes, error))
    return FALSE;
  hub = current ? incoming->document : base;
  record->dirty = hub == NULL || !ta_document_equal (merged, hub);
  if (current || record->dirty)
    {
      TaDocument *kept = record->dirty && hub != NULL ? ta_document_copy (hub) : NULL;

      g_clear_pointer (&record->base, ta_document_free);
      record->base = kept;
    }
  if (current)
    {
      g_free (record->rev);
      record->rev = g_strdup (incoming->rev);
    }
  if (!ta_document_equal (merged, record->document))
    {
      record->generation++;
      self->applied->merged++;
      note_changed (self, record);
      if (!record->borrowed)
        ta_document_free (record->document);
      record->document = g_steal_pointer (&merged);
      record->borrowed = FALSE;
      record->state = NULL;
    }
  return ta_sync_record_save (self->context.database, record, error) && (self->none_told || ta_sync_notice_forget_restored (self->context.database, record->document, error))
         && (!current || ta_sync_run_for_name (self->context.database, "DELETE FROM sync_sent WHERE name = :name", incoming->name, error));
}

/* What came is there until all of it is applied. */
static void
add_new (Applying *self, const TaSyncIncoming *incoming)
{
  TaSyncRecord *record = g_new0 (TaSyncRecord, 1);

  record->name = g_strdup (incoming->name);
  record->document = incoming->document;
  record->borrowed = TRUE;
  record->state = incoming->state;
  record->rev = incoming->leaf ? NULL : g_strdup (incoming->rev);
  record->dirty = incoming->leaf;
  record->generation = 1;
  g_hash_table_insert (self->records, record->name, record);
  g_ptr_array_add (self->added, record);
  self->applied->merged++;
  note_changed (self, record);
}

/* What was merged into once more was written then. */
static gboolean
save_added (Applying *self, GError **error)
{
  g_autoptr (GPtrArray) unsaved = g_ptr_array_new ();
  gboolean saved;

  for (guint i = 0; i < self->added->len; i++)
    if (!((const TaSyncRecord *) self->added->pdata[i])->stored)
      g_ptr_array_add (unsaved, self->added->pdata[i]);
  saved = ta_sync_record_insert_many (self->context.database, unsaved, error);
  for (guint i = 0; i < self->added->len; i++)
    ((TaSyncRecord *) self->added->pdata[i])->state = NULL;
  g_ptr_array_set_size (self->added, 0);
  return saved;
}

static gboolean
look_for_stored (Applying *self, GPtrArray *incoming, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < incoming->len; i++)
    g_ptr_array_add (names, ((const TaSyncIncoming *) incoming->pdata[i])->name);
  self->stored = ta_sync_record_find_names (self->context.database, names, error);
  return self->stored != NULL;
}

/* What came is of the name that it came under, or somebody with the key has put it there. */
static gboolean
is_named_so (Applying *self, const TaSyncIncoming *incoming)
{
  g_autofree char *name = ta_document_name (self->context.pod, incoming->document->type, incoming->document->id);

  return strcmp (name, incoming->name) == 0;
}

static gboolean
apply_document (Applying *self, const TaSyncIncoming *incoming, GError **error)
{
  TaStamp last = ta_document_last_stamp (incoming->document);
  TaSyncRecord *record;

  if (!incoming->at_home && !is_named_so (self, incoming))
    return keep_unread (self, incoming, "damaged", error);
  if (!ta_stamp_clock_receive (&self->context.clock, &last, self->context.now_ms))
    return keep_unread (self, incoming, "clock", error);
  if ((!self->none_unread && !ta_sync_run_for_name (self->context.database, "DELETE FROM sync_unread WHERE name = :name", incoming->name, error))
      || !find_by_name (self, incoming->name, &record, error))
    return FALSE;
  note_device (self, &incoming->write);
  if (record == NULL)
    {
      add_new (self, incoming);
      return TRUE;
    }
  /* Heard of already, or an answer that comes late. */
  if (g_strcmp0 (record->rev, incoming->rev) == 0 || (!incoming->leaf && revision_number (incoming->rev) < revision_number (record->rev)))
    return TRUE;
  return merge_into (self, record, incoming, error);
}

static gboolean
apply_one (Applying *self, const TaSyncIncoming *incoming, GError **error)
{
  if (incoming->siblings
      && !ta_sync_run_for_name (self->context.database, "INSERT INTO sync_fold (name) VALUES (:name) ON CONFLICT DO NOTHING", incoming->name, error))
    return FALSE;
  if (incoming->gone)
    return apply_gone (self, incoming, error);
  return incoming->document != NULL ? apply_document (self, incoming, error) : keep_unread (self, incoming, incoming->reason, error);
}

static gboolean
apply_all (Applying *self, GPtrArray *incoming, gboolean (*apply) (Applying *self, const TaSyncIncoming *incoming, GError **error), GError **error)
{
  if (!look_for_stored (self, incoming, error))
    return FALSE;
  for (guint i = 0; i < incoming->len; i++)
    if (!apply (self, incoming->pdata[i], error))
      return FALSE;
  g_clear_pointer (&self->stored, g_hash_table_unref);
  return save_added (self, error);
}

gboolean
ta_sync_apply (TaDatabase *database, GPtrArray *incoming, gint64 now_ms, TaSyncApplied *applied, GError **error)
{
  g_auto (Applying) self = { 0 };

  if (!applying_begin (&self, database, now_ms, applied, error) || !apply_all (&self, incoming, apply_one, error))
    return FALSE;
  return applying_end (&self, error) && (self.documents->len == 0 || put_off (database, error));
}

/* What came from a clock that was too far ahead is taken once the time has come. */
static gboolean
list_early (Applying *self, GPtrArray *incoming, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (self->context.database, "SELECT name, rev, envelope FROM sync_unread WHERE reason = 'clock' ORDER BY name");
  TaStep step;

  while ((step = ta_statement_step (statement, error)) == TA_STEP_ROW)
    {
      TaSyncIncoming *one = ta_sync_incoming_new (ta_statement_text (statement, 0), ta_statement_text (statement, 1));
      TaStampClock clock = self->context.clock;
      TaStamp last;

      g_ptr_array_add (incoming, one);
      one->document = ta_document_parse (ta_statement_text (statement, 2), -1, &one->write, NULL);
      last = one->document != NULL ? ta_document_last_stamp (one->document) : (TaStamp) { G_MAXINT64, 0, 0 };
      if (!ta_stamp_clock_receive (&clock, &last, self->context.now_ms))
        g_ptr_array_set_size (incoming, (int) incoming->len - 1);
    }
  return step == TA_STEP_DONE;
}

static gboolean
apply_early (Applying *self, GError **error)
{
  g_autoptr (GPtrArray) incoming = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_sync_incoming_free);

  if (!list_early (self, incoming, error) || !apply_all (self, incoming, apply_document, error))
    return FALSE;
  own_all (self);
  return TRUE;
}

/* What is held -------------------------------------------------------------------------------------------------------------------------- */

static gboolean
load_held (Applying *self, const char *only, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  {
    g_autoptr (TaStatement) statement = ta_database_prepare (
        self->context.database, "SELECT name FROM sync_document INDEXED BY sync_document_held WHERE held IS NOT NULL AND (:only IS NULL OR held = :only) ORDER BY name");
    TaStep step;

    ta_statement_bind_text (statement, ":only", only);
    while ((step = ta_statement_step (statement, error)) == TA_STEP_ROW)
      g_ptr_array_add (names, ta_statement_dup_text (statement, 0));
    if (step == TA_STEP_ERROR)
      return FALSE;
  }
  for (guint i = 0; i < names->len; i++)
    {
      TaSyncRecord *record;

      if (!find_by_name (self, names->pdata[i], &record, error))
        return FALSE;
      if (record != NULL)
        note_changed (self, record);
    }
  return TRUE;
}

/* What was deleted and is still used comes back: for all, and a person hears of it. */
static gboolean
bring_back (Applying *self, TaSyncRecord *record, GError **error)
{
  TaClash clash = { .kind = TA_CLASH_RESTORED, .mine_deleted = record->document->deleted_at.device == self->context.clock.device, .device = record->document->deleted_at.device };

  ta_document_set_deleted (record->document, FALSE, ta_stamp_clock_tick (&self->context.clock, self->context.now_ms));
  self->applied->clashes++;
  return ta_sync_record_save_stamped (self->context.database, record, error)
         && ta_sync_notice_add (&self->context, record->document, &clash, error);
}

gboolean
ta_sync_retry_held (TaDatabase *database, gint64 now_ms, TaSyncApplied *applied, GError **error)
{
  g_auto (Applying) self = { 0 };
  gboolean has = FALSE;
  guint held = 0;

  *applied = (TaSyncApplied) { 0 };
  if (!is_put_off (database, &has, error))
    return FALSE;
  if (!has)
    return TRUE;
  if (!applying_begin (&self, database, now_ms, applied, error) || !apply_early (&self, error) || !load_held (&self, NULL, error)
      || !take_out_removed (&self, error) || !ta_sync_project (&self.context, self.documents, &held, error))
    return FALSE;
  g_ptr_array_set_size (self.documents, 0);
  g_hash_table_remove_all (self.projected);
  g_hash_table_remove_all (self.records);
  if (!load_held (&self, TA_HELD_USED, error))
    return FALSE;
  for (guint i = 0; i < self.documents->len; i++)
    if (!bring_back (&self, self.documents->pdata[i], error))
      return FALSE;
  applied->held = self.documents->len == 0 ? held : 0;
  return applying_end (&self, error) && take_up (database, error) && ta_search_table_settle (database, error);
}
