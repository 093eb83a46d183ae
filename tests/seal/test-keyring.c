/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-envelope.h"
#include "ta-keyring-private.h"

#include <string.h>

#define DOC "00112233445566778899aabbccddeeff"

static void
test_rotation (void)
{
  g_autoptr (TaKeyring) first = ta_keyring_new ();
  g_autoptr (TaKeyring) second = ta_keyring_rotate (first);
  g_autoptr (TaEnvelope) old = ta_envelope_seal (first, DOC, "old", 3, NULL);
  g_autoptr (TaEnvelope) new = ta_envelope_seal (second, DOC, "new", 3, NULL);
  g_autoptr (GBytes) opened = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (ta_keyring_get_n_keys (second), ==, 2);
  g_assert_cmpuint (ta_keyring_get_epoch (second, 0), ==, 2);
  g_assert_cmpuint (ta_keyring_get_epoch (second, 1), ==, 1);
  g_assert_cmpstr (ta_keyring_get_kid (second, 1), ==, ta_keyring_get_kid (first, 0));
  g_assert_cmpstr (ta_keyring_get_pod_name (second), ==, ta_keyring_get_pod_name (first));
  g_assert_cmpstr (new->key, ==, ta_keyring_get_kid (second, 0));
  opened = ta_envelope_open (second, DOC, 1, old->key, old->content, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (opened, NULL), g_bytes_get_size (opened), "old", 3);
  /* A member who was offline meanwhile is told what is missing; with the key it opens. */
  g_assert_null (ta_envelope_open (first, DOC, 1, new->key, new->content, &error));
  g_assert_error (error, TA_SEAL_ERROR, TA_SEAL_ERROR_NO_KEY);
}

/* Two who rotate at once come to the same current key, and both read both. */
static void
test_two_rotations (void)
{
  g_autoptr (TaKeyring) common = ta_keyring_new ();
  g_autoptr (TaKeyring) ana = ta_keyring_rotate (common);
  g_autoptr (TaKeyring) beto = ta_keyring_rotate (common);
  g_autoptr (TaKeyring) joined = ta_keyring_join (ana, beto, NULL);
  g_autoptr (TaKeyring) otherwise = ta_keyring_join (beto, ana, NULL);
  g_autoptr (TaKeyring) again = ta_keyring_join (joined, ana, NULL);
  g_autoptr (TaKeyring) third = ta_keyring_rotate (joined);

  g_assert_cmpuint (ta_keyring_get_n_keys (joined), ==, 3);
  g_assert_true (ta_keyring_equal (joined, otherwise));
  g_assert_true (ta_keyring_equal (joined, again));
  g_assert_false (ta_keyring_equal (joined, ana));
  g_assert_cmpint (strcmp (ta_keyring_get_kid (joined, 0), ta_keyring_get_kid (joined, 1)), >, 0);
  g_assert_true (ta_keyring_has (joined, ta_keyring_get_kid (ana, 0)));
  g_assert_true (ta_keyring_has (joined, ta_keyring_get_kid (beto, 0)));
  g_assert_false (ta_keyring_has (joined, "0000000000000000"));
  g_assert_false (ta_keyring_has (joined, NULL));
  g_assert_cmpuint (ta_keyring_get_epoch (third, 0), ==, 3);
}

static void
test_pods_do_not_mix (void)
{
  g_autoptr (TaKeyring) one = ta_keyring_new ();
  g_autoptr (TaKeyring) other = ta_keyring_new ();
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (ta_keyring_get_pod_name (one), !=, ta_keyring_get_pod_name (other));
  g_assert_null (ta_keyring_join (one, other, &error));
  g_assert_error (error, TA_SEAL_ERROR, TA_SEAL_ERROR_FORMAT);
}

static TaKeyring *
many_keys (guint count)
{
  TaKeyring *keyring = ta_keyring_new ();

  while (ta_keyring_get_n_keys (keyring) < count)
    {
      TaKeyring *more = ta_keyring_rotate (keyring);

      ta_keyring_unref (keyring);
      keyring = more;
    }
  return keyring;
}

static void
test_limit (void)
{
  g_autoptr (TaKeyring) full = many_keys (TA_KEYRING_MAX_KEYS);
  g_autoptr (TaKeyring) other = NULL;
  g_autoptr (TaKeyring) parsed = NULL;
  g_autoptr (TaSecret) bytes = ta_keyring_serialise (full);
  g_autoptr (GError) error = NULL;
  guint8 root[TA_KEY_SIZE] = { 7 };

  g_assert_null (ta_keyring_rotate (full));
  other = ta_keyring_new_with_key (ta_keyring_get_pod (full), 5, root);
  g_assert_null (ta_keyring_join (full, other, &error));
  g_assert_error (error, TA_SEAL_ERROR, TA_SEAL_ERROR_LIMIT);
  g_clear_error (&error);
  parsed = ta_keyring_parse (ta_secret_get_data (bytes), ta_secret_get_size (bytes), &error);
  g_assert_no_error (error);
  g_assert_true (ta_keyring_equal (full, parsed));
  for (guint i = 0; i < TA_KEYRING_MAX_KEYS; i++)
    g_assert_cmpuint (ta_keyring_get_epoch (parsed, i), ==, TA_KEYRING_MAX_KEYS - i);
}

