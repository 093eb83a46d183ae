/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-json-scan.h"

#include <math.h>
#include <string.h>

/* The longest number that is read: more digits than any double or gint64 has. */
#define MOST_DIGITS 48

static gboolean
is_space (char c)
{
  return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

char
ta_json_scan_peek_behind (TaJsonScan *scan)
{
  while (scan->at < scan->end && is_space (*scan->at))
    {
      scan->at++;
      scan->spaced = TRUE;
    }
  return scan->at < scan->end ? *scan->at : '\0';
}

gboolean
ta_json_scan_word (TaJsonScan *scan, const char *word)
{
  gsize length = strlen (word);

  ta_json_scan_peek (scan);
  if ((gsize) (scan->end - scan->at) < length || memcmp (scan->at, word, length) != 0)
    return FALSE;
  scan->at += length;
  return TRUE;
}

/* Strings -------------------------------------------------------------------------------------------------------------------------------- */

/* Whether none of eight characters is a quote, a backslash or a control character; it may say no where one of them only seems to be. */
static gboolean
are_plain (const char *eight)
{
  const guint64 ones = G_GUINT64_CONSTANT (0x0101010101010101);
  guint64 all, quotes, backslashes;

  memcpy (&all, eight, sizeof all);
  quotes = all ^ (ones * '"');
  backslashes = all ^ (ones * '\\');
  return ((((quotes - ones) & ~quotes) | ((backslashes - ones) & ~backslashes) | ((all - ones * 0x20) & ~all)) & (ones * 0x80)) == 0;
}

static gboolean
is_plain (char c)
{
  return (guchar) c >= 0x20 && c != '"' && c != '\\';
}

gboolean
ta_json_scan_text (TaJsonScan *scan, TaJsonText *text)
{
  const char *at, *end = scan->end;

  if (!ta_json_scan_take (scan, '"'))
    return FALSE;
  at = scan->at;
  *text = (TaJsonText) { .start = at };
  while (at < end && *at != '"')
    {
      while (end - at >= 8 && are_plain (at))
        at += 8;
      while (at < end && is_plain (*at))
        at++;
      if (at == end || *at == '"')
        break;
      if (*at != '\\' || end - at < 2)
        return FALSE;
      text->escaped = TRUE;
      at += 2;
    }
  if (at == end)
    return FALSE;
  text->length = (gsize) (at - text->start);
  scan->at = at + 1;
  return TRUE;
}

static gboolean
read_hex (const char *at, const char *end, gunichar *number)
{
  *number = 0;
  if (end - at < 4)
    return FALSE;
  for (guint i = 0; i < 4; i++)
    {
      if (!g_ascii_isxdigit (at[i]))
        return FALSE;
      *number = *number << 4 | (gunichar) g_ascii_xdigit_value (at[i]);
    }
  return TRUE;
}

/* "\uXXXX", or two of them that are one character. */
static gboolean
unescape_number (const char **at, const char *end, GString *plain)
{
  gunichar first, second;

  if (!read_hex (*at, end, &first))
    return FALSE;
  *at += 4;
  if (first >= 0xd800 && first < 0xdc00)
    {
      if (end - *at < 6 || (*at)[0] != '\\' || (*at)[1] != 'u' || !read_hex (*at + 2, end, &second) || second < 0xdc00 || second > 0xdfff)
        return FALSE;
      *at += 6;
      first = 0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00);
    }
  if (first == 0 || !g_unichar_validate (first))
    return FALSE;
  g_string_append_unichar (plain, first);
  return TRUE;
}

static gboolean
unescape (const char **at, const char *end, GString *plain)
{
  static const char letters[] = "\"\\/bfnrt";
  static const char meant[] = "\"\\/\b\f\n\r\t";
  char c = **at;
  const char *letter = c != '\0' ? strchr (letters, c) : NULL;

  (*at)++;
  if (c == 'u')
    return unescape_number (at, end, plain);
  if (letter != NULL)
    g_string_append_c (plain, meant[letter - letters]);
  return letter != NULL;
}

/* g_strndup() takes several times as long: it looks at each character. */
static char *
dup_plain (const char *text, gsize length)
{
  char *plain = g_malloc (length + 1);

  memcpy (plain, text, length);
  plain[length] = '\0';
  return plain;
}

char *
ta_json_text_dup (const TaJsonText *text)
{
  const char *at = text->start;
  const char *end = text->start + text->length;
  GString *plain;

  if (!text->escaped)
    return dup_plain (text->start, text->length);
  plain = g_string_sized_new (text->length);
  while (at < end)
    {
      const char *backslash = memchr (at, '\\', (gsize) (end - at));
      gboolean good = backslash == NULL || backslash + 1 < end;

      g_string_append_len (plain, at, (backslash != NULL ? backslash : end) - at);
      at = backslash != NULL ? backslash + 1 : end;
      if (backslash == NULL || (good && unescape (&at, end, plain)))
        continue;
      g_string_free (plain, TRUE);
      return NULL;
    }
  return g_string_free_and_steal (plain);
}

