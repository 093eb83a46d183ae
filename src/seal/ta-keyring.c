/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-keyring-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _TaKeyring
{
  gatomicrefcount references;
  guint8 pod[TA_POD_ID_SIZE];
  char pod_name[2 * TA_POD_ID_SIZE + 1];
  guint n_keys;
  TaKey *keys; /* the newest first; in locked memory that may not be written */
};

#define MAGIC "TAKEYRNG"
#define VERSION 1
#define CHECK_SIZE 16
#define ENTRY_SIZE (4 + TA_KEY_SIZE)
#define HEAD_SIZE (8 + 1 + TA_POD_ID_SIZE + 2)
#define KID_CONTEXT "turnabout-kid-1"
#define SUBKEY_CONTEXT "TURNABT1"

static TaKeyring *
keyring_alloc (const guint8 *pod, guint n_keys)
{
  TaKeyring *keyring = g_new0 (TaKeyring, 1);

  ta_seal_ready ();
  g_atomic_ref_count_init (&keyring->references);
  memcpy (keyring->pod, pod, TA_POD_ID_SIZE);
  sodium_bin2hex (keyring->pod_name, sizeof keyring->pod_name, pod, TA_POD_ID_SIZE);
  keyring->n_keys = n_keys;
  keyring->keys = sodium_allocarray (n_keys, sizeof (TaKey));
  if (keyring->keys == NULL)
    g_error ("there is no memory for %u keys", n_keys);
  return keyring;
}

void
ta_key_derive (const TaKey *key, TaKeyUse use, guint8 *to)
{
  crypto_kdf_derive_from_key (to, TA_KEY_SIZE, use, SUBKEY_CONTEXT, key->root);
}

static void
key_init (TaKey *key, guint32 epoch, const guint8 *root)
{
  guint8 hash[16];

  memset (key, 0, sizeof *key);
  key->epoch = epoch;
  memcpy (key->root, root, TA_KEY_SIZE);
  crypto_generichash (hash, sizeof hash, (const guint8 *) KID_CONTEXT, strlen (KID_CONTEXT), root, TA_KEY_SIZE);
  memcpy (key->kid_bytes, hash, TA_KID_SIZE);
  sodium_bin2hex (key->kid, sizeof key->kid, key->kid_bytes, TA_KID_SIZE);
  ta_key_derive (key, TA_KEY_USE_DOCUMENTS, key->documents);
}

static int
key_compare_newest_first (gconstpointer a, gconstpointer b)
{
  const TaKey *one = a, *other = b;

  if (one->epoch != other->epoch)
    return one->epoch > other->epoch ? -1 : 1;
  return memcmp (other->kid_bytes, one->kid_bytes, TA_KID_SIZE);
}

/* By insertion: qsort may copy keys into memory that nobody wipes. */
static void
sort_keys (TaKeyring *keyring)
{
  for (guint i = 1; i < keyring->n_keys; i++)
    for (guint j = i; j > 0 && key_compare_newest_first (&keyring->keys[j - 1], &keyring->keys[j]) > 0; j--)
      {
        TaKey key = keyring->keys[j];

        keyring->keys[j] = keyring->keys[j - 1];
        keyring->keys[j - 1] = key;
        sodium_memzero (&key, sizeof key);
      }
}

static TaKeyring *
keyring_finish (TaKeyring *keyring)
{
  sort_keys (keyring);
  sodium_mprotect_readonly (keyring->keys);
  return keyring;
}

TaKeyring *
ta_keyring_new_with_key (const guint8 *pod, guint32 epoch, const guint8 *key)
{
  TaKeyring *keyring = keyring_alloc (pod, 1);

  g_assert (epoch >= 1);
  key_init (keyring->keys, epoch, key);
  return keyring_finish (keyring);
}

TaKeyring *
ta_keyring_new (void)
{
  g_autoptr (TaSecret) root = ta_secret_new_random (TA_KEY_SIZE);
  guint8 pod[TA_POD_ID_SIZE];

  randombytes_buf (pod, sizeof pod);
  return ta_keyring_new_with_key (pod, 1, ta_secret_get_data (root));
}

