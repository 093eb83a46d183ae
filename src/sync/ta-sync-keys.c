/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-hub-client-private.h"
#include "ta-hub-soup.h"
#include "ta-key-store.h"
#include "ta-location.h"
#include "ta-pod-table.h"
#include "ta-sync-keys.h"

#include <glib/gi18n-lib.h>

TaKeyStore *
ta_sync_keys_open (void)
{
  g_autofree char *folder = ta_database_folder ();
  g_autofree char *keys = g_build_filename (folder, "keys", NULL);

  return ta_key_store_new (keys);
}

static char *
name_of (const TaSyncPeer *peer)
{
  GString *name = g_string_new (NULL);

  for (guint i = 0; i < sizeof peer->pod; i++)
    g_string_append_printf (name, "%02x", peer->pod[i]);
  g_string_append_printf (name, "-%016" G_GINT64_MODIFIER "x", peer->device);
  return g_string_free_and_steal (name);
}

/* What the key store says is as it is; the window only has to know that it is the keys. */
static void
take_error (GError *failure, GError **error)
{
  if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_propagate_error (error, failure);
      return;
    }
  g_set_error_literal (error, TA_SYNC_ERROR, TA_SYNC_ERROR_KEY, failure->message);
  g_error_free (failure);
}

static gboolean
save (const TaSyncPeer *peer, TaKeyKind kind, TaSecret *secret, GCancellable *cancellable, GError **error)
{
  g_autoptr (TaKeyStore) store = ta_sync_keys_open ();
  g_autofree char *name = name_of (peer);
  GError *failure = NULL;

  if (ta_key_store_save_sync (store, name, kind, secret, cancellable, NULL, &failure))
    return TRUE;
  take_error (failure, error);
  return FALSE;
}

static TaSecret *
load (const TaSyncPeer *peer, TaKeyKind kind, GCancellable *cancellable, GError **error)
{
  g_autoptr (TaKeyStore) store = ta_sync_keys_open ();
  g_autofree char *name = name_of (peer);
  GError *failure = NULL;
  TaSecret *secret = ta_key_store_load_sync (store, name, kind, cancellable, NULL, &failure);

  if (failure != NULL)
    take_error (failure, error);
  else if (secret == NULL)
    g_set_error_literal (error, TA_SYNC_ERROR, TA_SYNC_ERROR_KEY, _ ("The keys of this pod are not on this computer."));
  return secret;
}

TaKeyPlace
ta_sync_keys_find_place (const TaSyncPeer *peer, GCancellable *cancellable)
{
  static const TaKeyKind kinds[] = { TA_KEY_KIND_KEYRING, TA_KEY_KIND_DEVICE, TA_KEY_KIND_PASSWORD };
  g_autoptr (TaKeyStore) store = ta_sync_keys_open ();
  g_autofree char *name = name_of (peer);
  TaKeyPlace place = TA_KEY_PLACE_NONE;

  for (guint i = 0; i < G_N_ELEMENTS (kinds) && place != TA_KEY_PLACE_FILE; i++)
    {
      TaKeyPlace where = TA_KEY_PLACE_NONE;
      g_autoptr (TaSecret) secret = ta_key_store_load_sync (store, name, kinds[i], cancellable, &where, NULL);

      if (secret != NULL)
        place = where;
    }
  return place;
}

gboolean
ta_sync_keys_save_keyring (const TaSyncPeer *peer, TaKeyring *keyring, GCancellable *cancellable, GError **error)
{
  g_autoptr (TaSecret) secret = ta_keyring_serialise (keyring);

  return save (peer, TA_KEY_KIND_KEYRING, secret, cancellable, error);
}

gboolean
ta_sync_keys_save_password (const TaSyncPeer *peer, const char *password, GCancellable *cancellable, GError **error)
{
  g_autoptr (TaSecret) secret = ta_secret_new_text (password);

  return save (peer, TA_KEY_KIND_PASSWORD, secret, cancellable, error);
}

gboolean
ta_sync_keys_save (const TaSyncPeer *peer, TaKeyring *keyring, TaDeviceKeys *device, const char *password, GCancellable *cancellable, GError **error)
{
  g_autoptr (TaSecret) secret = ta_device_keys_serialise (device);

  return save (peer, TA_KEY_KIND_DEVICE, secret, cancellable, error) && ta_sync_keys_save_keyring (peer, keyring, cancellable, error)
         && ta_sync_keys_save_password (peer, password, cancellable, error);
}

TaKeyring *
ta_sync_keys_load_keyring (const TaSyncPeer *peer, GCancellable *cancellable, GError **error)
{
  g_autoptr (TaSecret) secret = load (peer, TA_KEY_KIND_KEYRING, cancellable, error);
  GError *failure = NULL;
  TaKeyring *keyring = secret != NULL ? ta_keyring_parse (ta_secret_get_data (secret), ta_secret_get_size (secret), &failure) : NULL;

  if (failure != NULL)
    take_error (failure, error);
  return keyring;
}

TaDeviceKeys *
ta_sync_keys_load_device (const TaSyncPeer *peer, GCancellable *cancellable, GError **error)
{
  g_autoptr (TaSecret) secret = load (peer, TA_KEY_KIND_DEVICE, cancellable, error);
  GError *failure = NULL;
  TaDeviceKeys *keys = secret != NULL ? ta_device_keys_parse (ta_secret_get_data (secret), ta_secret_get_size (secret), &failure) : NULL;

  if (failure != NULL)
    take_error (failure, error);
  return keys;
}

