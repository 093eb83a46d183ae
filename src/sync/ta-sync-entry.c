/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-sync-entry.h"

#include "ta-hub-soup.h"
#include "ta-sync-keys.h"
#include "ta-sync-place.h"
#include "ta-sync-ring.h"
#include "ta-sync-store.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  const TaSyncPeer *peer;
  gboolean enrol;
  gint64 now_ms;
} Entry;

static gint64
now_ms (void)
{
  return g_get_real_time () / 1000;
}

static gboolean
save_entry (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  const Entry *entry = data;

  return ta_sync_peer_table_save (database, entry->peer, error) && (!entry->enrol || ta_sync_enrol (database, entry->now_ms, error));
}

static gboolean
save (TaStore *store, const TaSyncPeer *peer, gboolean enrol, GError **error)
{
  Entry entry = { peer, enrol, now_ms () };
  const TaOrigin origin = { "", NULL, TA_SOURCE_HUB };

  return ta_store_run (store, _ ("Joined the pod on the hub"), &origin, save_entry, &entry, NULL, error);
}

gboolean
ta_sync_entry_keep (TaStore *store, const TaInvitation *invitation, const TaSyncPeer *peer, TaKeyring *keyring, TaDeviceKeys *keys, const TaWireWelcome *welcome, gboolean enrol, GCancellable *cancellable, GError **error)
{
  ta_sync_place ("let-in");
  if (!ta_sync_keys_save (peer, keyring, keys, welcome->password, cancellable, error))
    return FALSE;
  ta_sync_place ("keys-kept");
  if (!save (store, peer, enrol, error))
    return FALSE;
  ta_sync_place ("entered");
  /* Only now: with these keys alone the invitation is good once more. */
  return ta_sync_keys_end (invitation, cancellable, error);
}

static gpointer
read_empty (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  gboolean empty = FALSE;

  return ta_sync_is_empty (database, &empty, error) ? GINT_TO_POINTER (empty ? 1 : 2) : NULL;
}

gboolean
ta_sync_entry_check_free (TaStore *store, gboolean must_be_empty, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (TaSyncPeer) peer = ta_sync_load_peer (store, &failure);
  gpointer empty;

  if (peer != NULL)
    {
      g_set_error_literal (error, TA_SYNC_ERROR, TA_SYNC_ERROR_NOT_EMPTY, _ ("This collective exchanges with a hub already."));
      return FALSE;
    }
  if (!g_error_matches (failure, TA_SYNC_ERROR, TA_SYNC_ERROR_NO_HUB))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (!must_be_empty)
    return TRUE;
  empty = ta_store_read (store, read_empty, NULL, error);
  if (GPOINTER_TO_INT (empty) == 2)
    g_set_error_literal (error, TA_SYNC_ERROR, TA_SYNC_ERROR_NOT_EMPTY, _ ("A pod can be joined with a new collective only, in which there is nothing yet."));
  return GPOINTER_TO_INT (empty) == 1;
}

TaInvitation *
ta_sync_entry_parse_link (const char *link, GError **error)
{
  GError *failure = NULL;
  TaInvitation *invitation = ta_invitation_parse (link, &failure);

  if (invitation == NULL)
    {
      g_set_error_literal (error, TA_SYNC_ERROR, TA_SYNC_ERROR_USED, failure->message);
      g_error_free (failure);
    }
  return invitation;
}

/* Whether the hub has one of the documents that every hub with the pod has, or nothing at all. */
static gboolean
is_meant (TaHubClient *client, const char *const *holds, GCancellable *cancellable, GError **error)
{
  g_autoptr (TaWirePage) any = ta_hub_client_get_changes (client, "0", 50, cancellable, error);
  g_autoptr (GPtrArray) docs = NULL;

  if (any == NULL || any->docs->len == 0 || holds == NULL)
    return any != NULL;
  docs = ta_hub_client_get (client, holds, NULL, g_strv_length ((GStrv) holds), cancellable, error);
  if (docs != NULL && docs->len == 0)
    g_set_error_literal (error, TA_SYNC_ERROR, TA_SYNC_ERROR_CONFLICT, "");
  return docs != NULL && docs->len > 0;
}

