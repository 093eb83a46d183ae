/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-round.h"

/** Rounds on the clock: when each place is reached, and orders that keep to the times at which places may be visited. */

/** TaRoundWindow: when a place may be visited, both ends included. */
typedef struct
{
  int from;
  int until;
} TaRoundWindow;

#define TA_ROUND_ANY_TIME ((TaRoundWindow) { G_MININT, G_MAXINT })

/** Up to so many places besides the start the order is proved. */
#define TA_ROUND_WINDOWS_PROVED 15

/** TaRoundTimes: what a round takes. All times are in one unit, such as seconds since midnight. */
typedef struct
{
  int n_places;
  const int *travel;            /* [n_places * n_places]; at most TA_ROUND_MAX_DISTANCE */
  const int *pauses;            /* [n_places]: how long a visit takes; of the start before setting out */
  const TaRoundWindow *windows; /* (nullable): [n_places]; that of the start does not count */
  int start;                    /* when it begins */
  gboolean closed;
} TaRoundTimes;

/** TaRoundSchedule: a round on the clock, by the place in the order. */
typedef struct
{
  int n_places;
  int *order;
  int *arrivals; /* at the door; the first is the start's beginning */
  int *visits;   /* when the visit begins: later than the arrival where the place may not be visited yet */
  int n_late;    /* places visited after their time */
  int end;       /* when the last visit ends; of a closed round, when it is back at the start */
  gboolean proved;
} TaRoundSchedule;

void ta_round_schedule_free (TaRoundSchedule *schedule);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaRoundSchedule, ta_round_schedule_free)

/** Whether any place but the start has a window. */
gboolean ta_round_times_have_windows (const TaRoundTimes *times);

/** What comes of going in @order, which begins at place 0; not proved. (transfer full) */
TaRoundSchedule *ta_round_schedule (const TaRoundTimes *times, const int *order);

/**
 * ta_round_schedule_best:
 * @times: what a round takes
 * @order: an order to begin with where there are too many places to try all
 *
 * The order with the fewest visits that are late, and of those one that ends first. Up to TA_ROUND_WINDOWS_PROVED places besides the start it is the best there is,
 * in some milliseconds; beyond that as good as moving single places and turning pieces round makes it.
 *
 * Returns: (transfer full) (nullable): %NULL only where @cancellable ended it
 */
TaRoundSchedule *ta_round_schedule_best (const TaRoundTimes *times, const int *order, GCancellable *cancellable);
