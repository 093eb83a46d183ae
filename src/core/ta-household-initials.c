/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-household.h"

/* The next letter or digit that begins a word, or anywhere when @inside; 0 at the end. */
static gunichar
next_letter (const char **at, gboolean inside)
{
  gboolean boundary = inside;

  for (; **at != '\0'; *at = g_utf8_next_char (*at))
    {
      gunichar c = g_utf8_get_char (*at);

      if (boundary && g_unichar_isalnum (c))
        {
          *at = g_utf8_next_char (*at);
          return c;
        }
      boundary = inside || g_unichar_isspace (c) || g_unichar_type (c) == G_UNICODE_DASH_PUNCTUATION;
    }
  return 0;
}

char *
ta_household_initials (const char *name)
{
  g_autofree char *valid = g_utf8_make_valid (name != NULL ? name : "", -1);
  g_autofree char *normal = g_utf8_normalize (valid, -1, G_NORMALIZE_DEFAULT_COMPOSE);
  g_autoptr (GString) initials = g_string_new (NULL);
  const char *at = normal;
  const char *rest;
  gunichar first = next_letter (&at, TRUE);
  gunichar second;

  if (first == 0)
    return g_strdup ("?");
  rest = at;
  second = next_letter (&at, FALSE);
  g_string_append_unichar (initials, g_unichar_toupper (first));
  if (second != 0)
    g_string_append_unichar (initials, g_unichar_toupper (second));
  else if ((second = next_letter (&rest, TRUE)) != 0)
    g_string_append_unichar (initials, g_unichar_tolower (second));
  return g_string_free_and_steal (g_steal_pointer (&initials));
}
