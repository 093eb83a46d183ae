/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-round-windows.h"

#include <string.h>

#define NEVER G_MAXINT

void
ta_round_schedule_free (TaRoundSchedule *schedule)
{
  if (schedule == NULL)
    return;
  g_free (schedule->order);
  g_free (schedule->arrivals);
  g_free (schedule->visits);
  g_free (schedule);
}

gboolean
ta_round_times_have_windows (const TaRoundTimes *times)
{
  for (int i = 1; i < times->n_places && times->windows != NULL; i++)
    if (times->windows[i].from != G_MININT || times->windows[i].until != G_MAXINT)
      return TRUE;
  return FALSE;
}

static inline int
travel (const TaRoundTimes *times, int from, int to)
{
  return times->travel[from * times->n_places + to];
}

/* When the visit to @place begins that is reached at @arrival; whether it is late. */
static inline int
visit (const TaRoundTimes *times, int place, int arrival, int *late)
{
  int begin = times->windows != NULL ? MAX (arrival, times->windows[place].from) : arrival;

  *late = times->windows != NULL && begin > times->windows[place].until;
  return begin;
}

/* (@schedule nullable): what is asked about each place */
static void
go (const TaRoundTimes *times, const int *order, TaRoundSchedule *schedule, int *n_late, int *end)
{
  int time = times->start, late;

  *n_late = 0;
  for (int i = 0; i < times->n_places; i++)
    {
      int arrival = i > 0 ? time + travel (times, order[i - 1], order[i]) : time;
      int begin = i > 0 ? visit (times, order[i], arrival, &late) : arrival;

      if (schedule != NULL)
        {
          schedule->order[i] = order[i];
          schedule->arrivals[i] = arrival;
          schedule->visits[i] = begin;
        }
      *n_late += i > 0 ? late : 0;
      time = begin + times->pauses[order[i]];
    }
  *end = times->closed ? time + travel (times, order[times->n_places - 1], order[0]) : time;
}

TaRoundSchedule *
ta_round_schedule (const TaRoundTimes *times, const int *order)
{
  TaRoundSchedule *schedule = g_new0 (TaRoundSchedule, 1);

  schedule->n_places = times->n_places;
  schedule->order = g_new (int, times->n_places);
  schedule->arrivals = g_new (int, times->n_places);
  schedule->visits = g_new (int, times->n_places);
  go (times, order, schedule, &schedule->n_late, &schedule->end);
  return schedule;
}

/* The table over sets of places: when the last visit ends at the earliest, if the places of a set were visited, one of them last, and so many of the visits
   were late. Being earlier is never worse, since one may wait. There is a layer for each number of late visits, and the first that reaches the
   full set is the best. Places count from 0 here, which is place 1 of the round. */
typedef struct
{
  const TaRoundTimes *times;
  int n; /* places besides the start */
  GPtrArray *layers;
} Table;

static int *
cell (const Table *table, int layer, guint set, int last)
{
  int *cells = g_ptr_array_index (table->layers, layer);

  return cells + (gsize) set * (gsize) table->n + last;
}

static void
add_layer (Table *table)
{
  gsize count = ((gsize) 1 << table->n) * (gsize) table->n;
  int *cells = g_new (int, count);

  for (gsize i = 0; i < count; i++)
    cells[i] = NEVER;
  g_ptr_array_add (table->layers, cells);
}

/* When the visit to @next ends that comes after what ended at @time at @last (-1: the start). */
static int
visit_end (const Table *table, int time, int last, int next, int *late)
{
  int arrival = time + travel (table->times, last + 1, next + 1);

  return visit (table->times, next + 1, arrival, late) + table->times->pauses[next + 1];
}

static void
begin_layer (Table *table, int layer)
{
  for (int next = 0; next < table->n; next++)
    {
      int late;
      int end = visit_end (table, table->times->start + table->times->pauses[0], -1, next, &late);

      if (late == layer)
        *cell (table, layer, 1u << next, next) = end;
    }
}

/* From what was reached with as many late visits as @from to what is reached with as many as @to. */
static void
extend (Table *table, int from, int to, guint set, int last)
{
  int time = *cell (table, from, set, last);

  if (time == NEVER)
    return;
  for (int next = 0; next < table->n; next++)
    if ((set & (1u << next)) == 0)
      {
        int late;
        int end = visit_end (table, time, last, next, &late);
        int *known = cell (table, to, set | (1u << next), next);

        if (from + late == to && end < *known)
          *known = end;
      }
}

static void
fill_layer (Table *table, int layer)
{
  begin_layer (table, layer);
  for (guint set = 1; set < (1u << table->n); set++)
    for (int last = 0; last < table->n; last++)
      if (set & (1u << last))
        {
          if (layer > 0)
            extend (table, layer - 1, layer, set, last);
          extend (table, layer, layer, set, last);
        }
}

