/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-round-private.h"

#include <string.h>

#define NEAR 10
#define LONGEST_PIECE 3
#define WIDEST_SWAP 50

struct _TaRoundTour
{
  TaRoundSearch *search;
  int n;
  int *tour;
  int *at; /* where a node is in the tour */
  gint64 length;
  int *near; /* [n * n_near]: the nearest nodes, the nearest first */
  int n_near;
  int *queue; /* a ring of nodes whose moves are to be tried */
  guint8 *queued;
  int queue_head;
  int queue_length;
};

static inline int
distance (const TaRoundTour *self, int a, int b)
{
  return ta_round_search_distance (self->search, a, b);
}

/* Nearest nodes by insertion: the lists are short. */
static void
find_near (TaRoundTour *self, int node)
{
  int *near = self->near + node * self->n_near;
  int count = 0;

  for (int other = 0; other < self->n; other++)
    {
      int at = count;

      if (other == node)
        continue;
      while (at > 0 && distance (self, node, near[at - 1]) > distance (self, node, other))
        at--;
      if (at == self->n_near)
        continue;
      count = MIN (count + 1, self->n_near);
      memmove (near + at + 1, near + at, sizeof (int) * (gsize) (count - 1 - at));
      near[at] = other;
    }
}

TaRoundTour *
ta_round_tour_new (TaRoundSearch *search)
{
  TaRoundTour *self = g_new0 (TaRoundTour, 1);

  self->search = search;
  self->n = search->n;
  self->tour = g_new0 (int, self->n);
  self->at = g_new0 (int, self->n);
  self->n_near = MIN (NEAR, self->n - 1);
  self->near = g_new0 (int, (gsize) self->n *(gsize) self->n_near);
  self->queue = g_new0 (int, self->n);
  self->queued = g_new0 (guint8, self->n);
  for (int i = 0; i < self->n; i++)
    find_near (self, i);
  return self;
}

void
ta_round_tour_free (TaRoundTour *self)
{
  g_free (self->tour);
  g_free (self->at);
  g_free (self->near);
  g_free (self->queue);
  g_free (self->queued);
  g_free (self);
}

static void
push (TaRoundTour *self, int node)
{
  if (self->queued[node])
    return;
  self->queued[node] = TRUE;
  self->queue[(self->queue_head + self->queue_length++) % self->n] = node;
}

static int
pop (TaRoundTour *self)
{
  int node = self->queue[self->queue_head];

  self->queue_head = (self->queue_head + 1) % self->n;
  self->queue_length--;
  self->queued[node] = FALSE;
  return node;
}

static inline int
wrap (const TaRoundTour *self, int at)
{
  return at >= self->n ? at - self->n : at < 0 ? at + self->n
                                               : at;
}

static inline int
step (const TaRoundTour *self, int node, int by)
{
  return self->tour[wrap (self, self->at[node] + by)];
}

static inline void
put (TaRoundTour *self, int at, int node)
{
  self->tour[at] = node;
  self->at[node] = at;
}

/* Turns the way from @first on to @last round, or the rest of the tour, which comes to the same. */
static void
turn_round (TaRoundTour *self, int first, int last)
{
  int i = self->at[first], j = self->at[last];
  int count = wrap (self, j - i) + 1;

  if (2 * count > self->n)
    {
      int begin = wrap (self, j + 1);

      j = wrap (self, i - 1);
      i = begin;
      count = self->n - count;
    }
  for (; count > 1; count -= 2, i = wrap (self, i + 1), j = wrap (self, j - 1))
    {
      int node = self->tour[i];

      put (self, i, self->tour[j]);
      put (self, j, node);
    }
}

static void
push_four (TaRoundTour *self, int a, int b, int c, int d)
{
  push (self, a);
  push (self, b);
  push (self, c);
  push (self, d);
}

/* 2-opt: node next to one that is nearer than its neighbour in direction @way. */
static gboolean
try_turn (TaRoundTour *self, int node, int way)
{
  int next = step (self, node, way);
  int saved = distance (self, node, next);

  for (int k = 0; k < self->n_near; k++)
    {
      int other = self->near[node * self->n_near + k];
      int beyond = step (self, other, way);
      int gain = saved - distance (self, node, other);

      if (gain <= 0)
        break;
      gain += distance (self, other, beyond) - distance (self, next, beyond);
      if (gain <= 0)
        continue;
      if (way > 0)
        turn_round (self, next, other);
      else
        turn_round (self, node, beyond);
      self->length -= gain;
      push_four (self, node, next, other, beyond);
      return TRUE;
    }
  return FALSE;
}

/* Moves the @count nodes from position @from on behind @behind, turned round if so wished; what lies between, on the shorter side, gives way. */
static void
move_piece (TaRoundTour *self, int from, int count, int behind, gboolean turned)
{
  int piece[LONGEST_PIECE];
  int after = wrap (self, self->at[behind] - wrap (self, from + count)) + 1;
  int before = self->n - count - after;
  int to;

  for (int i = 0; i < count; i++)
    piece[turned ? count - 1 - i : i] = self->tour[wrap (self, from + i)];
  if (after <= before)
    for (int i = 0; i < after; i++)
      put (self, wrap (self, from + i), self->tour[wrap (self, from + i + count)]);
  else
    for (int i = 1; i <= before; i++)
      put (self, wrap (self, from + count - i), self->tour[wrap (self, from - i)]);
  to = after <= before ? from + after : from - before;
  for (int i = 0; i < count; i++)
    put (self, wrap (self, wrap (self, to) + i), piece[i]);
}

