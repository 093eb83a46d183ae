/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-round-private.h"

#include <string.h>

/* Branch and bound after Volgenant and Jonker: where the 1-tree has a node with more than two edges, two of them are decided on. What is decided, and what
   the bound shows of all other edges, decides more by itself: a node has two edges, and edges that are in may not close a tour too early. */

#define ROOT_ROUNDS 4000
#define ROOT_PATIENCE 8
#define FEW_NODES 30 /* before patience is tried */
#define USUAL_GAP 50 /* a fiftieth of the best */
#define NODE_ROUNDS 30

typedef struct
{
  TaRoundSearch *search;
  TaRoundTree *tree;
  int n;
  guint8 *edges;     /* the tree's */
  int *in;           /* how many edges of a node are in */
  int *left;         /* and how many are free */
  int *links;        /* [2 * n]: its neighbours along edges that are in, -1 for none */
  int *gains;        /* [n]: what the tree would weigh more without the edge from a node to its parent */
  int *ranks;        /* [n]: when a node came to the tree */
  GArray *trail;     /* of int: the edges that were decided, in order */
  GArray *pending;   /* of int: nodes to look at */
  gint64 nodes_left; /* of the search */
} Branch;

static void
branch_init (Branch *self, TaRoundSearch *search)
{
  self->search = search;
  self->tree = ta_round_tree_new (search);
  self->n = search->n;
  self->edges = self->tree->edges;
  self->in = g_new0 (int, self->n);
  self->left = g_new0 (int, self->n);
  self->links = g_new (int, 2 * (gsize) self->n);
  self->gains = g_new0 (int, self->n);
  self->ranks = g_new0 (int, self->n);
  self->trail = g_array_new (FALSE, FALSE, sizeof (int));
  self->pending = g_array_new (FALSE, FALSE, sizeof (int));
  for (int i = 0; i < self->n; i++)
    {
      self->left[i] = self->n - 1;
      self->links[2 * i] = self->links[2 * i + 1] = -1;
    }
}

static void
branch_clear (Branch *self)
{
  ta_round_tree_free (self->tree);
  g_free (self->in);
  g_free (self->left);
  g_free (self->links);
  g_free (self->gains);
  g_free (self->ranks);
  g_array_unref (self->trail);
  g_array_unref (self->pending);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Branch, branch_clear)

static void
link_end (Branch *self, int node, int from, int to)
{
  int *links = self->links + 2 * node;

  links[links[0] == from ? 0 : 1] = to;
  self->in[node] += to >= 0 ? 1 : -1;
}

static void
set_edge (Branch *self, int a, int b, TaRoundEdge edge)
{
  self->edges[a * self->n + b] = self->edges[b * self->n + a] = (guint8) edge;
}

/* Decides on a free edge. %FALSE, and nothing done, where a node has two edges already. */
static gboolean
decide (Branch *self, int a, int b, TaRoundEdge edge)
{
  int code = a * self->n + b;

  if (edge == TA_ROUND_IN && (self->in[a] == 2 || self->in[b] == 2))
    return FALSE;
  set_edge (self, a, b, edge);
  self->left[a]--;
  self->left[b]--;
  if (edge == TA_ROUND_IN)
    {
      link_end (self, a, -1, b);
      link_end (self, b, -1, a);
    }
  g_array_append_val (self->trail, code);
  g_array_append_val (self->pending, a);
  g_array_append_val (self->pending, b);
  return TRUE;
}

static void
undo_to (Branch *self, guint mark)
{
  while (self->trail->len > mark)
    {
      int code = g_array_index (self->trail, int, self->trail->len - 1);
      int a = code / self->n, b = code % self->n;

      if (self->edges[code] == TA_ROUND_IN)
        {
          link_end (self, a, b, -1);
          link_end (self, b, a, -1);
        }
      set_edge (self, a, b, TA_ROUND_FREE);
      self->left[a]++;
      self->left[b]++;
      g_array_set_size (self->trail, self->trail->len - 1);
    }
  g_array_set_size (self->pending, 0);
}

static gboolean
decide_rest (Branch *self, int node, TaRoundEdge edge)
{
  for (int other = 0; other < self->n; other++)
    if (self->edges[node * self->n + other] == TA_ROUND_FREE && !decide (self, node, other, edge))
      return FALSE;
  return TRUE;
}

static int
link_beyond (const Branch *self, int node, int before)
{
  const int *links = self->links + 2 * node;

  return links[0] != before ? links[0] : links[1];
}

