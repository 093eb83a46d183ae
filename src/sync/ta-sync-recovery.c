/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-sync-recovery.h"

#include "ta-hub-soup.h"
#include "ta-hub-wire-private.h"
#include "ta-sync-entry.h"
#include "ta-sync-keys.h"
#include "ta-sync-members.h"
#include "ta-sync-ring.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gint64
now_ms (void)
{
  return g_get_real_time () / 1000;
}

/* The sheet ------------------------------------------------------------------------------------------------------------------------------- */

static void
make_sheet (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TaSyncPeer) peer = ta_sync_load_peer (TA_STORE (source), &error);
  g_autoptr (TaKeyring) keyring = peer != NULL ? ta_sync_keys_load_keyring (peer, cancellable, &error) : NULL;
  TaRecoverySheet *sheet = keyring != NULL ? ta_recovery_sheet_new (keyring, peer->url, peer->db, &error) : NULL;

  if (sheet != NULL)
    g_task_return_pointer (task, sheet, (GDestroyNotify) ta_recovery_sheet_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
ta_sync_recovery_sheet_async (TaStore *store, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (store, cancellable, callback, user_data);

  g_task_set_source_tag (task, ta_sync_recovery_sheet_async);
  g_task_run_in_thread (task, make_sheet);
}

TaRecoverySheet *
ta_sync_recovery_sheet_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Coming back ----------------------------------------------------------------------------------------------------------------------------- */

static TaRecoverySheet *
parse_sheet (const char *text, GError **error)
{
  GError *failure = NULL;
  TaRecoverySheet *sheet = ta_recovery_sheet_parse (text, NULL, &failure);

  if (sheet == NULL)
    {
      g_set_error_literal (error, TA_SYNC_ERROR, TA_SYNC_ERROR_KEY, failure->message);
      g_error_free (failure);
    }
  return sheet;
}

/* A sheet that was printed before the pod got its newest key opens too little. Where that cannot be asked now, the first exchange will tell. */
static gboolean
check_newest (const TaInvitation *invitation, const TaWireWelcome *welcome, TaKeyring *keyring, GCancellable *cancellable, GError **error)
{
  g_autoptr (TaHubSoup) soup = ta_hub_soup_new (invitation->hub, NULL);
  g_autoptr (TaHubClient) client = soup != NULL ? ta_hub_client_new (TA_HUB_TRANSPORT (soup), welcome->db, welcome->user, welcome->password) : NULL;
  g_autofree char *name = ta_roster_doc_id (ta_keyring_get_pod (keyring));
  const char *const names[] = { name };
  g_autoptr (GPtrArray) docs = client != NULL ? ta_hub_client_get (client, names, NULL, 1, cancellable, NULL) : NULL;
  const TaWireDoc *roster = docs != NULL && docs->len > 0 ? g_ptr_array_index (docs, 0) : NULL;
  const char *kid = roster != NULL ? roster->sealed.key : NULL;

  if (kid == NULL || ta_keyring_has (keyring, kid))
    return TRUE;
  if (invitation->user == NULL)
    ta_hub_client_delete_account (client, welcome->user, cancellable, NULL);
  g_set_error_literal (error, TA_SYNC_ERROR, TA_SYNC_ERROR_KEY,
                       _ ("The recovery sheet is too old: a computer was removed since it was printed, and the pod has had a new key from then on. Look for a later sheet."));
  return FALSE;
}

/* Nobody is left who could let it in: the list of the pod's devices begins anew with this one. */
static gboolean
recover (TaSyncJob *job, GCancellable *cancellable, GError **error)
{
  g_autoptr (TaRecoverySheet) sheet = ta_sync_entry_check_free (job->store, TRUE, error) ? parse_sheet (job->text, error) : NULL;
  g_autoptr (TaInvitation) invitation = sheet != NULL ? ta_sync_entry_parse_link (job->link, error) : NULL;
  g_autoptr (TaDeviceKeys) keys = invitation != NULL ? ta_sync_keys_begin (invitation, cancellable, error) : NULL;
  g_autoptr (TaWireWelcome) welcome = keys != NULL ? ta_sync_entry_use (invitation, sheet->pod, keys, cancellable, error) : NULL;
  g_autoptr (TaKeyring) keyring = NULL;
  g_autoptr (TaRoster) roster = NULL;
  g_autoptr (TaSyncPeer) peer = NULL;

  if (welcome == NULL)
    return FALSE;
  keyring = ta_recovery_sheet_to_keyring (sheet);
  if (!check_newest (invitation, welcome, keyring, cancellable, error))
    return FALSE;
  peer = ta_sync_entry_make_peer (invitation->hub, welcome, keyring, keys, job->name);
  roster = ta_roster_new (keyring, keys, job->name, now_ms ());
  peer->roster = ta_roster_sign (roster, keys);
  return ta_sync_entry_keep (job->store, invitation, peer, keyring, keys, welcome, FALSE, cancellable, error);
}

void
ta_sync_recover_async (TaStore *store, const char *link, const char *sheet, const char *device_name, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  TaSyncJob *job = ta_sync_job_new (store, recover);

  job->link = g_strdup (link);
  job->text = g_strdup (sheet);
  job->name = g_strdup (device_name);
  ta_sync_job_start (job, ta_sync_recover_async, cancellable, callback, user_data);
}

gboolean
ta_sync_recover_finish (GAsyncResult *result, GError **error)
{
  return ta_sync_job_finish (result, NULL, error);
}

/* Signing in again ------------------------------------------------------------------------------------------------------------------------ */

static void
set_account (TaSyncPeer *peer, const char *url, const char *db, const char *user)
{
  g_set_str (&peer->url, url);
  g_set_str (&peer->db, db);
  g_set_str (&peer->user, user);
  peer->problem = TA_SYNC_PROBLEM_NONE;
}

static gboolean
save_account (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  const TaSyncPeer *renewed = data;
  g_autoptr (TaSyncPeer) peer = ta_sync_peer_table_get (database, error);

  if (peer == NULL)
    return FALSE;
  set_account (peer, renewed->url, renewed->db, renewed->user);
  return ta_sync_peer_table_save (database, peer, error);
}

/* What the invitation brings of keys is added to what is here; where it brings none (the hub printed it) those that are here must be enough. */
static TaKeyring *
renew_keys (const TaSyncPeer *peer, const TaInvitation *invitation, const TaWireWelcome *welcome, GCancellable *cancellable, GError **error)
{
  g_autoptr (TaWelcome) box = welcome->box != NULL ? ta_invitation_open (invitation, welcome->box, now_ms (), error) : NULL;
  g_autoptr (TaKeyring) present = NULL;

  if (welcome->box != NULL && box == NULL)
    return NULL;
  present = ta_sync_keys_load_keyring (peer, cancellable, box == NULL ? error : NULL);
  if (present == NULL)
    return box != NULL ? ta_keyring_ref (box->keyring) : NULL;
  return box != NULL ? ta_keyring_join (present, box->keyring, error) : ta_keyring_ref (present);
}

static gboolean
sign_in (TaSyncJob *job, GCancellable *cancellable, GError **error)
{
  g_autoptr (TaSyncPeer) peer = ta_sync_load_peer (job->store, error);
  g_autoptr (TaInvitation) invitation = peer != NULL ? ta_sync_entry_parse_link (job->link, error) : NULL;
  g_autoptr (TaDeviceKeys) keys = invitation != NULL ? ta_sync_keys_load_device (peer, cancellable, error) : NULL;
  g_autoptr (TaWireWelcome) welcome = keys != NULL ? ta_sync_entry_use (invitation, peer->pod, keys, cancellable, error) : NULL;
  g_autoptr (TaKeyring) keyring = welcome != NULL ? renew_keys (peer, invitation, welcome, cancellable, error) : NULL;
  const TaOrigin origin = { "", NULL, TA_SOURCE_HUB };

  if (keyring == NULL)
    return FALSE;
  if (memcmp (ta_keyring_get_pod (keyring), peer->pod, sizeof peer->pod) != 0)
    {
      g_set_error_literal (error, TA_SYNC_ERROR, TA_SYNC_ERROR_CONFLICT, _ ("The invitation is one of another pod. Ask somebody of this pod for one."));
      return FALSE;
    }
  set_account (peer, invitation->hub, welcome->db, welcome->user);
  return ta_sync_keys_save (peer, keyring, keys, welcome->password, cancellable, error)
         && ta_store_run (job->store, _ ("Signed in at the hub again"), &origin, save_account, peer, NULL, error);
}

void
ta_sync_sign_in_async (TaStore *store, const char *link, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  TaSyncJob *job = ta_sync_job_new (store, sign_in);

  job->link = g_strdup (link);
  ta_sync_job_start (job, ta_sync_sign_in_async, cancellable, callback, user_data);
}

gboolean
ta_sync_sign_in_finish (GAsyncResult *result, GError **error)
{
  return ta_sync_job_finish (result, NULL, error);
}
