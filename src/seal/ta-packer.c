/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-seal-private.h"

#include <string.h>

void
ta_packer_init (TaPacker *packer, gsize capacity)
{
  packer->secret = ta_secret_new (capacity);
  packer->at = 0;
}

static guint8 *
make_room (TaPacker *packer, gsize size)
{
  guint8 *place = ta_secret_get_data (packer->secret) + packer->at;

  g_assert (size <= ta_secret_get_size (packer->secret) - packer->at);
  packer->at += size;
  return place;
}

void
ta_pack_number (TaPacker *packer, guint64 value, guint bytes)
{
  guint8 *place = make_room (packer, bytes);

  for (guint i = bytes; i-- > 0; value >>= 8)
    place[i] = (guint8) value;
}

void
ta_pack_bytes (TaPacker *packer, const void *data, gsize size)
{
  guint8 *place = make_room (packer, size);

  if (size > 0)
    memcpy (place, data, size);
}

void
ta_pack_text (TaPacker *packer, const char *text)
{
  gsize length = text == NULL ? 0 : strlen (text);

  g_assert (length <= G_MAXUINT16);
  ta_pack_number (packer, length, 2);
  ta_pack_bytes (packer, text, length);
}

TaSecret *
ta_packer_finish (TaPacker *packer)
{
  ta_secret_truncate (packer->secret, packer->at);
  return g_steal_pointer (&packer->secret);
}

void
ta_unpacker_init (TaUnpacker *unpacker, const void *data, gsize size)
{
  *unpacker = (TaUnpacker) { .data = data, .size = size };
}

const guint8 *
ta_unpack_borrow (TaUnpacker *unpacker, gsize size)
{
  const guint8 *place = unpacker->data + unpacker->at;

  if (unpacker->bad || size > unpacker->size - unpacker->at)
    {
      unpacker->bad = TRUE;
      return NULL;
    }
  unpacker->at += size;
  return place;
}

guint64
ta_unpack_number (TaUnpacker *unpacker, guint bytes)
{
  const guint8 *place = ta_unpack_borrow (unpacker, bytes);
  guint64 value = 0;

  for (guint i = 0; place != NULL && i < bytes; i++)
    value = value << 8 | place[i];
  return value;
}

void
ta_unpack_bytes (TaUnpacker *unpacker, void *to, gsize size)
{
  const guint8 *place = ta_unpack_borrow (unpacker, size);

  if (place != NULL)
    memcpy (to, place, size);
  else
    memset (to, 0, size);
}

char *
ta_unpack_text (TaUnpacker *unpacker, gsize most)
{
  gsize length = ta_unpack_number (unpacker, 2);
  const guint8 *place = length <= most ? ta_unpack_borrow (unpacker, length) : NULL;

  /* With a length g_utf8_validate() refuses NUL too. */
  if (place == NULL || !g_utf8_validate ((const char *) place, (gssize) length, NULL))
    {
      unpacker->bad = TRUE;
      return NULL;
    }
  return g_strndup ((const char *) place, length);
}

gboolean
ta_unpacker_done (const TaUnpacker *unpacker)
{
  return !unpacker->bad && unpacker->at == unpacker->size;
}

char *
ta_base64_encode (const guint8 *data, gsize size)
{
  gsize room = sodium_base64_ENCODED_LEN (size, sodium_base64_VARIANT_URLSAFE_NO_PADDING);

  return sodium_bin2base64 (g_malloc (room), room, data, size, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

/* libsodium takes bytes over 0x7F for letters of the alphabet: then what is altered could be opened as what it was. */
gboolean
ta_base64_read (const char *text, gsize length, guint8 *to, gsize room, gsize *size)
{
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (text[i]) && text[i] != '-' && text[i] != '_')
      return FALSE;
  return sodium_base642bin (to, room, text, length, NULL, size, NULL, sodium_base64_VARIANT_URLSAFE_NO_PADDING) == 0;
}

TaSecret *
ta_base64_decode (const char *text, gsize most)
{
  gsize length = strlen (text);
  g_autoptr (TaSecret) secret = NULL;
  gsize size = 0;

  if (length > most)
    return NULL;
  secret = ta_secret_new (length / 4 * 3 + 3);
  if (!ta_base64_read (text, length, ta_secret_get_data (secret), ta_secret_get_size (secret), &size))
    return NULL;
  ta_secret_truncate (secret, size);
  return g_steal_pointer (&secret);
}

gboolean
ta_hex_parse (const char *text, guint8 *to, gsize bytes)
{
  if (text == NULL || strnlen (text, bytes * 2 + 1) != bytes * 2)
    return FALSE;
  for (gsize i = 0; i < bytes * 2; i++)
    if (!g_ascii_isxdigit (text[i]) || g_ascii_isupper (text[i]))
      return FALSE;
  for (gsize i = 0; to != NULL && i < bytes; i++)
    to[i] = (guint8) (g_ascii_xdigit_value (text[2 * i]) << 4 | g_ascii_xdigit_value (text[2 * i + 1]));
  return TRUE;
}

char *
ta_hex_new (const guint8 *data, gsize size)
{
  return sodium_bin2hex (g_malloc (size * 2 + 1), size * 2 + 1, data, size);
}

/* Small things in steps that hide which field is how long; above 16 KiB Padmé's steps, at most an eighth more. */
gsize
ta_padded_size (gsize size)
{
  gsize length = size + 1;
  guint e, s;
  gsize mask;

  if (size < 2048)
    return (size / 256 + 1) * 256;
  if (size < 16384)
    return (size / 1024 + 1) * 1024;
  e = g_bit_storage (length) - 1;
  s = g_bit_storage (e);
  mask = ((gsize) 1 << (e - s)) - 1;
  return (length + mask) & ~mask;
}

gboolean
ta_unpad (const guint8 *data, gsize padded, gsize *size)
{
  while (padded > 0 && data[padded - 1] == 0)
    padded--;
  if (padded == 0 || data[padded - 1] != 0x80)
    return FALSE;
  *size = padded - 1;
  return TRUE;
}
