/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-envelope-private.h"
#include "ta-keyring-private.h"

#include <string.h>

/* The vector of docs/sealing.md; it was computed by another implementation, from the specifications. */
#define DOC "101112131415161718191a1b1c1d1e1f"
#define PLAIN "{\"f\":{\"name\":\"Ana\"},\"s\":1,\"t\":\"household\"}"
#define KID "203bea38eefb0657"
#define CONTENT "QEFCQ0RFRkdISUpLTE1OT1BRUlNUVVZXmCSUqJAN2wBTUGSoZxzEkyrB7gUUfS6KAHy06Lb6K_6GQrlDvsMD__EjV9zRkpUjtyyZq_xKKKW13Su2ZtCcIs4D_KIuMdH_H6elA0gAEiQk7S8cNX5uIYkOCEDRV6pNJjIokGO-waDztyZqRjJoY0MMoOaD2SqZHxRIAO2hOfqJAS4wL6wrz9Io-AamRyg1MT-1cnvc45oIREcFfUSXyfqsing-dDYVQ-hh2-xTqz1BVbElxOwFWQHw2LqqH5TXFE6oKhORArlmUN7A46cbfgDJENYOy2pWnm9MBRmc6ErmMbcnlwqM_bgF-2zT4i1DNCf07nTe8CU-uh4qz0KjfFb_CiTGdZNm34XI3tSifSs"

static void
count_up (guint8 *bytes, gsize size, guint8 from)
{
  for (gsize i = 0; i < size; i++)
    bytes[i] = (guint8) (from + i);
}

static TaKeyring *
vector_keyring (void)
{
  guint8 pod[TA_POD_ID_SIZE], root[TA_KEY_SIZE];

  count_up (pod, sizeof pod, 0xa0);
  count_up (root, sizeof root, 0);
  return ta_keyring_new_with_key (pod, 1, root);
}

static TaEnvelope *
seal (const TaKeyring *keyring, const char *plain)
{
  g_autoptr (GError) error = NULL;
  TaEnvelope *envelope = ta_envelope_seal (keyring, DOC, plain, strlen (plain), &error);

  g_assert_no_error (error);
  return envelope;
}

static GBytes *
open_as (const TaKeyring *keyring, const char *doc_id, const TaEnvelope *envelope, GError **error)
{
  return ta_envelope_open (keyring, doc_id, envelope->version, envelope->key, envelope->content, error);
}

static void
assert_opens (const TaKeyring *keyring, const char *doc_id, const TaEnvelope *envelope, const char *plain)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) opened = open_as (keyring, doc_id, envelope, &error);

  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (opened, NULL), g_bytes_get_size (opened), plain, strlen (plain));
}

static void
assert_refused (const TaKeyring *keyring, const char *doc_id, const TaEnvelope *envelope, TaSealError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) opened = open_as (keyring, doc_id, envelope, &error);

  g_assert_error (error, TA_SEAL_ERROR, (int) code);
  g_assert_null (opened);
}

static void
test_vector (void)
{
  g_autoptr (TaKeyring) keyring = vector_keyring ();
  g_autoptr (GError) error = NULL;
  g_autoptr (TaEnvelope) envelope = NULL;
  g_autofree char *json = NULL;
  guint8 nonce[TA_NONCE_SIZE];

  count_up (nonce, sizeof nonce, 0x40);
  envelope = ta_envelope_seal_with_nonce (keyring, DOC, PLAIN, strlen (PLAIN), nonce, &error);
  g_assert_no_error (error);
  g_assert_cmpint (envelope->version, ==, 1);
  g_assert_cmpstr (envelope->key, ==, KID);
  g_assert_cmpstr (envelope->content, ==, CONTENT);
  json = ta_envelope_to_json (envelope);
  g_assert_cmpstr (json, ==, "{\"v\":1,\"k\":\"" KID "\",\"c\":\"" CONTENT "\"}");
  assert_opens (keyring, DOC, envelope, PLAIN);
}

