/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-id.h"

#include <string.h>

#define ID_LENGTH 36

typedef struct
{
  gint64 ms;
  guint32 counter;
} Stamp;

static GMutex lock;
static Stamp last;

/* The lowest @count digits of @value, and @end behind them. Printing would take as long as all else that is done for a row of a file. */
static char *
put_hex (char *at, guint64 value, int count, char end)
{
  for (int i = count - 1; i >= 0; i--)
    *at++ = "0123456789abcdef"[(value >> (4 * i)) & 0xf];
  *at++ = end;
  return at;
}

/* @high has the version; the two bits of the variant are put into @tail. */
static char *
format_uuid (guint64 high, guint64 tail)
{
  char *id = g_malloc (ID_LENGTH + 1);
  guint64 low = (tail & (G_MAXUINT64 >> 2)) | G_GUINT64_CONSTANT (0x8000000000000000);
  char *at = id;

  at = put_hex (at, high >> 32, 8, '-');
  at = put_hex (at, high >> 16, 4, '-');
  at = put_hex (at, high, 4, '-');
  at = put_hex (at, low >> 48, 4, '-');
  put_hex (at, low, 12, '\0');
  return id;
}

static char *
format_id (gint64 ms, guint16 sequence, guint64 tail)
{
  return format_uuid (((guint64) ms << 16) | 0x7000 | (sequence & 0xfff), tail);
}

/* Within one millisecond the twelve bits after the version count up; when they overflow the clock is pushed on by one. */
static Stamp
next_stamp (void)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&lock);
  gint64 now = g_get_real_time () / 1000;

  if (now > last.ms)
    last = (Stamp) { now, g_random_int () & 0x7ff };
  else if (++last.counter > 0xfff)
    last = (Stamp) { last.ms + 1, 0 };
  return last;
}

char *
ta_id_new (void)
{
  Stamp stamp = next_stamp ();
  guint64 tail = ((guint64) g_random_int () << 32) | g_random_int ();

  return format_id (stamp.ms, (guint16) stamp.counter, tail);
}

char *
ta_id_new_from_seed (GRand *rand, gint64 unix_ms)
{
  guint64 tail = ((guint64) g_rand_int (rand) << 32) | g_rand_int (rand);

  return format_id (unix_ms, (guint16) g_rand_int (rand), tail);
}

static guint64
read_big_endian (const guint8 *at)
{
  guint64 number = 0;

  for (guint i = 0; i < 8; i++)
    number = number << 8 | at[i];
  return number;
}

char *
ta_id_new_from_name (const char *kind, ...)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize size = sizeof digest;
  guint64 high;
  va_list words;

  va_start (words, kind);
  /* With their zeros, so that no word's end can be taken for the next one's beginning. */
  for (const char *word = kind; word != NULL; word = va_arg (words, const char *))
    g_checksum_update (sum, (const guchar *) word, (gssize) strlen (word) + 1);
  va_end (words);
  g_checksum_get_digest (sum, digest, &size);
  high = read_big_endian (digest);
  return format_uuid ((high & ~G_GUINT64_CONSTANT (0xf000)) | 0x8000, read_big_endian (digest + 8));
}

gboolean
ta_id_is_valid (const char *text)
{
  if (text == NULL || strlen (text) != ID_LENGTH)
    return FALSE;
  for (guint i = 0; i < ID_LENGTH; i++)
    {
      gboolean dash = i == 8 || i == 13 || i == 18 || i == 23;

      if (dash ? text[i] != '-' : !g_ascii_isxdigit (text[i]) || g_ascii_isupper (text[i]))
        return FALSE;
    }
  return TRUE;
}