/* Goes along the edges that are in, from @start to the end of the piece, or round to @start. Counts the nodes. */
static int
follow (const Branch *self, int start, int *count)
{
  int before = -1, node = start, after = link_beyond (self, start, -1);

  *count = 1;
  while (after >= 0 && after != start)
    {
      before = node;
      node = after;
      after = link_beyond (self, node, before);
      (*count)++;
    }
  return after == start ? start : node;
}

/* A piece may be closed only where it is the whole tour. %FALSE if it is closed already. */
static gboolean
look_along (Branch *self, int node)
{
  int count, begin = follow (self, node, &count), end;

  if (begin == node && self->in[node] == 2)
    return count == self->n;
  end = follow (self, begin, &count);
  if (count > 2 && count < self->n && self->edges[begin * self->n + end] == TA_ROUND_FREE)
    return decide (self, begin, end, TA_ROUND_OUT);
  return TRUE;
}

/* A node has two edges. */
static gboolean
look_at (Branch *self, int node)
{
  if (self->in[node] + self->left[node] < 2)
    return FALSE;
  if (self->in[node] == 2 && self->left[node] > 0)
    return decide_rest (self, node, TA_ROUND_OUT);
  if (self->in[node] < 2 && self->in[node] + self->left[node] == 2)
    return decide_rest (self, node, TA_ROUND_IN);
  return TRUE;
}

/* %FALSE if no tour keeps to what is decided. */
static gboolean
propagate (Branch *self)
{
  while (self->pending->len > 0)
    {
      int node = g_array_index (self->pending, int, self->pending->len - 1);

      g_array_set_size (self->pending, self->pending->len - 1);
      if (!look_at (self, node) || (self->in[node] > 0 && !look_along (self, node)))
        return FALSE;
    }
  return TRUE;
}

/* The longest edge on the way through the tree from each node to each one that came before it. */
static void
find_widest (TaRoundTree *tree)
{
  for (int i = 1; i < tree->n - 1; i++)
    {
      int node = tree->visited[i], parent = tree->parents[node];
      int weight = ta_round_tree_weigh (tree, node, parent);

      for (int j = 0; j < i; j++)
        {
          int other = tree->visited[j];
          int widest = other == parent ? weight : MAX (weight, tree->widest[parent * tree->n + other]);

          tree->widest[node * tree->n + other] = tree->widest[other * tree->n + node] = widest;
        }
    }
}

/* What the 1-tree would weigh more if the free edge from a to b were in it. */
static int
extra_weight (const TaRoundTree *tree, int a, int b)
{
  if (b == tree->special)
    return ta_round_tree_weigh (tree, a, b) - ta_round_tree_weigh (tree, tree->ends[1], b);
  return ta_round_tree_weigh (tree, a, b) - tree->widest[a * tree->n + b];
}

static gboolean
is_in_tree (const TaRoundTree *tree, int a, int b)
{
  if (a == tree->special || b == tree->special)
    return a + b - tree->special == tree->ends[0] || a + b - tree->special == tree->ends[1];
  return tree->parents[a] == b || tree->parents[b] == a;
}

/* The edge from a to b, which is not in the tree, could take the place of any on the way between the two. */
static void
offer_replacement (Branch *self, int a, int b)
{
  TaRoundTree *tree = self->tree;
  int weight = ta_round_tree_weigh (tree, a, b);

  while (a != b)
    {
      int *lower = self->ranks[a] > self->ranks[b] ? &a : &b;
      int gain = weight - ta_round_tree_weigh (tree, *lower, tree->parents[*lower]);

      self->gains[*lower] = MIN (self->gains[*lower], gain);
      *lower = tree->parents[*lower];
    }
}

/* What the 1-tree would weigh more without each of its edges, by the end that came later. */
static void
find_gains (Branch *self)
{
  TaRoundTree *tree = self->tree;

  for (int i = 0; i < self->n; i++)
    self->gains[i] = G_MAXINT;
  for (int i = 0; i < self->n - 1; i++)
    self->ranks[tree->visited[i]] = i;
  for (int a = 0; a < self->n - 1; a++)
    for (int k = tree->first[a]; k < tree->first[a + 1]; k++)
      {
        int b = tree->neighbours[k];

        if (b > a && b != tree->special && !is_in_tree (tree, a, b))
          offer_replacement (self, a, b);
      }
}

