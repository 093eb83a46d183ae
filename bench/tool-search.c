/* SPDX-License-Identifier: GPL-3.0-or-later */

/* tool-search DATABASE: types a few searches into the tools letter by letter, and for each keystroke measures what the program does and the
   bare FTS5 query that it cannot do without, unordered and by FTS5's own rank. Prints JSON: the worst keystroke, and those queries at it. */

#include "ta-query.h"
#include "ta-tool-table.h"

#include <stdlib.h>
#include <time.h>

#define REPEATS 9

/* What people look for: names, a brand, two words, a number, a place, a word in a foreign alphabet, and what is not there. */
static const char *const searches[] = { "lawn mower", "drill", "bosch", "cordless drill bosch", "41", "shed shelf a", "sérrucho", "электро", "xyzzy" };

typedef struct
{
  TaDatabase *database;
  TaStatement *bare;
  TaStatement *ranked;
  char *worst; /* what had been typed until then */
  double worst_us;
  double bare_us; /* at the same keystroke */
  double ranked_us;
  guint keystrokes;
} Bench;

/* Nothing waits for a disk here, and processor time does not see what else the machine does. */
static double
now_us (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return (double) time.tv_sec * 1e6 + (double) time.tv_nsec / 1e3;
}

static int
compare (const void *a, const void *b)
{
  double difference = *(const double *) a - *(const double *) b;

  return (difference > 0) - (difference < 0);
}

static double
median (double *times)
{
  qsort (times, REPEATS, sizeof *times, compare);
  return times[REPEATS / 2];
}

static double
search_once (Bench *bench, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) ids = NULL;
  double start = now_us ();

  ids = ta_tool_table_search (bench->database, text, 0, &error);
  if (ids == NULL)
    g_error ("The search for “%s” failed: %s", text, error->message);
  return now_us () - start;
}

static double
query_once (TaStatement *query, const char *expression)
{
  double start = now_us ();

  ta_statement_bind_text (query, ":words", expression);
  while (ta_statement_step (query, NULL) == TA_STEP_ROW)
    ;
  ta_statement_reset (query);
  return now_us () - start;
}

static void
press (Bench *bench, const char *typed)
{
  g_autofree char *expression = ta_query_search_expression (typed);
  double ours[REPEATS], bare[REPEATS], ranked[REPEATS], middle;

  if (expression == NULL)
    return;
  for (int i = 0; i < REPEATS; i++)
    {
      ours[i] = search_once (bench, typed);
      bare[i] = query_once (bench->bare, expression);
      ranked[i] = query_once (bench->ranked, expression);
    }
  bench->keystrokes++;
  middle = median (ours);
  if (middle <= bench->worst_us)
    return;
  g_free (bench->worst);
  bench->worst = g_strdup (typed);
  bench->worst_us = middle;
  bench->bare_us = median (bare);
  bench->ranked_us = median (ranked);
}

static void
type_in (Bench *bench, const char *text)
{
  for (const char *end = g_utf8_next_char (text);; end = g_utf8_next_char (end))
    {
      g_autofree char *typed = g_strndup (text, (gsize) (end - text));

      press (bench, typed);
      if (*end == '\0')
        return;
    }
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  Bench bench = { NULL };

  bench.database = argc == 2 ? ta_database_open (argv[1], TA_DATABASE_READ_ONLY, &error) : NULL;
  if (bench.database == NULL)
    {
      g_printerr ("tool-search: %s\n", error != NULL ? error->message : "usage: tool-search DATABASE");
      return 2;
    }
  bench.bare = ta_database_prepare (bench.database, "SELECT rowid FROM tool_search WHERE tool_search MATCH :words");
  bench.ranked = ta_database_prepare (bench.database, "SELECT rowid FROM tool_search WHERE tool_search MATCH :words ORDER BY rank");
  for (guint i = 0; i < G_N_ELEMENTS (searches); i++)
    type_in (&bench, searches[i]);
  g_print ("{\"keystrokes\": %u, \"worst\": \"%s\", \"worst_us\": %.0f, \"bare_us\": %.0f, \"ranked_us\": %.0f}\n", bench.keystrokes, bench.worst, bench.worst_us,
           bench.bare_us, bench.ranked_us);
  g_free (bench.worst);
  ta_statement_release (bench.bare);
  ta_statement_release (bench.ranked);
  ta_database_close (bench.database);
  return 0;
}
