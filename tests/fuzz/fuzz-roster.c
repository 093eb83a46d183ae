/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-keyring-private.h"
#include "ta-rotation.h"

#include "fuzz.h"

#include <string.h>

/* Whatever a member of the pod sends: rosters and new keys, whole and inside of what is sealed. Ends, and nothing unsigned is believed. */

static TaKeyring *
vector_keyring (void)
{
  guint8 pod[TA_POD_ID_SIZE], root[TA_KEY_SIZE];

  for (guint i = 0; i < sizeof pod; i++)
    pod[i] = (guint8) (0xa0 + i);
  for (guint i = 0; i < sizeof root; i++)
    root[i] = (guint8) i;
  return ta_keyring_new_with_key (pod, 1, root);
}

static void
check_roster (const char *text, const TaKeyring *keyring)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TaRoster) roster = ta_roster_open (text, keyring, NULL, NULL, &error);
  g_autoptr (TaRoster) joined = NULL;

  g_assert_true ((roster == NULL) == (error != NULL));
  if (roster == NULL)
    return;
  joined = ta_roster_join (roster, roster);
  g_assert_true (ta_roster_equal (roster, joined));
}

static void
check_rotation (const char *text, const TaKeyring *keyring, const TaDeviceKeys *keys)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TaRotation) rotation = ta_rotation_open (text, keyring, keys, &error);
  g_autoptr (TaRoster) roster = NULL;

  g_assert_true ((rotation == NULL) == (error != NULL));
  if (rotation == NULL)
    return;
  roster = ta_roster_new (keyring, keys, "x", 0);
  g_assert_false (ta_rotation_verify (rotation, roster, NULL));
}

/* The inside of a new key, sealed with one that the reader has. */
static char *
seal_inner (const TaKeyring *keyring, const guint8 *data, gsize size)
{
  const TaKey *key = ta_keyring_get_key (keyring, 0);
  guint8 bound[32], subkey[TA_KEY_SIZE], head[1 + TA_KID_SIZE + 2 + 80] = { 1 };
  g_autofree char *sealed = NULL;
  g_autoptr (GByteArray) body = g_byte_array_new ();

  memcpy (bound, "taenkey1", 8);
  memcpy (bound + 8, ta_keyring_get_pod (keyring), 16);
  memcpy (bound + 24, key->kid_bytes, 8);
  ta_key_derive (key, TA_KEY_USE_OLDER_KEYS, subkey);
  sealed = ta_box_seal (subkey, bound, sizeof bound, data, MIN (size, 10000), NULL);
  memcpy (head + 1, key->kid_bytes, TA_KID_SIZE);
  head[2 + TA_KID_SIZE] = 1;
  g_byte_array_append (body, head, sizeof head);
  g_byte_array_append (body, (const guint8 *) sealed, (guint) strlen (sealed));
  return ta_base64_encode (body->data, body->len);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = g_strndup (size == 0 ? "" : (const char *) data, size);
  g_autofree char *encoded = ta_base64_encode (data, size);
  g_autoptr (TaKeyring) keyring = vector_keyring ();
  g_autoptr (TaDeviceKeys) keys = ta_device_keys_new ();
  g_autofree char *inner = seal_inner (keyring, data, size);

  g_strchomp (text);
  check_roster (text, keyring);
  check_roster (encoded, keyring);
  check_rotation (text, keyring, keys);
  check_rotation (encoded, keyring, keys);
  check_rotation (inner, keyring, keys);
  return 0;
}
