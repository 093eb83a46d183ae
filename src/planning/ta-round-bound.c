/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-round-private.h"

#include <string.h>

/* Weights in whole numbers: those of edges are at most MAX_WEIGHT, penalties at most four times as much either way, so that an edge that is in, which
   is INSIDE less, is shorter than all others, and nothing overflows. */
#define MAX_WEIGHT (1 << 25)
#define MAX_PENALTY (1 << 27)
#define MAX_SCALE 1024
#define INSIDE (1 << 30)
#define UNREACHED G_MAXINT
#define KEY_BITS 10
#define KEY_NODES (1 << KEY_BITS)

G_STATIC_ASSERT (TA_ROUND_MAX_PLACES < KEY_NODES);
#define WHOLE 1000
#define LEAST_SHARE 20
#define MAX_WIDTH (G_GINT64_CONSTANT (1) << 40)

static int
choose_scale (const TaRoundSearch *search)
{
  int longest = 1, scale = 1;

  for (int i = 0; i < search->n * search->n; i++)
    longest = MAX (longest, search->distances[i]);
  while (scale < MAX_SCALE && longest <= MAX_WEIGHT / (2 * scale))
    scale *= 2;
  return scale;
}

TaRoundTree *
ta_round_tree_new (TaRoundSearch *search)
{
  TaRoundTree *self = g_new0 (TaRoundTree, 1);
  gsize n = (gsize) search->n;

  self->search = search;
  self->n = search->n;
  self->special = search->n - 1;
  self->scale = choose_scale (search);
  self->edges = g_new0 (guint8, n * n);
  self->penalties = g_new0 (int, n);
  self->first = g_new0 (int, n + 1);
  self->neighbours = g_new0 (int, n *n);
  self->weights = g_new0 (int, n *n);
  self->parents = g_new0 (int, n);
  self->visited = g_new0 (int, n);
  self->degrees = g_new0 (int, n);
  self->keys = g_new0 (gint64, n);
  self->places = g_new0 (int, n);
  self->directions = g_new0 (int, n);
  self->best_penalties = g_new0 (int, n);
  self->widest = g_new0 (int, n *n);
  for (int i = 0; i < self->n; i++)
    self->edges[i * self->n + i] = TA_ROUND_OUT;
  return self;
}

void
ta_round_tree_free (TaRoundTree *self)
{
  g_free (self->edges);
  g_free (self->penalties);
  g_free (self->first);
  g_free (self->neighbours);
  g_free (self->weights);
  g_free (self->parents);
  g_free (self->visited);
  g_free (self->degrees);
  g_free (self->keys);
  g_free (self->places);
  g_free (self->directions);
  g_free (self->best_penalties);
  g_free (self->widest);
  g_free (self);
}

/* The join of an open round is in from the start: its length does not matter. */
static int
edge_weight (const TaRoundTree *self, int edge)
{
  int weight = MAX (self->search->distances[edge], 0) * self->scale;

  return self->edges[edge] == TA_ROUND_IN ? weight - INSIDE : weight;
}

void
ta_round_tree_list (TaRoundTree *self)
{
  int count = 0;

  for (int i = 0; i < self->n; i++)
    {
      self->first[i] = count;
      for (int j = 0; j < self->n; j++)
        if (self->edges[i * self->n + j] != TA_ROUND_OUT)
          {
            self->neighbours[count] = j;
            self->weights[count++] = edge_weight (self, i * self->n + j);
          }
    }
  self->first[self->n] = count;
}

int
ta_round_tree_weigh (const TaRoundTree *self, int a, int b)
{
  return edge_weight (self, a * self->n + b) + self->penalties[a] + self->penalties[b];
}

static gint64
true_weight (int weight)
{
  return weight < -INSIDE / 2 ? (gint64) weight + INSIDE : weight;
}

/* A key is the weight of the shortest edge to a node, and the node, in one number: the lowest key is found without a branch. */
static inline gint64
make_key (int weight, int node)
{
  return (gint64) weight * KEY_NODES + node;
}

static void
reach_from (TaRoundTree *self, int node)
{
  const int *penalties = self->penalties;
  int own = penalties[node];

  for (int k = self->first[node]; k < self->first[node + 1]; k++)
    {
      int other = self->neighbours[k];
      int place = self->places[other];
      gint64 key = make_key (self->weights[k] + penalties[other] + own, other);

      if (key < self->keys[place])
        {
          self->keys[place] = key;
          self->parents[other] = node;
        }
    }
}

/* Takes the node with the lowest key out of those that wait; the last of them gets its place. */
static int
take_lowest (TaRoundTree *self, int *waiting, gint64 *key)
{
  gint64 lowest = G_MAXINT64;
  int node, place, last;

  for (int i = 1; i <= *waiting; i++)
    lowest = MIN (lowest, self->keys[i]);
  node = (int) (lowest & (KEY_NODES - 1));
  place = self->places[node];
  last = (int) (self->keys[*waiting] & (KEY_NODES - 1));
  self->keys[place] = self->keys[*waiting];
  self->places[last] = place;
  self->places[node] = 0;
  (*waiting)--;
  *key = lowest;
  return node;
}

/* Prim's tree over all nodes but the special one, from node 0 on. What is in the tree, or special, has place 0, whose key is lower than any. */
static gint64
span (TaRoundTree *self)
{
  gint64 length = 0, key;
  int waiting = 0;

  self->places[0] = self->places[self->special] = 0;
  self->keys[0] = G_MININT64;
  for (int i = 1; i < self->n - 1; i++)
    {
      self->places[i] = ++waiting;
      self->keys[waiting] = make_key (UNREACHED, i);
    }
  self->visited[0] = 0;
  self->parents[0] = -1;
  reach_from (self, 0);
  while (waiting > 0)
    {
      int node = take_lowest (self, &waiting, &key);

      if (key >= make_key (UNREACHED, 0))
        return TA_ROUND_IMPOSSIBLE;
      self->visited[self->n - 2 - waiting] = node;
      length += true_weight ((int) (key >> KEY_BITS));
      self->degrees[node]++;
      self->degrees[self->parents[node]]++;
      reach_from (self, node);
    }
  return length;
}