static void
test_subkeys (void)
{
  static const char *const expected[] = {
    "56503d0f90171c55cd36bdfc26ccccd2b6e3b5c1f1bdb0886a5bf0e3ea26c64f",
    "23aaa05024c5d5859f6444022f7135b906f715ee165813dad10a305bd59d0365",
    "5091c388d2b6aa0ece13f16661cb3370ed9e150371e8d431202c3254269f5d40",
  };
  g_autoptr (TaKeyring) keyring = vector_keyring ();

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      guint8 subkey[TA_KEY_SIZE];
      g_autofree char *hex = NULL;

      ta_key_derive (ta_keyring_get_key (keyring, 0), (TaKeyUse) (i + 1), subkey);
      hex = ta_hex_new (subkey, sizeof subkey);
      g_assert_cmpstr (hex, ==, expected[i]);
    }
}

static void
test_sizes_round_trip (void)
{
  g_autoptr (TaKeyring) keyring = ta_keyring_new ();
  const gsize sizes[] = { 0, 1, 255, 256, 2047, 2048, 16383, 16384, 100000, TA_ENVELOPE_MAX_PLAIN };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      /* Ends in what looks like padding. */
      g_autofree guint8 *plain = g_malloc0 (sizes[i] + 1);
      g_autoptr (GError) error = NULL;
      g_autoptr (TaEnvelope) envelope = NULL;
      g_autoptr (GBytes) opened = NULL;

      if (sizes[i] > 1)
        plain[sizes[i] - 2] = 0x80;
      envelope = ta_envelope_seal (keyring, DOC, plain, sizes[i], &error);
      g_assert_no_error (error);
      opened = open_as (keyring, DOC, envelope, &error);
      g_assert_no_error (error);
      g_assert_cmpmem (g_bytes_get_data (opened, NULL), g_bytes_get_size (opened), plain, sizes[i]);
      g_assert_cmpuint (strlen (envelope->content), <, TA_ENVELOPE_MAX_CONTENT);
      g_assert_cmpuint (strlen (envelope->content), ==, ((ta_envelope_padded_size (sizes[i]) + 40) * 8 + 5) / 6);
    }
}

static void
test_too_large (void)
{
  g_autoptr (TaKeyring) keyring = ta_keyring_new ();
  g_autofree char *plain = g_malloc0 (TA_ENVELOPE_MAX_PLAIN + 1);
  g_autofree char *content = g_strnfill (TA_ENVELOPE_MAX_CONTENT + 1, 'A');
  g_autoptr (GError) error = NULL;
  TaEnvelope huge = { 1, (char *) ta_keyring_get_kid (keyring, 0), content };

  g_assert_null (ta_envelope_seal (keyring, DOC, plain, TA_ENVELOPE_MAX_PLAIN + 1, &error));
  g_assert_error (error, TA_SEAL_ERROR, TA_SEAL_ERROR_LIMIT);
  assert_refused (keyring, DOC, &huge, TA_SEAL_ERROR_LIMIT);
}

static void
test_buckets (void)
{
  static const gsize expected[][2] = {
    { 0, 256 }, { 1, 256 }, { 255, 256 }, { 256, 512 }, { 511, 512 }, { 2047, 2048 }, { 2048, 3072 }, { 5000, 5120 }, { 16383, 16384 }, { 16384, 17408 }, { 100000, 100352 }, { 1000000, 1015808 }
  };
  gsize last = 0;

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    g_assert_cmpuint (ta_envelope_padded_size (expected[i][0]), ==, expected[i][1]);
  for (gsize size = 0; size < 200000; size++)
    {
      gsize padded = ta_envelope_padded_size (size);

      g_assert_cmpuint (padded, >, size);
      g_assert_cmpuint (padded, >=, last);
      if (size >= 2048)
        g_assert_cmpuint (padded - size, <=, MAX (1024, size / 8));
      last = padded;
    }
}

