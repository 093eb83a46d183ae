/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-roster-private.h"

#include "ta-keyring-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The roster as text, and what is checked when it comes back. */

#define VERSION 1
#define MAX_DEVICE (2 * TA_DEVICE_KEY_SIZE + 2 + TA_ROSTER_MAX_NAME + 2 * TA_DEVICE_ID_SIZE + 3 * 8 + 4 + 32 + 2 * TA_SIGNATURE_SIZE)
#define MAX_BODY (8 + TA_POD_ID_SIZE + 1 + 2 + TA_ROSTER_MAX_DEVICES * MAX_DEVICE + TA_DEVICE_ID_SIZE + TA_SIGNATURE_SIZE)
#define DOC_CONTEXT "turnabout-roster-1"
/* What is signed but not written: it says what this is, and of which pod. */
#define PREFIX_SIZE (8 + TA_POD_ID_SIZE)

char *
ta_roster_doc_id (const guint8 *pod)
{
  guint8 hash[16];

  crypto_generichash (hash, sizeof hash, (const guint8 *) DOC_CONTEXT, strlen (DOC_CONTEXT), pod, TA_POD_ID_SIZE);
  return ta_hex_new (hash, sizeof hash);
}

static void
pack_device (TaPacker *packer, const TaRosterDevice *device)
{
  guint8 invitation[32] = { 0 };

  ta_hex_parse (device->invitation, invitation, sizeof invitation);
  ta_pack_bytes (packer, device->known.sign, TA_DEVICE_KEY_SIZE);
  ta_pack_bytes (packer, device->known.box, TA_DEVICE_KEY_SIZE);
  ta_pack_text (packer, device->name);
  ta_pack_id (packer, device->added_by);
  ta_pack_number (packer, (guint64) device->added_at, 8);
  ta_pack_number (packer, device->added_epoch, 4);
  ta_pack_bytes (packer, invitation, sizeof invitation);
  ta_pack_bytes (packer, device->admission, TA_SIGNATURE_SIZE);
  ta_pack_number (packer, (guint64) device->seen_at, 8);
  ta_pack_id (packer, device->removed_by);
  ta_pack_number (packer, (guint64) device->removed_at, 8);
  ta_pack_bytes (packer, device->removal, TA_SIGNATURE_SIZE);
}

char *
ta_roster_sign (const TaRoster *roster, const TaDeviceKeys *keys)
{
  guint8 signature[TA_SIGNATURE_SIZE];
  g_autoptr (TaSecret) bytes = NULL;
  TaPacker packer;

  g_assert (roster->devices->len <= TA_ROSTER_MAX_DEVICES);
  ta_packer_init (&packer, MAX_BODY);
  ta_pack_bytes (&packer, "taenros1", 8);
  ta_pack_bytes (&packer, roster->pod, TA_POD_ID_SIZE);
  ta_pack_number (&packer, VERSION, 1);
  ta_pack_number (&packer, roster->devices->len, 2);
  for (guint i = 0; i < roster->devices->len; i++)
    pack_device (&packer, roster->devices->pdata[i]);
  ta_pack_id (&packer, ta_device_keys_get_public (keys)->id);
  ta_device_keys_sign (keys, ta_secret_get_data (packer.secret), packer.at, signature);
  ta_pack_bytes (&packer, signature, sizeof signature);
  bytes = ta_packer_finish (&packer);
  return ta_base64_encode (ta_secret_get_data (bytes) + PREFIX_SIZE, ta_secret_get_size (bytes) - PREFIX_SIZE);
}

