/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* The same numbers on every machine: splitmix64, and integers only. */
typedef struct
{
  guint64 state;
} TaRotaRandom;

static inline guint64
ta_rota_random_next (TaRotaRandom *random)
{
  guint64 z = random->state += 0x9e3779b97f4a7c15ULL;

  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
  return z ^ (z >> 31);
}

/** A number from 0 to @n - 1; @n below 2^31. */
static inline int
ta_rota_random_below (TaRotaRandom *random, int n)
{
  return (int) (((ta_rota_random_next (random) >> 32) * (guint64) n) >> 32);
}

/** About -log2 of a number evenly spread over (0, 1], times 65536: an exponential variate without a call whose last bit depends on the machine. */
static inline gint64
ta_rota_random_exponential (TaRotaRandom *random)
{
  guint64 word = ta_rota_random_next (random) | 1;
  int zeros = __builtin_clzll (word);
  guint64 fraction = (word << zeros) << 1 >> 48;

  return ((gint64) zeros << 16) + 65536 - (gint64) fraction;
}
