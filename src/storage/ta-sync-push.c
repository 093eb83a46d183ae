/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-bulk.h"
#include "ta-sync-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The write is put into it, too. */
#define LARGEST (TA_DOCUMENT_MAX_SIZE - 1024)

/* A document is looked at again so often, so far apart, before it is believed that there is one of it. */
#define QUIET_TRIES 3
#define QUIET_MS (G_GINT64_CONSTANT (30) * 1000)

void
ta_sync_outgoing_free (TaSyncOutgoing *outgoing)
{
  if (outgoing == NULL)
    return;
  g_free (outgoing->name);
  g_free (outgoing->type);
  g_free (outgoing->id);
  g_free (outgoing->rev);
  g_free (outgoing->state);
  g_free (outgoing);
}

TaSyncIncoming *
ta_sync_incoming_new (const char *name, const char *rev)
{
  TaSyncIncoming *incoming = g_new0 (TaSyncIncoming, 1);

  incoming->name = g_strdup (name);
  incoming->rev = g_strdup (rev);
  return incoming;
}

void
ta_sync_incoming_free (TaSyncIncoming *incoming)
{
  if (incoming == NULL)
    return;
  g_free (incoming->name);
  g_free (incoming->rev);
  g_clear_pointer (&incoming->document, ta_document_free);
  g_free (incoming->state);
  g_free (incoming->envelope);
  g_free (incoming);
}

/* Sending ------------------------------------------------------------------------------------------------------------------------------ */

static void
make_write_id (char write[33])
{
  for (guint i = 0; i < 4; i++)
    g_snprintf (write + 8 * i, 9, "%08x", g_random_int ());
}

static void
bind_key (TaStatement *statement, const TaSyncOutgoing *outgoing)
{
  ta_statement_bind_text (statement, ":type", outgoing->type);
  ta_statement_bind_text (statement, ":id", outgoing->id);
}

static void
get_sent (gconstpointer row, guint column, gpointer data, TaBulkValue *value)
{
  const TaSyncOutgoing *outgoing = row;

  value->text = column == 0 ? outgoing->write.write : column == 1 ? outgoing->type
                                                                  : outgoing->id;
}

/* @sent: of TaSyncOutgoing */
static gboolean
note_sent (TaDatabase *database, GPtrArray *sent, GError **error)
{
  TaBulk bulk = { sent, 3, get_sent, NULL, NULL, NULL };
  g_autoptr (TaStatement) statement = ta_database_prepare (
      database, "INSERT INTO sync_sent (write, name, generation, state) SELECT b.c0, d.name, d.generation, d.state "
                "FROM bulk (:sent) b CROSS JOIN sync_document d ON d.type = b.c1 AND d.id = b.c2");

  ta_bulk_bind (statement, ":sent", &bulk);
  return ta_statement_run (statement, NULL, error);
}

static TaSyncOutgoing *
outgoing_from_row (TaStatement *row, TaSyncPeer *peer)
{
  TaSyncOutgoing *outgoing = g_new0 (TaSyncOutgoing, 1);

  outgoing->name = ta_statement_dup_text (row, 0);
  outgoing->rev = ta_statement_dup_text (row, 1);
  outgoing->generation = ta_statement_int (row, 2);
  outgoing->state = ta_statement_dup_text (row, 3);
  outgoing->rank = ta_statement_int (row, 5);
  outgoing->type = ta_statement_dup_text (row, 6);
  outgoing->id = ta_statement_dup_text (row, 7);
  make_write_id (outgoing->write.write);
  outgoing->write.number = ++peer->written;
  outgoing->write.device = peer->device;
  return outgoing;
}

static void
bind_after (TaStatement *statement, const TaSyncOutgoing *after)
{
  ta_statement_bind_int (statement, ":rank", after != NULL ? after->rank : -1);
  ta_statement_bind_text (statement, ":type", after != NULL ? after->type : "");
  ta_statement_bind_text (statement, ":id", after != NULL ? after->id : "");
}

