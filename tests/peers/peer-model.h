/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-rota-problem.h"

/*
 * A rota as a mixed-integer program for other solvers: a flow for each household through the days on which it may have a turn, whose arcs carry the
 * costs of gaps, and supporting lines for what credit costs. Its linear relaxation is far tighter than that of the obvious model with one variable a pair of turns,
 * so that it is the one to compare with. Written from the definition in ta-rota-problem.h alone.
 */

typedef struct
{
  double lower;
  double upper;
  gint64 cost;
  gboolean integer;
} PeerColumn;

/* G_MAXDOUBLE or its negative: no bound. */
typedef struct
{
  double lower;
  double upper;
} PeerRow;

typedef struct
{
  int row;
  int column;
  double value;
} PeerEntry;

typedef struct
{
  GArray *columns;   /* PeerColumn */
  GArray *rows;      /* PeerRow */
  GArray *entries;   /* PeerEntry */
  gint64 constant;   /* of the objective, besides the columns */
  int *turn_columns; /* [household * n_turns + turn]: the column that says whether the household holds the turn, -1: it does not */
} PeerModel;

/** @uncovered: what an uncovered place costs here; to put covering first, more than all other costs together. */
PeerModel *peer_model_new (const TaRotaProblem *problem, gint64 uncovered);
void peer_model_free (PeerModel *model);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PeerModel, peer_model_free)

/** The model in MPS, fixed columns, which every solver reads. The constant is left out. (transfer full) */
char *peer_model_print (const PeerModel *model);

/** The plan that the values of the columns say. (transfer full) */
TaRotaPlan *peer_model_plan (const PeerModel *model, const TaRotaProblem *problem, const double *values);
