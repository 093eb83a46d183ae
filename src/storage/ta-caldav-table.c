/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-caldav-table.h"

#include "ta-id.h"
#include "ta-query.h"
#include "ta-table.h"

TaCaldavTarget *
ta_caldav_target_new (const char *url, const char *user, const char *household, const char *person)
{
  TaCaldavTarget *target = g_new0 (TaCaldavTarget, 1);
  g_autofree char *id = ta_id_new ();

  target->key = g_strconcat ("caldav-", id, NULL);
  target->url = g_strdup (url);
  target->user = g_strdup (user);
  target->household = g_strdup (household);
  target->person = g_strdup (person);
  target->problem = g_strdup ("");
  return target;
}

TaCaldavTarget *
ta_caldav_target_copy (const TaCaldavTarget *target)
{
  TaCaldavTarget *copy = g_memdup2 (target, sizeof *target);

  copy->key = g_strdup (target->key);
  copy->url = g_strdup (target->url);
  copy->user = g_strdup (target->user);
  copy->household = g_strdup (target->household);
  copy->person = g_strdup (target->person);
  copy->problem = g_strdup (target->problem);
  return copy;
}

void
ta_caldav_target_free (TaCaldavTarget *target)
{
  if (target == NULL)
    return;
  g_free (target->key);
  g_free (target->url);
  g_free (target->user);
  g_free (target->household);
  g_free (target->person);
  g_free (target->problem);
  g_free (target);
}

TaCaldavTarget *
ta_caldav_table_get (TaDatabase *database, GError **error)
{
  g_autoptr (TaStatement) statement
      = ta_database_prepare (database, "SELECT key, url, user, household, person, detail, problem, stopped, done_at FROM caldav_target WHERE id = 1");
  TaCaldavTarget *target;

  if (ta_statement_step (statement, error) != TA_STEP_ROW)
    return NULL;
  target = g_new0 (TaCaldavTarget, 1);
  target->key = ta_statement_dup_text (statement, 0);
  target->url = ta_statement_dup_text (statement, 1);
  target->user = ta_statement_dup_text (statement, 2);
  target->household = ta_statement_dup_text (statement, 3);
  target->person = ta_statement_dup_text (statement, 4);
  target->detail = (TaFeedDetail) ta_table_code (statement, 5, ta_feed_detail_codes);
  target->problem = ta_statement_dup_text (statement, 6);
  target->stopped = ta_statement_int (statement, 7) != 0;
  target->done_at = ta_statement_int (statement, 8);
  return target;
}

static gboolean
forget_events_of_another (TaDatabase *database, const TaCaldavTarget *target, GError **error)
{
  g_autoptr (TaStatement) statement
      = ta_database_prepare (database, "DELETE FROM caldav_event WHERE EXISTS (SELECT 1 FROM caldav_target WHERE (url, user) IS NOT (:url, :user))");

  ta_statement_bind_text (statement, ":url", target->url);
  ta_statement_bind_text (statement, ":user", target->user);
  return ta_statement_run (statement, NULL, error);
}

gboolean
ta_caldav_table_save (TaDatabase *database, const TaCaldavTarget *target, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (
      database, "INSERT OR REPLACE INTO caldav_target (id, key, url, user, household, person, detail, problem, stopped, done_at) "
                "VALUES (1, :key, :url, :user, :household, :person, :detail, :problem, :stopped, :done_at)");

  if (!forget_events_of_another (database, target, error))
    return FALSE;
  ta_statement_bind_text (statement, ":key", target->key);
  ta_statement_bind_text (statement, ":url", target->url);
  ta_statement_bind_text (statement, ":user", target->user);
  ta_statement_bind_text (statement, ":household", target->household);
  ta_statement_bind_text (statement, ":person", target->person);
  ta_statement_bind_text (statement, ":detail", ta_code_word (ta_feed_detail_codes, (int) target->detail));
  ta_statement_bind_text (statement, ":problem", target->problem);
  ta_statement_bind_int (statement, ":stopped", target->stopped ? 1 : 0);
  ta_statement_bind_optional_int (statement, ":done_at", target->done_at > 0 ? target->done_at : -1);
  return ta_statement_run (statement, NULL, error);
}

gboolean
ta_caldav_table_save_outcome (TaDatabase *database, const TaCaldavTarget *target, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (
      database, "UPDATE caldav_target SET problem = :problem, stopped = :stopped, done_at = :done_at WHERE (key, url, user) IS (:key, :url, :user)");

  ta_statement_bind_text (statement, ":problem", target->problem);
  ta_statement_bind_int (statement, ":stopped", target->stopped ? 1 : 0);
  ta_statement_bind_optional_int (statement, ":done_at", target->done_at > 0 ? target->done_at : -1);
  ta_statement_bind_text (statement, ":key", target->key);
  ta_statement_bind_text (statement, ":url", target->url);
  ta_statement_bind_text (statement, ":user", target->user);
  return ta_statement_run (statement, NULL, error);
}

gboolean
ta_caldav_table_forget (TaDatabase *database, GError **error)
{
  g_autoptr (TaStatement) events = ta_database_prepare (database, "DELETE FROM caldav_event");
  g_autoptr (TaStatement) target = ta_database_prepare (database, "DELETE FROM caldav_target");

  return ta_statement_run (events, NULL, error) && ta_statement_run (target, NULL, error);
}

/* Events --------------------------------------------------------------------------------------------------------------------------------- */

void
ta_caldav_event_free (TaCaldavEvent *event)
{
  g_free (event->uid);
  g_free (event->hash);
  g_free (event->etag);
  g_free (event);
}

static gpointer
event_from_row (TaStatement *statement)
{
  TaCaldavEvent *event = g_new0 (TaCaldavEvent, 1);

  event->uid = ta_statement_dup_text (statement, 0);
  event->hash = ta_statement_dup_text (statement, 1);
  event->etag = ta_statement_dup_text (statement, 2);
  return event;
}

GPtrArray *
ta_caldav_event_table_list (TaDatabase *database, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT uid, hash, etag FROM caldav_event ORDER BY uid");

  return ta_query_collect (statement, event_from_row, (GDestroyNotify) ta_caldav_event_free, error);
}

gboolean
ta_caldav_event_table_set (TaDatabase *database, const TaCaldavEvent *event, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "INSERT OR REPLACE INTO caldav_event (uid, hash, etag) VALUES (:uid, :hash, :etag)");

  ta_statement_bind_text (statement, ":uid", event->uid);
  ta_statement_bind_text (statement, ":hash", event->hash);
  ta_statement_bind_text (statement, ":etag", event->etag);
  return ta_statement_run (statement, NULL, error);
}

gboolean
ta_caldav_event_table_remove (TaDatabase *database, const char *uid, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "DELETE FROM caldav_event WHERE uid = :uid");

  ta_statement_bind_text (statement, ":uid", uid);
  return ta_statement_run (statement, NULL, error);
}