/* All documents of one bucket look the same but for their random bytes. */
static void
test_equal_lengths (void)
{
  g_autoptr (TaKeyring) keyring = ta_keyring_new ();
  g_autoptr (TaEnvelope) small = seal (keyring, "a");
  g_autoptr (TaEnvelope) large = seal (keyring, "an allergy to peanuts, severe, with everything that is known of it");

  g_assert_cmpuint (strlen (small->content), ==, strlen (large->content));
}

static void
test_bound (void)
{
  g_autoptr (TaKeyring) keyring = vector_keyring ();
  g_autoptr (TaEnvelope) envelope = seal (keyring, PLAIN);
  g_autoptr (TaKeyring) other_pod = NULL;
  g_autoptr (TaKeyring) two_keys = ta_keyring_rotate (keyring);
  TaEnvelope swapped = *envelope;
  guint8 pod[TA_POD_ID_SIZE] = { 1 };

  assert_refused (keyring, "101112131415161718191a1b1c1d1e20", envelope, TA_SEAL_ERROR_DAMAGED);
  assert_refused (keyring, "101112131415161718191A1B1C1D1E1F", envelope, TA_SEAL_ERROR_FORMAT);
  assert_refused (keyring, "", envelope, TA_SEAL_ERROR_FORMAT);
  assert_refused (keyring, NULL, envelope, TA_SEAL_ERROR_FORMAT);
  /* The same key in another pod. */
  other_pod = ta_keyring_new_with_key (pod, 1, ta_keyring_get_key (keyring, 0)->root);
  assert_refused (other_pod, DOC, envelope, TA_SEAL_ERROR_DAMAGED);
  /* Said to be sealed with the other of two keys. */
  swapped.key = (char *) ta_keyring_get_kid (two_keys, 0);
  assert_refused (two_keys, DOC, &swapped, TA_SEAL_ERROR_DAMAGED);
  assert_opens (two_keys, DOC, envelope, PLAIN);
}

/* The words that are bound are not only the key's derivation: each is checked for itself. */
static void
test_bound_words (void)
{
  g_autoptr (TaKeyring) keyring = vector_keyring ();
  const TaKey *key = ta_keyring_get_key (keyring, 0);
  guint8 bound[48];

  memcpy (bound, "taenv001", 8);
  memcpy (bound + 8, ta_keyring_get_pod (keyring), 16);
  memcpy (bound + 24, key->kid_bytes, 8);
  g_assert_true (ta_hex_parse (DOC, bound + 32, 16));
  for (guint i = 0; i <= sizeof bound; i++)
    {
      g_autofree char *content = NULL;
      TaEnvelope envelope = { 1, (char *) key->kid, NULL };

      if (i < sizeof bound)
        bound[i] ^= 1;
      envelope.content = content = ta_box_seal (key->documents, bound, sizeof bound, PLAIN, strlen (PLAIN), NULL);
      if (i < sizeof bound)
        {
          assert_refused (keyring, DOC, &envelope, TA_SEAL_ERROR_DAMAGED);
          bound[i] ^= 1;
        }
      else
        assert_opens (keyring, DOC, &envelope, PLAIN);
    }
}

static void
test_altered (void)
{
  g_autoptr (TaKeyring) keyring = vector_keyring ();
  g_autoptr (TaEnvelope) envelope = seal (keyring, PLAIN);
  gsize length = strlen (envelope->content);

  for (gsize i = 0; i < length; i++)
    {
      char letter = envelope->content[i];

      envelope->content[i] = letter == 'A' ? 'B' : 'A';
      g_assert_null (open_as (keyring, DOC, envelope, NULL));
      /* No letter of the alphabet, though some decoders read it as one. */
      envelope->content[i] = (char) (letter | 0x80);
      g_assert_null (open_as (keyring, DOC, envelope, NULL));
      envelope->content[i] = letter;
    }
  assert_opens (keyring, DOC, envelope, PLAIN);
  for (gsize i = length; i-- > 0;)
    {
      envelope->content[i] = '\0';
      g_assert_null (open_as (keyring, DOC, envelope, NULL));
    }
}

