/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-rota-simplex.h"

#include "ta-rota-kernel.h"

#include <math.h>
#include <string.h>

#define TOLERANCE 1e-6
#define SMALLEST_PIVOT 1e-6
#define SLACK 1e-7
#define REFACTOR_AFTER 500
#define N_CANDIDATES 4
#define ENOUGH_COLUMNS 250

TaRotaSimplex *
ta_rota_simplex_new (int n_rows, const double *right, double artificial_cost)
{
  TaRotaSimplex *simplex = g_new0 (TaRotaSimplex, 1);
  gsize n = (gsize) n_rows;

  simplex->n_rows = n_rows;
  simplex->right = g_memdup2 (right, n * sizeof (double));
  simplex->columns = g_array_new (FALSE, FALSE, sizeof (TaRotaColumn));
  simplex->rows = g_array_new (FALSE, FALSE, sizeof (int));
  simplex->basis = g_new0 (int, n);
  simplex->value = g_memdup2 (right, n * sizeof (double));
  simplex->dual = g_new0 (double, n);
  simplex->inverse = g_new0 (double, n *n);
  simplex->direction = g_new0 (double, n);
  simplex->candidates = g_new0 (int, N_CANDIDATES);
  simplex->reduced = g_new0 (double, N_CANDIDATES);
  for (int row = 0; row < n_rows; row++)
    {
      simplex->basis[row] = ta_rota_simplex_add (simplex, &row, 1, artificial_cost, -1);
      ta_rota_simplex_column (simplex, row)->basic = row;
      simplex->inverse[(gsize) row * n + (gsize) row] = 1;
      simplex->dual[row] = artificial_cost;
    }
  return simplex;
}

void
ta_rota_simplex_free (TaRotaSimplex *simplex)
{
  if (simplex == NULL)
    return;
  g_free (simplex->right);
  g_array_unref (simplex->columns);
  g_array_unref (simplex->rows);
  g_free (simplex->basis);
  g_free (simplex->value);
  g_free (simplex->dual);
  g_free (simplex->inverse);
  g_free (simplex->direction);
  g_free (simplex->candidates);
  g_free (simplex->reduced);
  g_free (simplex);
}

int
ta_rota_simplex_add (TaRotaSimplex *simplex, const int *rows, int n, double cost, int owner)
{
  TaRotaColumn column = { (int) simplex->rows->len, n, owner, -1, TRUE, FALSE, cost };

  g_array_append_vals (simplex->rows, rows, (guint) n);
  g_array_append_val (simplex->columns, column);
  return (int) simplex->columns->len - 1;
}

int
ta_rota_simplex_add_negative (TaRotaSimplex *simplex, int row, double cost, int owner)
{
  int number = ta_rota_simplex_add (simplex, &row, 1, cost, owner);

  ta_rota_simplex_column (simplex, number)->negative = TRUE;
  return number;
}

static const double *
inverse_row (const TaRotaSimplex *simplex, int row)
{
  return simplex->inverse + (gsize) row * (gsize) simplex->n_rows;
}

void
ta_rota_simplex_price (TaRotaSimplex *simplex)
{
  for (int row = 0; row < simplex->n_rows; row++)
    {
      const double *inverse = inverse_row (simplex, row);
      double sum = 0;

      for (int i = 0; i < simplex->n_rows; i++)
        sum += ta_rota_simplex_column (simplex, simplex->basis[i])->cost * inverse[i];
      simplex->dual[row] = sum;
    }
}

double
ta_rota_simplex_reduced_cost (const TaRotaSimplex *simplex, int number)
{
  const TaRotaColumn *column = ta_rota_simplex_column (simplex, number);
  const int *rows = &g_array_index (simplex->rows, int, column->first);
  double cost = column->cost;

  if (column->negative)
    return cost + simplex->dual[rows[0]];
  for (int k = 0; k < column->n; k++)
    cost -= simplex->dual[rows[k]];
  return cost;
}

double
ta_rota_simplex_objective (const TaRotaSimplex *simplex)
{
  double sum = 0;

  for (int i = 0; i < simplex->n_rows; i++)
    sum += ta_rota_simplex_column (simplex, simplex->basis[i])->cost * simplex->value[i];
  return sum;
}

