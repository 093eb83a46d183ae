/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-seal-private.h"

#include <string.h>

gsize
ta_base32_length (gsize size)
{
  return (size * 8 + 4) / 5;
}

void
ta_base32_encode (const char *alphabet, const guint8 *data, gsize size, char *to)
{
  gsize length = ta_base32_length (size);

  for (gsize i = 0; i < length; i++)
    {
      gsize bit = i * 5;
      guint pair = (guint) data[bit / 8] << 8 | (bit / 8 + 1 < size ? data[bit / 8 + 1] : 0);

      to[i] = alphabet[pair >> (11 - bit % 8) & 31];
    }
  to[length] = '\0';
}

gboolean
ta_base32_decode (const char *alphabet, const char *text, gsize length, guint8 *to)
{
  guint rest = 0, bits = 0;

  for (gsize i = 0; i < length; i++)
    {
      const char *letter = text[i] == '\0' ? NULL : strchr (alphabet, text[i]);

      if (letter == NULL)
        return FALSE;
      rest = (rest << 5 | (guint) (letter - alphabet)) & 0xfff;
      bits += 5;
      if (bits >= 8)
        {
          bits -= 8;
          *to++ = (guint8) (rest >> bits);
        }
    }
  return bits < 5 && (rest & ((1u << bits) - 1)) == 0;
}
