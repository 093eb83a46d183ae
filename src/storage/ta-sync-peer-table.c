/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-sync-peer-table.h"

#include "ta-code.h"

#include <string.h>

#define COLUMNS \
  "url, db, user, pod, device, device_name, epoch, since, boot_seq, boot_key, written, problem, problem_detail, problem_at, retry_at, done_at, counted, roster"

static const char *const problem_words[]
    = { "", "offline", "password", "removed", "locked", "no-pod", "key-missing", "certificate", "full", "odd" };

G_STATIC_ASSERT (G_N_ELEMENTS (problem_words) == TA_SYNC_PROBLEM_ODD + 1);

void
ta_sync_peer_free (TaSyncPeer *peer)
{
  if (peer == NULL)
    return;
  g_free (peer->url);
  g_free (peer->db);
  g_free (peer->user);
  g_free (peer->device_name);
  g_free (peer->epoch);
  g_free (peer->since);
  g_free (peer->boot_seq);
  g_free (peer->boot_key);
  g_free (peer->problem_detail);
  g_free (peer->roster);
  g_free (peer);
}

TaSyncPeer *
ta_sync_peer_copy (const TaSyncPeer *peer)
{
  TaSyncPeer *copy = g_memdup2 (peer, sizeof *peer);

  copy->url = g_strdup (peer->url);
  copy->db = g_strdup (peer->db);
  copy->user = g_strdup (peer->user);
  copy->device_name = g_strdup (peer->device_name);
  copy->epoch = g_strdup (peer->epoch);
  copy->since = g_strdup (peer->since);
  copy->boot_seq = g_strdup (peer->boot_seq);
  copy->boot_key = g_strdup (peer->boot_key);
  copy->problem_detail = g_strdup (peer->problem_detail);
  copy->roster = g_strdup (peer->roster);
  return copy;
}

gboolean
ta_sync_peer_is_sending_again (const TaSyncPeer *peer)
{
  return peer->epoch != NULL && peer->counted == 0 && peer->done_at > 0;
}

/* A word that a later version wrote is a problem that this one knows nothing of. */
static TaSyncProblem
problem_from_word (const char *word)
{
  for (guint i = 0; i < G_N_ELEMENTS (problem_words); i++)
    if (strcmp (problem_words[i], word) == 0)
      return (TaSyncProblem) i;
  return TA_SYNC_PROBLEM_ODD;
}

static TaSyncPeer *
peer_from_row (TaStatement *row)
{
  TaSyncPeer *peer = g_new0 (TaSyncPeer, 1);
  g_autoptr (GBytes) pod = ta_statement_dup_bytes (row, 3);

  peer->url = ta_statement_dup_text (row, 0);
  peer->db = ta_statement_dup_text (row, 1);
  peer->user = ta_statement_dup_text (row, 2);
  if (pod != NULL && g_bytes_get_size (pod) == sizeof peer->pod)
    memcpy (peer->pod, g_bytes_get_data (pod, NULL), sizeof peer->pod);
  peer->device = (guint64) ta_statement_int (row, 4);
  peer->device_name = ta_statement_dup_text (row, 5);
  peer->epoch = ta_statement_dup_text (row, 6);
  peer->since = ta_statement_dup_text (row, 7);
  peer->boot_seq = ta_statement_dup_text (row, 8);
  peer->boot_key = ta_statement_dup_text (row, 9);
  peer->written = ta_statement_int (row, 10);
  peer->problem = problem_from_word (ta_statement_text (row, 11));
  peer->problem_detail = ta_statement_dup_text (row, 12);
  peer->problem_at = ta_statement_int (row, 13);
  peer->retry_at = ta_statement_int (row, 14);
  peer->done_at = ta_statement_int (row, 15);
  peer->counted = ta_statement_int (row, 16);
  peer->roster = ta_statement_dup_text (row, 17);
  return peer;
}

TaSyncPeer *
ta_sync_peer_table_get (TaDatabase *database, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT " COLUMNS " FROM sync_peer");

  return ta_statement_step (statement, error) == TA_STEP_ROW ? peer_from_row (statement) : NULL;
}

static void
bind_moment (TaStatement *statement, const char *name, gint64 moment)
{
  if (moment > 0)
    ta_statement_bind_int (statement, name, moment);
  else
    ta_statement_bind_null (statement, name);
}

