/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-money.h"

#include <langinfo.h>
#include <locale.h>
#include <string.h>

/* A number as it was typed, in pieces. */
typedef struct
{
  gboolean negative;
  const char *digits; /* with the signs of grouping */
  size_t length;
  const char *part; /* after the decimal sign */
  size_t part_length;
} Pieces;

static char *
trimmed (const char *text)
{
  g_autoptr (GString) out = g_string_new (NULL);

  if (text == NULL || !g_utf8_validate (text, -1, NULL))
    return NULL;
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (g_unichar_isspace (c) || c == 0x202f || c == 0x2007)
        g_string_append_c (out, ' ');
      else
        g_string_append_unichar (out, c == 0x2212 ? '-' : c);
    }
  return g_strstrip (g_string_free_and_steal (g_steal_pointer (&out)));
}

static gboolean
all_digits (const char *text, size_t length)
{
  for (size_t i = 0; i < length; i++)
    if (!g_ascii_isdigit (text[i]))
      return FALSE;
  return length > 0;
}

static gboolean
take_digits (const char *text, size_t length, gint64 *value)
{
  for (size_t i = 0; i < length; i++)
    if (__builtin_mul_overflow (*value, 10, value) || __builtin_add_overflow (*value, text[i] - '0', value))
      return FALSE;
  return TRUE;
}

/* The digits of @pieces in units of 10^-@decimals. */
static gboolean
value_of (const Pieces *pieces, int decimals, gint64 *value)
{
  gint64 result = 0;

  if (pieces->part_length > (size_t) decimals || !take_digits (pieces->digits, pieces->length, &result) || !take_digits (pieces->part, pieces->part_length, &result))
    return FALSE;
  for (size_t i = pieces->part_length; i < (size_t) decimals; i++)
    if (__builtin_mul_overflow (result, 10, &result))
      return FALSE;
  *value = pieces->negative ? -result : result;
  return TRUE;
}

/* Reads the sign, and splits at @decimal_sign (nullable). */
static void
split (const char *text, const char *decimal_sign, Pieces *pieces)
{
  const char *at = decimal_sign != NULL ? strstr (text, decimal_sign) : NULL;

  pieces->negative = *text == '-';
  pieces->digits = text + (*text == '-' || *text == '+');
  pieces->length = at != NULL ? (size_t) (at - pieces->digits) : strlen (pieces->digits);
  pieces->part = at != NULL ? at + strlen (decimal_sign) : "";
  pieces->part_length = strlen (pieces->part);
}

/* Takes @mark away from both ends; the amount may lie on either side of it. */
static void
drop_mark (char *text, const char *mark)
{
  size_t length = strlen (text);
  size_t mark_length = strlen (mark);

  if (mark_length == 0 || length < mark_length)
    return;
  if (g_ascii_strncasecmp (text, mark, mark_length) == 0)
    memmove (text, text + mark_length, length - mark_length + 1);
  else if (g_ascii_strcasecmp (text + length - mark_length, mark) == 0)
    text[length - mark_length] = '\0';
  g_strstrip (text);
}

/* Takes the grouping out of @text, which must stand before groups of @inner digits and, last, three; %FALSE where it does not. */
static gboolean
ungroup (char *text, const char *group, size_t inner)
{
  g_auto (GStrv) parts = *group != '\0' ? g_strsplit (text, group, -1) : NULL;
  g_autofree char *joined = NULL;
  guint count = parts != NULL ? g_strv_length (parts) : 0;

  if (count < 2)
    return TRUE;
  if (strlen (parts[0]) > inner)
    return FALSE;
  for (guint i = 0; i < count; i++)
    if (!all_digits (parts[i], strlen (parts[i])) || (i > 0 && strlen (parts[i]) != (i == count - 1 ? 3 : inner)))
      return FALSE;
  joined = g_strjoinv (NULL, parts);
  strcpy (text, joined);
  return TRUE;
}

/* How many digits lie between the signs of grouping: two in India, three elsewhere. */
static size_t
inner_group (void)
{
  const char *grouping = localeconv ()->grouping;

  return grouping[0] == 3 && grouping[1] == 2 ? 2 : 3;
}

/* Which sign splits the decimals off. A point is one everywhere, but where it groups thousands and could be that, it is; except with
 * three @decimals, because files write them behind a point. */
static const char *
find_decimal_sign (const char *text, const char *radix, const char *group, int decimals)
{
  const char *point = strchr (text, '.');

  if (strstr (text, radix) != NULL)
    return radix;
  if (point == NULL)
    return NULL;
  if (strcmp (group, ".") == 0 && (strchr (point + 1, '.') != NULL || (decimals != 3 && strlen (point + 1) == 3)))
    return NULL;
  return ".";
}

static gboolean
parse_amount (char *text, int decimals, gint64 *minor)
{
  const char *radix = nl_langinfo (RADIXCHAR);
  const char *group = nl_langinfo (THOUSEP);
  g_autofree char *whole = NULL;
  const char *sign;
  Pieces pieces;

  sign = find_decimal_sign (text, radix, group, decimals);
  split (text, sign, &pieces);
  whole = g_strndup (pieces.digits, pieces.length);
  g_strchug (whole);
  if ((sign == NULL || strcmp (sign, group) != 0) && !ungroup (whole, group, inner_group ()))
    return FALSE;
  if (!ungroup (whole, " ", 3))
    return FALSE;
  pieces.digits = whole;
  pieces.length = strlen (whole);
  if (!all_digits (whole, pieces.length) || (sign != NULL && !all_digits (pieces.part, pieces.part_length)))
    return FALSE;
  return value_of (&pieces, decimals, minor);
}

/* Digits alone, as most files have them, mean the same everywhere. */
static gboolean
is_short_number (const char *text)
{
  size_t length = text != NULL ? strlen (text) : 0;

  return length > 0 && length <= 12 && all_digits (text, length);
}

static gboolean
parse_short (const char *text, int decimals, gint64 *minor)
{
  gint64 value = g_ascii_strtoll (text, NULL, 10);

  for (int i = 0; i < decimals; i++)
    value *= 10;
  *minor = value;
  return TRUE;
}

gboolean
ta_money_parse (const char *text, const char *currency, gint64 *minor)
{
  g_autofree char *amount = NULL;

  if (is_short_number (text))
    return parse_short (text, ta_currency_digits (currency), minor);
  amount = trimmed (text);
  if (amount == NULL)
    return FALSE;
  drop_mark (amount, currency);
  drop_mark (amount, ta_currency_sign (currency));
  return parse_amount (amount, ta_currency_digits (currency), minor);
}

gboolean
ta_hundredths_parse (const char *text, gint64 *hundredths)
{
  g_autofree char *number = trimmed (text);
  Pieces pieces;
  const char *sign;

  if (number == NULL)
    return FALSE;
  sign = strchr (number, ',') != NULL ? "," : strchr (number, '.') != NULL ? "."
                                                                           : NULL;
  split (number, sign, &pieces);
  if (!all_digits (pieces.digits, pieces.length) || (sign != NULL && !all_digits (pieces.part, pieces.part_length)))
    return FALSE;
  return value_of (&pieces, 2, hundredths);
}