TaSecret *
ta_sync_keys_load_password (const TaSyncPeer *peer, GCancellable *cancellable, GError **error)
{
  return load (peer, TA_KEY_KIND_PASSWORD, cancellable, error);
}

gboolean
ta_sync_keys_remove (const TaSyncPeer *peer, GCancellable *cancellable, GError **error)
{
  g_autoptr (TaKeyStore) store = ta_sync_keys_open ();
  g_autofree char *name = name_of (peer);

  return ta_key_store_remove_sync (store, name, TA_KEY_KIND_KEYRING, cancellable, error) && ta_key_store_remove_sync (store, name, TA_KEY_KIND_DEVICE, cancellable, error)
         && ta_key_store_remove_sync (store, name, TA_KEY_KIND_PASSWORD, cancellable, error);
}

/* Coming in ------------------------------------------------------------------------------------------------------------------------------- */

static char *
dup_name_of_invitation (const TaInvitation *invitation)
{
  g_autofree char *name = ta_invitation_dup_name (invitation);

  return g_strdup_printf ("join-%.32s", name);
}

static TaDeviceKeys *
begin_anew (TaKeyStore *store, const char *name, GCancellable *cancellable, GError **error)
{
  g_autoptr (TaDeviceKeys) keys = ta_device_keys_new ();
  g_autoptr (TaSecret) secret = ta_device_keys_serialise (keys);

  return ta_key_store_save_sync (store, name, TA_KEY_KIND_DEVICE, secret, cancellable, NULL, error) ? g_steal_pointer (&keys) : NULL;
}

TaDeviceKeys *
ta_sync_keys_begin (const TaInvitation *invitation, GCancellable *cancellable, GError **error)
{
  g_autoptr (TaKeyStore) store = ta_sync_keys_open ();
  g_autofree char *name = dup_name_of_invitation (invitation);
  g_autoptr (TaSecret) secret = NULL;
  GError *failure = NULL;
  TaDeviceKeys *keys = NULL;

  /* The account is there already: nothing is used up. */
  if (invitation->user != NULL)
    return ta_device_keys_new ();
  secret = ta_key_store_load_sync (store, name, TA_KEY_KIND_DEVICE, cancellable, NULL, &failure);
  if (secret != NULL)
    keys = ta_device_keys_parse (ta_secret_get_data (secret), ta_secret_get_size (secret), &failure);
  else if (failure == NULL)
    keys = begin_anew (store, name, cancellable, &failure);
  if (failure != NULL)
    take_error (failure, error);
  return keys;
}

gboolean
ta_sync_keys_end (const TaInvitation *invitation, GCancellable *cancellable, GError **error)
{
  g_autoptr (TaKeyStore) store = ta_sync_keys_open ();
  g_autofree char *name = dup_name_of_invitation (invitation);
  GError *failure = NULL;

  if (invitation->user != NULL || ta_key_store_remove_sync (store, name, TA_KEY_KIND_DEVICE, cancellable, &failure))
    return TRUE;
  take_error (failure, error);
  return FALSE;
}

/* Opening what they are for --------------------------------------------------------------------------------------------------------------- */

static gpointer
load_peer (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_sync_peer_table_get (database, error);
}

TaSyncPeer *
ta_sync_load_peer (TaStore *store, GError **error)
{
  GError *failure = NULL;
  TaSyncPeer *peer = ta_store_read (store, load_peer, NULL, &failure);

  if (failure != NULL)
    g_propagate_error (error, failure);
  else if (peer == NULL)
    g_set_error_literal (error, TA_SYNC_ERROR, TA_SYNC_ERROR_NO_HUB, _ ("This computer exchanges with no hub."));
  return peer;
}

/* It may have been mended by the person, who signed in again, while the hub refused the old one. */
static char *
read_password_again (gpointer data)
{
  g_autoptr (TaSecret) password = ta_sync_keys_load_password (data, NULL, NULL);

  return password != NULL ? g_strdup (ta_secret_get_text (password)) : NULL;
}

TaHubClient *
ta_sync_open_client (const TaSyncPeer *peer, GCancellable *cancellable, GError **error)
{
  g_autoptr (TaHubSoup) soup = ta_hub_soup_new (peer->url, error);
  g_autoptr (TaSecret) password = soup != NULL ? ta_sync_keys_load_password (peer, cancellable, error) : NULL;
  TaHubClient *client;

  if (password == NULL)
    return NULL;
  client = ta_hub_client_new (TA_HUB_TRANSPORT (soup), peer->db, peer->user, ta_secret_get_text (password));
  ta_hub_client_set_password_func (client, read_password_again, ta_sync_peer_copy (peer), (GDestroyNotify) ta_sync_peer_free);
  return client;
}

TaSyncEngine *
ta_sync_open_engine (TaStore *store, GCancellable *cancellable, GError **error)
{
  g_autoptr (TaSyncPeer) peer = ta_sync_load_peer (store, error);
  g_autoptr (TaKeyring) keyring = peer != NULL ? ta_sync_keys_load_keyring (peer, cancellable, error) : NULL;
  TaHubClient *client = keyring != NULL ? ta_sync_open_client (peer, cancellable, error) : NULL;

  return client != NULL ? ta_sync_engine_new (store, client, keyring, error) : NULL;
}

static gpointer
read_pod_name (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  GError *failure = NULL;
  g_autoptr (TaCollective) collective = ta_collective_table_get (database, &failure);

  if (failure != NULL)
    g_propagate_error (error, failure);
  return failure == NULL ? g_strdup (collective != NULL ? collective->name : "") : NULL;
}

char *
ta_sync_load_pod_name (TaStore *store, GError **error)
{
  return ta_store_read (store, read_pod_name, NULL, error);
}
