/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-round-windows.h"
#include "ta-round.h"

#include <math.h>

/* The oracle: the table over sets of places of Held and Karp, which shares nothing with the search. */
static gint64
shortest (const int *distances, int n, gboolean closed)
{
  int m = n - 1;
  guint full = (1u << m) - 1;
  g_autofree gint64 *table = g_new (gint64, ((gsize) full + 1) * (gsize) MAX (m, 1));
  gint64 best = m > 0 ? G_MAXINT64 : 0;

  for (guint set = 1; set <= full; set++)
    for (int last = 0; last < m; last++)
      {
        guint before = set & ~(1u << last);
        gint64 *cell = &table[set * (guint) m + (guint) last];

        *cell = before == 0 ? distances[last + 1] : G_MAXINT64;
        for (int k = 0; (set & (1u << last)) != 0 && k < m; k++)
          if (before & (1u << k))
            *cell = MIN (*cell, table[before * (guint) m + (guint) k] + distances[(k + 1) * n + last + 1]);
        if (set == full)
          best = MIN (best, *cell + (closed ? distances[last + 1] : 0));
      }
  return best;
}

typedef enum
{
  FAMILY_PLANE,  /* places in a square */
  FAMILY_STREET, /* along a street: many ties */
  FAMILY_ANY,    /* any distances: no triangle inequality */
  FAMILY_FEW,    /* distances of 0 to 3: ties, and places at one door */
  FAMILY_FAR,    /* as far as is allowed */
  N_FAMILIES
} Family;

static int
make_distance (GRand *rand, Family family, const double *x, const double *y, int i, int j)
{
  switch (family)
    {
    case FAMILY_PLANE:
      return (int) lround (hypot (x[i] - x[j], y[i] - y[j]));
    case FAMILY_STREET:
      return (int) fabs (floor (x[i] / 50) - floor (x[j] / 50));
    case FAMILY_ANY:
      return g_rand_int_range (rand, 0, 1000);
    case FAMILY_FEW:
      return g_rand_int_range (rand, 0, 4);
    default:
      return g_rand_int_range (rand, 0, TA_ROUND_MAX_DISTANCE + 1);
    }
}

static int *
make_distances (GRand *rand, Family family, int n)
{
  int *distances = g_new0 (int, (gsize) n *(gsize) n);
  g_autofree double *x = g_new (double, n);
  g_autofree double *y = g_new (double, n);

  for (int i = 0; i < n; i++)
    {
      x[i] = g_rand_double_range (rand, 0, 1000);
      y[i] = g_rand_double_range (rand, 0, 1000);
    }
  for (int i = 0; i < n; i++)
    for (int j = 0; j < i; j++)
      distances[i * n + j] = distances[j * n + i] = make_distance (rand, family, x, y, i, j);
  return distances;
}

static void
check_order (const TaRoundOrder *order, const int *distances, int n, gboolean closed)
{
  g_autofree int *seen = g_new0 (int, n);

  g_assert_cmpint (order->n_places, ==, n);
  g_assert_cmpint (order->order[0], ==, 0);
  for (int i = 0; i < n; i++)
    g_assert_cmpint (seen[order->order[i]]++, ==, 0);
  g_assert_cmpint (order->length, ==, ta_round_length (distances, n, order->order, closed));
  g_assert_cmpint (order->bound, <=, order->length);
  g_assert_true (order->proved == (order->bound == order->length));
}

static void
test_against_table (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (2026);

  for (int i = 0; i < 1500; i++)
    {
      int n = 1 + i % 12;
      Family family = (Family) (i / 24 % N_FAMILIES);
      TaRoundOptions options = { .closed = i / 12 % 2, .seed = (guint64) i };
      g_autofree int *distances = make_distances (rand, family, n);
      g_autoptr (TaRoundOrder) order = ta_round_order (distances, n, &options, NULL);

      check_order (order, distances, n, options.closed);
      g_assert_true (order->proved);
      g_assert_cmpint (order->length, ==, shortest (distances, n, options.closed));
    }
}

