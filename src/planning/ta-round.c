/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-round-private.h"

#include <math.h>
#include <string.h>

#define DEFAULT_WORK G_GINT64_CONSTANT (1000000000)

void
ta_round_order_free (TaRoundOrder *order)
{
  if (order == NULL)
    return;
  g_free (order->order);
  g_free (order);
}

gint64
ta_round_length (const int *distances, int n_places, const int *order, gboolean closed)
{
  gint64 length = closed ? distances[order[n_places - 1] * n_places + order[0]] : 0;

  for (int i = 1; i < n_places; i++)
    length += distances[order[i - 1] * n_places + order[i]];
  return length;
}

double
ta_round_order_excess (const TaRoundOrder *order)
{
  if (order->proved)
    return 0;
  return order->bound > 0 ? 100.0 * (double) (order->length - order->bound) / (double) order->bound : 100;
}

int *
ta_round_walking_distances (const TaPoint *points, int n_points, double detour_factor)
{
  int *distances = g_new0 (int, (gsize) n_points *(gsize) n_points);

  for (int i = 0; i < n_points; i++)
    for (int j = 0; j < i; j++)
      distances[i * n_points + j] = distances[j * n_points + i]
          = (int) CLAMP (lround (ta_point_walking_distance (points[i], points[j], detour_factor)), 0, TA_ROUND_MAX_DISTANCE);
  return distances;
}

gboolean
ta_round_search_spend (TaRoundSearch *self, gint64 steps)
{
  self->work -= steps;
  return self->work > 0 && !g_cancellable_is_cancelled (self->cancellable);
}

/* splitmix64 */
int
ta_round_search_random (TaRoundSearch *self, int below)
{
  guint64 z = self->random += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);

  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return (int) (((z ^ (z >> 31)) >> 33) % (guint64) below);
}

void
ta_round_search_offer (TaRoundSearch *self, const int *tour)
{
  gint64 length = ta_round_length (self->distances, self->n, tour, TRUE) - (self->open ? TA_ROUND_JOIN : 0);

  if (length >= self->best_length)
    return;
  self->best_length = length;
  memcpy (self->best, tour, sizeof (int) * (gsize) self->n);
}

static void
search_clear (TaRoundSearch *self)
{
  g_free (self->distances);
  g_free (self->best);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TaRoundSearch, search_clear)

/* The node that joins the ends of an open round is the last. */
static void
search_init (TaRoundSearch *self, const int *distances, int n_places, const TaRoundOptions *options, GCancellable *cancellable)
{
  self->open = !options->closed;
  self->n = n_places + self->open;
  self->distances = g_new0 (int, (gsize) self->n *(gsize) self->n);
  self->best = g_new0 (int, self->n);
  self->best_length = G_MAXINT64;
  self->random = options->seed;
  self->work = options->work > 0 ? options->work : DEFAULT_WORK;
  self->cancellable = cancellable;
  for (int i = 0; i < n_places; i++)
    {
      memcpy (self->distances + i * self->n, distances + i * n_places, sizeof (int) * (gsize) n_places);
      self->best[i] = i;
    }
  if (self->open)
    {
      self->best[n_places] = n_places;
      self->distances[n_places] = self->distances[n_places * self->n] = TA_ROUND_JOIN;
    }
}

/* The tour as a round from place 0, in the one of its directions that an open round has, and a closed one with the lower second place. */
static void
take_order (const TaRoundSearch *search, TaRoundOrder *order)
{
  int n = search->n, start = 0, after, before, step;

  while (search->best[start] != 0)
    start++;
  after = search->best[(start + 1) % n];
  before = search->best[(start + n - 1) % n];
  if (search->open)
    step = before == n - 1 ? 1 : n - 1;
  else
    step = after < before ? 1 : n - 1;
  for (int i = 0; i < order->n_places; i++)
    order->order[i] = search->best[(start + i * step) % n];
}

TaRoundOrder *
ta_round_order (const int *distances, int n_places, const TaRoundOptions *options, GCancellable *cancellable)
{
  const TaRoundOptions usual = { 0 };
  g_auto (TaRoundSearch) search = { 0 };
  TaRoundOrder *order = g_new0 (TaRoundOrder, 1);
  gint64 granted;

  g_assert (n_places >= 1 && n_places <= TA_ROUND_MAX_PLACES);
  search_init (&search, distances, n_places, options != NULL ? options : &usual, cancellable);
  granted = search.work;
  order->n_places = n_places;
  order->order = g_new0 (int, n_places);
  /* Up to three nodes there is one tour. */
  if (search.n > 3)
    {
      g_autoptr (TaRoundTour) tour = ta_round_tour_new (&search);

      ta_round_tour_start (tour);
      order->bound = ta_round_branch (&search, tour);
    }
  take_order (&search, order);
  order->length = ta_round_length (distances, n_places, order->order, !search.open);
  order->bound = search.n > 3 ? MIN (order->bound, order->length) : order->length;
  order->proved = order->bound == order->length;
  order->work = granted - search.work;
  return order;
}
