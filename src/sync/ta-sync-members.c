/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-invitation.h"
#include "ta-sync-entry.h"
#include "ta-sync-keys.h"
#include "ta-sync-members.h"
#include "ta-sync-ring.h"
#include "ta-sync.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Jobs ------------------------------------------------------------------------------------------------------------------------------------- */

static void
job_free (gpointer data)
{
  TaSyncJob *job = data;

  g_clear_object (&job->store);
  ta_secret_text_free (job->link);
  g_free (job->name);
  ta_secret_text_free (job->text);
  g_clear_pointer (&job->list, g_ptr_array_unref);
  g_free (job);
}

static void
run_job (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  TaSyncJob *job = data;
  GError *error = NULL;

  if (job->func (job, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

TaSyncJob *
ta_sync_job_new (TaStore *store, TaSyncJobFunc func)
{
  TaSyncJob *job = g_new0 (TaSyncJob, 1);

  job->store = g_object_ref (store);
  job->func = func;
  return job;
}

void
ta_sync_job_start (TaSyncJob *job, gpointer tag, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  /* What has been done on the hub is not undone by a cancellation that comes after it. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, run_job);
}

gboolean
ta_sync_job_finish (GAsyncResult *result, TaSyncJob **job, GError **error)
{
  if (job != NULL)
    *job = g_task_get_task_data (G_TASK (result));
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* What a job needs of an exchange. */
typedef struct
{
  TaSyncPeer *peer;
  TaDeviceKeys *keys;
  TaSyncEngine *engine;
  TaSyncRing *ring;
} Member;

static void
member_clear (Member *member)
{
  g_clear_pointer (&member->ring, ta_sync_ring_free);
  g_clear_pointer (&member->engine, ta_sync_engine_free);
  g_clear_pointer (&member->keys, ta_device_keys_unref);
  g_clear_pointer (&member->peer, ta_sync_peer_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Member, member_clear)

/* Opens it and reads who is in the pod now. */
static gboolean
member_open (Member *member, TaStore *store, GCancellable *cancellable, GError **error)
{
  member->peer = ta_sync_load_peer (store, error);
  member->keys = member->peer != NULL ? ta_sync_keys_load_device (member->peer, cancellable, error) : NULL;
  member->engine = member->keys != NULL ? ta_sync_open_engine (store, cancellable, error) : NULL;
  if (member->engine == NULL)
    return FALSE;
  member->ring = ta_sync_ring_new (member->engine, member->peer, member->keys);
  return ta_sync_ring_fetch (member->ring, NULL, cancellable, error);
}

static gboolean
take_seal_error (GError *failure, TaSyncError code, GError **error)
{
  g_set_error_literal (error, TA_SYNC_ERROR, (int) code, failure->message);
  g_error_free (failure);
  return FALSE;
}

static gboolean
must_be_in (Member *member, GError **error)
{
  TaRoster *roster = ta_sync_ring_get_roster (member->ring);

  if (roster != NULL && ta_roster_has (roster, ta_device_keys_get_public (member->keys)->id))
    return TRUE;
  g_set_error_literal (error, TA_SYNC_ERROR, TA_SYNC_ERROR_REFUSED, _ ("This computer has not been confirmed yet. Another one of the pod, which shows the same number, confirms it."));
  return FALSE;
}

static gboolean
take_lacking (GError *failure, GError **error)
{
  if (ta_sync_error_is_lacking (failure))
    return take_seal_error (failure, TA_SYNC_ERROR_LACKING, error);
  g_propagate_error (error, failure);
  return FALSE;
}

/* Inviting ----------------------------------------------------------------------------------------------------------------------------------- */

static gboolean
invite (TaSyncJob *job, GCancellable *cancellable, GError **error)
{
  g_auto (Member) member = { NULL };
  g_autoptr (TaInvitation) invitation = NULL;
  g_autofree char *pod_name = NULL;
  g_autoptr (TaSecretText) token = NULL;
  g_autofree char *box = NULL;
  GError *failure = NULL;
  TaWelcome welcome;

  if (!member_open (&member, job->store, cancellable, error) || !must_be_in (&member, error))
    return FALSE;
  pod_name = ta_sync_load_pod_name (job->store, error);
  if (pod_name == NULL)
    return FALSE;
  invitation = ta_invitation_new (member.peer->url, member.peer->db, TRUE, &failure);
  if (invitation == NULL)
    return take_seal_error (failure, TA_SYNC_ERROR_FAILED, error);
  welcome = (TaWelcome) { ta_sync_engine_get_keyring (member.engine), *ta_device_keys_get_public (member.keys), pod_name, g_get_real_time () / 1000 + (gint64) job->hours * 60 * 60 * 1000 };
  token = ta_invitation_dup_token (invitation);
  box = ta_invitation_seal (invitation, &welcome);
  if (!ta_hub_client_invite (ta_sync_engine_get_client (member.engine), token, box, job->hours, cancellable, &failure))
    return take_lacking (failure, error);
  job->text = ta_invitation_to_link (invitation);
  return TRUE;
}

/* Where the hub makes no accounts: with one that who keeps it has made, and with the pod's key itself. */
static gboolean
invite_direct (TaSyncJob *job, GCancellable *cancellable, GError **error)
{
  g_auto (Member) member = { NULL };
  g_autoptr (TaInvitation) account = NULL;
  g_autoptr (TaWireWelcome) tried = NULL;
  g_autoptr (TaInvitation) invitation = NULL;

  if (!member_open (&member, job->store, cancellable, error) || !must_be_in (&member, error))
    return FALSE;
  account = ta_sync_entry_parse_link (job->link, NULL);
  if (account == NULL || account->user == NULL || account->keyring != NULL)
    {
      g_set_error_literal (error, TA_SYNC_ERROR, TA_SYNC_ERROR_USED, _ ("The address of an account looks like https://name:password@hub.example.org/pod."));
      return FALSE;
    }
  if (strcmp (account->user, member.peer->user) == 0)
    {
      g_set_error_literal (error, TA_SYNC_ERROR, TA_SYNC_ERROR_USED, _ ("This is the account of this computer. The other one needs its own."));
      return FALSE;
    }
  tried = ta_sync_entry_use (account, member.peer->pod, member.keys, cancellable, error);
  if (tried == NULL)
    return FALSE;
  invitation = ta_invitation_new_direct (account, ta_sync_engine_get_keyring (member.engine), ta_device_keys_get_public (member.keys));
  job->text = ta_invitation_to_link (invitation);
  return TRUE;
}

void
ta_sync_invite_direct_async (TaStore *store, const char *account, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  TaSyncJob *job = ta_sync_job_new (store, invite_direct);

  job->link = g_strdup (account);
  ta_sync_job_start (job, ta_sync_invite_direct_async, cancellable, callback, user_data);
}

void
ta_sync_invite_async (TaStore *store, int hours, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  TaSyncJob *job = ta_sync_job_new (store, invite);

  job->hours = CLAMP (hours, 1, 72);
  ta_sync_job_start (job, ta_sync_invite_async, cancellable, callback, user_data);
}

char *
ta_sync_invite_finish (GAsyncResult *result, GError **error)
{
  TaSyncJob *job;

  return ta_sync_job_finish (result, &job, error) ? g_steal_pointer (&job->text) : NULL;
}

/* Devices ------------------------------------------------------------------------------------------------------------------------------------ */

void
ta_sync_device_free (TaSyncDevice *device)
{
  g_free (device->name);
  g_free (device->user);
  g_free (device->code);
  g_free (device);
}

/* The hub knows a device by its number. */
static const TaWireAccount *
find_account (GPtrArray *accounts, guint64 number)
{
  g_autofree char *device = g_strdup_printf ("%016" G_GINT64_MODIFIER "x", number);

  for (guint i = 0; accounts != NULL && i < accounts->len; i++)
    {
      const TaWireAccount *account = g_ptr_array_index (accounts, i);

      if (strcmp (account->device, device) == 0)
        return account;
    }
  return NULL;
}

/* A device says of itself by its own clock when it was there last: the hub knows better, where it tells. Nobody was seen tomorrow. */
static gint64
find_seen (gint64 said, const TaWireAccount *account, gint64 now)
{
  if (account != NULL && account->seen_at > 0)
    said = account->seen_at;
  return MIN (said, now);
}

static void
add_device (GPtrArray *list, Member *member, GPtrArray *accounts, const TaDevicePublic *known, const char *name, gint64 seen_at, gboolean waits)
{
  TaSyncDevice *device = g_new0 (TaSyncDevice, 1);
  const TaWireAccount *account;

  device->device = (guint64) ta_device_public_get_number (known);
  account = find_account (accounts, device->device);
  device->name = g_strdup (name);
  device->user = g_strdup (account != NULL ? account->user : "");
  device->code = waits ? ta_comparison_code (ta_sync_engine_get_keyring (member->engine), known) : NULL;
  device->seen_at = find_seen (seen_at, account, g_get_real_time () / 1000);
  device->mine = device->device == member->peer->device;
  g_ptr_array_add (list, device);
}

/* Of those who left or were removed, and whose account is there yet: the hub was out of reach just then. It is tried again with the next list. */
static void
close_left (Member *member, GPtrArray *accounts, GCancellable *cancellable)
{
  const TaRoster *roster = ta_sync_ring_get_roster (member->ring);

  for (guint i = 0; roster != NULL && accounts != NULL && i < roster->devices->len; i++)
    {
      const TaRosterDevice *device = g_ptr_array_index (roster->devices, i);
      const TaWireAccount *account = *device->removed_by != '\0' ? find_account (accounts, (guint64) ta_device_public_get_number (&device->known)) : NULL;

      if (account != NULL)
        ta_hub_client_delete_account (ta_sync_engine_get_client (member->engine), account->user, cancellable, NULL);
    }
}

static gboolean
list_devices (TaSyncJob *job, GCancellable *cancellable, GError **error)
{
  g_auto (Member) member = { NULL };
  g_autoptr (GPtrArray) accounts = NULL;
  g_autoptr (GPtrArray) requests = NULL;
  const TaRoster *roster;

  if (!member_open (&member, job->store, cancellable, error))
    return FALSE;
  requests = ta_sync_ring_list_requests (member.ring, cancellable, error);
  if (requests == NULL)
    return FALSE;
  /* Other hubs than ours do not tell. */
  accounts = ta_hub_client_list_accounts (ta_sync_engine_get_client (member.engine), cancellable, NULL);
  close_left (&member, accounts, cancellable);
  roster = ta_sync_ring_get_roster (member.ring);
  job->list = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_sync_device_free);
  for (guint i = 0; roster != NULL && i < roster->devices->len; i++)
    {
      const TaRosterDevice *device = g_ptr_array_index (roster->devices, i);

      if (ta_roster_has (roster, device->known.id))
        add_device (job->list, &member, accounts, &device->known, device->name, device->seen_at, FALSE);
    }
  for (guint i = 0; i < requests->len; i++)
    {
      const TaSyncRequest *request = g_ptr_array_index (requests, i);

      add_device (job->list, &member, accounts, &request->known, request->name, 0, TRUE);
    }
  return TRUE;
}

void
ta_sync_devices_async (TaStore *store, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  ta_sync_job_start (ta_sync_job_new (store, list_devices), ta_sync_devices_async, cancellable, callback, user_data);
}

GPtrArray *
ta_sync_devices_finish (GAsyncResult *result, GError **error)
{
  TaSyncJob *job;

  return ta_sync_job_finish (result, &job, error) ? g_steal_pointer (&job->list) : NULL;
}

static const TaSyncRequest *
find_request (GPtrArray *requests, guint64 number)
{
  for (guint i = 0; i < requests->len; i++)
    {
      const TaSyncRequest *request = g_ptr_array_index (requests, i);

      if ((guint64) ta_device_public_get_number (&request->known) == number)
        return request;
    }
  return NULL;
}

/* On a hub that makes no accounts the invitation had the pod's key in it: then what is written from now on is not for whoever has seen the link. */
static gboolean
came_directly (Member *member, gboolean *directly, GCancellable *cancellable, GError **error)
{
  GError *failure = NULL;
  g_autoptr (GPtrArray) accounts = ta_hub_client_list_accounts (ta_sync_engine_get_client (member->engine), cancellable, &failure);

  *directly = ta_sync_error_is_lacking (failure);
  if (*directly)
    g_clear_error (&failure);
  if (failure != NULL)
    g_propagate_error (error, failure);
  return accounts != NULL || *directly;
}

static gboolean
confirm (TaSyncJob *job, GCancellable *cancellable, GError **error)
{
  g_auto (Member) member = { NULL };
  g_autoptr (GPtrArray) requests = NULL;
  const TaSyncRequest *request;
  GError *failure = NULL;
  gboolean directly;
  TaKeyring *keyring;

  if (!member_open (&member, job->store, cancellable, error) || !must_be_in (&member, error))
    return FALSE;
  requests = ta_sync_ring_list_requests (member.ring, cancellable, error);
  if (requests == NULL)
    return FALSE;
  request = find_request (requests, job->device);
  if (request == NULL)
    {
      g_set_error_literal (error, TA_SYNC_ERROR, TA_SYNC_ERROR_NOT_FOUND, _ ("The computer does not wait to be confirmed any more."));
      return FALSE;
    }
  if (!came_directly (&member, &directly, cancellable, error))
    return FALSE;
  keyring = ta_sync_engine_get_keyring (member.engine);
  if (!ta_roster_admit (ta_sync_ring_get_roster (member.ring), &request->known, request->name, *request->invitation != '\0' ? request->invitation : NULL, member.keys,
                        ta_keyring_get_epoch (keyring, 0), g_get_real_time () / 1000, &failure))
    return take_seal_error (failure, TA_SYNC_ERROR_REFUSED, error);
  /* The new key comes first, and with it the roster: wherever that is cut, nobody is in who came by a key that is still the pod's. */
  return directly ? ta_sync_ring_rotate (member.ring, cancellable, error) : ta_sync_ring_commit (member.ring, cancellable, error);
}

void
ta_sync_confirm_async (TaStore *store, guint64 device, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  TaSyncJob *job = ta_sync_job_new (store, confirm);

  job->device = device;
  ta_sync_job_start (job, ta_sync_confirm_async, cancellable, callback, user_data);
}

gboolean
ta_sync_confirm_finish (GAsyncResult *result, GError **error)
{
  return ta_sync_job_finish (result, NULL, error);
}

/* Going -------------------------------------------------------------------------------------------------------------------------------------- */

/* Its account on the hub, where that tells. That it is gone already, or that the hub has no accounts of ours, is no failure. */
static gboolean
close_account (Member *member, guint64 number, GCancellable *cancellable, GError **error)
{
  TaHubClient *client = ta_sync_engine_get_client (member->engine);
  GError *failure = NULL;
  g_autoptr (GPtrArray) accounts = ta_hub_client_list_accounts (client, cancellable, &failure);
  const TaWireAccount *account = find_account (accounts, number);

  if (account != NULL && !ta_hub_client_delete_account (client, account->user, cancellable, &failure) && !g_error_matches (failure, TA_SYNC_ERROR, TA_SYNC_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, failure);
      return FALSE;
    }
  if (failure == NULL || ta_sync_error_is_lacking (failure))
    {
      g_clear_error (&failure);
      return TRUE;
    }
  g_propagate_error (error, failure);
  return FALSE;
}

static gboolean
remove_device (TaSyncJob *job, GCancellable *cancellable, GError **error)
{
  g_auto (Member) member = { NULL };
  TaRoster *roster;
  const TaRosterDevice *device;
  GError *failure = NULL;

  if (!member_open (&member, job->store, cancellable, error) || !must_be_in (&member, error))
    return FALSE;
  if (!close_account (&member, job->device, cancellable, error))
    return FALSE;
  roster = ta_sync_ring_get_roster (member.ring);
  device = ta_roster_find_number (roster, (gint64) job->device);
  if (device == NULL && !ta_sync_ring_refuse (member.ring, job->device, cancellable, error))
    return FALSE;
  /* Who has not been confirmed has the key all the same. */
  if (device != NULL && ta_roster_has (roster, device->known.id) && !ta_roster_remove (roster, device->known.id, member.keys, g_get_real_time () / 1000, &failure))
    return take_seal_error (failure, TA_SYNC_ERROR_REFUSED, error);
  return ta_sync_ring_commit (member.ring, cancellable, error) && ta_sync_ring_rotate (member.ring, cancellable, error);
}

void
ta_sync_remove_device_async (TaStore *store, guint64 device, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  TaSyncJob *job = ta_sync_job_new (store, remove_device);

  job->device = device;
  ta_sync_job_start (job, ta_sync_remove_device_async, cancellable, callback, user_data);
}

gboolean
ta_sync_remove_device_finish (GAsyncResult *result, GError **error)
{
  return ta_sync_job_finish (result, NULL, error);
}

static gboolean
forget (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_sync_peer_table_forget (database, error);
}

/* The hub may be out of reach for good: then only this computer forgets. */
static void
say_goodbye (TaStore *store, GCancellable *cancellable)
{
  g_auto (Member) member = { NULL };

  if (!member_open (&member, store, cancellable, NULL))
    return;
  ta_sync_ring_leave (member.ring, cancellable, NULL);
  close_account (&member, member.peer->device, cancellable, NULL);
}

static gboolean
leave (TaSyncJob *job, GCancellable *cancellable, GError **error)
{
  g_autoptr (TaSyncPeer) peer = ta_sync_load_peer (job->store, error);
  const TaOrigin origin = { "", NULL, TA_SOURCE_HUB };

  if (peer == NULL)
    return FALSE;
  say_goodbye (job->store, cancellable);
  return ta_store_run (job->store, _ ("Left the pod on the hub"), &origin, forget, NULL, NULL, error) && ta_sync_keys_remove (peer, cancellable, error);
}

void
ta_sync_leave_async (TaStore *store, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  ta_sync_job_start (ta_sync_job_new (store, leave), ta_sync_leave_async, cancellable, callback, user_data);
}

gboolean
ta_sync_leave_finish (GAsyncResult *result, GError **error)
{
  return ta_sync_job_finish (result, NULL, error);
}
