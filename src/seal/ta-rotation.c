/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-rotation.h"

#include "ta-keyring-private.h"
#include "ta-roster-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define VERSION 1
#define BOUND "taenkey1"
#define BOUND_SIZE (8 + TA_POD_ID_SIZE + TA_KID_SIZE)
#define DOC_CONTEXT "turnabout-keys-1"
#define BOX_SIZE (TA_KEY_SIZE + crypto_box_SEALBYTES)
#define MAX_EPOCH 1000000
#define ENTRY_SIZE (4 + TA_KEY_SIZE)
#define MAX_INNER (4 + 8 + TA_DEVICE_ID_SIZE + TA_ROSTER_MAX_DEVICES * TA_DEVICE_ID_SIZE + 2 + TA_KEYRING_MAX_KEYS * ENTRY_SIZE + TA_SIGNATURE_SIZE)
/* the boxes, and twice as much as the sealed part takes in base64 with its padding */
#define MAX_BODY (1 + TA_KID_SIZE + 2 + TA_ROSTER_MAX_DEVICES * BOX_SIZE + 2 * MAX_INNER)

void
ta_rotation_free (TaRotation *rotation)
{
  if (rotation == NULL)
    return;
  g_clear_pointer (&rotation->keyring, ta_keyring_unref);
  g_strfreev (rotation->recipients);
  g_clear_pointer (&rotation->statement, ta_secret_unref);
  g_free (rotation);
}

char *
ta_rotation_doc_id (const TaKeyring *keyring, const char *kid)
{
  guint8 text[sizeof DOC_CONTEXT - 1 + TA_KID_SIZE];
  guint8 hash[16];

  memcpy (text, DOC_CONTEXT, sizeof DOC_CONTEXT - 1);
  if (!ta_hex_parse (kid, text + sizeof DOC_CONTEXT - 1, TA_KID_SIZE))
    return NULL;
  crypto_generichash (hash, sizeof hash, text, sizeof text, ta_keyring_get_pod (keyring), TA_POD_ID_SIZE);
  return ta_hex_new (hash, sizeof hash);
}

static void
bind_rotation (const guint8 *pod, const guint8 *kid, guint8 *bound)
{
  memcpy (bound, BOUND, 8);
  memcpy (bound + 8, pod, TA_POD_ID_SIZE);
  memcpy (bound + 8 + TA_POD_ID_SIZE, kid, TA_KID_SIZE);
}

static gboolean
fail (TaSealError code, const char *message, GError **error)
{
  g_set_error_literal (error, TA_SEAL_ERROR, (int) code, message);
  return FALSE;
}

/* ---- making ---- */

static void
pack_boxes (TaPacker *packer, const TaRoster *roster, const TaKey *key)
{
  ta_pack_number (packer, ta_roster_count (roster), 2);
  for (guint i = 0; i < roster->devices->len; i++)
    {
      const TaRosterDevice *device = roster->devices->pdata[i];
      guint8 box[BOX_SIZE];

      if (*device->removed_by != '\0')
        continue;
      /* A key of low order can be no recipient's: its box would be readable by all, so it gets one that nobody opens. */
      if (crypto_box_seal (box, key->root, TA_KEY_SIZE, device->known.box) != 0)
        randombytes_buf (box, sizeof box);
      ta_pack_bytes (packer, box, sizeof box);
    }
}

static void
pack_inner (TaPacker *packer, const TaKeyring *rotated, const TaRoster *roster, const TaDeviceKeys *keys, gint64 now)
{
  ta_pack_number (packer, ta_keyring_get_epoch (rotated, 0), 4);
  ta_pack_number (packer, (guint64) now, 8);
  ta_pack_id (packer, ta_device_keys_get_public (keys)->id);
  for (guint i = 0; i < roster->devices->len; i++)
    {
      const TaRosterDevice *device = roster->devices->pdata[i];

      if (*device->removed_by == '\0')
        ta_pack_id (packer, device->known.id);
    }
  ta_pack_number (packer, ta_keyring_get_n_keys (rotated) - 1, 2);
  for (guint i = 1; i < ta_keyring_get_n_keys (rotated); i++)
    {
      ta_pack_number (packer, ta_keyring_get_epoch (rotated, i), 4);
      ta_pack_bytes (packer, ta_keyring_get_key (rotated, i)->root, TA_KEY_SIZE);
    }
}

