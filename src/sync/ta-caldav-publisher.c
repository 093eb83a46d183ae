/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-caldav-publisher.h"

#include "ta-caldav-client.h"
#include "ta-feed-calendar.h"
#include "ta-secret.h"
#include "ta-sync-keys.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const TaOrigin origin = { "", NULL, TA_SOURCE_HUB };

/* What there is -------------------------------------------------------------------------------------------------------------------------- */

static gpointer
load_target (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_caldav_table_get (database, error);
}

static gpointer
load_sent (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_caldav_event_table_list (database, error);
}

static gpointer
load_calendar (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  const TaCaldavTarget *target = data;
  TaFeed feed = { .household = target->household, .person = target->person, .detail = target->detail };

  return ta_feed_calendar (database, &feed, error);
}

static gboolean
save_target (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_caldav_table_save (database, data, error);
}

static gboolean
save_outcome (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_caldav_table_save_outcome (database, data, error);
}

static gboolean
save_event (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_caldav_event_table_set (database, data, error);
}

static gboolean
remove_event (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_caldav_event_table_remove (database, data, error);
}

static gboolean
forget (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_caldav_table_forget (database, error);
}

static TaCaldavClient *
open_client (const TaCaldavTarget *target, const char *password, GCancellable *cancellable, GError **error)
{
  g_autoptr (TaKeyStore) keys = NULL;
  g_autoptr (TaSecret) secret = NULL;
  GError *failure = NULL;

  if (password != NULL)
    return ta_caldav_client_new (target->url, target->user, password, error);
  keys = ta_sync_keys_open ();
  secret = ta_key_store_load_sync (keys, target->key, TA_KEY_KIND_PASSWORD, cancellable, NULL, &failure);
  if (secret != NULL)
    return ta_caldav_client_new (target->url, target->user, ta_secret_get_text (secret), error);
  if (failure != NULL)
    g_propagate_error (error, failure);
  else
    g_set_error_literal (error, TA_SYNC_ERROR, TA_SYNC_ERROR_KEY, _ ("The password of the calendar server is not on this computer."));
  return NULL;
}

/* Sending -------------------------------------------------------------------------------------------------------------------------------- */

typedef struct
{
  TaStore *store;
  TaCaldavClient *client;
  GHashTable *sent; /* of TaCaldavEvent (borrowed) by uid: what lies there and is not wanted, in the end */
  GCancellable *cancellable;
} Sending;

static gboolean
send_event (Sending *sending, const TaFeedEvent *event, const TaCaldavEvent *before, GError **error)
{
  g_autofree char *etag = NULL;
  TaCaldavEvent after = { event->uid, event->hash, NULL };

  if (before != NULL && strcmp (before->hash, event->hash) == 0)
    return TRUE;
  if (!ta_caldav_client_put (sending->client, event->uid, event->body, before != NULL ? before->etag : NULL, &etag, sending->cancellable, error))
    return FALSE;
  after.etag = etag;
  return ta_store_run (sending->store, "", &origin, save_event, &after, NULL, error);
}

static gboolean
send_events (Sending *sending, GPtrArray *events, gint64 now, GError **error)
{
  for (guint i = 0; i < events->len; i++)
    {
      const TaFeedEvent *event = g_ptr_array_index (events, i);
      const TaCaldavEvent *before = g_hash_table_lookup (sending->sent, event->uid);

      if (event->cancelled && event->until < now)
        continue;
      if (!send_event (sending, event, before, error))
        return FALSE;
      g_hash_table_remove (sending->sent, event->uid);
    }
  return TRUE;
}

static gboolean
delete_rest (Sending *sending, GError **error)
{
  GHashTableIter iter;
  gpointer uid;

  g_hash_table_iter_init (&iter, sending->sent);
  while (g_hash_table_iter_next (&iter, &uid, NULL))
    if (!ta_caldav_client_delete (sending->client, uid, sending->cancellable, error) || !ta_store_run (sending->store, "", &origin, remove_event, uid, NULL, error))
      return FALSE;
  return TRUE;
}

/* @events: of TaFeedEvent: what shall lie there */
static gboolean
mirror (TaStore *store, TaCaldavClient *client, GPtrArray *events, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) sent = ta_store_read (store, load_sent, NULL, error);
  g_autoptr (GHashTable) table = g_hash_table_new (g_str_hash, g_str_equal);
  Sending sending = { store, client, table, cancellable };

  if (sent == NULL)
    return FALSE;
  for (guint i = 0; i < sent->len; i++)
    {
      TaCaldavEvent *event = g_ptr_array_index (sent, i);

      g_hash_table_insert (table, event->uid, event);
    }
  return send_events (&sending, events, g_get_real_time () / G_USEC_PER_SEC, error) && delete_rest (&sending, error);
}

static gboolean
send_calendar (TaStore *store, TaCaldavTarget *target, TaCaldavClient *client, GCancellable *cancellable, GError **error)
{
  g_autoptr (GBytes) calendar = ta_store_read (store, load_calendar, target, error);
  g_autoptr (GPtrArray) events = calendar != NULL ? ta_feed_events (calendar, error) : NULL;

  return events != NULL && mirror (store, client, events, cancellable, error);
}

