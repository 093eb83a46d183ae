/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-text-decoder.h"

#include "ta-exchange-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* How much of a file without a byte order mark is looked at to tell UTF-16. */
#define SAMPLE_BYTES 65536

/* Windows-1252 from 0x80 to 0x9f; the five that it leaves undefined are the control characters of ISO 8859-1. */
static const gunichar2 high_controls[32] = {
  0x20ac, 0x0081, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0x008d, 0x017d, 0x008f,
  0x0090, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x009d, 0x017e, 0x0178
};

const char *
ta_text_encoding_get_name (TaTextEncoding encoding)
{
  switch (encoding)
    {
    case TA_TEXT_UTF8:
      return "UTF-8";
    case TA_TEXT_UTF16_LE:
      return "UTF-16LE";
    case TA_TEXT_UTF16_BE:
      return "UTF-16BE";
    case TA_TEXT_WINDOWS_1252:
      return "Windows-1252";
    default:
      g_return_val_if_reached (NULL);
    }
}

static gboolean
starts_with (const guint8 *data, gsize size, const char *magic, gsize length)
{
  return size >= length && memcmp (data, magic, length) == 0;
}

/* Where @text stops being UTF-8, NUL being a character like others; %NULL where it does not. */
static const char *
find_invalid (const char *text, gsize size)
{
  const char *end = text + size;
  const char *bad;

  while (!g_utf8_validate_len (text, (gsize) (end - text), &bad))
    {
      if (*bad != '\0')
        return bad;
      text = bad + 1;
    }
  return NULL;
}

/* UTF-16 of nearly any table has a zero in most characters (digits, delimiters, ends of lines), always on the same side. */
static gboolean
looks_like_utf16 (const guint8 *data, gsize size, TaTextEncoding *encoding)
{
  gsize pairs = MIN (size, SAMPLE_BYTES) / 2;
  gsize zeros[2] = { 0, 0 };

  if (size % 2 != 0 || pairs < 2)
    return FALSE;
  for (gsize i = 0; i < pairs * 2; i++)
    zeros[i % 2] += data[i] == 0;
  *encoding = zeros[1] > zeros[0] ? TA_TEXT_UTF16_LE : TA_TEXT_UTF16_BE;
  return MAX (zeros[0], zeros[1]) * 10 >= pairs * 4 && MIN (zeros[0], zeros[1]) * 20 <= pairs;
}

/* Sets @error and says so for what people take for text because a spreadsheet opens it. */
static gboolean
refuse_binary (const guint8 *data, gsize size, GError **error)
{
  if (starts_with (data, size, "PK\003\004", 4) || starts_with (data, size, "\320\317\021\340", 4))
    {
      g_set_error_literal (error, TA_EXCHANGE_ERROR, TA_EXCHANGE_ERROR_NOT_TEXT,
                           _ ("This is a spreadsheet or an archive, not a CSV file. Open it in the program it came from and save it as “CSV UTF-8”."));
      return TRUE;
    }
  if (starts_with (data, size, "%PDF-", 5))
    {
      g_set_error_literal (error, TA_EXCHANGE_ERROR, TA_EXCHANGE_ERROR_NOT_TEXT,
                           _ ("This is a PDF document, not a CSV file. Ask for the table it was made from and save that as “CSV UTF-8”."));
      return TRUE;
    }
  return FALSE;
}

static void
set_invalid (GError **error, TaTextEncoding encoding, guint line)
{
  g_set_error (error, TA_EXCHANGE_ERROR, TA_EXCHANGE_ERROR_NOT_TEXT,
               /* Translators: the first is the name of an encoding, like UTF-16LE; the second counts lines from 1. */
               _ ("The file begins as %s, but line %u holds something else. Save it again as “CSV UTF-8”."),
               ta_text_encoding_get_name (encoding), line);
}

static GBytes *
decode_utf8 (const guint8 *data, gsize size, GError **error)
{
  const char *bad = find_invalid ((const char *) data, size);

  if (bad != NULL)
    {
      guint line = 1;

      for (const guint8 *at = data; at < (const guint8 *) bad; at++)
        line += *at == '\n';
      set_invalid (error, TA_TEXT_UTF8, line);
      return NULL;
    }
  return g_bytes_new (data, size);
}