static void
swap_rows (double *a, double *b, int n)
{
  for (int k = 0; k < n; k++)
    {
      double x = a[k];

      a[k] = b[k];
      b[k] = x;
    }
}

/* The basis as a matrix of [row][place]. */
static double *
basis_matrix (const TaRotaSimplex *simplex)
{
  gsize n = (gsize) simplex->n_rows;
  double *matrix = g_new0 (double, n *n);

  for (int i = 0; i < simplex->n_rows; i++)
    {
      const TaRotaColumn *column = ta_rota_simplex_column (simplex, simplex->basis[i]);

      for (int k = 0; k < column->n; k++)
        matrix[(gsize) g_array_index (simplex->rows, int, column->first + k) * n + (gsize) i] = column->negative ? -1 : 1;
    }
  return matrix;
}

static gboolean
eliminate (double *matrix, double *inverse, int n, int p)
{
  int best = p;

  for (int r = p; r < n; r++)
    if (fabs (matrix[r * n + p]) > fabs (matrix[best * n + p]))
      best = r;
  if (fabs (matrix[best * n + p]) < 1e-9)
    return FALSE;
  if (best != p)
    {
      swap_rows (matrix + best * n, matrix + p * n, n);
      swap_rows (inverse + best * n, inverse + p * n, n);
    }
  for (int k = 0; k < n; k++)
    inverse[p * n + k] /= matrix[p * n + p];
  for (int k = n - 1; k >= p; k--)
    matrix[p * n + k] /= matrix[p * n + p];
  for (int r = 0; r < n; r++)
    {
      double factor = matrix[r * n + p];

      if (r == p || fabs (factor) <= 0)
        continue;
      ta_rota_kernel_take (matrix + r * n + p, matrix + p * n + p, factor, n - p);
      ta_rota_kernel_take (inverse + r * n, inverse + p * n, factor, n);
    }
  return TRUE;
}

static void
find_values (TaRotaSimplex *simplex)
{
  memset (simplex->value, 0, (gsize) simplex->n_rows * sizeof (double));
  for (int row = 0; row < simplex->n_rows; row++)
    {
      const double *inverse = inverse_row (simplex, row);

      for (int i = 0; i < simplex->n_rows; i++)
        simplex->value[i] += inverse[i] * simplex->right[row];
    }
}

/* Gauss and Jordan. Should rounding have made the basis singular, the old inverse stays: numbers here are advice. */
static void
refactor (TaRotaSimplex *simplex)
{
  int n = simplex->n_rows;
  g_autofree double *matrix = basis_matrix (simplex);
  g_autofree double *inverse = g_new0 (double, (gsize) n *(gsize) n);
  gboolean regular = TRUE;

  simplex->since_refactor = 0;
  for (int i = 0; i < n; i++)
    inverse[i * n + i] = 1;
  for (int p = 0; p < n && regular; p++)
    regular = eliminate (matrix, inverse, n, p);
  if (!regular)
    return;
  for (int place = 0; place < n; place++)
    for (int row = 0; row < n; row++)
      simplex->inverse[row * n + place] = inverse[place * n + row];
  find_values (simplex);
  ta_rota_simplex_price (simplex);
}

static void
find_direction (TaRotaSimplex *simplex, int number)
{
  const TaRotaColumn *column = ta_rota_simplex_column (simplex, number);
  const int *rows = &g_array_index (simplex->rows, int, column->first);

  memset (simplex->direction, 0, (gsize) simplex->n_rows * sizeof (double));
  for (int k = 0; k < column->n; k++)
    {
      const double *inverse = inverse_row (simplex, rows[k]);

      for (int i = 0; i < simplex->n_rows; i++)
        simplex->direction[i] += inverse[i];
    }
  for (int i = 0; i < simplex->n_rows && column->negative; i++)
    simplex->direction[i] = -simplex->direction[i];
}

