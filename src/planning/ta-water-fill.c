/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-entitlement.h"

/* The level is counted in steps of 1 / SCALE, so that a step adds less than one to anybody. */
#define SCALE ((gint64) 1 << 20)

typedef struct
{
  int n;
  const gint64 *shares;
  const gint64 *prior;
  const gint64 *most;
  gboolean shareless; /* those without a share are counted as if each had one */
} Basins;

static gint64
floor_div (gint64 a, gint64 b)
{
  return a >= 0 ? a / b : -((-a + b - 1) / b);
}

static gint64
share_of (const Basins *basins, int i)
{
  if (!basins->shareless)
    return basins->shares[i];
  return basins->shares[i] == 0 ? 1 : 0;
}

static gint64
filled (const Basins *basins, int i, gint64 step)
{
  gint64 amount = floor_div (step * share_of (basins, i), SCALE) - (basins->prior != NULL ? basins->prior[i] : 0);

  if (basins->most != NULL)
    amount = MIN (amount, basins->most[i]);
  return MAX (amount, 0);
}

static gint64
sum_at (const Basins *basins, gint64 step)
{
  gint64 sum = 0;

  for (int i = 0; i < basins->n; i++)
    sum += filled (basins, i, step);
  return sum;
}

/* The highest step at which no more than @amount is given. */
static gint64
find_step (const Basins *basins, gint64 low, gint64 high, gint64 amount)
{
  while (low < high)
    {
      gint64 middle = low + (high - low + 1) / 2;

      if (sum_at (basins, middle) <= amount)
        low = middle;
      else
        high = middle - 1;
    }
  return low;
}

static gint64
largest (const gint64 *numbers, int n)
{
  gint64 most = 0;

  for (int i = 0; numbers != NULL && i < n; i++)
    most = MAX (most, ABS (numbers[i]));
  return most;
}

static gint64
remainder_at (const Basins *basins, int i, gint64 step)
{
  gint64 level = step * share_of (basins, i);

  return level - floor_div (level, SCALE) * SCALE;
}

/* Who is next to get one: of those that the next step would give one, the one with the largest remainder. */
static int
next_to_get (const Basins *basins, gint64 step, const gint64 *given)
{
  int best = -1;

  for (int i = 0; i < basins->n; i++)
    {
      if (given[i] > filled (basins, i, step) || filled (basins, i, step + 1) <= given[i])
        continue;
      if (best < 0 || remainder_at (basins, i, step) > remainder_at (basins, best, step))
        best = i;
    }
  return best;
}

static gint64
fill (const Basins *basins, gint64 amount, gint64 *given)
{
  gint64 high = (largest (basins->prior, basins->n) + MAX (largest (basins->most, basins->n), amount) + 1) * SCALE;
  gint64 step = find_step (basins, -high, high, amount);
  gint64 sum = 0;
  int next;

  for (int i = 0; i < basins->n; i++)
    sum += given[i] = filled (basins, i, step);
  while (sum < amount && (next = next_to_get (basins, step, given)) >= 0)
    {
      given[next]++;
      sum++;
    }
  return sum;
}

/* What those have who were to get too much without any level: cut from the end. */
static gint64
cut (int n, gint64 amount, gint64 *given, gint64 sum)
{
  for (int i = n; i-- > 0 && sum > amount;)
    {
      gint64 less = MIN (given[i], sum - amount);

      given[i] -= less;
      sum -= less;
    }
  return sum;
}

gint64
ta_water_fill (int n, const gint64 *shares, const gint64 *prior, const gint64 *most, gint64 amount, gint64 *given)
{
  Basins basins = { n, shares, prior, most, FALSE };
  g_autofree gint64 *kept = NULL;
  g_autofree gint64 *left = NULL;
  gint64 sum = fill (&basins, amount, given);

  if (sum >= amount)
    return cut (n, amount, given, sum);
  /* All with a share have their most. */
  kept = g_memdup2 (given, (gsize) n * sizeof *given);
  left = g_new0 (gint64, n);
  basins.shareless = TRUE;
  basins.prior = NULL;
  for (int i = 0; i < n; i++)
    left[i] = shares[i] > 0 ? 0 : (most != NULL ? most[i] - kept[i] : amount - sum);
  basins.most = left;
  sum += fill (&basins, amount - sum, given);
  for (int i = 0; i < n; i++)
    given[i] += kept[i];
  return sum;
}