static void
test_wrong_form (void)
{
  g_autoptr (TaKeyring) keyring = vector_keyring ();
  static const struct
  {
    gint64 version;
    const char *key, *content;
    TaSealError code;
  } wrong[] = {
    { 0, KID, CONTENT, TA_SEAL_ERROR_FORMAT },
    { -1, KID, CONTENT, TA_SEAL_ERROR_FORMAT },
    { 2, KID, CONTENT, TA_SEAL_ERROR_NEWER },
    { G_MAXINT64, NULL, NULL, TA_SEAL_ERROR_NEWER },
    { 1, NULL, CONTENT, TA_SEAL_ERROR_FORMAT },
    { 1, "", CONTENT, TA_SEAL_ERROR_FORMAT },
    { 1, "203BEA38EEFB0657", CONTENT, TA_SEAL_ERROR_FORMAT },
    { 1, "0123456789abcdef", CONTENT, TA_SEAL_ERROR_NO_KEY },
    { 1, KID, NULL, TA_SEAL_ERROR_FORMAT },
    { 1, KID, "", TA_SEAL_ERROR_FORMAT },
    { 1, KID, "AAAA", TA_SEAL_ERROR_FORMAT },
    { 1, KID, CONTENT "=", TA_SEAL_ERROR_FORMAT },
    { 1, KID, CONTENT " ", TA_SEAL_ERROR_FORMAT },
    { 1, KID, CONTENT "*", TA_SEAL_ERROR_FORMAT },
    { 1, KID, CONTENT "AAAA", TA_SEAL_ERROR_DAMAGED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (ta_envelope_open (keyring, DOC, wrong[i].version, wrong[i].key, wrong[i].content, &error));
      g_assert_error (error, TA_SEAL_ERROR, (int) wrong[i].code);
    }
}

static void
test_wrong_key (void)
{
  g_autoptr (TaKeyring) keyring = vector_keyring ();
  g_autoptr (TaKeyring) stranger = ta_keyring_new ();
  g_autoptr (TaEnvelope) envelope = seal (keyring, PLAIN);
  TaEnvelope claimed = { 1, (char *) ta_keyring_get_kid (stranger, 0), envelope->content };

  assert_refused (stranger, DOC, envelope, TA_SEAL_ERROR_NO_KEY);
  assert_refused (stranger, DOC, &claimed, TA_SEAL_ERROR_DAMAGED);
}

/* Sealed by a program that holds the key but pads otherwise. */
static void
test_wrong_pad (void)
{
  g_autoptr (TaKeyring) keyring = vector_keyring ();
  const TaKey *key = ta_keyring_get_key (keyring, 0);
  const guint8 endings[] = { 0x00, 0x01, 0x7f, 0x81, 0xff };
  guint8 bound[48];

  memcpy (bound, "taenv001", 8);
  memcpy (bound + 8, ta_keyring_get_pod (keyring), 16);
  memcpy (bound + 24, key->kid_bytes, 8);
  g_assert_true (ta_hex_parse (DOC, bound + 32, 16));
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      guint8 box[TA_NONCE_SIZE + 256 + TA_TAG_SIZE] = { 0 };
      g_autofree char *content = NULL;
      TaEnvelope envelope = { 1, (char *) key->kid, NULL };

      box[TA_NONCE_SIZE + 10] = endings[i];
      crypto_aead_xchacha20poly1305_ietf_encrypt (box + TA_NONCE_SIZE, NULL, box + TA_NONCE_SIZE, 256, bound, sizeof bound, NULL, box,
                                                  key->documents);
      envelope.content = content = ta_base64_encode (box, sizeof box);
      assert_refused (keyring, DOC, &envelope, TA_SEAL_ERROR_DAMAGED);
    }
}

