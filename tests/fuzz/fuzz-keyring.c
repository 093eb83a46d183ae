/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-device-keys.h"
#include "ta-seal-private.h"

#include "fuzz.h"

#include <string.h>

/* Whatever the bytes, with a checksum that fits: an error, or what is written again as the same. */

static void
check_keyring (const guint8 *data, gsize size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TaKeyring) keyring = ta_keyring_parse (data, size, &error);
  g_autoptr (TaSecret) bytes = NULL;
  g_autoptr (TaKeyring) again = NULL;

  g_assert_true ((keyring == NULL) == (error != NULL));
  if (keyring == NULL)
    return;
  g_assert_cmpuint (ta_keyring_get_n_keys (keyring), >=, 1);
  bytes = ta_keyring_serialise (keyring);
  again = ta_keyring_parse (ta_secret_get_data (bytes), ta_secret_get_size (bytes), &error);
  g_assert_no_error (error);
  g_assert_true (ta_keyring_equal (keyring, again));
}

static void
check_device_keys (const guint8 *data, gsize size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TaDeviceKeys) keys = ta_device_keys_parse (data, size, &error);
  g_autoptr (TaSecret) bytes = NULL;

  g_assert_true ((keys == NULL) == (error != NULL));
  if (keys == NULL)
    return;
  bytes = ta_device_keys_serialise (keys);
  g_assert_cmpmem (ta_secret_get_data (bytes), ta_secret_get_size (bytes), data, size);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree guint8 *copy = g_memdup2 (data, size);

  ta_seal_ready ();
  check_keyring (data, size);
  check_device_keys (data, size);
  if (size < 16)
    return 0;
  crypto_generichash (copy + size - 16, 16, copy, size - 16, NULL, 0);
  check_keyring (copy, size);
  check_device_keys (copy, size);
  return 0;
}