/* The third shortest edge at the special node takes the place of either of the two. */
static int
gain_at_special (const Branch *self, int other)
{
  const TaRoundTree *tree = self->tree;
  int third = G_MAXINT;

  for (int k = tree->first[tree->special]; k < tree->first[tree->special + 1]; k++)
    if (tree->neighbours[k] != tree->ends[0] && tree->neighbours[k] != tree->ends[1])
      third = MIN (third, ta_round_tree_weigh (tree, tree->special, tree->neighbours[k]));
  return third == G_MAXINT ? third : third - ta_round_tree_weigh (tree, tree->special, other);
}

static int
gain_without (const Branch *self, int a, int b)
{
  const TaRoundTree *tree = self->tree;

  if (a == tree->special || b == tree->special)
    return gain_at_special (self, a + b - tree->special);
  return self->gains[tree->parents[a] == b ? a : b];
}

/* Leaves out every edge that no shorter tour can have, and takes in those that each must have. %FALSE where that cannot be. */
static gboolean
filter (Branch *self, gint64 bound)
{
  TaRoundTree *tree = self->tree;

  find_widest (tree);
  find_gains (self);
  for (int a = 0; a < self->n; a++)
    for (int k = tree->first[a]; k < tree->first[a + 1]; k++)
      {
        int b = tree->neighbours[k];
        gboolean in_tree = is_in_tree (tree, a, b);
        gint64 extra;

        if (b < a || self->edges[a * self->n + b] != TA_ROUND_FREE)
          continue;
        extra = in_tree ? gain_without (self, a, b) : MAX (extra_weight (tree, a, b), 0);
        if ((extra == G_MAXINT || ta_round_tree_is_closed (tree, bound + extra)) && !decide (self, a, b, in_tree ? TA_ROUND_IN : TA_ROUND_OUT))
          return FALSE;
      }
  return TRUE;
}

static int
count_free (const Branch *self, int node, int *free_edges)
{
  const TaRoundTree *tree = self->tree;
  int count = 0;

  for (int k = tree->first[node]; k < tree->first[node + 1]; k++)
    if (is_in_tree (tree, node, tree->neighbours[k]) && self->edges[node * self->n + tree->neighbours[k]] == TA_ROUND_FREE)
      free_edges[count++] = tree->neighbours[k];
  return count;
}

/* Those first whose loss would weigh most. */
static void
sort_free (const Branch *self, int node, int *free_edges, int n_free)
{
  for (int i = 1; i < n_free; i++)
    for (int j = i; j > 0 && gain_without (self, node, free_edges[j]) > gain_without (self, node, free_edges[j - 1]); j--)
      {
        int other = free_edges[j];

        free_edges[j] = free_edges[j - 1];
        free_edges[j - 1] = other;
      }
}

/* The node with too many edges whose edges weigh most, and its free ones. */
static int
choose_node (const Branch *self, int *free_edges, int *n_free)
{
  const TaRoundTree *tree = self->tree;
  gint64 best = -1;
  int node = -1;

  for (int i = 0; i < self->n; i++)
    {
      gint64 gain;
      int count;

      if (tree->degrees[i] <= 2 || (count = count_free (self, i, free_edges)) == 0)
        continue;
      sort_free (self, i, free_edges, count);
      gain = (gint64) tree->degrees[i] * TA_ROUND_MAX_DISTANCE * 4 + gain_without (self, i, free_edges[0]);
      if (gain > best)
        {
          best = gain;
          node = i;
        }
    }
  if (node < 0)
    return -1;
  *n_free = count_free (self, node, free_edges);
  sort_free (self, node, free_edges, *n_free);
  return node;
}

static gboolean search_below (Branch *self);

/* One child: decisions on one or two edges of @node. */
static gboolean
try_child (Branch *self, const int *penalties, int node, const int *others, const TaRoundEdge *edges, int n_edges)
{
  guint mark = self->trail->len;
  gboolean done = TRUE;

  for (int i = 0; i < n_edges; i++)
    if (self->edges[node * self->n + others[i]] == TA_ROUND_FREE)
      decide (self, node, others[i], edges[i]);
  if (propagate (self))
    {
      memcpy (self->tree->penalties, penalties, sizeof (int) * (gsize) self->n);
      done = search_below (self);
    }
  undo_to (self, mark);
  return done;
}