static void
test_round_trip (void)
{
  g_autoptr (TaKeyring) keyring = many_keys (3);
  g_autoptr (TaSecret) bytes = ta_keyring_serialise (keyring);
  g_autoptr (GError) error = NULL;
  g_autoptr (TaKeyring) parsed = ta_keyring_parse (ta_secret_get_data (bytes), ta_secret_get_size (bytes), &error);
  g_autoptr (TaSecret) again = NULL;

  g_assert_no_error (error);
  g_assert_true (ta_keyring_equal (keyring, parsed));
  again = ta_keyring_serialise (parsed);
  g_assert_true (ta_secret_equal (bytes, again));
}

/* Whatever byte is another one, or how short it is: refused, and read no further than it is long. */
static void
test_damaged (void)
{
  g_autoptr (TaKeyring) keyring = many_keys (2);
  g_autoptr (TaSecret) bytes = ta_keyring_serialise (keyring);
  gsize size = ta_secret_get_size (bytes);
  guint8 *data = ta_secret_get_data (bytes);

  for (gsize i = 0; i < size; i++)
    {
      const int code = i < 8 ? TA_SEAL_ERROR_FORMAT : i > 8 ? TA_SEAL_ERROR_DAMAGED
                                                            : TA_SEAL_ERROR_NEWER;
      g_autoptr (GError) error = NULL;

      data[i] ^= 1;
      g_assert_null (ta_keyring_parse (data, size, &error));
      g_assert_error (error, TA_SEAL_ERROR, code);
      data[i] ^= 1;
    }
  for (gsize i = 0; i < size; i++)
    {
      g_autofree guint8 *piece = g_memdup2 (data, i);
      g_autoptr (GError) error = NULL;

      g_assert_null (ta_keyring_parse (piece, i, &error));
      g_assert_nonnull (error);
    }
}

/* What bears a right checksum may still be nonsense. */
static void
test_hostile (void)
{
  const guint16 counts[] = { 0, 2, TA_KEYRING_MAX_KEYS + 1, G_MAXUINT16 };
  g_autoptr (TaKeyring) keyring = ta_keyring_new ();
  g_autoptr (TaSecret) bytes = ta_keyring_serialise (keyring);
  gsize size = ta_secret_get_size (bytes);
  guint8 *data = ta_secret_get_data (bytes);

  for (guint i = 0; i <= G_N_ELEMENTS (counts); i++)
    {
      guint16 count = i < G_N_ELEMENTS (counts) ? counts[i] : 1;
      g_autoptr (GError) error = NULL;

      data[25] = (guint8) (count >> 8);
      data[26] = (guint8) count;
      data[30] = count != 1; /* the epoch, in the last round zero */
      crypto_generichash (data + size - 16, 16, data, size - 16, NULL, 0);
      g_assert_null (ta_keyring_parse (data, size, &error));
      g_assert_error (error, TA_SEAL_ERROR, TA_SEAL_ERROR_FORMAT);
    }
}

static void
test_secrets (void)
{
  g_autoptr (TaSecret) password = ta_secret_new_password ();
  g_autoptr (TaSecret) other = ta_secret_new_password ();
  g_autoptr (TaSecret) text = ta_secret_new_text ("llave");
  g_autoptr (TaSecret) copy = ta_secret_new_copy ("llave", 5);

  g_assert_cmpuint (ta_secret_get_size (password), ==, 26);
  g_assert_cmpuint (strlen (ta_secret_get_text (password)), ==, 26);
  g_assert_false (ta_secret_equal (password, other));
  g_assert_true (ta_secret_equal (text, copy));
  g_assert_cmpstr (ta_secret_get_text (copy), ==, "llave");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/keyring/rotation", test_rotation);
  g_test_add_func ("/keyring/two-rotations", test_two_rotations);
  g_test_add_func ("/keyring/pods-do-not-mix", test_pods_do_not_mix);
  g_test_add_func ("/keyring/limit", test_limit);
  g_test_add_func ("/keyring/round-trip", test_round_trip);
  g_test_add_func ("/keyring/damaged", test_damaged);
  g_test_add_func ("/keyring/hostile", test_hostile);
  g_test_add_func ("/keyring/secrets", test_secrets);
  return g_test_run ();
}