/* What is signed: what it is and of which pod, the boxes, and what is sealed. */
static TaSecret *
make_statement (const guint8 *bound, const guint8 *boxes, gsize boxes_size, const guint8 *inner, gsize inner_size)
{
  TaPacker packer;

  ta_packer_init (&packer, BOUND_SIZE + boxes_size + inner_size);
  ta_pack_bytes (&packer, bound, BOUND_SIZE);
  ta_pack_bytes (&packer, boxes, boxes_size);
  ta_pack_bytes (&packer, inner, inner_size);
  return ta_packer_finish (&packer);
}

/* The signature goes to the end of @inner. */
static char *
seal_inner (TaPacker *inner, const TaKey *key, const guint8 *bound, const TaSecret *boxes, const TaDeviceKeys *keys)
{
  g_autoptr (TaSecret) statement = make_statement (bound, ta_secret_get_data (boxes), ta_secret_get_size (boxes),
                                                   ta_secret_get_data (inner->secret), inner->at);
  guint8 signature[TA_SIGNATURE_SIZE];
  guint8 subkey[TA_KEY_SIZE];
  g_autoptr (TaSecret) whole = NULL;
  char *sealed;

  ta_device_keys_sign (keys, ta_secret_get_data (statement), ta_secret_get_size (statement), signature);
  ta_pack_bytes (inner, signature, sizeof signature);
  whole = ta_packer_finish (inner);
  ta_key_derive (key, TA_KEY_USE_OLDER_KEYS, subkey);
  sealed = ta_box_seal (subkey, bound, BOUND_SIZE, ta_secret_get_data (whole), ta_secret_get_size (whole), NULL);
  sodium_memzero (subkey, sizeof subkey);
  return sealed;
}

static char *
make_text (const TaKeyring *rotated, const TaRoster *roster, const TaDeviceKeys *keys, gint64 now)
{
  const TaKey *key = ta_keyring_get_key (rotated, 0);
  g_autofree char *sealed = NULL;
  g_autoptr (TaSecret) boxes = NULL;
  g_autoptr (TaSecret) body = NULL;
  guint8 bound[BOUND_SIZE];
  TaPacker packer, inner;

  bind_rotation (roster->pod, key->kid_bytes, bound);
  ta_packer_init (&packer, 2 + roster->devices->len * BOX_SIZE);
  pack_boxes (&packer, roster, key);
  boxes = ta_packer_finish (&packer);
  ta_packer_init (&inner, MAX_INNER);
  pack_inner (&inner, rotated, roster, keys, now);
  sealed = seal_inner (&inner, key, bound, boxes, keys);
  ta_packer_init (&packer, MAX_BODY);
  ta_pack_number (&packer, VERSION, 1);
  ta_pack_bytes (&packer, key->kid_bytes, TA_KID_SIZE);
  ta_pack_bytes (&packer, ta_secret_get_data (boxes), ta_secret_get_size (boxes));
  ta_pack_bytes (&packer, sealed, strlen (sealed));
  body = ta_packer_finish (&packer);
  return ta_base64_encode (ta_secret_get_data (body), ta_secret_get_size (body));
}

char *
ta_rotation_make (const TaKeyring *keyring, const TaRoster *roster, const TaDeviceKeys *keys, gint64 now, TaKeyring **rotated, GError **error)
{
  *rotated = NULL;
  if (memcmp (roster->pod, ta_keyring_get_pod (keyring), TA_POD_ID_SIZE) != 0 || !ta_roster_has (roster, ta_device_keys_get_public (keys)->id))
    fail (TA_SEAL_ERROR_UNTRUSTED, _ ("This computer is not in the pod."), error);
  else if (ta_keyring_get_epoch (keyring, 0) >= MAX_EPOCH || (*rotated = ta_keyring_rotate (keyring)) == NULL)
    fail (TA_SEAL_ERROR_LIMIT, _ ("There are more keys than a pod may have."), error);
  else
    return make_text (*rotated, roster, keys, now);
  return NULL;
}

/* ---- reading ---- */

/* The parts of the text, unread. */
typedef struct
{
  const guint8 *kid;
  const guint8 *counted; /* the boxes with their number in front */
  const guint8 *boxes;
  guint n_boxes;
  char *sealed;
} Parts;

