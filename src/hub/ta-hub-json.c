/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-hub-json.h"

#include <string.h>

#define MOST_NESTED 100

/* Checking ------------------------------------------------------------------------------------------------------------------------- */

static void
skip_blanks (TaHubJsonWalk *walk)
{
  while (walk->at < walk->end && (*walk->at == ' ' || *walk->at == '\t' || *walk->at == '\n' || *walk->at == '\r'))
    walk->at++;
}

static gboolean
take (TaHubJsonWalk *walk, char c)
{
  if (walk->at == walk->end || *walk->at != c)
    return FALSE;
  walk->at++;
  return TRUE;
}

/* The four digits of \uXXXX, or -1. */
static int
take_hex (TaHubJsonWalk *walk)
{
  int value = 0;

  if (walk->end - walk->at < 4)
    return -1;
  for (int i = 0; i < 4; i++)
    {
      int digit = g_ascii_xdigit_value (*walk->at++);

      if (digit < 0)
        return -1;
      value = value * 16 + digit;
    }
  return value;
}

static gboolean
check_escape (TaHubJsonWalk *walk)
{
  int unit;

  if (walk->at == walk->end)
    return FALSE;
  if (*walk->at++ != 'u')
    return walk->at[-1] != '\0' && strchr ("\"\\/bfnrt", walk->at[-1]) != NULL;
  unit = take_hex (walk);
  if (unit < 0 || (unit >= 0xdc00 && unit < 0xe000))
    return FALSE;
  if (unit < 0xd800 || unit >= 0xe000)
    return TRUE;
  if (!take (walk, '\\') || !take (walk, 'u'))
    return FALSE;
  unit = take_hex (walk);
  return unit >= 0xdc00 && unit < 0xe000;
}

static gboolean
check_string (TaHubJsonWalk *walk)
{
  if (!take (walk, '"'))
    return FALSE;
  while (walk->at < walk->end)
    {
      guchar c = (guchar) *walk->at++;

      if (c == '"')
        return TRUE;
      if (c < 0x20 || (c == '\\' && !check_escape (walk)))
        return FALSE;
    }
  return FALSE;
}

static gboolean
check_digits (TaHubJsonWalk *walk)
{
  const char *start = walk->at;

  while (walk->at < walk->end && g_ascii_isdigit (*walk->at))
    walk->at++;
  return walk->at > start;
}

static gboolean
check_number (TaHubJsonWalk *walk)
{
  take (walk, '-');
  if (!take (walk, '0') && !check_digits (walk))
    return FALSE;
  if (take (walk, '.') && !check_digits (walk))
    return FALSE;
  if (take (walk, 'e') || take (walk, 'E'))
    {
      if (!take (walk, '+'))
        take (walk, '-');
      return check_digits (walk);
    }
  return TRUE;
}

static gboolean
check_word (TaHubJsonWalk *walk, const char *word)
{
  gsize size = strlen (word);

  if ((gsize) (walk->end - walk->at) < size || memcmp (walk->at, word, size) != 0)
    return FALSE;
  walk->at += size;
  return TRUE;
}

static gboolean check_value (TaHubJsonWalk *walk, int depth);

static gboolean
check_members (TaHubJsonWalk *walk, char close, int depth)
{
  walk->at++;
  skip_blanks (walk);
  if (take (walk, close))
    return TRUE;
  do
    {
      skip_blanks (walk);
      if (close == '}')
        {
          if (!check_string (walk))
            return FALSE;
          skip_blanks (walk);
          if (!take (walk, ':'))
            return FALSE;
          skip_blanks (walk);
        }
      if (!check_value (walk, depth + 1))
        return FALSE;
      skip_blanks (walk);
    }
  while (take (walk, ','));
  return take (walk, close);
}

static gboolean
check_value (TaHubJsonWalk *walk, int depth)
{
  if (walk->at == walk->end || depth > MOST_NESTED)
    return FALSE;
  switch (*walk->at)
    {
    case '{':
      return check_members (walk, '}', depth);
    case '[':
      return check_members (walk, ']', depth);
    case '"':
      return check_string (walk);
    case 't':
      return check_word (walk, "true");
    case 'f':
      return check_word (walk, "false");
    case 'n':
      return check_word (walk, "null");
    default:
      return check_number (walk);
    }
}

gboolean
ta_hub_json_check (const char *text, gsize size)
{
  TaHubJsonWalk walk = { text, text + size };

  if (size == 0 || !g_utf8_validate_len (text, size, NULL))
    return FALSE;
  skip_blanks (&walk);
  if (!check_value (&walk, 0))
    return FALSE;
  skip_blanks (&walk);
  return walk.at == walk.end;
}

/* Walking: the text was checked ------------------------------------------------------------------------------------------------------ */

static void
skip_string (TaHubJsonWalk *walk)
{
  for (walk->at++; *walk->at != '"'; walk->at++)
    if (*walk->at == '\\')
      walk->at++;
  walk->at++;
}

static void
skip_nested (TaHubJsonWalk *walk)
{
  int depth = 0;

  do
    {
      char c = *walk->at;

      if (c == '"')
        {
          skip_string (walk);
          continue;
        }
      depth += c == '{' || c == '[' ? 1 : (c == '}' || c == ']' ? -1 : 0);
      walk->at++;
    }
  while (depth > 0);
}

