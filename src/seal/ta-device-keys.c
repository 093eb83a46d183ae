/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-device-keys-private.h"

#include "ta-keyring-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAGIC "TADEVKEY"
#define VERSION 1
#define CHECK_SIZE 16
#define ID_CONTEXT "turnabout-device-1"
#define CODE_CONTEXT "turnabout-code-1"
#define CLAIM_CONTEXT "turnabout-claim-1"
#define CLAIM_SIZE 32
#define PUBLIC_LENGTH 86

typedef struct
{
  guint8 seed[crypto_sign_SEEDBYTES];
  guint8 sign[crypto_sign_SECRETKEYBYTES];
  guint8 box[crypto_box_SECRETKEYBYTES];
} Secrets;

struct _TaDeviceKeys
{
  gatomicrefcount references;
  Secrets *secrets; /* in locked memory that may not be written */
  TaDevicePublic known;
};

void
ta_device_public_init (TaDevicePublic *device, const guint8 *sign, const guint8 *box)
{
  crypto_generichash_state state;
  guint8 hash[TA_DEVICE_ID_LENGTH / 2];

  ta_seal_ready ();
  memcpy (device->sign, sign, TA_DEVICE_KEY_SIZE);
  memcpy (device->box, box, TA_DEVICE_KEY_SIZE);
  crypto_generichash_init (&state, NULL, 0, sizeof hash);
  crypto_generichash_update (&state, (const guint8 *) ID_CONTEXT, strlen (ID_CONTEXT));
  crypto_generichash_update (&state, device->sign, TA_DEVICE_KEY_SIZE);
  crypto_generichash_update (&state, device->box, TA_DEVICE_KEY_SIZE);
  crypto_generichash_final (&state, hash, sizeof hash);
  sodium_bin2hex (device->id, sizeof device->id, hash, sizeof hash);
}

gint64
ta_device_public_get_number (const TaDevicePublic *device)
{
  guint64 number = 0;

  for (guint i = 0; i < 16; i++)
    number = number << 4 | (guint) g_ascii_xdigit_value (device->id[i]);
  number &= G_MAXINT64;
  return number == 0 ? 1 : (gint64) number;
}

char *
ta_device_public_to_text (const TaDevicePublic *device)
{
  guint8 both[2 * TA_DEVICE_KEY_SIZE];

  memcpy (both, device->sign, TA_DEVICE_KEY_SIZE);
  memcpy (both + TA_DEVICE_KEY_SIZE, device->box, TA_DEVICE_KEY_SIZE);
  return ta_base64_encode (both, sizeof both);
}

gboolean
ta_device_public_parse (TaDevicePublic *device, const char *text)
{
  g_autoptr (TaSecret) both = text == NULL ? NULL : ta_base64_decode (text, PUBLIC_LENGTH);

  if (both == NULL || ta_secret_get_size (both) != 2 * TA_DEVICE_KEY_SIZE)
    return FALSE;
  ta_device_public_init (device, ta_secret_get_data (both), ta_secret_get_data (both) + TA_DEVICE_KEY_SIZE);
  return TRUE;
}

/* @seed makes the signing key; @box is the secret key of the other kind. */
static TaDeviceKeys *
keys_new (const guint8 *seed, const guint8 *box)
{
  TaDeviceKeys *keys = g_new0 (TaDeviceKeys, 1);
  guint8 sign_public[TA_DEVICE_KEY_SIZE], box_public[TA_DEVICE_KEY_SIZE];

  ta_seal_ready ();
  g_atomic_ref_count_init (&keys->references);
  keys->secrets = sodium_malloc (sizeof (Secrets));
  if (keys->secrets == NULL)
    g_error ("there is no memory for the keys of this device");
  memcpy (keys->secrets->seed, seed, sizeof keys->secrets->seed);
  memcpy (keys->secrets->box, box, sizeof keys->secrets->box);
  crypto_sign_seed_keypair (sign_public, keys->secrets->sign, keys->secrets->seed);
  crypto_scalarmult_base (box_public, keys->secrets->box);
  sodium_mprotect_readonly (keys->secrets);
  ta_device_public_init (&keys->known, sign_public, box_public);
  return keys;
}

TaDeviceKeys *
ta_device_keys_new (void)
{
  g_autoptr (TaSecret) random = ta_secret_new_random (crypto_sign_SEEDBYTES + crypto_box_SECRETKEYBYTES);

  return keys_new (ta_secret_get_data (random), ta_secret_get_data (random) + crypto_sign_SEEDBYTES);
}

TaDeviceKeys *
ta_device_keys_ref (TaDeviceKeys *keys)
{
  g_atomic_ref_count_inc (&keys->references);
  return keys;
}

void
ta_device_keys_unref (TaDeviceKeys *keys)
{
  if (!g_atomic_ref_count_dec (&keys->references))
    return;
  sodium_free (keys->secrets);
  g_free (keys);
}

