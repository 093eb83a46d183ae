/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-id.h"

#include <string.h>

typedef struct
{
  gint64 ms;
  guint32 counter;
} Stamp;

static GMutex lock;
static Stamp last;

static char *
format_id (gint64 ms, guint16 sequence, guint64 tail)
{
  return g_strdup_printf ("%08x-%04x-7%03x-%04x-%012" G_GINT64_MODIFIER "x",
                          (guint32) (ms >> 16), (guint32) (ms & 0xffff), sequence & 0xfffu,
                          (guint32) (0x8000 | ((tail >> 48) & 0x3fff)), tail & G_GUINT64_CONSTANT (0xffffffffffff));
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

gboolean
ta_id_is_valid (const char *text)
{
  if (text == NULL || strlen (text) != 36)
    return FALSE;
  for (guint i = 0; i < 36; i++)
    {
      gboolean dash = i == 8 || i == 13 || i == 18 || i == 23;

      if (dash ? text[i] != '-' : !g_ascii_isxdigit (text[i]) || g_ascii_isupper (text[i]))
        return FALSE;
    }
  return TRUE;
}