static guint
hash_nonce (gconstpointer key)
{
  guint hash;

  memcpy (&hash, key, sizeof hash);
  return hash;
}

static gboolean
equal_nonces (gconstpointer a, gconstpointer b)
{
  return memcmp (a, b, TA_NONCE_SIZE) == 0;
}

static void
test_nonces (void)
{
  const guint count = 1000000;
  g_autoptr (TaKeyring) keyring = vector_keyring ();
  g_autoptr (GHashTable) seen = g_hash_table_new (hash_nonce, equal_nonces);
  g_autofree guint8 *nonces = g_malloc_n (count, TA_NONCE_SIZE);

  for (guint i = 0; i < count; i++)
    {
      g_autoptr (TaEnvelope) envelope = seal (keyring, "");
      guint8 *nonce = nonces + (gsize) i * TA_NONCE_SIZE;
      gsize size = 0;

      /* 24 bytes are 32 characters. */
      g_assert_cmpint (sodium_base642bin (nonce, TA_NONCE_SIZE, envelope->content, 32, NULL, &size, NULL,
                                          sodium_base64_VARIANT_URLSAFE_NO_PADDING),
                       ==, 0);
      g_assert_true (g_hash_table_add (seen, nonce));
    }
}

static void
test_doc_ids (void)
{
  g_autofree char *one = ta_envelope_doc_id_new ();
  g_autofree char *other = ta_envelope_doc_id_new ();

  g_assert_true (ta_hex_parse (one, NULL, 16));
  g_assert_cmpstr (one, !=, other);
}

/* What reads and writes sealed texts fast says the same as what does so for secrets, of whatever is or is not one of them. */
static void
test_base64 (void)
{
  guint8 data[64], back[64], same[64];

  g_random_set_seed (5);
  for (guint n = 0; n < 20000; n++)
    {
      gsize size = (gsize) g_random_int_range (0, 40), read = 0, like = 0, length;
      g_autofree char *slow = NULL, *fast = NULL;
      gboolean good;

      for (gsize i = 0; i < size; i++)
        data[i] = (guint8) g_random_int_range (0, 256);
      slow = ta_base64_encode (data, size);
      fast = ta_base64_encode_sealed (data, size);
      g_assert_cmpstr (slow, ==, fast);
      length = strlen (fast);
      if (n % 2 == 1 && length > 0)
        fast[g_random_int_range (0, (gint32) length)] = (char) g_random_int_range (1, 256);
      if (n % 5 == 1 && length > 0)
        length -= (gsize) g_random_int_range (0, (gint32) MIN (length, 4));
      good = ta_base64_read (fast, length, back, sizeof back, &read);
      g_assert_cmpint (ta_base64_read_sealed (fast, length, same, sizeof same, &like), ==, good);
      if (good)
        g_assert_cmpmem (back, read, same, like);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/envelope/vector", test_vector);
  g_test_add_func ("/envelope/subkeys", test_subkeys);
  g_test_add_func ("/envelope/sizes-round-trip", test_sizes_round_trip);
  g_test_add_func ("/envelope/too-large", test_too_large);
  g_test_add_func ("/envelope/buckets", test_buckets);
  g_test_add_func ("/envelope/equal-lengths", test_equal_lengths);
  g_test_add_func ("/envelope/bound", test_bound);
  g_test_add_func ("/envelope/bound-words", test_bound_words);
  g_test_add_func ("/envelope/altered", test_altered);
  g_test_add_func ("/envelope/wrong-form", test_wrong_form);
  g_test_add_func ("/envelope/wrong-key", test_wrong_key);
  g_test_add_func ("/envelope/wrong-pad", test_wrong_pad);
  g_test_add_func ("/envelope/nonces", test_nonces);
  g_test_add_func ("/envelope/doc-ids", test_doc_ids);
  g_test_add_func ("/envelope/base64", test_base64);
  return g_test_run ();
}