static void
bind_peer (TaStatement *statement, const TaSyncPeer *peer)
{
  g_autoptr (GBytes) pod = g_bytes_new (peer->pod, sizeof peer->pod);

  ta_statement_bind_text (statement, ":url", peer->url);
  ta_statement_bind_text (statement, ":db", peer->db);
  ta_statement_bind_text (statement, ":user", peer->user != NULL ? peer->user : "");
  ta_statement_bind_bytes (statement, ":pod", pod);
  ta_statement_bind_int (statement, ":device", (gint64) peer->device);
  ta_statement_bind_text (statement, ":device_name", peer->device_name != NULL ? peer->device_name : "");
  ta_statement_bind_text (statement, ":epoch", peer->epoch);
  ta_statement_bind_text (statement, ":since", peer->since != NULL ? peer->since : "0");
  ta_statement_bind_text (statement, ":boot_seq", peer->boot_seq);
  ta_statement_bind_text (statement, ":boot_key", peer->boot_key);
  ta_statement_bind_int (statement, ":written", peer->written);
  ta_statement_bind_text (statement, ":problem", problem_words[peer->problem]);
  ta_statement_bind_text (statement, ":problem_detail", peer->problem_detail != NULL ? peer->problem_detail : "");
  bind_moment (statement, ":problem_at", peer->problem_at);
  bind_moment (statement, ":retry_at", peer->retry_at);
  bind_moment (statement, ":done_at", peer->done_at);
  ta_statement_bind_int (statement, ":counted", peer->counted);
  ta_statement_bind_text (statement, ":roster", peer->roster);
}

gboolean
ta_sync_peer_table_save (TaDatabase *database, const TaSyncPeer *peer, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (
      database, "INSERT OR REPLACE INTO sync_peer (id, " COLUMNS ") VALUES (1, :url, :db, :user, :pod, :device, :device_name, :epoch, :since, :boot_seq, "
                ":boot_key, :written, :problem, :problem_detail, :problem_at, :retry_at, :done_at, :counted, :roster)");

  bind_peer (statement, peer);
  return ta_statement_run (statement, NULL, error);
}

gboolean
ta_sync_peer_table_forget (TaDatabase *database, GError **error)
{
  return ta_database_exec (database,
                           "DELETE FROM sync_peer; DELETE FROM sync_clock; DELETE FROM sync_document; DELETE FROM sync_missing; DELETE FROM sync_sent; "
                           "DELETE FROM sync_fold; DELETE FROM sync_unread; DELETE FROM sync_notice; DELETE FROM sync_device; DELETE FROM sync_applying; DELETE FROM sync_touched; "
                           "DELETE FROM sync_collect; "
                           "DELETE FROM feed_published; DELETE FROM feed_hub",
                           error);
}

gboolean
ta_sync_device_table_set_name (TaDatabase *database, guint64 device, const char *name, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (
      database, "INSERT INTO sync_device (device, name) VALUES (:device, :name) ON CONFLICT (device) DO UPDATE SET name = excluded.name");

  ta_statement_bind_int (statement, ":device", (gint64) device);
  ta_statement_bind_text (statement, ":name", name);
  return ta_statement_run (statement, NULL, error);
}

/* The clock ---------------------------------------------------------------------------------------------------------------------------- */

gboolean
ta_sync_clock_load (TaDatabase *database, TaStampClock *clock, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (
      database, "SELECT p.device, coalesce (c.ms, 0), coalesce (c.counter, 0) FROM sync_peer p LEFT JOIN sync_clock c");
  TaStep step = ta_statement_step (statement, error);

  *clock = (TaStampClock) { { 0, 0, 0 }, 0 };
  if (step == TA_STEP_ROW)
    {
      clock->device = (guint64) ta_statement_int (statement, 0);
      clock->last.ms = ta_statement_int (statement, 1);
      clock->last.counter = (guint32) ta_statement_int (statement, 2);
    }
  return step != TA_STEP_ERROR;
}

gboolean
ta_sync_clock_save (TaDatabase *database, const TaStampClock *clock, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "INSERT OR REPLACE INTO sync_clock (id, ms, counter) VALUES (1, :ms, :counter)");

  ta_statement_bind_int (statement, ":ms", clock->last.ms);
  ta_statement_bind_int (statement, ":counter", clock->last.counter);
  return ta_statement_run (statement, NULL, error);
}
