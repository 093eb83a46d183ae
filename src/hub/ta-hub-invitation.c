/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-hub-invitation.h"

#include <string.h>

#define VERSION 1
#define TOKEN_SIZE 16

static char *
to_base32 (const guint8 *bytes, gsize size)
{
  static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  g_autoptr (GString) text = g_string_new (NULL);
  guint bits = 0, count = 0;

  for (gsize i = 0; i < size; i++)
    {
      bits = (bits << 8 | bytes[i]) & 0xfff;
      for (count += 8; count >= 5; count -= 5)
        g_string_append_c (text, digits[bits >> (count - 5) & 31]);
    }
  if (count > 0)
    g_string_append_c (text, digits[bits << (5 - count) & 31]);
  return g_string_free_and_steal (g_steal_pointer (&text));
}

char *
ta_hub_invitation_to_link (const char *url, const guint8 *token, const char *pod)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autofree char *code = NULL;
  gsize size = strlen (url);

  g_byte_array_append (bytes, (const guint8[]) { VERSION, 0 }, 2);
  g_byte_array_append (bytes, token, TOKEN_SIZE);
  g_byte_array_append (bytes, (const guint8 *) pod, (guint) strlen (pod));
  code = to_base32 (bytes->data, bytes->len);
  return g_strdup_printf ("%.*s/j#%s", (int) (g_str_has_suffix (url, "/") ? size - 1 : size), url, code);
}
