/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-round.h"

/** What an open round's two ends are joined with: shorter than anything, so that every good tour has the join. */
#define TA_ROUND_JOIN (-(1 << 26))

/**
 * TaRoundSearch: the search for the shortest tour through nodes.
 *
 * The nodes are the places, and for an open round one more, which is next to the start and at no distance from every other place: taken out of a
 * tour it leaves a round that begins at the start.
 */
typedef struct
{
  int n;          /* nodes */
  int *distances; /* [n * n] */
  gboolean open;
  int *best;          /* the shortest tour so far */
  gint64 best_length; /* without the join */
  guint64 random;
  gint64 work; /* steps left */
  GCancellable *cancellable;
} TaRoundSearch;

/** Takes @steps off the work that is left. %FALSE once there is none, or the search is cancelled. */
gboolean ta_round_search_spend (TaRoundSearch *self, gint64 steps);

/** A number from 0 up to @below. */
int ta_round_search_random (TaRoundSearch *self, int below);

/** Takes @tour for the best where it is shorter. */
void ta_round_search_offer (TaRoundSearch *self, const int *tour);

static inline int
ta_round_search_distance (const TaRoundSearch *self, int a, int b)
{
  return self->distances[a * self->n + b];
}

/** TaRoundTour: a tour that is made shorter step by step (ta-round-search.c). */
typedef struct _TaRoundTour TaRoundTour;

TaRoundTour *ta_round_tour_new (TaRoundSearch *search);
void ta_round_tour_free (TaRoundTour *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaRoundTour, ta_round_tour_free)

/** From node to nearest node, then made shorter by 2-opt and Or-opt moves. */
void ta_round_tour_start (TaRoundTour *self);

/** @rounds times: swaps two pieces of the best tour, makes it shorter again, and keeps it if it is no longer than before. */
void ta_round_tour_perturb (TaRoundTour *self, int rounds);

/** An edge of the tree search. */
typedef enum
{
  TA_ROUND_FREE,
  TA_ROUND_IN,
  TA_ROUND_OUT
} TaRoundEdge;

/**
 * TaRoundTree: the shortest 1-tree under penalties (ta-round-bound.c).
 *
 * A tour is a spanning tree of all nodes but one and two edges at that one: so no tour is shorter than the shortest such 1-tree. A penalty on each
 * node, which every tour pays twice, leaves the order of the tours as it is and lifts the bound. All is in whole numbers, distances and penalties times
 * @scale, so that the bound is exact.
 */
typedef struct
{
  TaRoundSearch *search;
  int n;
  int special;    /* the node outside the tree */
  int scale;      /* a power of two */
  guint8 *edges;  /* [n * n] of TaRoundEdge */
  int *penalties; /* [n] */
  /* edges that are not out, by node: neighbours[first[i]] to neighbours[first[i + 1] - 1], with the weight without penalties */
  int *first;
  int *neighbours;
  int *weights;
  /* the last 1-tree */
  int *parents; /* of tree nodes; -1 for the first */
  int *visited; /* tree nodes in the order in which they came */
  int *degrees;
  int ends[2];  /* next to the special node */
  gint64 *keys; /* of the nodes that wait for the tree, by place */
  int *places;
  int *directions;
  int *best_penalties;
  int *widest; /* [n * n]: the longest edge on the way through the tree */
} TaRoundTree;

TaRoundTree *ta_round_tree_new (TaRoundSearch *search);
void ta_round_tree_free (TaRoundTree *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaRoundTree, ta_round_tree_free)

/** No tour keeps to the edges that are in and out. */
#define TA_ROUND_IMPOSSIBLE G_MAXINT64

/** Lists the edges anew after some became in or out. */
void ta_round_tree_list (TaRoundTree *self);

/** The shortest 1-tree; its length times the scale, without the penalties of a tour, or TA_ROUND_IMPOSSIBLE. */
gint64 ta_round_tree_find (TaRoundTree *self);

/**
 * Lifts the bound by up to @rounds changes of the penalties, the first ones by @share thousandths of the whole step, then by less after @patience rounds
 * without a better bound. Ends when it proves that there is no
 * shorter tour than the best. A 1-tree that is a tour is offered. Leaves the best penalties and their tree. Returns the bound, times the scale.
 */
gint64 ta_round_tree_ascend (TaRoundTree *self, int rounds, int share, int patience);

/** Whether a bound, times the scale, leaves no room for a tour that is shorter than the best. */
gboolean ta_round_tree_is_closed (const TaRoundTree *self, gint64 bound);

/** What an edge of the tree weighs with its penalties; those that are in weigh less than all others. */
int ta_round_tree_weigh (const TaRoundTree *self, int a, int b);

/** Branches until the best tour is proved, or the work is done. Returns the bound on all tours. */
gint64 ta_round_branch (TaRoundSearch *search, TaRoundTour *tour);
