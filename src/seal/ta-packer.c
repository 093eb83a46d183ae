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

/* The same for what is sealed or published: it may take as long as it takes, which with libsodium is always long. ------------------------------- */

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

char *
ta_base64_encode_sealed (const guint8 *data, gsize size)
{
  gsize room = sodium_base64_ENCODED_LEN (size, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  char *text = g_malloc (room);
  char *at = text;

  for (; size >= 3; data += 3, size -= 3)
    {
      guint32 bits = (guint32) data[0] << 16 | (guint32) data[1] << 8 | data[2];

      *at++ = alphabet[bits >> 18];
      *at++ = alphabet[bits >> 12 & 0x3f];
      *at++ = alphabet[bits >> 6 & 0x3f];
      *at++ = alphabet[bits & 0x3f];
    }
  if (size > 0)
    {
      guint32 bits = (guint32) data[0] << 16 | (size > 1 ? (guint32) data[1] << 8 : 0);

      for (gsize digit = 0; digit <= size; digit++)
        *at++ = alphabet[bits >> (18 - 6 * digit) & 0x3f];
    }
  *at = '\0';
  return text;
}

/* What each character stands for; 64: nothing. */
static const guint8 *
get_values (void)
{
  static guint8 values[256];
  static gsize made = 0;

  if (g_once_init_enter (&made))
    {
      memset (values, 64, sizeof values);
      for (guint8 i = 0; i < 64; i++)
        values[(guchar) alphabet[i]] = i;
      g_once_init_leave (&made, 1);
    }
  return values;
}

/* One spelling only: what is left over of the last character is zero. */
gboolean
ta_base64_read_sealed (const char *text, gsize length, guint8 *to, gsize room, gsize *size)
{
  const guint8 *values = get_values ();
  const guchar *at = (const guchar *) text;
  guint32 bits = 0, wrong = 0;
  gsize rest = length % 4;

  *size = length / 4 * 3 + (rest > 0 ? rest - 1 : 0);
  if (rest == 1 || *size > room)
    return FALSE;
  for (gsize i = 0; i < length / 4; i++, at += 4, to += 3)
    {
      guint8 a = values[at[0]], b = values[at[1]], c = values[at[2]], d = values[at[3]];

      wrong |= a | b | c | d;
      bits = (guint32) a << 18 | (guint32) b << 12 | (guint32) c << 6 | d;
      to[0] = (guint8) (bits >> 16);
      to[1] = (guint8) (bits >> 8);
      to[2] = (guint8) bits;
    }
  bits = 0;
  for (gsize i = 0; i < rest; i++)
    {
      wrong |= values[at[i]];
      bits |= (guint32) values[at[i]] << (18 - 6 * i);
    }
  for (gsize i = 0; i + 1 < rest; i++)
    to[i] = (guint8) (bits >> (16 - 8 * i));
  return wrong < 64 && (rest == 0 || (bits & (rest == 2 ? 0xffff : 0xff)) == 0);
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

/* Lower case only. -1: it is none */
static int
hex_value (char c)
{
  if (c >= '0' && c <= '9')
    return c - '0';
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

gboolean
ta_hex_parse (const char *text, guint8 *to, gsize bytes)
{
  if (text == NULL || strnlen (text, bytes * 2 + 1) != bytes * 2)
    return FALSE;
  for (gsize i = 0; i < bytes * 2; i++)
    if (hex_value (text[i]) < 0)
      return FALSE;
  for (gsize i = 0; to != NULL && i < bytes; i++)
    to[i] = (guint8) (hex_value (text[2 * i]) << 4 | hex_value (text[2 * i + 1]));
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