static gboolean
unpack_device (TaUnpacker *unpacker, TaRoster *roster)
{
  TaRosterDevice *device = ta_roster_device_new ();
  const guint8 *sign = ta_unpack_borrow (unpacker, TA_DEVICE_KEY_SIZE);
  const guint8 *box = ta_unpack_borrow (unpacker, TA_DEVICE_KEY_SIZE);
  guint8 invitation[32];

  if (box != NULL)
    ta_device_public_init (&device->known, sign, box);
  device->name = ta_unpack_text (unpacker, TA_ROSTER_MAX_NAME);
  ta_unpack_id (unpacker, device->added_by);
  device->added_at = (gint64) ta_unpack_number (unpacker, 8);
  device->added_epoch = (guint32) ta_unpack_number (unpacker, 4);
  ta_unpack_bytes (unpacker, invitation, sizeof invitation);
  if (!sodium_is_zero (invitation, sizeof invitation))
    sodium_bin2hex (device->invitation, sizeof device->invitation, invitation, sizeof invitation);
  ta_unpack_bytes (unpacker, device->admission, TA_SIGNATURE_SIZE);
  device->seen_at = (gint64) ta_unpack_number (unpacker, 8);
  ta_unpack_id (unpacker, device->removed_by);
  device->removed_at = (gint64) ta_unpack_number (unpacker, 8);
  ta_unpack_bytes (unpacker, device->removal, TA_SIGNATURE_SIZE);
  if (unpacker->bad || ta_roster_find (roster, device->known.id) != NULL)
    {
      ta_roster_device_free (device);
      return FALSE;
    }
  ta_roster_add (roster, device);
  return TRUE;
}

static gboolean
fail_format (GError **error)
{
  g_set_error_literal (error, TA_SEAL_ERROR, TA_SEAL_ERROR_FORMAT, _ ("This is no list of the devices of a pod."));
  return FALSE;
}

static gboolean
fail_untrusted (GError **error)
{
  g_set_error_literal (error, TA_SEAL_ERROR, TA_SEAL_ERROR_UNTRUSTED, _ ("The list of the pod’s devices was signed by nobody who may."));
  return FALSE;
}

static gboolean
signed_by (const TaRoster *roster, const char *id, const TaSecret *statement, const guint8 *signature)
{
  const TaRosterDevice *signer = ta_roster_find (roster, id);

  return signer != NULL && ta_device_public_verifies (&signer->known, ta_secret_get_data (statement), ta_secret_get_size (statement), signature);
}

/* The first of those by whom a device came in; NULL where they go in a circle. */
static const TaRosterDevice *
find_founder (const TaRoster *roster, const TaRosterDevice *device)
{
  for (guint i = 0; device != NULL && i < roster->devices->len; i++)
    {
      if (strcmp (device->added_by, device->known.id) == 0)
        return device;
      device = ta_roster_find (roster, device->added_by);
    }
  return NULL;
}

static gboolean
device_is_signed (const TaRoster *roster, const TaRosterDevice *device)
{
  g_autoptr (TaSecret) admission = ta_roster_admission (roster, device);
  g_autoptr (TaSecret) removal = NULL;

  if (!signed_by (roster, device->added_by, admission, device->admission))
    return FALSE;
  if (*device->removed_by == '\0')
    return device->removed_at == 0;
  removal = ta_roster_removal (roster, device);
  return signed_by (roster, device->removed_by, removal, device->removal);
}

/* That everybody in it came in by somebody who was in, from one first device on. */
static gboolean
check_devices (const TaRoster *roster, const TaRoster *known, const TaDevicePublic *inviter, GError **error)
{
  const TaRosterDevice *founder = roster->devices->len == 0 ? NULL : find_founder (roster, roster->devices->pdata[0]);
  const TaRosterDevice *known_founder;

  for (guint i = 0; i < roster->devices->len; i++)
    if (founder == NULL || find_founder (roster, roster->devices->pdata[i]) != founder || !device_is_signed (roster, roster->devices->pdata[i]))
      return fail_untrusted (error);
  if (founder == NULL || (inviter != NULL && !ta_roster_has (roster, inviter->id)))
    return fail_untrusted (error);
  if (known == NULL)
    return TRUE;
  known_founder = ta_roster_get_founder (known);
  if (known_founder != NULL && (strcmp (known_founder->known.id, founder->known.id) == 0 || founder->added_at > known_founder->added_at))
    return TRUE;
  return fail_untrusted (error);
}

