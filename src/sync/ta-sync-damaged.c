/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-sync-damaged.h"

#include "ta-sync-error.h"
#include "ta-sync-keys.h"
#include "ta-sync-members.h"
#include "ta-sync-notice-table.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  const char *name;
  const char *rev;
} Damaged;

static gpointer
read_rev (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_sync_stuck_dup_rev (database, data, error);
}

static gboolean
forget (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  const Damaged *damaged = data;

  return ta_sync_stuck_forget (database, damaged->name, damaged->rev, error);
}

static gboolean
delete_there (TaHubClient *client, const Damaged *damaged, GCancellable *cancellable, GError **error)
{
  const TaWirePut put = { damaged->name, damaged->rev, NULL };
  gboolean unsure = FALSE;
  g_autoptr (GPtrArray) results = ta_hub_client_put (client, &put, 1, &unsure, cancellable, error);
  const TaWireResult *result = results != NULL && results->len == 1 ? g_ptr_array_index (results, 0) : NULL;

  if (results == NULL)
    return FALSE;
  if (result != NULL && result->rev != NULL)
    return TRUE;
  if (result != NULL && g_strcmp0 (result->error, "conflict") == 0)
    g_set_error_literal (error, TA_SYNC_ERROR, TA_SYNC_ERROR_CONFLICT, _ ("It was changed on the hub meanwhile, and is looked at again."));
  else
    g_set_error_literal (error, TA_SYNC_ERROR, TA_SYNC_ERROR_REFUSED, result != NULL && result->reason != NULL ? result->reason : _ ("The hub did not delete it."));
  return FALSE;
}

static gboolean
delete_damaged (TaSyncJob *job, GCancellable *cancellable, GError **error)
{
  const TaOrigin origin = { "", NULL, TA_SOURCE_HUB };
  GError *failure = NULL;
  g_autofree char *rev = ta_store_read (job->store, read_rev, job->name, &failure);
  g_autoptr (TaSyncPeer) peer = NULL;
  g_autoptr (TaHubClient) client = NULL;
  Damaged damaged = { job->name, rev };

  if (rev == NULL)
    {
      if (failure != NULL)
        g_propagate_error (error, failure);
      /* It was mended, or somebody else has deleted it. */
      return failure == NULL;
    }
  peer = ta_sync_load_peer (job->store, error);
  client = peer != NULL ? ta_sync_open_client (peer, cancellable, error) : NULL;
  return client != NULL && delete_there (client, &damaged, cancellable, error)
         && ta_store_run (job->store, _ ("Deleted what was damaged on the hub"), &origin, forget, &damaged, NULL, error);
}

void
ta_sync_delete_damaged_async (TaStore *store, const char *name, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  TaSyncJob *job = ta_sync_job_new (store, delete_damaged);

  job->name = g_strdup (name);
  ta_sync_job_start (job, ta_sync_delete_damaged_async, cancellable, callback, user_data);
}

gboolean
ta_sync_delete_damaged_finish (GAsyncResult *result, GError **error)
{
  return ta_sync_job_finish (result, NULL, error);
}