/* Whichever place is the start: an open round need not be the same one backwards. */
static void
test_any_start (void)
{
  const int line[] = { 0, 10, 20, 35, 55 };
  const gint64 lengths[] = { 55, 10 + 55, 20 + 55, 20 + 55, 55 };

  for (int start = 0; start < 5; start++)
    {
      int distances[25];
      g_autoptr (TaRoundOrder) order = NULL;

      for (int i = 0; i < 25; i++)
        distances[i] = ABS (line[(i / 5 + start) % 5] - line[(i % 5 + start) % 5]);
      order = ta_round_order (distances, 5, NULL, NULL);
      g_assert_cmpint (order->length, ==, lengths[start]);
      g_assert_true (order->proved);
    }
}

/* What is usual in a pod and beyond: proved, within work that is a small part of what is granted. */
static void
test_proves (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (30);

  for (int i = 0; i < 60; i++)
    {
      int n = i < 50 ? 20 + i / 4 : 45;
      TaRoundOptions options = { .closed = i % 2 };
      g_autofree int *distances = make_distances (rand, FAMILY_PLANE, n);
      g_autoptr (TaRoundOrder) order = ta_round_order (distances, n, &options, NULL);

      check_order (order, distances, n, options.closed);
      g_assert_true (order->proved);
      g_assert_cmpint (order->work, <, 200 * 1000 * 1000);
      g_assert_cmpfloat (ta_round_order_excess (order), <=, 0);
    }
}

/* A bound from work that was not enough still is one, and more work never makes it worse than the best there is. */
static void
test_little_work (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (int i = 0; i < 20; i++)
    {
      TaRoundOptions little = { .closed = i % 2, .work = 1 + i * 20000 }, enough = { .closed = i % 2 };
      g_autofree int *distances = make_distances (rand, FAMILY_PLANE, 40);
      g_autoptr (TaRoundOrder) quick = ta_round_order (distances, 40, &little, NULL);
      g_autoptr (TaRoundOrder) best = ta_round_order (distances, 40, &enough, NULL);

      check_order (quick, distances, 40, little.closed);
      g_assert_true (best->proved);
      g_assert_cmpint (quick->bound, <=, best->length);
      g_assert_cmpint (quick->length, >=, best->length);
    }
}

static void
test_large (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1000);
  TaRoundOptions options = { .work = 30 * 1000 * 1000 };
  g_autofree int *distances = make_distances (rand, FAMILY_PLANE, 300);
  g_autoptr (TaRoundOrder) order = ta_round_order (distances, 300, &options, NULL);

  check_order (order, distances, 300, FALSE);
  g_assert_cmpint (order->bound, >, 0);
  g_assert_cmpfloat (ta_round_order_excess (order), <, 15);
}

/* What is proved does not depend on where the search began. */
static void
test_seeds_agree (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (77);

  for (int i = 0; i < 60; i++)
    {
      int n = 25 + i % 25;
      g_autofree int *distances = make_distances (rand, i % 3 > 0 ? FAMILY_PLANE : FAMILY_ANY, n);
      gint64 length = -1;

      for (guint64 seed = 0; seed < 4; seed++)
        {
          TaRoundOptions options = { .closed = i % 2, .seed = seed };
          g_autoptr (TaRoundOrder) order = ta_round_order (distances, n, &options, NULL);

          check_order (order, distances, n, options.closed);
          g_assert_true (order->proved);
          g_assert_true (length < 0 || order->length == length);
          length = order->length;
        }
    }
}

