/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/*
 * A small dense linear program: minimise over columns that are zeros and ones, or zeros and minus ones; all rows are equations. The inverse of the basis is kept whole, which suits some hundred
 * rows. Its numbers are advice: what is proved is proved in integers elsewhere.
 */
typedef struct
{
  int first; /* row numbers, into rows */
  int n;
  int owner; /* whatever the caller wants */
  int basic; /* its place in the basis, or -1 */
  gboolean active;
  gboolean negative; /* minus ones */
  double cost;
} TaRotaColumn;

typedef struct
{
  int n_rows;
  double *right;     /* by row */
  GArray *columns;   /* TaRotaColumn */
  GArray *rows;      /* int */
  int *basis;        /* by place: column */
  double *value;     /* by place */
  double *dual;      /* by row */
  double *inverse;   /* [row][place] */
  double *direction; /* room */
  int *candidates;   /* room */
  double *reduced;   /* room */
  int since_refactor;
  int next; /* where the next search for candidates begins */
  gint64 pivots;
} TaRotaSimplex;

/** Begins with a column of @artificial_cost for each row as the basis. */
TaRotaSimplex *ta_rota_simplex_new (int n_rows, const double *right, double artificial_cost);
void ta_rota_simplex_free (TaRotaSimplex *simplex);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaRotaSimplex, ta_rota_simplex_free)

/** Adds an active column. Returns: its number. */
int ta_rota_simplex_add (TaRotaSimplex *simplex, const int *rows, int n, double cost, int owner);

/** Adds an active column of minus one in one row. Returns: its number. */
int ta_rota_simplex_add_negative (TaRotaSimplex *simplex, int row, double cost, int owner);

static inline TaRotaColumn *
ta_rota_simplex_column (const TaRotaSimplex *simplex, int number)
{
  return &g_array_index (simplex->columns, TaRotaColumn, number);
}

/** Takes over changed costs: recomputes the duals. */
void ta_rota_simplex_price (TaRotaSimplex *simplex);

/** Minimises over the active columns. Returns: pivots made. */
int ta_rota_simplex_run (TaRotaSimplex *simplex, int most_pivots);

double ta_rota_simplex_reduced_cost (const TaRotaSimplex *simplex, int column);
double ta_rota_simplex_objective (const TaRotaSimplex *simplex);