const TaDevicePublic *
ta_device_keys_get_public (const TaDeviceKeys *keys)
{
  return &keys->known;
}

void
ta_device_keys_sign (const TaDeviceKeys *keys, const guint8 *data, gsize size, guint8 *signature)
{
  crypto_sign_detached (signature, NULL, data, size, keys->secrets->sign);
}

gboolean
ta_device_public_verifies (const TaDevicePublic *device, const guint8 *data, gsize size, const guint8 *signature)
{
  return crypto_sign_verify_detached (signature, data, size, device->sign) == 0;
}

gboolean
ta_device_keys_unseal (const TaDeviceKeys *keys, const guint8 *sealed, gsize size, guint8 *plain)
{
  return size >= crypto_box_SEALBYTES && crypto_box_seal_open (plain, sealed, size, keys->known.box, keys->secrets->box) == 0;
}

TaSecret *
ta_device_keys_serialise (const TaDeviceKeys *keys)
{
  guint8 check[CHECK_SIZE];
  TaPacker packer;

  ta_packer_init (&packer, 8 + 1 + 2 * TA_DEVICE_KEY_SIZE + CHECK_SIZE);
  ta_pack_bytes (&packer, MAGIC, 8);
  ta_pack_number (&packer, VERSION, 1);
  ta_pack_bytes (&packer, keys->secrets->seed, TA_DEVICE_KEY_SIZE);
  ta_pack_bytes (&packer, keys->secrets->box, TA_DEVICE_KEY_SIZE);
  crypto_generichash (check, sizeof check, ta_secret_get_data (packer.secret), packer.at, NULL, 0);
  ta_pack_bytes (&packer, check, sizeof check);
  return ta_packer_finish (&packer);
}

TaDeviceKeys *
ta_device_keys_parse (const guint8 *data, gsize size, GError **error)
{
  guint8 check[CHECK_SIZE];

  ta_seal_ready ();
  if (size < 9 || memcmp (data, MAGIC, 8) != 0 || (data[8] == VERSION && size != 9 + 2 * TA_DEVICE_KEY_SIZE + CHECK_SIZE))
    {
      g_set_error_literal (error, TA_SEAL_ERROR, TA_SEAL_ERROR_FORMAT, _ ("These are no keys of a device."));
      return NULL;
    }
  if (data[8] != VERSION)
    {
      g_set_error_literal (error, TA_SEAL_ERROR, TA_SEAL_ERROR_NEWER, _ ("The keys were written by a newer version of Turnabout."));
      return NULL;
    }
  crypto_generichash (check, sizeof check, data, size - CHECK_SIZE, NULL, 0);
  if (sodium_memcmp (check, data + size - CHECK_SIZE, CHECK_SIZE) != 0)
    {
      g_set_error_literal (error, TA_SEAL_ERROR, TA_SEAL_ERROR_DAMAGED, _ ("The keys of this device are damaged."));
      return NULL;
    }
  return keys_new (data + 9, data + 9 + TA_DEVICE_KEY_SIZE);
}

char *
ta_device_keys_dup_claim (const TaDeviceKeys *keys, const char *token)
{
  crypto_generichash_state state;
  guint8 hash[CLAIM_SIZE];
  char text[2 * CLAIM_SIZE + 1];

  crypto_generichash_init (&state, keys->secrets->seed, sizeof keys->secrets->seed, sizeof hash);
  crypto_generichash_update (&state, (const guint8 *) CLAIM_CONTEXT, strlen (CLAIM_CONTEXT));
  crypto_generichash_update (&state, (const guint8 *) token, strlen (token));
  crypto_generichash_final (&state, hash, sizeof hash);
  sodium_memzero (&state, sizeof state);
  return g_strdup (sodium_bin2hex (text, sizeof text, hash, sizeof hash));
}

char *
ta_comparison_code (const TaKeyring *keyring, const TaDevicePublic *joiner)
{
  const TaKey *key = ta_keyring_get_key (keyring, 0);
  crypto_generichash_state state;
  guint8 hash[16];
  TaUnpacker unpacker;
  guint code;

  crypto_generichash_init (&state, key->root, TA_KEY_SIZE, sizeof hash);
  crypto_generichash_update (&state, (const guint8 *) CODE_CONTEXT, strlen (CODE_CONTEXT));
  crypto_generichash_update (&state, ta_keyring_get_pod (keyring), TA_POD_ID_SIZE);
  crypto_generichash_update (&state, joiner->sign, TA_DEVICE_KEY_SIZE);
  crypto_generichash_update (&state, joiner->box, TA_DEVICE_KEY_SIZE);
  crypto_generichash_final (&state, hash, sizeof hash);
  sodium_memzero (&state, sizeof state);
  ta_unpacker_init (&unpacker, hash, sizeof hash);
  code = (guint) (ta_unpack_number (&unpacker, 8) % 1000000);
  return g_strdup_printf ("%03u %03u", code / 1000, code % 1000);
}