/* What does not pass by itself waits for a person: a wrong password that is tried again and again locks the account. */
static gboolean
keep_outcome (TaStore *store, TaCaldavTarget *target, const GError *failure, GError **error)
{
  g_set_str (&target->problem, failure != NULL ? failure->message : "");
  target->stopped = g_error_matches (failure, TA_SYNC_ERROR, TA_SYNC_ERROR_PASSWORD) || g_error_matches (failure, TA_SYNC_ERROR, TA_SYNC_ERROR_REMOVED)
                    || g_error_matches (failure, TA_SYNC_ERROR, TA_SYNC_ERROR_NOT_FOUND);
  if (failure == NULL)
    target->done_at = g_get_real_time () / 1000;
  return ta_store_run (store, "", &origin, save_outcome, target, NULL, error);
}

gboolean
ta_caldav_publish (TaStore *store, GCancellable *cancellable, GError **error)
{
  GError *failure = NULL;
  g_autoptr (TaCaldavTarget) target = ta_store_read (store, load_target, NULL, &failure);
  g_autoptr (TaCaldavClient) client = NULL;

  if (target == NULL || target->stopped)
    {
      if (failure != NULL)
        g_propagate_error (error, failure);
      return failure == NULL;
    }
  client = open_client (target, NULL, cancellable, &failure);
  if (client != NULL && send_calendar (store, target, client, cancellable, &failure))
    return keep_outcome (store, target, NULL, error);
  if (!g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    keep_outcome (store, target, failure, NULL);
  g_propagate_error (error, failure);
  return FALSE;
}

/* Setting up and taking down ------------------------------------------------------------------------------------------------------------- */

static gboolean
save_password (const TaCaldavTarget *target, const char *password, GCancellable *cancellable, GError **error)
{
  g_autoptr (TaKeyStore) keys = ta_sync_keys_open ();
  g_autoptr (TaSecret) secret = ta_secret_new_text (password);

  return ta_key_store_save_sync (keys, target->key, TA_KEY_KIND_PASSWORD, secret, cancellable, NULL, error);
}

/* A password that is not given anew is for where it went before, and for nowhere else. */
static gboolean
check_same_place (TaStore *store, const TaCaldavTarget *target, GError **error)
{
  g_autoptr (TaCaldavTarget) before = ta_store_read (store, load_target, NULL, NULL);

  if (before != NULL && strcmp (before->url, target->url) == 0 && strcmp (before->user, target->user) == 0)
    return TRUE;
  g_set_error_literal (error, TA_SYNC_ERROR, TA_SYNC_ERROR_KEY, _ ("The password of the calendar server is not on this computer."));
  return FALSE;
}

gboolean
ta_caldav_set (TaStore *store, const TaCaldavTarget *target, const char *password, GCancellable *cancellable, GError **error)
{
  g_autoptr (TaCaldavTarget) fresh = ta_caldav_target_copy (target);
  g_autoptr (TaCaldavClient) client = NULL;

  if (password == NULL && !check_same_place (store, target, error))
    return FALSE;
  client = open_client (target, password, cancellable, error);
  if (client == NULL || !ta_caldav_client_check (client, cancellable, error))
    return FALSE;
  if (password != NULL && !save_password (target, password, cancellable, error))
    return FALSE;
  g_set_str (&fresh->problem, "");
  fresh->stopped = FALSE;
  return ta_store_run (store, "", &origin, save_target, fresh, NULL, error) && ta_caldav_publish (store, cancellable, error);
}

gboolean
ta_caldav_remove (TaStore *store, GCancellable *cancellable, GError **error)
{
  GError *failure = NULL;
  g_autoptr (TaCaldavTarget) target = ta_store_read (store, load_target, NULL, &failure);
  g_autoptr (TaCaldavClient) client = target != NULL ? open_client (target, NULL, cancellable, &failure) : NULL;
  g_autoptr (TaKeyStore) keys = ta_sync_keys_open ();
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  gboolean forgotten;

  if (client != NULL)
    mirror (store, client, none, cancellable, &failure);
  forgotten = target == NULL || ta_key_store_remove_sync (keys, target->key, TA_KEY_KIND_PASSWORD, NULL, failure == NULL ? &failure : NULL);
  forgotten = ta_store_run (store, "", &origin, forget, NULL, NULL, failure == NULL ? &failure : NULL) && forgotten;
  if (failure != NULL)
    g_propagate_error (error, failure);
  return failure == NULL && forgotten;
}

/* On a thread of their own --------------------------------------------------------------------------------------------------------------- */

typedef struct
{
  TaStore *store;
  TaCaldavTarget *target; /* (nullable) */
  char *password;         /* (nullable) */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_object_unref (job->store);
  ta_caldav_target_free (job->target);
  ta_secret_text_free (job->password);
  g_free (job);
}

static void
work (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;
  gboolean done = job->target != NULL ? ta_caldav_set (job->store, job->target, job->password, cancellable, &error) : ta_caldav_remove (job->store, cancellable, &error);

  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
start (TaStore *store, TaCaldavTarget *target, const char *password, gpointer tag, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  *job = (Job) { g_object_ref (store), target, g_strdup (password) };
  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, work);
}

void
ta_caldav_set_async (TaStore *store, const TaCaldavTarget *target, const char *password, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  start (store, ta_caldav_target_copy (target), password, ta_caldav_set_async, cancellable, callback, user_data);
}

gboolean
ta_caldav_set_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
ta_caldav_remove_async (TaStore *store, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  start (store, NULL, NULL, ta_caldav_remove_async, cancellable, callback, user_data);
}

gboolean
ta_caldav_remove_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