TaKeyring *
ta_keyring_add (const TaKeyring *keyring, guint32 epoch, const guint8 *root)
{
  TaKeyring *more;

  for (guint i = 0; i < keyring->n_keys; i++)
    if (sodium_memcmp (keyring->keys[i].root, root, TA_KEY_SIZE) == 0)
      return ta_keyring_ref ((TaKeyring *) keyring);
  if (keyring->n_keys >= TA_KEYRING_MAX_KEYS)
    return NULL;
  more = keyring_alloc (keyring->pod, keyring->n_keys + 1);
  memcpy (more->keys, keyring->keys, keyring->n_keys * sizeof (TaKey));
  key_init (&more->keys[keyring->n_keys], epoch, root);
  return keyring_finish (more);
}

TaKeyring *
ta_keyring_rotate (const TaKeyring *keyring)
{
  g_autoptr (TaSecret) root = ta_secret_new_random (TA_KEY_SIZE);

  if (keyring->keys[0].epoch == G_MAXUINT32)
    return NULL;
  return ta_keyring_add (keyring, keyring->keys[0].epoch + 1, ta_secret_get_data (root));
}

TaKeyring *
ta_keyring_join (const TaKeyring *a, const TaKeyring *b, GError **error)
{
  g_autoptr (TaKeyring) joined = ta_keyring_ref ((TaKeyring *) a);

  if (memcmp (a->pod, b->pod, TA_POD_ID_SIZE) != 0)
    {
      g_set_error_literal (error, TA_SEAL_ERROR, TA_SEAL_ERROR_FORMAT, _ ("These are the keys of another pod."));
      return NULL;
    }
  for (guint i = 0; i < b->n_keys; i++)
    {
      TaKeyring *more = ta_keyring_add (joined, b->keys[i].epoch, b->keys[i].root);

      if (more == NULL)
        {
          g_set_error_literal (error, TA_SEAL_ERROR, TA_SEAL_ERROR_LIMIT, _ ("There are more keys than a pod may have."));
          return NULL;
        }
      ta_keyring_unref (joined);
      joined = more;
    }
  return g_steal_pointer (&joined);
}

TaKeyring *
ta_keyring_ref (TaKeyring *keyring)
{
  g_atomic_ref_count_inc (&keyring->references);
  return keyring;
}

void
ta_keyring_unref (TaKeyring *keyring)
{
  if (!g_atomic_ref_count_dec (&keyring->references))
    return;
  sodium_free (keyring->keys);
  g_free (keyring);
}

const guint8 *
ta_keyring_get_pod (const TaKeyring *keyring)
{
  return keyring->pod;
}

const char *
ta_keyring_get_pod_name (const TaKeyring *keyring)
{
  return keyring->pod_name;
}

guint
ta_keyring_get_n_keys (const TaKeyring *keyring)
{
  return keyring->n_keys;
}

const TaKey *
ta_keyring_get_key (const TaKeyring *keyring, guint at)
{
  g_assert (at < keyring->n_keys);
  return &keyring->keys[at];
}

const char *
ta_keyring_get_kid (const TaKeyring *keyring, guint at)
{
  return ta_keyring_get_key (keyring, at)->kid;
}

guint32
ta_keyring_get_epoch (const TaKeyring *keyring, guint at)
{
  return ta_keyring_get_key (keyring, at)->epoch;
}

const TaKey *
ta_keyring_find (const TaKeyring *keyring, const char *kid)
{
  for (guint i = 0; i < keyring->n_keys; i++)
    if (g_strcmp0 (keyring->keys[i].kid, kid) == 0)
      return &keyring->keys[i];
  return NULL;
}

gboolean
ta_keyring_has (const TaKeyring *keyring, const char *kid)
{
  return ta_keyring_find (keyring, kid) != NULL;
}