/* Or-opt: a piece of up to three nodes that begins with @node and goes on in direction @way, between two others. */
static gboolean
try_move (TaRoundTour *self, int node, int way, int count)
{
  int last = step (self, node, way * (count - 1));
  int before = step (self, node, -way), after = step (self, last, way);
  int longest = distance (self, before, node);
  int saved = longest + distance (self, last, after) - distance (self, before, after);
  int from = self->at[way > 0 ? node : last];

  for (int k = 0; k < self->n_near && saved > 0; k++)
    for (int side = -1; side <= 1; side += 2)
      {
        int other = self->near[node * self->n_near + k];
        int beyond = step (self, other, side);
        int gain;

        if (distance (self, node, other) >= longest)
          return FALSE;
        if (wrap (self, self->at[other] - from) < count || wrap (self, self->at[beyond] - from) < count)
          continue;
        gain = saved + distance (self, other, beyond) - distance (self, node, other) - distance (self, last, beyond);
        if (gain <= 0)
          continue;
        /* It lies behind @other with @node first, or behind @beyond with @node last. */
        move_piece (self, from, count, side > 0 ? other : beyond, side != way);
        self->length -= gain;
        push_four (self, before, after, other, beyond);
        push (self, node);
        push (self, last);
        return TRUE;
      }
  return FALSE;
}

static gboolean
improve_at (TaRoundTour *self, int node)
{
  if (try_turn (self, node, 1) || try_turn (self, node, -1))
    return TRUE;
  for (int count = 1; count <= LONGEST_PIECE && count < self->n - 2; count++)
    if (try_move (self, node, 1, count) || try_move (self, node, -1, count))
      return TRUE;
  return FALSE;
}

static void
improve (TaRoundTour *self)
{
  while (self->queue_length > 0)
    {
      int node = pop (self);
      int moves = 1;

      for (; improve_at (self, node); moves++)
        ;
      ta_round_search_spend (self->search, moves * (self->n / 4 + 8 * self->n_near));
    }
}

static int
nearest_left (const TaRoundTour *self, int from, int begin)
{
  int best = begin;

  for (int i = begin + 1; i < self->n; i++)
    if (distance (self, from, self->tour[i]) < distance (self, from, self->tour[best]))
      best = i;
  return best;
}

void
ta_round_tour_start (TaRoundTour *self)
{
  for (int i = 0; i < self->n; i++)
    self->tour[i] = i;
  for (int i = 1; i < self->n; i++)
    {
      int at = nearest_left (self, self->tour[i - 1], i);
      int node = self->tour[at];

      self->tour[at] = self->tour[i];
      self->tour[i] = node;
    }
  for (int i = 0; i < self->n; i++)
    {
      put (self, i, self->tour[i]);
      push (self, i);
    }
  improve (self);
  ta_round_search_offer (self->search, self->tour);
}

static void
take_best (TaRoundTour *self)
{
  for (int i = 0; i < self->n; i++)
    put (self, i, self->search->best[i]);
  self->length = 0;
}

/* Swaps the @first nodes behind position @from with the @second ones behind those. */
static void
swap_pieces (TaRoundTour *self, int from, int first, int second)
{
  int nodes[WIDEST_SWAP];
  int count = first + second;

  for (int i = 0; i < count; i++)
    nodes[i] = self->tour[(from + 1 + (i + first) % count) % self->n];
  for (int i = 0; i < count; i++)
    put (self, (from + 1 + i) % self->n, nodes[i]);
  for (int i = 0; i <= count + 1; i++)
    if (i <= 1 || (i >= second && i <= second + 1) || i >= count)
      push (self, self->tour[(from + i) % self->n]);
}

static gint64
cut_length (const TaRoundTour *self, int from, int first, int second)
{
  const int cuts[] = { from, from + first, from + first + second };
  gint64 length = 0;

  for (guint i = 0; i < G_N_ELEMENTS (cuts); i++)
    length += distance (self, self->tour[cuts[i] % self->n], self->tour[(cuts[i] + 1) % self->n]);
  return length;
}

void
ta_round_tour_perturb (TaRoundTour *self, int rounds)
{
  int widest = MIN (WIDEST_SWAP, self->n - 1);

  take_best (self);
  for (int i = 0; i < rounds && widest >= 3; i++)
    {
      int count = 2 + ta_round_search_random (self->search, widest - 2);
      int first = 1 + ta_round_search_random (self->search, count - 1);
      int from = ta_round_search_random (self->search, self->n);

      if (!ta_round_search_spend (self->search, self->n))
        break;
      self->length = -cut_length (self, from, first, count - first);
      swap_pieces (self, from, first, count - first);
      self->length += cut_length (self, from, count - first, first);
      improve (self);
      if (self->length < 0)
        ta_round_search_offer (self->search, self->tour);
      else if (self->length > 0)
        take_best (self);
    }
}