/* @dirty: (inout): what was taken. @large: (out): some were left out because they are too large to be sent */
static gboolean
collect_dirty (TaDatabase *database, TaSyncPeer *peer, const TaSyncOutgoing *after, guint limit, gsize max_bytes, GPtrArray *dirty, gboolean *large, GError **error)
{
  /* What cannot be read here is not written over. */
  g_autoptr (TaStatement) statement = ta_database_prepare (
      database, "SELECT d.name, d.base_rev, d.generation, CAST (d.state AS TEXT), length (d.state), d.rank, d.type, d.id "
                "FROM sync_document d INDEXED BY sync_document_dirty WHERE d.dirty = 1 AND d.refused IS NULL AND (d.rank, d.type, d.id) > (:rank, :type, :id) "
                "AND NOT EXISTS (SELECT 1 FROM sync_unread u WHERE u.name = d.name) ORDER BY d.rank, d.type, d.id");
  gsize bytes = 0;
  TaStep step = TA_STEP_DONE;

  *large = FALSE;
  bind_after (statement, after);
  while (dirty->len < limit && (step = ta_statement_step (statement, error)) == TA_STEP_ROW)
    {
      gint64 size = ta_statement_int (statement, 4);

      if (size > LARGEST)
        {
          *large = TRUE;
          continue;
        }
      bytes += (gsize) size;
      if (dirty->len > 0 && bytes > max_bytes)
        return TRUE;
      g_ptr_array_add (dirty, outgoing_from_row (statement, peer));
    }
  return step != TA_STEP_ERROR;
}

/* No device would read it. */
static gboolean
keep_back_large (TaDatabase *database, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (
      database, "UPDATE sync_document SET refused = :reason WHERE dirty = 1 AND refused IS NULL AND length (state) > :most");

  ta_statement_bind_text (statement, ":reason", _ ("It is too large to be sent."));
  ta_statement_bind_int (statement, ":most", LARGEST);
  return ta_statement_run (statement, NULL, error);
}

static gboolean
save_written (TaDatabase *database, gint64 written, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "UPDATE sync_peer SET written = :written");

  ta_statement_bind_int (statement, ":written", written);
  return ta_statement_run (statement, NULL, error);
}

GPtrArray *
ta_sync_take_dirty (TaDatabase *database, const TaSyncOutgoing *after, guint limit, gsize max_bytes, GError **error)
{
  g_autoptr (GPtrArray) dirty = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_sync_outgoing_free);
  g_autoptr (GError) failure = NULL;
  g_autoptr (TaSyncPeer) peer = ta_sync_peer_table_get (database, &failure);
  gboolean large = FALSE;

  if (peer == NULL)
    {
      if (failure != NULL)
        g_propagate_error (error, g_steal_pointer (&failure));
      return failure == NULL && (error == NULL || *error == NULL) ? g_steal_pointer (&dirty) : NULL;
    }
  if (!collect_dirty (database, peer, after, limit, max_bytes, dirty, &large, error) || (large && !keep_back_large (database, error)))
    return NULL;
  if (dirty->len > 0 && (!note_sent (database, dirty, error) || !save_written (database, peer->written, error)))
    return NULL;
  return g_steal_pointer (&dirty);
}

static gboolean
drop_sent (TaDatabase *database, const char *name, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "DELETE FROM sync_sent WHERE name = :name");

  ta_statement_bind_text (statement, ":name", name);
  return ta_statement_run (statement, NULL, error);
}

static gboolean
add_fold (TaDatabase *database, const char *name, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "INSERT INTO sync_fold (name) VALUES (:name) ON CONFLICT (name) DO UPDATE SET tries = 0");

  ta_statement_bind_text (statement, ":name", name);
  return ta_statement_run (statement, NULL, error);
}

/* It has not changed since it was sent: what the hub has is what is here. @done: (out): %FALSE: it has changed, or this says nothing new */
static gboolean
accept_unchanged (TaDatabase *database, const TaSyncOutgoing *outgoing, const char *rev, gboolean *done, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (
      database, "UPDATE sync_document SET base_rev = :rev, base = NULL, dirty = 0 "
                "WHERE type = :type AND id = :id AND generation = :generation AND (base_rev IS NULL OR CAST (base_rev AS INTEGER) < CAST (:rev AS INTEGER))");
  int changed = 0;
  gboolean good;

  ta_statement_bind_text (statement, ":rev", rev);
  bind_key (statement, outgoing);
  ta_statement_bind_int (statement, ":generation", outgoing->generation);
  good = ta_statement_run (statement, &changed, error);
  *done = changed > 0;
  return good;
}

