/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-rota-kernel.h"

#include "ta-rota-model.h"

/* Integers only, so that it does not matter which of the versions a machine takes. */
#if defined(__x86_64__) && defined(__gnu_linux__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__)
#define WIDE __attribute__ ((target_clones ("avx2", "default")))
#else
#define WIDE
#endif

WIDE void
ta_rota_kernel_gather (int *dest, const int *const *rows, const int *costs, int n, int n_blocks)
{
  for (int block = 0; block < n_blocks * TA_ROTA_BLOCK; block += TA_ROTA_BLOCK)
    {
      int least[TA_ROTA_BLOCK];

      for (int k = 0; k < TA_ROTA_BLOCK; k++)
        least[k] = TA_ROTA_FAR_COST;
      for (int j = 0; j < n; j++)
        for (int k = 0; k < TA_ROTA_BLOCK; k++)
          {
            int sum = rows[j][block + k] + costs[j];

            least[k] = MIN (least[k], sum);
          }
      for (int k = 0; k < TA_ROTA_BLOCK; k++)
        dest[block + k] = least[k];
    }
}

WIDE void
ta_rota_kernel_add (int *dest, int value, int n_blocks)
{
  for (int k = 0; k < n_blocks * TA_ROTA_BLOCK; k++)
    dest[k] = dest[k] >= TA_ROTA_FAR_LIMIT ? TA_ROTA_FAR_COST : dest[k] + value;
}

WIDE void
ta_rota_kernel_min (int *dest, const int *a, const int *b, int n_blocks)
{
  for (int k = 0; k < n_blocks * TA_ROTA_BLOCK; k++)
    dest[k] = MIN (a[k], b[k]);
}

WIDE void
ta_rota_kernel_take (double *restrict to, const double *restrict from, double factor, int n)
{
  for (int k = 0; k < n; k++)
    to[k] -= factor * from[k];
}

WIDE int
ta_rota_kernel_least_sum (const int *a, const int *b, int n)
{
  int least = TA_ROTA_FAR_COST;

  for (int k = 0; k < n; k++)
    {
      int sum = a[k] >= TA_ROTA_FAR_LIMIT || b[k] >= TA_ROTA_FAR_LIMIT ? TA_ROTA_FAR_COST : a[k] + b[k];

      least = MIN (least, sum);
    }
  return least;
}