/* The two shortest edges at the special node. */
static gint64
close_tree (TaRoundTree *self)
{
  int lowest[2] = { G_MAXINT, G_MAXINT };

  self->ends[0] = self->ends[1] = -1;
  for (int k = self->first[self->special]; k < self->first[self->special + 1]; k++)
    {
      int other = self->neighbours[k];
      int weight = self->weights[k] + self->penalties[other] + self->penalties[self->special];
      int place = weight < lowest[0] ? 0 : weight < lowest[1] ? 1
                                                              : 2;

      if (place == 2)
        continue;
      if (place == 0)
        {
          lowest[1] = lowest[0];
          self->ends[1] = self->ends[0];
        }
      lowest[place] = weight;
      self->ends[place] = other;
    }
  if (self->ends[1] < 0)
    return TA_ROUND_IMPOSSIBLE;
  self->degrees[self->special] = 2;
  self->degrees[self->ends[0]]++;
  self->degrees[self->ends[1]]++;
  return true_weight (lowest[0]) + true_weight (lowest[1]);
}

gint64
ta_round_tree_find (TaRoundTree *self)
{
  gint64 length, closing, paid = 0;

  memset (self->degrees, 0, sizeof (int) * (gsize) self->n);
  length = span (self);
  closing = length != TA_ROUND_IMPOSSIBLE ? close_tree (self) : TA_ROUND_IMPOSSIBLE;
  if (closing == TA_ROUND_IMPOSSIBLE)
    return TA_ROUND_IMPOSSIBLE;
  for (int i = 0; i < self->n; i++)
    paid += self->penalties[i];
  return length + closing - 2 * paid;
}

gboolean
ta_round_tree_is_closed (const TaRoundTree *self, gint64 bound)
{
  return bound == TA_ROUND_IMPOSSIBLE || bound > (self->search->best_length - 1) * self->scale;
}

/* How far the 1-tree is from a tour: the sum of the squares of what its degrees miss or exceed. */
static int
measure (const TaRoundTree *self)
{
  int sum = 0;

  for (int i = 0; i < self->n; i++)
    sum += (self->degrees[i] - 2) * (self->degrees[i] - 2);
  return sum;
}

/* A tree without forks that was begun at node 0 grew at both ends: the one that does not hold node 0 begins where a node hangs on no other. */
static void
offer_tour (TaRoundTree *self)
{
  g_autofree int *tour = g_new (int, self->n);
  g_autofree int *next = g_new (int, 2 * (gsize) self->n);
  int before = self->special, node = self->ends[0];

  memset (next, -1, sizeof (int) * 2 * (gsize) self->n);
  for (int i = 1; i < self->n - 1; i++)
    {
      int child = self->visited[i], parent = self->parents[child];

      next[2 * parent + (next[2 * parent] >= 0)] = child;
      next[2 * child + (next[2 * child] >= 0)] = parent;
    }
  tour[0] = self->special;
  for (int i = 1; i < self->n; i++)
    {
      int after = next[2 * node] != before ? next[2 * node] : next[2 * node + 1];

      tour[i] = node;
      before = node;
      node = after;
    }
  ta_round_search_offer (self->search, tour);
}

/* A node with too many edges becomes farther away, one with too few nearer; a part of the last change goes on, against swinging to and fro. In whole
   numbers, so that it is the same on every machine. */
static void
change_penalties (TaRoundTree *self, gint64 bound, int share, int distance)
{
  gint64 gap = MAX (self->search->best_length * self->scale - bound, 0) + self->scale / 2;
  gint64 width = MIN (gap * share / distance, MAX_WIDTH);

  for (int i = 0; i < self->n; i++)
    {
      int direction = self->degrees[i] - 2;
      gint64 change = width * (7 * direction + 3 * self->directions[i]) / (10 * WHOLE);

      self->directions[i] = direction;
      self->penalties[i] = (int) CLAMP (self->penalties[i] + change, -MAX_PENALTY, MAX_PENALTY);
    }
}

static void
take_best_penalties (TaRoundTree *self)
{
  memcpy (self->penalties, self->best_penalties, sizeof (int) * (gsize) self->n);
}

gint64
ta_round_tree_ascend (TaRoundTree *self, int rounds, int share, int patience)
{
  gint64 best = G_MININT64, threshold = G_MININT64;
  int waited = 0;

  memset (self->directions, 0, sizeof (int) * (gsize) self->n);
  for (int i = 0; i < rounds && share >= LEAST_SHARE; i++)
    {
      gint64 bound = ta_round_tree_find (self);
      int distance = measure (self);

      if (bound == TA_ROUND_IMPOSSIBLE)
        return bound;
      if (distance == 0)
        offer_tour (self);
      waited = bound > threshold ? 0 : waited + 1;
      if (bound > best)
        {
          best = bound;
          memcpy (self->best_penalties, self->penalties, sizeof (int) * (gsize) self->n);
        }
      if (bound > threshold)
        threshold = best + self->scale / 64;
      if (ta_round_tree_is_closed (self, best) || distance == 0 || !ta_round_search_spend (self->search, self->n * self->n))
        break;
      change_penalties (self, bound, share, distance);
      if (waited >= patience)
        {
          share = share * 3 / 5;
          waited = 0;
          take_best_penalties (self);
        }
    }
  take_best_penalties (self);
  ta_round_tree_find (self);
  return best;
}
