/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-hub-secret.h"

#include <string.h>
#include <sys/random.h>

#define PASSWORD_BYTES 32

void
ta_hub_secret_fill (guint8 *bytes, gsize size)
{
  while (size > 0)
    {
      gsize part = MIN (size, 256);

      if (getentropy (bytes, part) != 0)
        g_error ("The system gives no random bytes");
      bytes += part;
      size -= part;
    }
}

char *
ta_hub_secret_to_hex (const guint8 *bytes, gsize size)
{
  static const char digits[] = "0123456789abcdef";
  char *text = g_malloc (2 * size + 1);

  for (gsize i = 0; i < size; i++)
    {
      text[2 * i] = digits[bytes[i] >> 4];
      text[2 * i + 1] = digits[bytes[i] & 15];
    }
  text[2 * size] = '\0';
  return text;
}

char *
ta_hub_secret_new_hex (gsize size)
{
  g_autofree guint8 *bytes = g_malloc (size);

  ta_hub_secret_fill (bytes, size);
  return ta_hub_secret_to_hex (bytes, size);
}

char *
ta_hub_secret_to_password (const guint8 *bytes)
{
  char *text = g_base64_encode (bytes, PASSWORD_BYTES);

  g_strdelimit (text, "+", '-');
  g_strdelimit (text, "/", '_');
  *strchr (text, '=') = '\0';
  return text;
}

char *
ta_hub_secret_new_password (void)
{
  guint8 bytes[PASSWORD_BYTES];

  ta_hub_secret_fill (bytes, sizeof bytes);
  return ta_hub_secret_to_password (bytes);
}

void
ta_hub_secret_hash (const guint8 *salt, gsize salt_size, const char *secret, guint8 hash[TA_HUB_SECRET_HASH_SIZE])
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  gsize size = TA_HUB_SECRET_HASH_SIZE;

  g_checksum_update (checksum, salt, (gssize) salt_size);
  g_checksum_update (checksum, (const guchar *) secret, (gssize) strlen (secret));
  g_checksum_get_digest (checksum, hash, &size);
}

gboolean
ta_hub_secret_equal (const guint8 *a, const guint8 *b, gsize size)
{
  volatile guint8 difference = 0;

  for (gsize i = 0; i < size; i++)
    difference |= a[i] ^ b[i];
  return difference == 0;
}

gboolean
ta_hub_secret_parse_hex (const char *text, guint8 *bytes, gsize size)
{
  if (strlen (text) != 2 * size || strspn (text, "0123456789abcdef") != 2 * size)
    return FALSE;
  for (gsize i = 0; bytes != NULL && i < size; i++)
    bytes[i] = (guint8) (g_ascii_xdigit_value (text[2 * i]) << 4 | g_ascii_xdigit_value (text[2 * i + 1]));
  return TRUE;
}
