/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-point.h"

#include <math.h>
#include <string.h>

/* More digits than this say nothing about a place. */
#define MOST_DIGITS 20

typedef struct
{
  double value;
  char hemisphere; /* N, S, E, W, or 0 */
} Coordinate;

static void
skip_spaces (const char **at)
{
  while (g_unichar_isspace (g_utf8_get_char (*at)))
    *at = g_utf8_next_char (*at);
}

/* Goes behind the first of @marks (%NULL-terminated) that stands at *@at, and spaces. */
static gboolean
take (const char **at, const char *const *marks)
{
  for (; *marks != NULL; marks++)
    if (g_str_has_prefix (*at, *marks))
      {
        *at += strlen (*marks);
        skip_spaces (at);
        return TRUE;
      }
  return FALSE;
}

/* An unsigned decimal number; @whole is whether it had no decimals. */
static gboolean
take_number (const char **at, gboolean comma, double *value, gboolean *whole)
{
  char text[2 * MOST_DIGITS + 2] = { 0 };
  size_t digits = strspn (*at, "0123456789");
  size_t part = 0;
  char sign = (*at)[digits];

  if (digits == 0 || digits > MOST_DIGITS)
    return FALSE;
  if (sign == '.' || (comma && sign == ','))
    part = strspn (*at + digits + 1, "0123456789");
  if (part > MOST_DIGITS)
    return FALSE;
  *whole = part == 0;
  memcpy (text, *at, digits + (part > 0 ? part + 1 : 0));
  if (part > 0)
    text[digits] = '.';
  *value = g_ascii_strtod (text, NULL);
  *at += strlen (text);
  skip_spaces (at);
  return TRUE;
}

/* Minutes or seconds, which need a whole number before them and are less than 60. */
static gboolean
take_sixtieth (const char **at, gboolean comma, const char *const *marks, double unit, double *value, gboolean *whole)
{
  double part;

  if (!g_ascii_isdigit (**at))
    return TRUE;
  if (!*whole || !take_number (at, comma, &part, whole) || part >= 60 || !take (at, marks))
    return FALSE;
  *value += part * unit;
  return TRUE;
}

static gboolean
take_degrees (const char **at, gboolean comma, double *value)
{
  static const char *const degree[] = { "°", "º", NULL };
  static const char *const minute[] = { "′", "’", "'", NULL };
  static const char *const second[] = { "″", "”", "\"", "''", "′′", NULL };
  gboolean whole;

  if (!take_number (at, comma, value, &whole))
    return FALSE;
  if (!take (at, degree))
    return TRUE;
  return take_sixtieth (at, comma, minute, 1 / 60.0, value, &whole) && take_sixtieth (at, comma, second, 1 / 3600.0, value, &whole);
}

static gboolean
take_coordinate (const char **at, gboolean comma, Coordinate *coordinate)
{
  static const char *const minus[] = { "-", "−", NULL };
  static const char *const plus[] = { "+", NULL };
  gboolean negative = take (at, minus);
  gboolean is_signed = negative || take (at, plus);

  coordinate->hemisphere = 0;
  if (!take_degrees (at, comma, &coordinate->value))
    return FALSE;
  if (**at != '\0' && strchr ("NSEWnsew", **at) != NULL)
    {
      coordinate->hemisphere = g_ascii_toupper (*(*at)++);
      skip_spaces (at);
    }
  if (is_signed && coordinate->hemisphere != 0)
    return FALSE;
  if (negative || coordinate->hemisphere == 'S' || coordinate->hemisphere == 'W')
    coordinate->value = -coordinate->value;
  return TRUE;
}

static gboolean
is_east_west (const Coordinate *coordinate)
{
  return coordinate->hemisphere == 'E' || coordinate->hemisphere == 'W';
}

static gboolean
is_north_south (const Coordinate *coordinate)
{
  return coordinate->hemisphere == 'N' || coordinate->hemisphere == 'S';
}

/* With letters behind them the two may come in either order. */
static gboolean
combine (Coordinate first, Coordinate second, TaPoint *point)
{
  gboolean swapped = is_east_west (&first) && is_north_south (&second);
  TaPoint result = swapped ? TA_POINT (second.value, first.value) : TA_POINT (first.value, second.value);

  if (!swapped && (is_east_west (&first) || is_north_south (&second)))
    return FALSE;
  if (!ta_point_is_valid (result))
    return FALSE;
  *point = result;
  return TRUE;
}

gboolean
ta_point_parse (const char *text, TaPoint *point)
{
  static const char *const separators[] = { ",", ";", NULL };
  const char *at = text;
  const char *behind;
  Coordinate first;
  Coordinate second;
  gboolean comma;

  if (text == NULL || !g_utf8_validate (text, -1, NULL))
    return FALSE;
  comma = strchr (text, ';') != NULL;
  skip_spaces (&at);
  if (!take_coordinate (&at, comma, &first))
    return FALSE;
  behind = at;
  if (!take (&at, separators) && !g_unichar_isspace (g_utf8_get_char (g_utf8_prev_char (behind))) && first.hemisphere == 0)
    return FALSE;
  return take_coordinate (&at, comma, &second) && *at == '\0' && combine (first, second, point);
}