static void
test_replays (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);

  for (int i = 0; i < 20; i++)
    {
      TaRoundOptions options = { .closed = i % 2, .seed = 11, .work = i < 10 ? 0 : 300000 };
      g_autofree int *distances = make_distances (rand, (Family) (i % N_FAMILIES), 35);
      g_autoptr (TaRoundOrder) first = ta_round_order (distances, 35, &options, NULL);
      g_autoptr (TaRoundOrder) second = ta_round_order (distances, 35, &options, NULL);

      g_assert_cmpmem (first->order, 35 * sizeof (int), second->order, 35 * sizeof (int));
      g_assert_cmpint (first->bound, ==, second->bound);
      g_assert_cmpint (first->work, ==, second->work);
    }
}

static void
test_cancelled (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (9);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree int *distances = make_distances (rand, FAMILY_PLANE, 200);
  g_autoptr (TaRoundOrder) order = NULL;

  g_cancellable_cancel (cancellable);
  order = ta_round_order (distances, 200, NULL, cancellable);
  check_order (order, distances, 200, FALSE);
  g_assert_false (order->proved);
  g_assert_cmpint (order->work, <, 10 * 1000 * 1000);
}

static void
test_walking_distances (void)
{
  const TaPoint points[] = { TA_POINT (0, 0), TA_POINT (0, 1), TA_POINT (0, 180) };
  g_autofree int *distances = ta_round_walking_distances (points, 3, 1.3);

  g_assert_cmpint (distances[0], ==, 0);
  g_assert_cmpint (distances[1], ==, (int) lround (1.3 * 6371008.8 * G_PI / 180));
  g_assert_cmpint (distances[3], ==, distances[1]);
  g_assert_cmpint (distances[2], <=, TA_ROUND_MAX_DISTANCE);
}

/* Windows --------------------------------------------------------------------------------------------------------------------------- */

typedef struct
{
  int n;
  int travel[81];
  int pauses[9];
  TaRoundWindow windows[9];
  TaRoundTimes times;
} Timed;

static void
timed_init (Timed *self, GRand *rand, int n, gboolean closed)
{
  g_autofree int *travel = make_distances (rand, FAMILY_PLANE, n);

  self->n = n;
  for (int i = 0; i < n * n; i++)
    self->travel[i] = travel[i];
  for (int i = 0; i < n; i++)
    {
      int from = g_rand_int_range (rand, 0, 4000);

      self->pauses[i] = g_rand_int_range (rand, 0, 200);
      self->windows[i] = g_rand_boolean (rand) ? (TaRoundWindow) { from, from + g_rand_int_range (rand, 0, 1500) } : TA_ROUND_ANY_TIME;
    }
  self->times = (TaRoundTimes) { n, self->travel, self->pauses, self->windows, 100, closed };
}

typedef struct
{
  int n_late;
  int end;
} Best;

/* Every order, the one on the clock before it is worked out here once more. */
static void
try_orders (const Timed *timed, int *order, int count, int time, int n_late, guint visited, Best *best)
{
  const TaRoundTimes *times = &timed->times;

  if (count == timed->n)
    {
      int end = times->closed ? time + timed->travel[order[count - 1] * timed->n] : time;

      if (n_late < best->n_late || (n_late == best->n_late && end < best->end))
        *best = (Best) { n_late, end };
      return;
    }
  for (int next = 1; next < timed->n; next++)
    if ((visited & (1u << next)) == 0)
      {
        int begin = MAX (time + timed->travel[order[count - 1] * timed->n + next], timed->windows[next].from);

        order[count] = next;
        try_orders (timed, order, count + 1, begin + timed->pauses[next], n_late + (begin > timed->windows[next].until), visited | (1u << next), best);
      }
}

static void
check_schedule (const TaRoundSchedule *schedule, const Timed *timed)
{
  int time = timed->times.start, n_late = 0;

  g_assert_cmpint (schedule->order[0], ==, 0);
  for (int i = 0; i < timed->n; i++)
    {
      int place = schedule->order[i];

      if (i > 0)
        time += timed->travel[schedule->order[i - 1] * timed->n + place];
      g_assert_cmpint (schedule->arrivals[i], ==, time);
      if (i > 0)
        {
          time = MAX (time, timed->windows[place].from);
          n_late += time > timed->windows[place].until;
        }
      g_assert_cmpint (schedule->visits[i], ==, time);
      time += timed->pauses[place];
    }
  g_assert_cmpint (schedule->n_late, ==, n_late);
}

