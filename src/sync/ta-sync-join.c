/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-sync-entry.h"
#include "ta-sync-keys.h"
#include "ta-sync-members.h"
#include "ta-sync-ring.h"
#include "ta-sync.h"

#include <glib/gi18n-lib.h>

/* Coming into a pod: the first device makes it, the others come by an invitation. */

static gint64
now_ms (void)
{
  return g_get_real_time () / 1000;
}

/* Founding ---------------------------------------------------------------------------------------------------------------------------------- */

/* @pod: what is to be founded: whatever else is there is in the way. */
static TaWireWelcome *
use_for_new (const TaInvitation *invitation, TaKeyring *pod, TaDeviceKeys *keys, GCancellable *cancellable, GError **error)
{
  GError *failure = NULL;
  TaWireWelcome *welcome = ta_sync_entry_use (invitation, ta_keyring_get_pod (pod), keys, cancellable, &failure);

  if (g_error_matches (failure, TA_SYNC_ERROR, TA_SYNC_ERROR_CONFLICT))
    {
      g_error_free (failure);
      g_set_error_literal (error, TA_SYNC_ERROR, TA_SYNC_ERROR_CONFLICT, _ ("There is a pod in this place on the hub already. Ask its members for an invitation."));
    }
  else if (failure != NULL)
    g_propagate_error (error, failure);
  return welcome;
}

static gboolean
found (TaSyncJob *job, GCancellable *cancellable, GError **error)
{
  g_autoptr (TaInvitation) invitation = ta_sync_entry_check_free (job->store, FALSE, error) ? ta_sync_entry_parse_link (job->link, error) : NULL;
  g_autoptr (TaKeyring) keyring = ta_keyring_new ();
  g_autoptr (TaDeviceKeys) keys = invitation != NULL ? ta_sync_keys_begin (invitation, cancellable, error) : NULL;
  g_autoptr (TaWireWelcome) welcome = keys != NULL ? use_for_new (invitation, keyring, keys, cancellable, error) : NULL;
  g_autoptr (TaRoster) roster = NULL;
  g_autoptr (TaSyncPeer) peer = NULL;

  if (welcome == NULL)
    return FALSE;
  peer = ta_sync_entry_make_peer (invitation->hub, welcome, keyring, keys, job->name);
  roster = ta_roster_new (keyring, keys, job->name, now_ms ());
  peer->roster = ta_roster_sign (roster, keys);
  return ta_sync_entry_keep (job->store, invitation, peer, keyring, keys, welcome, TRUE, cancellable, error);
}

void
ta_sync_found_async (TaStore *store, const char *link, const char *device_name, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  TaSyncJob *job = ta_sync_job_new (store, found);

  job->link = g_strdup (link);
  job->name = g_strdup (device_name);
  ta_sync_job_start (job, ta_sync_found_async, cancellable, callback, user_data);
}

gboolean
ta_sync_found_finish (GAsyncResult *result, GError **error)
{
  return ta_sync_job_finish (result, NULL, error);
}

/* Joining ------------------------------------------------------------------------------------------------------------------------------------ */

/* One that the hub printed brings no key. It is told before it is used up. */
static TaInvitation *
parse_with_key (const char *link, GError **error)
{
  g_autoptr (TaInvitation) invitation = ta_sync_entry_parse_link (link, error);

  if (invitation == NULL || invitation->key != NULL || invitation->keyring != NULL)
    return g_steal_pointer (&invitation);
  g_set_error_literal (error, TA_SYNC_ERROR, TA_SYNC_ERROR_USED,
                       invitation->user != NULL ? _ ("The address of an account alone is no invitation: one of the pod’s computers makes one with it.")
                                                : _ ("With this invitation a pod is put on the hub. To join one, ask somebody whose computer has it for an invitation."));
  return NULL;
}

/* Reads who is in the pod, and says that this device has come. */
static gboolean
present (TaSyncJob *job, const TaSyncPeer *peer, TaDeviceKeys *keys, const TaInvitation *invitation, const TaDevicePublic *inviter, GCancellable *cancellable, GError **error)
{
  g_autoptr (TaSyncEngine) engine = ta_sync_open_engine (job->store, cancellable, error);
  g_autoptr (TaSyncRing) ring = engine != NULL ? ta_sync_ring_new (engine, peer, keys) : NULL;
  g_autofree char *name = ta_invitation_dup_name (invitation);

  return ring != NULL && ta_sync_ring_fetch (ring, inviter, cancellable, error) && ta_sync_ring_request (ring, job->name, name, cancellable, error);
}

static TaWelcome *
open_box (const TaInvitation *invitation, const TaWireWelcome *welcome, GError **error)
{
  GError *failure = NULL;
  TaWelcome *box;

  if (invitation->keyring != NULL)
    return ta_invitation_open_direct (invitation);
  if (welcome->box == NULL)
    {
      g_set_error_literal (error, TA_SYNC_ERROR, TA_SYNC_ERROR_USED, _ ("With this invitation a pod is put on the hub. To join one, ask somebody whose computer has it for an invitation."));
      return NULL;
    }
  box = ta_invitation_open (invitation, welcome->box, now_ms (), &failure);
  if (box == NULL)
    {
      g_set_error_literal (error, TA_SYNC_ERROR, TA_SYNC_ERROR_USED, failure->message);
      g_error_free (failure);
    }
  return box;
}

static gboolean
join (TaSyncJob *job, GCancellable *cancellable, GError **error)
{
  g_autoptr (TaInvitation) invitation = ta_sync_entry_check_free (job->store, TRUE, error) ? parse_with_key (job->link, error) : NULL;
  g_autoptr (TaDeviceKeys) keys = invitation != NULL ? ta_sync_keys_begin (invitation, cancellable, error) : NULL;
  g_autoptr (TaWireWelcome) welcome = keys != NULL ? ta_sync_entry_use (invitation, NULL, keys, cancellable, error) : NULL;
  g_autoptr (TaWelcome) box = welcome != NULL ? open_box (invitation, welcome, error) : NULL;
  g_autoptr (TaSyncPeer) peer = NULL;

  if (box == NULL)
    return FALSE;
  peer = ta_sync_entry_make_peer (invitation->hub, welcome, box->keyring, keys, job->name);
  job->text = ta_comparison_code (box->keyring, ta_device_keys_get_public (keys));
  return ta_sync_entry_keep (job->store, invitation, peer, box->keyring, keys, welcome, FALSE, cancellable, error)
         && present (job, peer, keys, invitation, &box->inviter, cancellable, error);
}

void
ta_sync_join_async (TaStore *store, const char *link, const char *device_name, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  TaSyncJob *job = ta_sync_job_new (store, join);

  job->link = g_strdup (link);
  job->name = g_strdup (device_name);
  ta_sync_job_start (job, ta_sync_join_async, cancellable, callback, user_data);
}

gboolean
ta_sync_join_finish (GAsyncResult *result, char **code, GError **error)
{
  TaSyncJob *job;

  if (!ta_sync_job_finish (result, &job, error))
    return FALSE;
  *code = g_steal_pointer (&job->text);
  return TRUE;
}
