/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-seal-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

char *
ta_box_seal (const guint8 *key, const void *bound, gsize bound_size, const void *plain, gsize size, const guint8 *nonce)
{
  gsize padded = ta_padded_size (size);
  gsize whole = TA_NONCE_SIZE + padded + TA_TAG_SIZE;
  g_autofree guint8 *box = g_malloc0 (whole);
  guint8 *inside = box + TA_NONCE_SIZE;

  ta_seal_ready ();
  if (nonce != NULL)
    memcpy (box, nonce, TA_NONCE_SIZE);
  else
    randombytes_buf (box, TA_NONCE_SIZE);
  if (size > 0)
    memcpy (inside, plain, size);
  inside[size] = 0x80;
  /* In place: what was open is overwritten. */
  crypto_aead_xchacha20poly1305_ietf_encrypt (inside, NULL, inside, padded, bound, bound_size, NULL, box, key);
  return ta_base64_encode_sealed (box, whole);
}

typedef struct
{
  guint8 *data;
  gsize size;
} Wiped;

static void
wiped_free (gpointer data)
{
  Wiped *wiped = data;

  sodium_memzero (wiped->data, wiped->size);
  g_free (wiped->data);
  g_free (wiped);
}

/* Takes @data, of which the first @size bytes are of interest. */
static GBytes *
bytes_new_wiped (guint8 *data, gsize size, gsize whole)
{
  Wiped *wiped = g_new (Wiped, 1);

  *wiped = (Wiped) { data, whole };
  return g_bytes_new_with_free_func (data, size, wiped_free, wiped);
}

static guint8 *
decode (const char *text, gsize most, gsize *size, GError **error)
{
  gsize length = strnlen (text, most + 1);
  gsize room = length / 4 * 3 + 3;
  g_autofree guint8 *data = NULL;

  if (length > most)
    {
      g_set_error_literal (error, TA_SEAL_ERROR, TA_SEAL_ERROR_LIMIT, _ ("It is larger than is taken on."));
      return NULL;
    }
  data = g_malloc (room);
  if (!ta_base64_read_sealed (text, length, data, room, size) || *size < TA_NONCE_SIZE + TA_TAG_SIZE)
    {
      g_set_error_literal (error, TA_SEAL_ERROR, TA_SEAL_ERROR_FORMAT, _ ("It is not in the form of something sealed."));
      return NULL;
    }
  return g_steal_pointer (&data);
}

/* Into the same memory, from its beginning on; the number of bytes without padding goes to @size. */
static gboolean
decrypt (const guint8 *key, const void *bound, gsize bound_size, guint8 *box, gsize whole, gsize *size)
{
  unsigned long long padded = 0;

  if (crypto_aead_xchacha20poly1305_ietf_decrypt (box + TA_NONCE_SIZE, &padded, NULL, box + TA_NONCE_SIZE, whole - TA_NONCE_SIZE,
                                                  bound, bound_size, box, key)
      != 0)
    return FALSE;
  memmove (box, box + TA_NONCE_SIZE, padded);
  return ta_unpad (box, padded, size);
}

GBytes *
ta_box_open (const guint8 *key, const void *bound, gsize bound_size, const char *text, gsize most, GError **error)
{
  gsize whole = 0, size = 0;
  guint8 *box;

  ta_seal_ready ();
  box = decode (text, most, &whole, error);
  if (box == NULL)
    return NULL;
  if (decrypt (key, bound, bound_size, box, whole, &size))
    return bytes_new_wiped (box, size, whole);
  sodium_memzero (box, whole);
  g_free (box);
  g_set_error_literal (error, TA_SEAL_ERROR, TA_SEAL_ERROR_DAMAGED, _ ("It is damaged, was altered, or belongs elsewhere."));
  return NULL;
}