static void
test_windows (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (17);
  int late = 0;

  for (int i = 0; i < 400; i++)
    {
      Timed timed;
      int order[9] = { 0 };
      int identity[] = { 0, 1, 2, 3, 4, 5, 6, 7, 8 };
      Best best = { G_MAXINT, G_MAXINT };
      g_autoptr (TaRoundSchedule) schedule = NULL;

      timed_init (&timed, rand, 1 + i % 7, i / 7 % 2);
      try_orders (&timed, order, 1, timed.times.start + timed.pauses[0], 0, 1, &best);
      schedule = ta_round_schedule_best (&timed.times, identity, NULL);
      check_schedule (schedule, &timed);
      g_assert_true (schedule->proved);
      g_assert_cmpint (schedule->n_late, ==, best.n_late);
      g_assert_cmpint (schedule->end, ==, best.end);
      late += best.n_late > 0;
    }
  /* The family has rounds that can be on time everywhere, and such that cannot. */
  g_assert_cmpint (late, >, 40);
  g_assert_cmpint (late, <, 360);
}

/* Without windows the round that ends first is the shortest one. */
static void
test_windows_none (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (18);

  for (int i = 0; i < 20; i++)
    {
      int n = 2 + i % 10;
      TaRoundOptions options = { .closed = i % 2 };
      g_autofree int *distances = make_distances (rand, FAMILY_PLANE, n);
      g_autofree int *pauses = g_new0 (int, n);
      TaRoundTimes times = { n, distances, pauses, NULL, 0, options.closed };
      g_autoptr (TaRoundOrder) order = ta_round_order (distances, n, &options, NULL);
      g_autoptr (TaRoundSchedule) schedule = ta_round_schedule_best (&times, order->order, NULL);

      g_assert_false (ta_round_times_have_windows (&times));
      g_assert_cmpint (schedule->end, ==, order->length);
    }
}

/* More places than are tried all: never worse than what it began with, and on time where that is easy. */
static void
test_windows_many (void)
{
  int n = 25;
  g_autofree int *travel = g_new0 (int, (gsize) n *(gsize) n);
  g_autofree int *pauses = g_new0 (int, n);
  g_autofree int *order = g_new0 (int, n);
  g_autofree TaRoundWindow *windows = g_new0 (TaRoundWindow, n);
  TaRoundTimes times = { n, travel, pauses, windows, 0, FALSE };
  g_autoptr (TaRoundSchedule) schedule = NULL;

  for (int i = 0; i < n; i++)
    {
      order[i] = i > 0 ? n - i : 0;
      windows[i] = (TaRoundWindow) { 0, i * 10 };
      for (int j = 0; j < n; j++)
        travel[i * n + j] = ABS (i - j) * 10;
    }
  schedule = ta_round_schedule_best (&times, order, NULL);
  g_assert_false (schedule->proved);
  g_assert_cmpint (schedule->n_late, ==, 0);
  g_assert_cmpint (schedule->end, ==, 240);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/round/against-table", test_against_table);
  g_test_add_func ("/round/any-start", test_any_start);
  g_test_add_func ("/round/proves", test_proves);
  g_test_add_func ("/round/little-work", test_little_work);
  g_test_add_func ("/round/large", test_large);
  g_test_add_func ("/round/seeds-agree", test_seeds_agree);
  g_test_add_func ("/round/replays", test_replays);
  g_test_add_func ("/round/cancelled", test_cancelled);
  g_test_add_func ("/round/walking-distances", test_walking_distances);
  g_test_add_func ("/round/windows", test_windows);
  g_test_add_func ("/round/windows-none", test_windows_none);
  g_test_add_func ("/round/windows-many", test_windows_many);
  return g_test_run ();
}