static int
best_last (const Table *table, int layer)
{
  guint full = (1u << table->n) - 1;
  int best = -1, best_end = NEVER;

  for (int last = 0; last < table->n; last++)
    {
      int end = *cell (table, layer, full, last);

      if (end != NEVER && table->times->closed)
        end += travel (table->times, last + 1, 0);
      if (end < best_end)
        {
          best = last;
          best_end = end;
        }
    }
  return best;
}

/* Which place @last was reached from, and from which layer. */
static int
find_before (const Table *table, int *layer, guint set, int last)
{
  int time = *cell (table, *layer, set, last);

  for (int before = 0; before < table->n; before++)
    for (int from = MAX (*layer - 1, 0); from <= *layer; from++)
      {
        int late, known = (set & (1u << before)) != 0 && before != last ? *cell (table, from, set & ~(1u << last), before) : NEVER;

        if (known == NEVER || visit_end (table, known, before, last, &late) != time || from + late != *layer)
          continue;
        *layer = from;
        return before;
      }
  g_assert_not_reached ();
}

static TaRoundSchedule *
trace (const Table *table, int layer, int last)
{
  g_autofree int *order = g_new0 (int, table->n + 1);
  guint set = (1u << table->n) - 1;
  TaRoundSchedule *schedule;

  for (int i = table->n; i > 0; i--)
    {
      order[i] = last + 1;
      if (i > 1)
        {
          int before = find_before (table, &layer, set, last);

          set &= ~(1u << last);
          last = before;
        }
    }
  schedule = ta_round_schedule (table->times, order);
  schedule->proved = TRUE;
  return schedule;
}

static TaRoundSchedule *
try_all (const TaRoundTimes *times, GCancellable *cancellable)
{
  g_autoptr (GPtrArray) layers = g_ptr_array_new_with_free_func (g_free);
  Table table = { times, times->n_places - 1, layers };

  for (int layer = 0; !g_cancellable_is_cancelled (cancellable); layer++)
    {
      int last;

      add_layer (&table);
      fill_layer (&table, layer);
      last = best_last (&table, layer);
      if (last >= 0)
        return trace (&table, layer, last);
    }
  return NULL;
}

/* Beyond the table: moves a place or turns a piece round as long as that helps. */
typedef struct
{
  const TaRoundTimes *times;
  int *order;
  int *changed;
  int n_late;
  int end;
} Descent;

static gboolean
take_if_better (Descent *descent)
{
  int n_late, end;

  go (descent->times, descent->changed, NULL, &n_late, &end);
  if (n_late > descent->n_late || (n_late == descent->n_late && end >= descent->end))
    return FALSE;
  descent->n_late = n_late;
  descent->end = end;
  memcpy (descent->order, descent->changed, sizeof (int) * (gsize) descent->times->n_places);
  return TRUE;
}

static void
copy_moved (Descent *descent, int from, int to)
{
  memcpy (descent->changed, descent->order, sizeof (int) * (gsize) descent->times->n_places);
  if (from < to)
    memmove (descent->changed + from, descent->order + from + 1, sizeof (int) * (gsize) (to - from));
  else
    memmove (descent->changed + to + 1, descent->order + to, sizeof (int) * (gsize) (from - to));
  descent->changed[to] = descent->order[from];
}

static void
copy_turned (Descent *descent, int first, int last)
{
  memcpy (descent->changed, descent->order, sizeof (int) * (gsize) descent->times->n_places);
  for (int i = first; i <= last; i++)
    descent->changed[i] = descent->order[first + last - i];
}

static gboolean
improve_once (Descent *descent)
{
  gboolean better = FALSE;

  for (int i = 1; i < descent->times->n_places; i++)
    for (int j = 1; j < descent->times->n_places; j++)
      if (i != j)
        {
          copy_moved (descent, i, j);
          better = take_if_better (descent) || better;
          if (j <= i)
            continue;
          copy_turned (descent, i, j);
          better = take_if_better (descent) || better;
        }
  return better;
}

static TaRoundSchedule *
descend (const TaRoundTimes *times, const int *order, GCancellable *cancellable)
{
  g_autofree int *best = g_memdup2 (order, sizeof (int) * (gsize) times->n_places);
  g_autofree int *changed = g_new (int, times->n_places);
  Descent descent = { times, best, changed, 0, 0 };

  go (times, best, NULL, &descent.n_late, &descent.end);
  while (!g_cancellable_is_cancelled (cancellable) && improve_once (&descent))
    ;
  return ta_round_schedule (times, best);
}

TaRoundSchedule *
ta_round_schedule_best (const TaRoundTimes *times, const int *order, GCancellable *cancellable)
{
  TaRoundSchedule *schedule;

  if (times->n_places == 1)
    {
      schedule = ta_round_schedule (times, order);
      schedule->proved = TRUE;
      return schedule;
    }
  return times->n_places - 1 <= TA_ROUND_WINDOWS_PROVED ? try_all (times, cancellable) : descend (times, order, cancellable);
}
