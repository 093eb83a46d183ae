/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-round-text.h"

#include <math.h>
#include <stdlib.h>
#include <time.h>

/* round-times FILE…: measures the search for the best round on TSPLIB files, and on instances that it makes by itself, and prints one line of JSON for each:
   the median of the processor times of five searches, closed and open, with the default work; and where the places are few, that of the table over sets of places
   (Held and Karp 1962), which tries everything. */

#define REPEATS 5
#define INSTANCES 40
#define TABLE_PLACES 16

static double
cpu_ms (void)
{
  struct timespec time;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &time);
  return (double) time.tv_sec * 1e3 + (double) time.tv_nsec / 1e6;
}

static int
compare (const void *a, const void *b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

/* From place 0; the last row is what is closed. */
static gint64
try_all (const int *distances, int n, gboolean closed)
{
  int m = n - 1;
  guint full = (1u << m) - 1;
  g_autofree int *table = g_new (int, ((gsize) full + 1) * (gsize) m);
  gint64 best = G_MAXINT64;

  for (gsize i = 0; i < ((gsize) full + 1) * (gsize) m; i++)
    table[i] = G_MAXINT / 2;
  for (int i = 0; i < m; i++)
    table[(1u << i) * (guint) m + (guint) i] = distances[i + 1];
  for (guint set = 1; set < full; set++)
    for (int last = 0; last < m; last++)
      if (set & (1u << last))
        for (guint rest = full & ~set; rest != 0; rest &= rest - 1)
          {
            int next = __builtin_ctz (rest);
            int *cell = &table[(set | (1u << next)) * (guint) m + (guint) next];

            *cell = MIN (*cell, table[set * (guint) m + (guint) last] + distances[(last + 1) * n + next + 1]);
          }
  for (int last = 0; last < m; last++)
    best = MIN (best, table[full * (guint) m + (guint) last] + (closed ? distances[last + 1] : 0));
  return best;
}

static double
measure_table (const int *distances, int n, gboolean closed, gint64 length)
{
  double times[REPEATS];

  for (int i = 0; i < REPEATS; i++)
    {
      double before = cpu_ms ();

      if (try_all (distances, n, closed) != length)
        g_error ("round-times: the search and the table do not agree");
      times[i] = cpu_ms () - before;
    }
  qsort (times, REPEATS, sizeof (double), compare);
  return times[REPEATS / 2];
}

static void
measure (const char *family, const char *name, const int *distances, int n, gboolean closed)
{
  const TaRoundOptions options = { .closed = closed };
  g_autoptr (TaRoundOrder) order = NULL;
  double times[REPEATS];

  for (int i = 0; i < REPEATS; i++)
    {
      double before = cpu_ms ();

      g_clear_pointer (&order, ta_round_order_free);
      order = ta_round_order (distances, n, &options, NULL);
      times[i] = cpu_ms () - before;
    }
  qsort (times, REPEATS, sizeof (double), compare);
  g_print ("{\"family\": \"%s\", \"name\": \"%s\", \"places\": %d, \"closed\": %s, \"length\": %" G_GINT64_FORMAT ", \"excess\": %.3f, \"proved\": %s, \"ms\": %.4f", family, name,
           n, closed ? "true" : "false", order->length, ta_round_order_excess (order), order->proved ? "true" : "false", times[REPEATS / 2]);
  if (n >= 10 && n <= TABLE_PLACES && order->proved)
    g_print (", \"table_ms\": %.4f", measure_table (distances, n, closed, order->length));
  g_print ("}\n");
}

/* splitmix64, so that the instances are the same everywhere */
static int
draw (guint64 *state, int below)
{
  guint64 z = *state += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);

  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return (int) ((z ^ (z >> 31)) % (guint64) below);
}

/* A square kilometre, or a street of it: doors in two rows, fifteen metres apart. */
static int *
make_distances (guint64 seed, int n, gboolean street)
{
  int *distances = g_new0 (int, (gsize) n *(gsize) n);
  g_autofree int *x = g_new (int, n);
  g_autofree int *y = g_new (int, n);

  for (int i = 0; i < n; i++)
    {
      x[i] = draw (&seed, 1000);
      y[i] = street ? 15 * draw (&seed, 2) : draw (&seed, 1000);
    }
  for (int i = 0; i < n; i++)
    for (int j = 0; j < n; j++)
      distances[i * n + j] = (int) lround (1.3 * hypot (x[i] - x[j], y[i] - y[j]));
  return distances;
}

static void
measure_made (int n, gboolean street)
{
  for (int i = 0; i < INSTANCES; i++)
    {
      g_autofree int *distances = make_distances ((guint64) (n * 1000 + i), n, street);
      g_autofree char *name = g_strdup_printf ("%s-%d-%d", street ? "street" : "quarter", n, i);

      measure (street ? "street" : "quarter", name, distances, n, i % 2);
    }
}

static gboolean
measure_file (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TaRoundPlaces) places = NULL;
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *text = NULL;
  gsize length;

  if (g_file_get_contents (path, &text, &length, &error))
    places = ta_round_places_parse (text, length, &error);
  if (places == NULL)
    {
      g_printerr ("round-times: %s: %s\n", path, error->message);
      return FALSE;
    }
  *strchrnul (name, '.') = '\0';
  for (int closed = 0; closed <= 1; closed++)
    measure ("TSPLIB", name, places->distances, places->n_places, closed);
  return TRUE;
}

int
main (int argc, char **argv)
{
  static const int sizes[] = { 8, 12, 15, 16, 20, 30, 45, 60 };

  for (int i = 1; i < argc; i++)
    if (!measure_file (argv[i]))
      return 1;
  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      measure_made (sizes[i], FALSE);
      measure_made (sizes[i], TRUE);
    }
  return 0;
}