static gboolean
author_is_right (const TaRoster *roster, const char *author, const TaDevicePublic *own, const TaSecret *bytes, gsize size, const guint8 *signature)
{
  const TaRosterDevice *device = ta_roster_find (roster, author);
  const TaDevicePublic *public = device != NULL ? &device->known : NULL;

  if (own != NULL)
  public = strcmp (own->id, author) == 0 ? own : NULL;
  return public != NULL && ta_device_public_verifies (public, ta_secret_get_data (bytes), size, signature);
}

/* @bytes with the prefix in front. @own: (nullable): who has to be its author, in it or not. */
static TaRoster *
unpack_roster (const TaSecret *bytes, const guint8 *pod, const TaDevicePublic *own, GError **error)
{
  g_autoptr (TaRoster) roster = ta_roster_new_empty (pod);
  char author[TA_DEVICE_ID_LENGTH + 1];
  const guint8 *signature;
  gsize signed_size;
  TaUnpacker unpacker;
  guint version, count;

  ta_unpacker_init (&unpacker, ta_secret_get_data (bytes), ta_secret_get_size (bytes));
  ta_unpack_borrow (&unpacker, PREFIX_SIZE);
  version = (guint) ta_unpack_number (&unpacker, 1);
  if (version > VERSION)
    {
      g_set_error_literal (error, TA_SEAL_ERROR, TA_SEAL_ERROR_NEWER, _ ("The list of the pod’s devices was written by a newer version of Turnabout."));
      return NULL;
    }
  count = (guint) ta_unpack_number (&unpacker, 2);
  for (guint i = 0; i < count; i++)
    if (count > TA_ROSTER_MAX_DEVICES || !unpack_device (&unpacker, roster))
      {
        fail_format (error);
        return NULL;
      }
  ta_unpack_id (&unpacker, author);
  signed_size = unpacker.at;
  signature = ta_unpack_borrow (&unpacker, TA_SIGNATURE_SIZE);
  if (!ta_unpacker_done (&unpacker) || version < VERSION)
    {
      fail_format (error);
      return NULL;
    }
  if (author_is_right (roster, author, own, bytes, signed_size, signature))
    return g_steal_pointer (&roster);
  fail_untrusted (error);
  return NULL;
}

static TaRoster *
read_roster (const char *text, const TaKeyring *keyring, const TaDevicePublic *own, GError **error)
{
  const guint8 *pod = ta_keyring_get_pod (keyring);
  g_autoptr (TaSecret) body = NULL;
  g_autoptr (TaSecret) bytes = NULL;
  guint8 *data;

  ta_seal_ready ();
  body = ta_base64_decode (text, sodium_base64_ENCODED_LEN (MAX_BODY, sodium_base64_VARIANT_URLSAFE_NO_PADDING));
  if (body == NULL)
    {
      fail_format (error);
      return NULL;
    }
  bytes = ta_secret_new (PREFIX_SIZE + ta_secret_get_size (body));
  data = ta_secret_get_data (bytes);
  memcpy (data, "taenros1", 8);
  memcpy (data + 8, pod, TA_POD_ID_SIZE);
  memcpy (data + PREFIX_SIZE, ta_secret_get_data (body), ta_secret_get_size (body));
  return unpack_roster (bytes, pod, own, error);
}

TaRoster *
ta_roster_open (const char *text, const TaKeyring *keyring, const TaRoster *known, const TaDevicePublic *inviter, GError **error)
{
  g_autoptr (TaRoster) roster = read_roster (text, keyring, NULL, error);

  return roster != NULL && check_devices (roster, known, inviter, error) ? g_steal_pointer (&roster) : NULL;
}

TaRoster *
ta_roster_open_own (const char *text, const TaKeyring *keyring, const TaDeviceKeys *keys, GError **error)
{
  g_autoptr (TaRoster) roster = read_roster (text, keyring, ta_device_keys_get_public (keys), error);

  return roster != NULL && check_devices (roster, NULL, NULL, error) ? g_steal_pointer (&roster) : NULL;
}
