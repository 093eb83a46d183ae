/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-recovery-private.h"

#include <string.h>

/* In the field of 32 elements, made by x^5 + x^2 + 1. */
static guint
times_x (guint a)
{
  a <<= 1;
  return a & 32 ? a ^ 0x25 : a;
}

static guint
value_of (char letter)
{
  return (guint) (strchr (TA_CROCKFORD, letter) - TA_CROCKFORD);
}

/* The line as a polynomial with its number as the highest coefficient, at x and at x². */
static void
compute (const char *line, guint number, char *check)
{
  guint at_x = number, at_xx = number;

  for (guint i = 0; i < TA_RECOVERY_DATA_LENGTH; i++)
    {
      at_x = times_x (at_x) ^ value_of (line[i]);
      at_xx = times_x (times_x (at_xx)) ^ value_of (line[i]);
    }
  /* Once more, so that no letter stands where the check letters do. */
  check[0] = TA_CROCKFORD[times_x (at_x)];
  check[1] = TA_CROCKFORD[times_x (times_x (at_xx))];
}

void
ta_recovery_line_finish (char *line, guint number)
{
  g_assert (number <= TA_RECOVERY_MAX_LINES);
  compute (line, number, line + TA_RECOVERY_DATA_LENGTH);
}

gboolean
ta_recovery_line_is_right (const char *line, guint number)
{
  char check[2];

  compute (line, number, check);
  return memcmp (check, line + TA_RECOVERY_DATA_LENGTH, sizeof check) == 0;
}