static TaHubSpan
skip_value (TaHubJsonWalk *walk)
{
  TaHubSpan span = { walk->at, 0 };

  if (*walk->at == '"')
    skip_string (walk);
  else if (*walk->at == '{' || *walk->at == '[')
    skip_nested (walk);
  else
    while (walk->at < walk->end && strchr (",]} \t\r\n", *walk->at) == NULL)
      walk->at++;
  span.size = (gsize) (walk->at - span.at);
  return span;
}

TaHubSpan
ta_hub_json_value (const char *text, gsize size)
{
  TaHubJsonWalk walk = { text, text + size };

  skip_blanks (&walk);
  return skip_value (&walk);
}

gboolean
ta_hub_json_is_object (TaHubSpan value)
{
  return value.size > 0 && *value.at == '{';
}

gboolean
ta_hub_json_is_array (TaHubSpan value)
{
  return value.size > 0 && *value.at == '[';
}

TaHubJsonWalk
ta_hub_json_walk (TaHubSpan value)
{
  /* Between the brackets. */
  return (TaHubJsonWalk) { value.at + 1, value.at + value.size - 1 };
}

gboolean
ta_hub_json_next_element (TaHubJsonWalk *walk, TaHubSpan *value)
{
  skip_blanks (walk);
  if (walk->at == walk->end)
    return FALSE;
  *value = skip_value (walk);
  skip_blanks (walk);
  take (walk, ',');
  return TRUE;
}

gboolean
ta_hub_json_next_member (TaHubJsonWalk *walk, TaHubSpan *key, TaHubSpan *value)
{
  skip_blanks (walk);
  if (walk->at == walk->end)
    return FALSE;
  *key = skip_value (walk);
  skip_blanks (walk);
  take (walk, ':');
  return ta_hub_json_next_element (walk, value);
}

gboolean
ta_hub_json_find (TaHubSpan object, const char *name, TaHubSpan *value)
{
  TaHubJsonWalk walk;
  TaHubSpan key, found;
  gboolean any = FALSE;

  if (!ta_hub_json_is_object (object))
    return FALSE;
  walk = ta_hub_json_walk (object);
  while (ta_hub_json_next_member (&walk, &key, &found))
    if (ta_hub_json_equals (key, name))
      {
        *value = found;
        any = TRUE;
      }
  return any;
}

/* Values --------------------------------------------------------------------------------------------------------------------------- */

gboolean
ta_hub_json_equals (TaHubSpan value, const char *text)
{
  g_autofree char *said = NULL;

  if (value.size < 2 || *value.at != '"')
    return FALSE;
  if (memchr (value.at, '\\', value.size) == NULL)
    return strlen (text) == value.size - 2 && memcmp (value.at + 1, text, value.size - 2) == 0;
  said = ta_hub_json_dup_string (value);
  return g_strcmp0 (said, text) == 0;
}

gboolean
ta_hub_json_is (TaHubSpan value, const char *word)
{
  return strlen (word) == value.size && memcmp (value.at, word, value.size) == 0;
}

static void
append_escape (GString *out, TaHubJsonWalk *walk)
{
  static const char letters[] = "bfnrt", values[] = "\b\f\n\r\t";
  char c = *walk->at++;
  const char *letter = strchr (letters, c);
  gunichar unit;

  if (c != 'u')
    {
      g_string_append_c (out, letter != NULL ? values[letter - letters] : c);
      return;
    }
  unit = (gunichar) take_hex (walk);
  if (unit >= 0xd800 && unit < 0xdc00)
    {
      walk->at += 2;
      unit = 0x10000 + ((unit - 0xd800) << 10) + ((gunichar) take_hex (walk) - 0xdc00);
    }
  if (unit == 0)
    g_string_append_c (out, '\0');
  else
    g_string_append_unichar (out, unit);
}

char *
ta_hub_json_dup_string (TaHubSpan value)
{
  TaHubJsonWalk walk;
  g_autoptr (GString) out = NULL;

  if (value.size < 2 || *value.at != '"')
    return NULL;
  walk = ta_hub_json_walk (value);
  if (memchr (value.at, '\\', value.size) == NULL)
    return g_strndup (walk.at, value.size - 2);
  out = g_string_sized_new (value.size);
  while (walk.at < walk.end)
    if (*walk.at++ == '\\')
      append_escape (out, &walk);
    else
      g_string_append_c (out, walk.at[-1]);
  return strlen (out->str) == out->len ? g_string_free_and_steal (g_steal_pointer (&out)) : NULL;
}

gboolean
ta_hub_json_get_int (TaHubSpan value, gint64 *number)
{
  char text[24];

  if (value.size == 0 || value.size >= sizeof text || !(*value.at == '-' || g_ascii_isdigit (*value.at)))
    return FALSE;
  memcpy (text, value.at, value.size);
  text[value.size] = '\0';
  return g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, number, NULL);
}

/* Writing -------------------------------------------------------------------------------------------------------------------------- */

void
ta_hub_json_append_string (GString *out, const char *text)
{
  const char *plain = text;

  g_string_append_c (out, '"');
  for (const char *at = text;; at++)
    {
      guchar c = (guchar) *at;

      if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7f)
        continue;
      g_string_append_len (out, plain, at - plain);
      plain = at + 1;
      if (c == '\0')
        break;
      if (c == '"' || c == '\\')
        g_string_append_printf (out, "\\%c", c);
      else
        g_string_append_printf (out, "\\u%04x", c);
    }
  g_string_append_c (out, '"');
}