static gboolean
take_apart (const TaSecret *body, Parts *parts, GError **error)
{
  TaUnpacker unpacker;
  guint version;

  ta_unpacker_init (&unpacker, ta_secret_get_data (body), ta_secret_get_size (body));
  version = (guint) ta_unpack_number (&unpacker, 1);
  if (version > VERSION)
    return fail (TA_SEAL_ERROR_NEWER, _ ("This key was made by a newer version of Turnabout."), error);
  parts->kid = ta_unpack_borrow (&unpacker, TA_KID_SIZE);
  parts->counted = unpacker.data + unpacker.at;
  parts->n_boxes = (guint) ta_unpack_number (&unpacker, 2);
  parts->boxes = ta_unpack_borrow (&unpacker, (gsize) parts->n_boxes * BOX_SIZE);
  if (unpacker.bad || version < VERSION || parts->n_boxes == 0 || parts->n_boxes > TA_ROSTER_MAX_DEVICES)
    return fail (TA_SEAL_ERROR_FORMAT, _ ("This is no key of a pod."), error);
  parts->sealed = g_strndup ((const char *) unpacker.data + unpacker.at, unpacker.size - unpacker.at);
  return TRUE;
}

/* The new key, out of the one box that this device can open. The boxes do not say whose they are. */
static TaKeyring *
find_key (const Parts *parts, const char *kid, const TaKeyring *keyring, const TaDeviceKeys *keys, GError **error)
{
  g_autoptr (TaSecret) root = ta_secret_new (TA_KEY_SIZE);

  for (guint i = 0; keys != NULL && i < parts->n_boxes; i++)
    if (ta_device_keys_unseal (keys, parts->boxes + (gsize) i * BOX_SIZE, BOX_SIZE, ta_secret_get_data (root)))
      {
        /* The epoch is read later; it does not matter for opening. */
        g_autoptr (TaKeyring) one = ta_keyring_new_with_key (ta_keyring_get_pod (keyring), 1, ta_secret_get_data (root));

        if (ta_keyring_has (one, kid))
          return g_steal_pointer (&one);
      }
  fail (TA_SEAL_ERROR_REMOVED, _ ("This key is not for this device."), error);
  return NULL;
}

static gboolean
read_older_keys (TaUnpacker *unpacker, TaRotation *rotation, GError **error)
{
  guint count = (guint) ta_unpack_number (unpacker, 2);

  for (guint i = 0; i < count && !unpacker->bad; i++)
    {
      guint32 epoch = (guint32) ta_unpack_number (unpacker, 4);
      const guint8 *root = ta_unpack_borrow (unpacker, TA_KEY_SIZE);
      TaKeyring *more;

      if (root == NULL || epoch == 0 || epoch >= rotation->epoch)
        return fail (TA_SEAL_ERROR_FORMAT, _ ("This is no key of a pod."), error);
      more = ta_keyring_add (rotation->keyring, epoch, root);
      if (more == NULL)
        return fail (TA_SEAL_ERROR_LIMIT, _ ("There are more keys than a pod may have."), error);
      ta_keyring_unref (rotation->keyring);
      rotation->keyring = more;
    }
  return TRUE;
}

static gboolean
read_inner (GBytes *plain, const Parts *parts, const guint8 *bound, const guint8 *root, TaRotation *rotation, GError **error)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (plain, &size);
  TaKeyring *more;
  TaUnpacker unpacker;

  if (size < TA_SIGNATURE_SIZE)
    return fail (TA_SEAL_ERROR_FORMAT, _ ("This is no key of a pod."), error);
  ta_unpacker_init (&unpacker, data, size - TA_SIGNATURE_SIZE);
  rotation->epoch = (guint32) ta_unpack_number (&unpacker, 4);
  rotation->made_at = (gint64) ta_unpack_number (&unpacker, 8);
  ta_unpack_id (&unpacker, rotation->author);
  rotation->recipients = g_new0 (char *, parts->n_boxes + 1);
  for (guint i = 0; i < parts->n_boxes; i++)
    {
      rotation->recipients[i] = g_malloc0 (TA_DEVICE_ID_LENGTH + 1);
      ta_unpack_id (&unpacker, rotation->recipients[i]);
    }
  if (unpacker.bad || rotation->epoch == 0 || rotation->epoch > MAX_EPOCH)
    return fail (TA_SEAL_ERROR_FORMAT, _ ("This is no key of a pod."), error);
  more = ta_keyring_add (rotation->keyring, rotation->epoch, root);
  if (more == NULL)
    return fail (TA_SEAL_ERROR_LIMIT, _ ("There are more keys than a pod may have."), error);
  ta_keyring_unref (rotation->keyring);
  rotation->keyring = more;
  if (!read_older_keys (&unpacker, rotation, error))
    return FALSE;
  if (!ta_unpacker_done (&unpacker))
    return fail (TA_SEAL_ERROR_FORMAT, _ ("This is no key of a pod."), error);
  rotation->statement = make_statement (bound, parts->counted, 2 + (gsize) parts->n_boxes * BOX_SIZE, data, size - TA_SIGNATURE_SIZE);
  memcpy (rotation->signature, data + size - TA_SIGNATURE_SIZE, TA_SIGNATURE_SIZE);
  return TRUE;
}