gboolean
ta_json_text_says (const TaJsonText *text, const char *plain)
{
  g_autofree char *said = ta_json_text_dup (text);

  return said != NULL && strcmp (said, plain) == 0;
}

/* Numbers -------------------------------------------------------------------------------------------------------------------------------- */

static gboolean
skip_digits (const char **at, const char *end)
{
  const char *start = *at;

  while (*at < end && g_ascii_isdigit (**at))
    (*at)++;
  return *at > start;
}

/* Where the number that stands here ends; %NULL: none does. @whole: (out): it has neither a point nor an exponent */
static const char *
end_of_number (const TaJsonScan *scan, gboolean *whole)
{
  const char *at = scan->at;
  const char *digits;

  *whole = TRUE;
  if (at < scan->end && *at == '-')
    at++;
  digits = at;
  if (!skip_digits (&at, scan->end) || (*digits == '0' && at > digits + 1))
    return NULL;
  if (at < scan->end && *at == '.')
    {
      *whole = FALSE;
      at++;
      if (!skip_digits (&at, scan->end))
        return NULL;
    }
  if (at < scan->end && (*at == 'e' || *at == 'E'))
    {
      *whole = FALSE;
      at++;
      if (at < scan->end && (*at == '+' || *at == '-'))
        at++;
      if (!skip_digits (&at, scan->end))
        return NULL;
    }
  return at - scan->at <= MOST_DIGITS ? at : NULL;
}

gboolean
ta_json_scan_integer (TaJsonScan *scan, gint64 *number)
{
  gboolean negative = ta_json_scan_peek (scan) == '-';
  gboolean whole;
  const char *end = end_of_number (scan, &whole);
  guint64 most = negative ? (guint64) G_MAXINT64 + 1 : (guint64) G_MAXINT64;
  guint64 sum = 0;

  if (end == NULL || !whole)
    return FALSE;
  for (const char *at = scan->at + negative; at < end; at++)
    {
      guint64 digit = (guint64) (*at - '0');

      if (sum > (most - digit) / 10)
        return FALSE;
      sum = sum * 10 + digit;
    }
  *number = (gint64) (negative ? 0 - sum : sum);
  scan->at = end;
  return TRUE;
}

gboolean
ta_json_scan_real (TaJsonScan *scan, double *number)
{
  char text[MOST_DIGITS + 1];
  gboolean whole;
  const char *end;
  gsize length;

  ta_json_scan_peek (scan);
  end = end_of_number (scan, &whole);
  if (end == NULL)
    return FALSE;
  length = (gsize) (end - scan->at);
  memcpy (text, scan->at, length);
  text[length] = '\0';
  *number = g_ascii_strtod (text, NULL);
  scan->at = end;
  return isfinite (*number);
}

/* Lists and objects ---------------------------------------------------------------------------------------------------------------------- */

int
ta_json_scan_next (TaJsonScan *scan, char close, gboolean *first)
{
  if (ta_json_scan_take (scan, close))
    /* Behind a comma something has to come. */
    return 0;
  if (!*first && (!ta_json_scan_take (scan, ',') || ta_json_scan_peek (scan) == close))
    return -1;
  *first = FALSE;
  return 1;
}

static gboolean skip_value (TaJsonScan *scan, guint depth);

static gboolean
skip_all (TaJsonScan *scan, char close, guint depth)
{
  gboolean first = TRUE;
  TaJsonText name;
  int next;

  while ((next = ta_json_scan_next (scan, close, &first)) == 1)
    {
      if (close == '}' && (!ta_json_scan_text (scan, &name) || !ta_json_scan_take (scan, ':')))
        return FALSE;
      if (!skip_value (scan, depth))
        return FALSE;
    }
  return next == 0;
}

static gboolean
skip_number (TaJsonScan *scan)
{
  gboolean whole;
  const char *end = end_of_number (scan, &whole);

  if (end != NULL)
    scan->at = end;
  return end != NULL;
}

static gboolean
skip_value (TaJsonScan *scan, guint depth)
{
  char c = ta_json_scan_peek (scan);
  TaJsonText text;

  if (c == '"')
    return ta_json_scan_text (scan, &text);
  if (c == '{' || c == '[')
    {
      scan->at++;
      return depth < TA_JSON_SCAN_MAX_DEPTH && skip_all (scan, c == '{' ? '}' : ']', depth + 1);
    }
  return skip_number (scan) || ta_json_scan_word (scan, "null") || ta_json_scan_word (scan, "true") || ta_json_scan_word (scan, "false");
}

gboolean
ta_json_scan_skip (TaJsonScan *scan, TaJsonText *value)
{
  ta_json_scan_peek (scan);
  value->start = scan->at;
  value->escaped = FALSE;
  if (!skip_value (scan, 0))
    return FALSE;
  value->length = (gsize) (scan->at - value->start);
  return TRUE;
}
