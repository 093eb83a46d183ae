/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-invitation-private.h"

#include "ta-keyring-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Hubs that make no accounts themselves: who keeps such a one hands out the address of each account. */

static gboolean
is_short (const char *text)
{
  gsize length = text == NULL ? 0 : strnlen (text, TA_INVITATION_MAX_ACCOUNT + 1);

  return length >= 1 && length <= TA_INVITATION_MAX_ACCOUNT;
}

gboolean
ta_invitation_is_account (const char *text)
{
  const char *rest = strstr (text, "://");

  return rest != NULL && strchr (text, '#') == NULL && strcspn (rest + 3, "@") < strcspn (rest + 3, "/");
}

static gboolean
fail_account (GError **error)
{
  g_set_error_literal (error, TA_SEAL_ERROR, TA_SEAL_ERROR_FORMAT, _ ("The address of an account looks like https://name:password@hub.example.org/pod."));
  return FALSE;
}

/* Takes the last folder of @path off and returns it. */
static const char *
cut_database (char *path)
{
  gsize length = strlen (path);
  char *slash;

  if (length > 0 && path[length - 1] == '/')
    path[length - 1] = '\0';
  slash = strrchr (path, '/');
  if (slash == NULL)
    return "";
  *slash = '\0';
  return slash + 1;
}

gboolean
ta_invitation_read_account (TaInvitation *invitation, const char *text, GError **error)
{
  g_autofree char *scheme = NULL;
  g_autofree char *user = NULL;
  g_autofree char *host = NULL;
  g_autofree char *path = NULL;
  g_autofree char *query = NULL;
  g_autofree char *base = NULL;
  const char *database;
  int port;

  if (!g_uri_split_with_user (text, G_URI_FLAGS_HAS_PASSWORD, &scheme, &user, &invitation->password, NULL, &host, &port, &path, &query, NULL, NULL) || scheme == NULL || host == NULL
      || query != NULL || !is_short (user) || !is_short (invitation->password) || strchr (user, ':') != NULL)
    return fail_account (error);
  database = cut_database (path);
  if (!ta_hub_database_is_valid (database))
    return fail_account (error);
  base = g_uri_join (G_URI_FLAGS_NONE, scheme, NULL, host, port, path, NULL, NULL);
  invitation->hub = ta_hub_address_check (base, error);
  invitation->database = g_strdup (database);
  invitation->user = g_steal_pointer (&user);
  return invitation->hub != NULL;
}

TaInvitation *
ta_invitation_new_direct (const TaInvitation *account, TaKeyring *keyring, const TaDevicePublic *inviter)
{
  TaInvitation *invitation = g_new0 (TaInvitation, 1);

  g_assert (account->user != NULL);
  ta_seal_ready ();
  invitation->hub = g_strdup (account->hub);
  invitation->database = g_strdup (account->database);
  invitation->user = g_strdup (account->user);
  invitation->password = g_strdup (account->password);
  invitation->keyring = ta_keyring_ref (keyring);
  invitation->inviter = *inviter;
  randombytes_buf (invitation->token, sizeof invitation->token);
  return invitation;
}

gsize
ta_invitation_direct_size (const TaInvitation *invitation)
{
  if (invitation->keyring == NULL)
    return 0;
  return TA_POD_ID_SIZE + 4 + TA_KEY_SIZE + 2 * TA_DEVICE_KEY_SIZE + 2 + strlen (invitation->user) + 2 + strlen (invitation->password);
}

void
ta_invitation_pack_direct (const TaInvitation *invitation, TaPacker *packer)
{
  const TaKey *key = ta_keyring_get_key (invitation->keyring, 0);

  ta_pack_bytes (packer, ta_keyring_get_pod (invitation->keyring), TA_POD_ID_SIZE);
  ta_pack_number (packer, key->epoch, 4);
  ta_pack_bytes (packer, key->root, TA_KEY_SIZE);
  ta_pack_bytes (packer, invitation->inviter.sign, TA_DEVICE_KEY_SIZE);
  ta_pack_bytes (packer, invitation->inviter.box, TA_DEVICE_KEY_SIZE);
  ta_pack_text (packer, invitation->user);
  ta_pack_text (packer, invitation->password);
}

void
ta_invitation_unpack_direct (TaInvitation *invitation, TaUnpacker *unpacker)
{
  const guint8 *pod = ta_unpack_borrow (unpacker, TA_POD_ID_SIZE);
  guint32 epoch = (guint32) ta_unpack_number (unpacker, 4);
  const guint8 *key = ta_unpack_borrow (unpacker, TA_KEY_SIZE);
  const guint8 *sign = ta_unpack_borrow (unpacker, TA_DEVICE_KEY_SIZE);
  const guint8 *box = ta_unpack_borrow (unpacker, TA_DEVICE_KEY_SIZE);

  invitation->user = ta_unpack_text (unpacker, TA_INVITATION_MAX_ACCOUNT);
  invitation->password = ta_unpack_text (unpacker, TA_INVITATION_MAX_ACCOUNT);
  if (unpacker->bad || epoch < 1 || *invitation->user == '\0' || *invitation->password == '\0' || strchr (invitation->user, ':') != NULL)
    {
      unpacker->bad = TRUE;
      return;
    }
  invitation->keyring = ta_keyring_new_with_key (pod, epoch, key);
  ta_device_public_init (&invitation->inviter, sign, box);
}

TaWelcome *
ta_invitation_open_direct (const TaInvitation *invitation)
{
  TaWelcome *welcome = g_new0 (TaWelcome, 1);

  g_assert (invitation->keyring != NULL);
  welcome->keyring = ta_keyring_ref (invitation->keyring);
  welcome->inviter = invitation->inviter;
  welcome->pod_name = g_strdup ("");
  welcome->expires_at = G_MAXINT64;
  return welcome;
}
