/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-stamp.h"

#include <string.h>

#define MAX_COUNTER 0xffff
#define MAX_MS (G_GINT64_CONSTANT (1) << 47)

int
ta_stamp_compare (const TaStamp *a, const TaStamp *b)
{
  if (a->ms != b->ms)
    return a->ms < b->ms ? -1 : 1;
  if (a->counter != b->counter)
    return a->counter < b->counter ? -1 : 1;
  if (a->device != b->device)
    return a->device < b->device ? -1 : 1;
  return 0;
}

gboolean
ta_stamp_is_set (const TaStamp *stamp)
{
  return stamp->ms != 0 || stamp->counter != 0 || stamp->device != 0;
}

TaStamp
ta_stamp_max (TaStamp a, TaStamp b)
{
  return ta_stamp_compare (&a, &b) < 0 ? b : a;
}

static char *
put_hex (char *at, guint64 number, guint digits)
{
  for (guint i = 0; i < digits; i++)
    at[i] = "0123456789abcdef"[(number >> (4 * (digits - 1 - i))) & 0xf];
  return at + digits;
}

void
ta_stamp_to_text (const TaStamp *stamp, char text[TA_STAMP_TEXT_LENGTH + 1])
{
  char *at = put_hex (text, (guint64) stamp->ms, 12);

  *at++ = '.';
  at = put_hex (at, stamp->counter, 4);
  *at++ = '.';
  at = put_hex (at, stamp->device, 16);
  *at = '\0';
}

char *
ta_stamp_dup_text (const TaStamp *stamp)
{
  char text[TA_STAMP_TEXT_LENGTH + 1];

  ta_stamp_to_text (stamp, text);
  return g_strdup (text);
}

/* Lower case only: a stamp has one spelling. */
static gboolean
take_hex (const char *text, guint digits, guint64 *number)
{
  *number = 0;
  for (guint i = 0; i < digits; i++)
    {
      if (!g_ascii_isxdigit (text[i]) || g_ascii_isupper (text[i]))
        return FALSE;
      *number = *number << 4 | (guint64) g_ascii_xdigit_value (text[i]);
    }
  return TRUE;
}

gboolean
ta_stamp_parse (const char *text, TaStamp *stamp)
{
  guint64 ms, counter, device;

  if (strlen (text) != TA_STAMP_TEXT_LENGTH || text[12] != '.' || text[17] != '.')
    return FALSE;
  if (!take_hex (text, 12, &ms) || !take_hex (text + 13, 4, &counter) || !take_hex (text + 18, 16, &device))
    return FALSE;
  if (ms > MAX_MS || device > G_MAXINT64)
    return FALSE;
  *stamp = (TaStamp) { (gint64) ms, (guint32) counter, device };
  return TRUE;
}

TaStamp
ta_stamp_clock_tick (TaStampClock *clock, gint64 now_ms)
{
  if (now_ms > clock->last.ms)
    clock->last = (TaStamp) { now_ms, 0, 0 };
  else if (clock->last.counter < MAX_COUNTER)
    clock->last.counter++;
  else
    clock->last = (TaStamp) { clock->last.ms + 1, 0, 0 };
  return (TaStamp) { clock->last.ms, clock->last.counter, clock->device };
}

gboolean
ta_stamp_clock_receive (TaStampClock *clock, const TaStamp *stamp, gint64 now_ms)
{
  if (stamp->ms > now_ms && stamp->ms - now_ms > TA_STAMP_TOLERANCE_MS)
    return FALSE;
  if (stamp->ms > clock->last.ms || (stamp->ms == clock->last.ms && stamp->counter > clock->last.counter))
    clock->last = (TaStamp) { stamp->ms, stamp->counter, 0 };
  return TRUE;
}