static gboolean
accept_changed (TaDatabase *database, const TaSyncOutgoing *outgoing, const char *rev, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (
      database, "UPDATE sync_document SET base_rev = :rev, base = :state, dirty = 1 "
                "WHERE type = :type AND id = :id AND generation <> :generation AND (base_rev IS NULL OR CAST (base_rev AS INTEGER) < CAST (:rev AS INTEGER))");
  g_autoptr (GBytes) state = g_bytes_new_static (outgoing->state, strlen (outgoing->state));

  ta_statement_bind_text (statement, ":rev", rev);
  bind_key (statement, outgoing);
  ta_statement_bind_int (statement, ":generation", outgoing->generation);
  ta_statement_bind_bytes (statement, ":state", state);
  return ta_statement_run (statement, NULL, error);
}

/* An answer that comes late, after a pull has seen what came after it, says nothing new. */
gboolean
ta_sync_accepted (TaDatabase *database, const TaSyncOutgoing *outgoing, const char *rev, gboolean maybe_siblings, gint64 now_ms, GError **error)
{
  gboolean done = FALSE;

  return accept_unchanged (database, outgoing, rev, &done, error) && (done || accept_changed (database, outgoing, rev, error))
         && drop_sent (database, outgoing->name, error) && (!maybe_siblings || add_fold (database, outgoing->name, error));
}

/* Among what was sent, as a row of no generation: whoever meets it again knows it by its write as ever. */
gboolean
ta_sync_note_last (TaDatabase *database, const TaSyncOutgoing *outgoing, GError **error)
{
  g_autoptr (TaStatement) statement
      = ta_database_prepare (database, "INSERT INTO sync_sent (write, name, generation, state) VALUES (:write, :name, 0, :state) ON CONFLICT DO NOTHING");
  g_autoptr (GBytes) state = g_bytes_new_static (outgoing->state, strlen (outgoing->state));

  ta_statement_bind_text (statement, ":write", outgoing->write.write);
  ta_statement_bind_text (statement, ":name", outgoing->name);
  ta_statement_bind_bytes (statement, ":state", state);
  return ta_sync_forget_last (database, error) && ta_statement_run (statement, NULL, error);
}

gboolean
ta_sync_get_last (TaDatabase *database, char **name, char **rev, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (
      database, "SELECT d.name, d.base_rev FROM sync_sent s JOIN sync_document d ON d.name = s.name WHERE s.generation = 0 AND d.base_rev IS NOT NULL");
  TaStep step = ta_statement_step (statement, error);

  *name = step == TA_STEP_ROW ? ta_statement_dup_text (statement, 0) : NULL;
  *rev = step == TA_STEP_ROW ? ta_statement_dup_text (statement, 1) : NULL;
  return step != TA_STEP_ERROR;
}

gboolean
ta_sync_forget_last (TaDatabase *database, GError **error)
{
  return ta_database_exec (database, "DELETE FROM sync_sent WHERE generation = 0", error);
}

gboolean
ta_sync_refused (TaDatabase *database, const TaSyncOutgoing *outgoing, const char *reason, GError **error)
{
  g_autoptr (TaStatement) statement
      = ta_database_prepare (database, "UPDATE sync_document SET refused = :reason WHERE type = :type AND id = :id AND generation = :generation");

  ta_statement_bind_text (statement, ":reason", reason);
  bind_key (statement, outgoing);
  ta_statement_bind_int (statement, ":generation", outgoing->generation);
  return ta_statement_run (statement, NULL, error) && drop_sent (database, outgoing->name, error);
}

gboolean
ta_sync_forget_revs (TaDatabase *database, GError **error)
{
  return ta_database_exec (database,
                           "UPDATE sync_document SET base = CASE WHEN base IS NULL AND base_rev IS NOT NULL THEN state ELSE base END, base_rev = NULL, dirty = 1, "
                           "refused = NULL; DELETE FROM sync_sent; DELETE FROM sync_fold; "
                           "DELETE FROM sync_unread; DELETE FROM sync_collect; UPDATE sync_peer SET since = '0', boot_seq = NULL, boot_key = NULL",
                           error);
}