/* The account is there already: it is tried. */
static TaWireWelcome *
use_account (const TaInvitation *invitation, const char *const *holds, TaHubTransport *transport, GCancellable *cancellable, GError **error)
{
  g_autoptr (TaHubClient) client = ta_hub_client_new (transport, invitation->database, invitation->user, invitation->password);
  TaWireWelcome *welcome;

  if (!is_meant (client, holds, cancellable, error))
    return NULL;
  welcome = g_new0 (TaWireWelcome, 1);
  welcome->db = g_strdup (invitation->database);
  welcome->user = g_strdup (invitation->user);
  welcome->password = g_strdup (invitation->password);
  return welcome;
}

/* The hub hears of the device by its number alone. */
static TaWireWelcome *
use_token (const TaInvitation *invitation, const char *const *holds, TaHubTransport *transport, TaDeviceKeys *keys, GCancellable *cancellable, GError **error)
{
  g_autoptr (TaHubClient) client = ta_hub_client_new (transport, NULL, NULL, NULL);
  g_autoptr (TaSecretText) token = ta_invitation_dup_token (invitation);
  g_autoptr (TaSecretText) claim = ta_device_keys_dup_claim (keys, token);
  g_autofree char *device = g_strdup_printf ("%016" G_GINT64_MODIFIER "x", ta_device_public_get_number (ta_device_keys_get_public (keys)));
  GError *failure = NULL;
  TaWireWelcome *welcome = ta_hub_client_join (client, token, device, claim, holds, cancellable, &failure);

  /* Keys that nothing came of may lie there, if they must: they are nobody's. */
  if (g_error_matches (failure, TA_SYNC_ERROR, TA_SYNC_ERROR_NOT_FOUND))
    ta_sync_keys_end (invitation, cancellable, NULL);
  if (g_error_matches (failure, TA_SYNC_ERROR, TA_SYNC_ERROR_NOT_FOUND) || g_error_matches (failure, TA_SYNC_ERROR, TA_SYNC_ERROR_REMOVED))
    {
      g_error_free (failure);
      g_set_error_literal (error, TA_SYNC_ERROR, TA_SYNC_ERROR_USED, _ ("The invitation has been used, or is too old. Ask for a new one."));
    }
  else if (failure != NULL)
    g_propagate_error (error, failure);
  return welcome;
}

TaWireWelcome *
ta_sync_entry_use (const TaInvitation *invitation, const guint8 *pod, TaDeviceKeys *keys, GCancellable *cancellable, GError **error)
{
  g_autoptr (TaHubSoup) soup = ta_hub_soup_new (invitation->hub, error);
  g_auto (GStrv) names = pod != NULL ? ta_sync_ring_dup_names (pod) : NULL;
  const char *const *holds = (const char *const *) names;
  GError *failure = NULL;
  TaWireWelcome *welcome;

  if (soup == NULL)
    return NULL;
  if (invitation->user != NULL)
    welcome = use_account (invitation, holds, TA_HUB_TRANSPORT (soup), cancellable, &failure);
  else
    welcome = use_token (invitation, holds, TA_HUB_TRANSPORT (soup), keys, cancellable, &failure);
  if (g_error_matches (failure, TA_SYNC_ERROR, TA_SYNC_ERROR_CONFLICT))
    {
      g_error_free (failure);
      g_set_error_literal (error, TA_SYNC_ERROR, TA_SYNC_ERROR_CONFLICT, _ ("The invitation is one of another pod. Ask somebody of this pod for one."));
    }
  else if (failure != NULL)
    g_propagate_error (error, failure);
  return welcome;
}

TaSyncPeer *
ta_sync_entry_make_peer (const char *url, const TaWireWelcome *welcome, TaKeyring *keyring, TaDeviceKeys *keys, const char *device_name)
{
  TaSyncPeer *peer = g_new0 (TaSyncPeer, 1);

  peer->url = g_strdup (url);
  peer->db = g_strdup (welcome->db);
  peer->user = g_strdup (welcome->user);
  memcpy (peer->pod, ta_keyring_get_pod (keyring), sizeof peer->pod);
  peer->device = (guint64) ta_device_public_get_number (ta_device_keys_get_public (keys));
  peer->device_name = g_strdup (device_name);
  peer->since = g_strdup ("0");
  peer->problem_detail = g_strdup ("");
  return peer;
}
