/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-rota-domain.h"
#include "ta-rota-proof.h"

/*
 * The search as a tree of parts. It is kept whole, since it is the proof: what was ruled out by which multipliers, what was asked, and by which multipliers
 * each leaf ended.
 */
typedef struct
{
  GArray *fixes; /* int: numbers of multipliers */
  gboolean branched;
  TaRotaBranch branch;
  int parts[2]; /* for the answers no and yes */
  int leaf;     /* number of multipliers */
} TaRotaTreeNode;

typedef struct
{
  const TaRotaModel *model;
  TaRotaProof *proof;
  GPtrArray *nodes; /* TaRotaTreeNode; the first is the root */
} TaRotaTree;

TaRotaTree *ta_rota_tree_new (const TaRotaModel *model, TaRotaProof *proof);
void ta_rota_tree_free (TaRotaTree *tree);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaRotaTree, ta_rota_tree_free)

int ta_rota_tree_add (TaRotaTree *tree);
TaRotaTreeNode *ta_rota_tree_node (const TaRotaTree *tree, int node);

/** Writes the tree into the proof, from the root on. */
void ta_rota_tree_write (const TaRotaTree *tree);

/** A part of the search that is still open. */
typedef struct
{
  TaRotaDomain *domain;
  int *multipliers; /* of its bound */
  int number;       /* of the multipliers in the proof, or -1 */
  gint64 bound;     /* scaled */
  int node;         /* in the tree */
  int depth;
} TaRotaPart;

TaRotaPart *ta_rota_part_new (const TaRotaModel *model, int node);
TaRotaPart *ta_rota_part_copy (const TaRotaModel *model, const TaRotaPart *part, int node);
void ta_rota_part_free (TaRotaPart *part);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaRotaPart, ta_rota_part_free)

/** The number of the part's multipliers in the proof; puts them there. */
int ta_rota_part_number (TaRotaPart *part, TaRotaTree *tree);