static gunichar
utf16_unit (const guint8 *at, TaTextEncoding encoding)
{
  return encoding == TA_TEXT_UTF16_LE ? (gunichar) (at[0] | at[1] << 8) : (gunichar) (at[0] << 8 | at[1]);
}

/* The character at @at, and how many bytes it takes; 0 where half of a pair is missing. */
static gsize
utf16_character (const guint8 *at, const guint8 *end, TaTextEncoding encoding, gunichar *character)
{
  gunichar low;

  if (end - at < 2)
    return 0;
  *character = utf16_unit (at, encoding);
  if (*character < 0xd800 || *character > 0xdfff)
    return 2;
  if (*character > 0xdbff || end - at < 4)
    return 0;
  low = utf16_unit (at + 2, encoding);
  if (low < 0xdc00 || low > 0xdfff)
    return 0;
  *character = 0x10000 + ((*character - 0xd800) << 10) + (low - 0xdc00);
  return 4;
}

static GBytes *
decode_utf16 (const guint8 *data, gsize size, TaTextEncoding encoding, GError **error)
{
  /* Two bytes give at most three, four give four. */
  g_autofree char *out = g_malloc (size / 2 * 3 + 1);
  const guint8 *end = data + size;
  gsize length = 0;
  guint line = 1;

  while (data < end)
    {
      gunichar character;
      gsize step = utf16_character (data, end, encoding, &character);

      if (step == 0)
        {
          set_invalid (error, encoding, line);
          return NULL;
        }
      line += character == '\n';
      length += (gsize) g_unichar_to_utf8 (character, out + length);
      data += step;
    }
  return g_bytes_new_take (g_steal_pointer (&out), length);
}

static GBytes *
decode_windows_1252 (const guint8 *data, gsize size)
{
  g_autofree char *out = g_malloc (size * 3 + 1);
  gsize length = 0;

  for (gsize i = 0; i < size; i++)
    {
      gunichar character = data[i] >= 0x80 && data[i] < 0xa0 ? high_controls[data[i] - 0x80] : data[i];

      if (character < 0x80)
        out[length++] = (char) character;
      else
        length += (gsize) g_unichar_to_utf8 (character, out + length);
    }
  return g_bytes_new_take (g_steal_pointer (&out), length);
}

/* The encoding and how many bytes of byte order mark announce it. */
static TaTextEncoding
detect (const guint8 *data, gsize size, gsize *mark)
{
  TaTextEncoding encoding;

  *mark = 2;
  if (starts_with (data, size, "\377\376", 2))
    return TA_TEXT_UTF16_LE;
  if (starts_with (data, size, "\376\377", 2))
    return TA_TEXT_UTF16_BE;
  *mark = 3;
  if (starts_with (data, size, "\357\273\277", 3))
    return TA_TEXT_UTF8;
  *mark = 0;
  if (looks_like_utf16 (data, size, &encoding))
    return encoding;
  return find_invalid ((const char *) data, size) == NULL ? TA_TEXT_UTF8 : TA_TEXT_WINDOWS_1252;
}

GBytes *
ta_text_decode (GBytes *raw, TaTextEncoding *encoding, GError **error)
{
  gsize size, mark;
  const guint8 *data = g_bytes_get_data (raw, &size);
  TaTextEncoding found;

  if (size > TA_TEXT_MAX_BYTES)
    {
      g_autofree char *limit = g_format_size_full (TA_TEXT_MAX_BYTES, G_FORMAT_SIZE_IEC_UNITS);

      g_set_error (error, TA_EXCHANGE_ERROR, TA_EXCHANGE_ERROR_TOO_LARGE,
                   _ ("The file is larger than %s. Split it into smaller ones."), limit);
      return NULL;
    }
  if (size == 0)
    data = (const guint8 *) "";
  if (refuse_binary (data, size, error))
    return NULL;
  found = detect (data, size, &mark);
  if (encoding != NULL)
    *encoding = found;
  data += mark;
  size -= mark;
  if (found == TA_TEXT_UTF8)
    return decode_utf8 (data, size, error);
  if (found == TA_TEXT_WINDOWS_1252)
    return decode_windows_1252 (data, size);
  return decode_utf16 (data, size, found, error);
}