/* Several versions ---------------------------------------------------------------------------------------------------------------------- */

GPtrArray *
ta_sync_list_folds (TaDatabase *database, gint64 now_ms, guint limit, GError **error)
{
  g_autoptr (TaStatement) statement
      = ta_database_prepare (database, "SELECT name FROM sync_fold WHERE next_at <= :now ORDER BY next_at, name LIMIT :limit");
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  TaStep step;

  ta_statement_bind_int (statement, ":now", now_ms);
  ta_statement_bind_int (statement, ":limit", limit);
  while ((step = ta_statement_step (statement, error)) == TA_STEP_ROW)
    g_ptr_array_add (names, ta_statement_dup_text (statement, 0));
  return step == TA_STEP_DONE ? g_steal_pointer (&names) : NULL;
}

gboolean
ta_sync_fold_tried (TaDatabase *database, const char *name, gboolean quiet, gint64 now_ms, GError **error)
{
  g_autoptr (TaStatement) update
      = ta_database_prepare (database, "UPDATE sync_fold SET tries = CASE WHEN :quiet THEN tries + 1 ELSE 0 END, next_at = CASE WHEN :quiet THEN :next ELSE 0 END WHERE name = :name");
  g_autoptr (TaStatement) drop = ta_database_prepare (database, "DELETE FROM sync_fold WHERE name = :name AND tries >= :tries");

  ta_statement_bind_int (update, ":quiet", quiet);
  ta_statement_bind_int (update, ":next", now_ms + QUIET_MS);
  ta_statement_bind_text (update, ":name", name);
  ta_statement_bind_text (drop, ":name", name);
  ta_statement_bind_int (drop, ":tries", QUIET_TRIES);
  return ta_statement_run (update, NULL, error) && ta_statement_run (drop, NULL, error);
}

static GPtrArray *
list_unread (TaStatement *statement, GError **error)
{
  g_autoptr (GPtrArray) unread = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_sync_incoming_free);
  TaStep step;

  while ((step = ta_statement_step (statement, error)) == TA_STEP_ROW)
    {
      TaSyncIncoming *incoming = ta_sync_incoming_new (ta_statement_text (statement, 0), ta_statement_text (statement, 1));

      incoming->envelope = ta_statement_dup_text (statement, 2);
      g_ptr_array_add (unread, incoming);
    }
  return step == TA_STEP_DONE ? g_steal_pointer (&unread) : NULL;
}

GPtrArray *
ta_sync_list_unread (TaDatabase *database, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT name, rev, envelope FROM sync_unread WHERE reason IN ('key', 'damaged') ORDER BY name");

  return list_unread (statement, error);
}

GPtrArray *
ta_sync_list_keyless (TaDatabase *database, guint limit, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT name, rev, envelope FROM sync_unread WHERE reason = 'key' ORDER BY name LIMIT :limit");

  ta_statement_bind_int (statement, ":limit", limit);
  return list_unread (statement, error);
}

/* Reading ------------------------------------------------------------------------------------------------------------------------------ */

TaDocument *
ta_sync_get_document (TaDatabase *database, const char *type, const char *id, GError **error)
{
  TaSyncRecord *loaded = NULL;
  g_autoptr (TaSyncRecord) record = NULL;

  if (!ta_sync_record_load (database, type, id, &loaded, error))
    return NULL;
  record = loaded;
  return record != NULL ? g_steal_pointer (&record->document) : NULL;
}

gboolean
ta_sync_each (TaDatabase *database, gboolean (*func) (const char *name, const char *rev, const char *json, gpointer data), gpointer data, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT name, base_rev, CAST (state AS TEXT) FROM sync_document ORDER BY name");
  TaStep step;

  while ((step = ta_statement_step (statement, error)) == TA_STEP_ROW)
    if (!func (ta_statement_text (statement, 0), ta_statement_is_null (statement, 1) ? NULL : ta_statement_text (statement, 1), ta_statement_text (statement, 2), data))
      return TRUE;
  return step == TA_STEP_DONE;
}