/* Of the columns that could leave with next to no loss, the one with the largest pivot: small ones would spoil the inverse. */
static int
find_leaving (const TaRotaSimplex *simplex)
{
  double most = HUGE_VAL;
  int leaving = -1;

  for (int i = 0; i < simplex->n_rows; i++)
    if (simplex->direction[i] > SMALLEST_PIVOT)
      most = MIN (most, (MAX (simplex->value[i], 0) + SLACK) / simplex->direction[i]);
  for (int i = 0; i < simplex->n_rows; i++)
    if (simplex->direction[i] > SMALLEST_PIVOT && simplex->value[i] <= most * simplex->direction[i]
        && (leaving < 0 || simplex->direction[i] > simplex->direction[leaving]))
      leaving = i;
  return leaving;
}

static void
update_inverse (TaRotaSimplex *simplex, int leaving, double dual_step)
{
  int n = simplex->n_rows;
  const double *direction = simplex->direction;

  for (int row = 0; row < n; row++)
    {
      double *inverse = simplex->inverse + (gsize) row * (gsize) n;
      double pivot = inverse[leaving];

      if (fabs (pivot) <= 0)
        continue;
      simplex->dual[row] += dual_step * pivot;
      pivot /= direction[leaving];
      ta_rota_kernel_take (inverse, direction, pivot, n);
      inverse[leaving] = pivot;
    }
}

/* Returns: FALSE when rounding has left nothing to pivot on */
static gboolean
enter (TaRotaSimplex *simplex, int entering, double reduced)
{
  int leaving;
  double step;

  find_direction (simplex, entering);
  leaving = find_leaving (simplex);
  if (leaving < 0)
    return FALSE;
  step = MAX (simplex->value[leaving] / simplex->direction[leaving], 0);
  for (int i = 0; i < simplex->n_rows; i++)
    simplex->value[i] -= step * simplex->direction[i];
  simplex->value[leaving] = step;
  update_inverse (simplex, leaving, reduced / simplex->direction[leaving]);
  ta_rota_simplex_column (simplex, simplex->basis[leaving])->basic = -1;
  simplex->basis[leaving] = entering;
  ta_rota_simplex_column (simplex, entering)->basic = leaving;
  simplex->pivots++;
  return TRUE;
}

/* The most promising of the next columns: not every pivot has to look at all of them. */
static int
find_candidates (TaRotaSimplex *simplex)
{
  int n = 0, worst = 0, n_columns = (int) simplex->columns->len;

  for (int k = 0; k < n_columns && (n < N_CANDIDATES || k < ENOUGH_COLUMNS); k++)
    {
      int j = simplex->next < n_columns ? simplex->next : 0;
      const TaRotaColumn *column = ta_rota_simplex_column (simplex, j);
      double reduced;

      simplex->next = j + 1;

      if (!column->active || column->basic >= 0)
        continue;
      reduced = ta_rota_simplex_reduced_cost (simplex, j);
      if (reduced > -TOLERANCE || (n == N_CANDIDATES && reduced >= simplex->reduced[worst]))
        continue;
      if (n < N_CANDIDATES)
        worst = n++;
      simplex->candidates[worst] = j;
      simplex->reduced[worst] = reduced;
      for (int i = 0; i < n && n == N_CANDIDATES; i++)
        worst = simplex->reduced[i] > simplex->reduced[worst] ? i : worst;
    }
  return n;
}

static int
best_candidate (const TaRotaSimplex *simplex, int n, double *reduced)
{
  int best = -1;

  *reduced = -TOLERANCE;
  for (int k = 0; k < n; k++)
    {
      double cost;

      if (ta_rota_simplex_column (simplex, simplex->candidates[k])->basic >= 0)
        continue;
      cost = ta_rota_simplex_reduced_cost (simplex, simplex->candidates[k]);
      if (cost < *reduced)
        {
          *reduced = cost;
          best = simplex->candidates[k];
        }
    }
  return best;
}

int
ta_rota_simplex_run (TaRotaSimplex *simplex, int most_pivots)
{
  int pivots = 0;

  for (int n = find_candidates (simplex); n > 0 && pivots < most_pivots; n = find_candidates (simplex))
    {
      double reduced;

      for (int j = best_candidate (simplex, n, &reduced); j >= 0 && pivots < most_pivots; j = best_candidate (simplex, n, &reduced))
        {
          if (!enter (simplex, j, reduced))
            return pivots;
          pivots++;
          if (++simplex->since_refactor >= REFACTOR_AFTER)
            refactor (simplex);
        }
    }
  return pivots;
}