static gboolean
read_parts (const Parts *parts, const TaKeyring *keyring, const TaDeviceKeys *keys, TaRotation *rotation, GError **error)
{
  g_autoptr (TaKeyring) found = NULL;
  g_autoptr (GBytes) plain = NULL;
  const TaKey *key;
  guint8 bound[BOUND_SIZE], subkey[TA_KEY_SIZE];

  sodium_bin2hex (rotation->kid, sizeof rotation->kid, parts->kid, TA_KID_SIZE);
  rotation->keyring = ta_keyring_ref ((TaKeyring *) keyring);
  found = ta_keyring_has (keyring, rotation->kid) ? ta_keyring_ref ((TaKeyring *) keyring)
                                                  : find_key (parts, rotation->kid, keyring, keys, error);
  if (found == NULL)
    return FALSE;
  key = ta_keyring_find (found, rotation->kid);
  bind_rotation (ta_keyring_get_pod (keyring), parts->kid, bound);
  ta_key_derive (key, TA_KEY_USE_OLDER_KEYS, subkey);
  plain = ta_box_open (subkey, bound, sizeof bound, parts->sealed, MAX_BODY, error);
  sodium_memzero (subkey, sizeof subkey);
  return plain != NULL && read_inner (plain, parts, bound, key->root, rotation, error);
}

TaRotation *
ta_rotation_open (const char *text, const TaKeyring *keyring, const TaDeviceKeys *keys, GError **error)
{
  g_autoptr (TaRotation) rotation = g_new0 (TaRotation, 1);
  g_autoptr (TaSecret) body = NULL;
  Parts parts = { 0 };
  gboolean right;

  ta_seal_ready ();
  body = ta_base64_decode (text, sodium_base64_ENCODED_LEN (MAX_BODY, sodium_base64_VARIANT_URLSAFE_NO_PADDING));
  if (body == NULL)
    {
      fail (TA_SEAL_ERROR_FORMAT, _ ("This is no key of a pod."), error);
      return NULL;
    }
  right = take_apart (body, &parts, error) && read_parts (&parts, keyring, keys, rotation, error);
  g_free (parts.sealed);
  return right ? g_steal_pointer (&rotation) : NULL;
}

gboolean
ta_rotation_verify (const TaRotation *rotation, const TaRoster *roster, GError **error)
{
  const TaRosterDevice *author = ta_roster_find (roster, rotation->author);

  if (author != NULL
      && ta_device_public_verifies (&author->known, ta_secret_get_data (rotation->statement), ta_secret_get_size (rotation->statement),
                                    rotation->signature))
    return TRUE;
  return fail (TA_SEAL_ERROR_UNTRUSTED, _ ("A new key of the pod was signed by nobody who may."), error);
}

gboolean
ta_rotation_is_due (const TaRoster *roster, const TaKeyring *keyring, const TaRotation *current)
{
  guint32 epoch = ta_keyring_get_epoch (keyring, 0);

  for (guint i = 0; i < roster->devices->len; i++)
    {
      const TaRosterDevice *device = roster->devices->pdata[i];

      if (*device->removed_by == '\0')
        continue;
      if (device->added_epoch >= epoch)
        return TRUE;
      if (current != NULL
          && (strcmp (current->author, device->known.id) == 0 || g_strv_contains ((const char *const *) current->recipients, device->known.id)))
        return TRUE;
    }
  return FALSE;
}