/* %FALSE if the work is done before all is searched. */
static gboolean
split (Branch *self)
{
  static const TaRoundEdge two[][1] = { { TA_ROUND_OUT }, { TA_ROUND_IN } };
  static const TaRoundEdge three[][2] = { { TA_ROUND_OUT }, { TA_ROUND_IN, TA_ROUND_OUT }, { TA_ROUND_IN, TA_ROUND_IN } };
  g_autofree int *free_edges = g_new (int, self->n);
  g_autofree int *penalties = g_memdup2 (self->tree->penalties, sizeof (int) * (gsize) self->n);
  int n_free = 0;
  int node = choose_node (self, free_edges, &n_free);

  g_assert (node >= 0);
  if (self->in[node] == 0 && n_free >= 2)
    return try_child (self, penalties, node, free_edges, three[0], 1) && try_child (self, penalties, node, free_edges, three[1], 2)
           && try_child (self, penalties, node, free_edges, three[2], 2);
  return try_child (self, penalties, node, free_edges, two[0], 1) && try_child (self, penalties, node, free_edges, two[1], 1);
}

/* Bounds, and where that does not end it, leaves out edges and bounds again as long as that does much, then splits. */
static gboolean
search_below (Branch *self)
{
  gint64 bound;
  guint before = self->trail->len;

  ta_round_tree_list (self->tree);
  bound = ta_round_tree_ascend (self->tree, NODE_ROUNDS, 300, 4);
  if (ta_round_tree_is_closed (self->tree, bound))
    return TRUE;
  if (!ta_round_search_spend (self->search, self->n * self->n) || self->nodes_left-- <= 0)
    return FALSE;
  if (!filter (self, bound) || !propagate (self))
    return TRUE;
  if (self->trail->len > before)
    {
      ta_round_tree_list (self->tree);
      bound = ta_round_tree_ascend (self->tree, NODE_ROUNDS / 2, 150, 4);
      if (ta_round_tree_is_closed (self->tree, bound))
        return TRUE;
      find_gains (self);
    }
  return split (self);
}

/* Where many ways are of the same length, as along a street, big steps must be borne with for long before the bound comes out; elsewhere that would be a
   waste. Begins anew, and goes back to the penalties there were where it was for nothing. */
static gint64
bound_patiently (Branch *self, gint64 bound)
{
  TaRoundTree *tree = self->tree;
  g_autofree int *penalties = g_memdup2 (tree->penalties, sizeof (int) * (gsize) self->n);
  gint64 patient;

  memset (tree->penalties, 0, sizeof (int) * (gsize) self->n);
  patient = ta_round_tree_ascend (tree, ROOT_ROUNDS, 1500, 3 * self->n);
  if (patient >= bound)
    return patient;
  memcpy (tree->penalties, penalties, sizeof (int) * (gsize) self->n);
  ta_round_tree_find (tree);
  return bound;
}

/* %FALSE if the work, or the nodes that are granted, did not do. */
static gboolean
search_from (Branch *self, gint64 bound, gint64 nodes)
{
  self->nodes_left = nodes;
  if (ta_round_tree_is_closed (self->tree, bound))
    return TRUE;
  return !filter (self, bound) || !propagate (self) || search_below (self);
}

static gint64
round_up (const TaRoundTree *tree, gint64 bound)
{
  return (bound + tree->scale - 1) / tree->scale;
}

static gboolean
search_all (Branch *self, TaRoundTour *tour, gint64 *bound)
{
  TaRoundSearch *search = self->search;
  gint64 best;
  g_autofree int *penalties = NULL;

  ta_round_tree_list (self->tree);
  *bound = ta_round_tree_ascend (self->tree, ROOT_ROUNDS, 1500, ROOT_PATIENCE);
  if (ta_round_tree_is_closed (self->tree, *bound))
    return TRUE;
  ta_round_tour_perturb (tour, MIN (10 * search->n, search->n * search->n / 8));
  best = search->best_length * self->tree->scale;
  penalties = g_memdup2 (self->tree->penalties, sizeof (int) * (gsize) self->n);
  if (best - *bound <= best / USUAL_GAP && search_from (self, *bound, FEW_NODES))
    return TRUE;
  memcpy (self->tree->penalties, penalties, sizeof (int) * (gsize) self->n);
  ta_round_tree_list (self->tree);
  *bound = bound_patiently (self, *bound);
  return search_from (self, *bound, G_MAXINT64);
}

gint64
ta_round_branch (TaRoundSearch *search, TaRoundTour *tour)
{
  g_auto (Branch) self = { 0 };
  gint64 bound;

  branch_init (&self, search);
  if (search->open)
    decide (&self, 0, search->n - 1, TA_ROUND_IN);
  ta_round_tour_perturb (tour, search->n);
  return search_all (&self, tour, &bound) ? search->best_length : round_up (self.tree, bound);
}