gboolean
ta_keyring_equal (const TaKeyring *a, const TaKeyring *b)
{
  return memcmp (a->pod, b->pod, TA_POD_ID_SIZE) == 0 && a->n_keys == b->n_keys
         && sodium_memcmp (a->keys, b->keys, a->n_keys * sizeof (TaKey)) == 0;
}

static void
checksum (const guint8 *data, gsize size, guint8 *to)
{
  crypto_generichash (to, CHECK_SIZE, data, size, NULL, 0);
}

TaSecret *
ta_keyring_serialise (const TaKeyring *keyring)
{
  gsize size = HEAD_SIZE + keyring->n_keys * ENTRY_SIZE;
  guint8 check[CHECK_SIZE];
  TaPacker packer;

  ta_packer_init (&packer, size + CHECK_SIZE);
  ta_pack_bytes (&packer, MAGIC, 8);
  ta_pack_number (&packer, VERSION, 1);
  ta_pack_bytes (&packer, keyring->pod, TA_POD_ID_SIZE);
  ta_pack_number (&packer, keyring->n_keys, 2);
  for (guint i = 0; i < keyring->n_keys; i++)
    {
      ta_pack_number (&packer, keyring->keys[i].epoch, 4);
      ta_pack_bytes (&packer, keyring->keys[i].root, TA_KEY_SIZE);
    }
  checksum (ta_secret_get_data (packer.secret), size, check);
  ta_pack_bytes (&packer, check, sizeof check);
  return ta_packer_finish (&packer);
}

static TaKeyring *
fail_format (GError **error)
{
  g_set_error_literal (error, TA_SEAL_ERROR, TA_SEAL_ERROR_FORMAT, _ ("This is no keyring of Turnabout."));
  return NULL;
}

static gboolean
check_keyring (const guint8 *data, gsize size, GError **error)
{
  guint8 check[CHECK_SIZE];

  if (size < HEAD_SIZE + ENTRY_SIZE + CHECK_SIZE || memcmp (data, MAGIC, 8) != 0)
    return fail_format (error) != NULL;
  if (data[8] != VERSION)
    {
      g_set_error_literal (error, TA_SEAL_ERROR, TA_SEAL_ERROR_NEWER, _ ("The keyring was written by a newer version of Turnabout."));
      return FALSE;
    }
  checksum (data, size - CHECK_SIZE, check);
  if (sodium_memcmp (check, data + size - CHECK_SIZE, CHECK_SIZE) == 0)
    return TRUE;
  g_set_error_literal (error, TA_SEAL_ERROR, TA_SEAL_ERROR_DAMAGED, _ ("The keyring is damaged."));
  return FALSE;
}

static gboolean
unpack_keys (TaUnpacker *unpacker, TaKeyring *keyring)
{
  for (guint i = 0; i < keyring->n_keys; i++)
    {
      guint32 epoch = (guint32) ta_unpack_number (unpacker, 4);

      if (epoch == 0)
        return FALSE;
      key_init (&keyring->keys[i], epoch, ta_unpack_borrow (unpacker, TA_KEY_SIZE));
    }
  return ta_unpacker_done (unpacker);
}

TaKeyring *
ta_keyring_parse (const guint8 *data, gsize size, GError **error)
{
  g_autoptr (TaKeyring) keyring = NULL;
  TaUnpacker unpacker;
  const guint8 *pod;
  guint n_keys;

  ta_seal_ready ();
  if (!check_keyring (data, size, error))
    return NULL;
  ta_unpacker_init (&unpacker, data + 9, size - 9 - CHECK_SIZE);
  pod = ta_unpack_borrow (&unpacker, TA_POD_ID_SIZE);
  n_keys = (guint) ta_unpack_number (&unpacker, 2);
  if (n_keys == 0 || n_keys > TA_KEYRING_MAX_KEYS || unpacker.size - unpacker.at != n_keys * ENTRY_SIZE)
    return fail_format (error);
  keyring = keyring_alloc (pod, n_keys);
  if (!unpack_keys (&unpacker, keyring))
    return fail_format (error);
  return keyring_finish (g_steal_pointer (&keyring));
}
