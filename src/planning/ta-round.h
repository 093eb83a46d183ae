/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-point.h"

#include <gio/gio.h>

/** The best order in which to visit places, beginning at the first. */

/** Most places that are taken on, the start among them. */
#define TA_ROUND_MAX_PLACES 1000

/** The longest distance between two places: in metres, more than half way round the earth with detours. */
#define TA_ROUND_MAX_DISTANCE (1 << 25)

/** How hard to try. Work is counted in steps, never in time, so that the same call gives the same round on every machine. */
typedef struct
{
  gboolean closed; /* back to the start at the end */
  guint64 seed;
  gint64 work; /* most steps; some hundred million a second. 0: the default, a few seconds */
} TaRoundOptions;

/** TaRoundOrder: places in an order. */
typedef struct
{
  int n_places;
  int *order; /* of places; the first is 0 */
  gint64 length;
  gint64 bound;    /* no round is shorter */
  gboolean proved; /* length == bound */
  gint64 work;     /* steps taken */
} TaRoundOrder;

void ta_round_order_free (TaRoundOrder *order);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaRoundOrder, ta_round_order_free)

/**
 * ta_round_order:
 * @distances: (array): from place i to place k at [i * n_places + k], in any unit, from 0 to TA_ROUND_MAX_DISTANCE, the same both ways
 * @n_places: from 1 to TA_ROUND_MAX_PLACES; place 0 is the start
 * @options: (nullable): an open round with the default work
 * @cancellable: (nullable): ends the search early; the best order so far is still returned
 *
 * Looks for the shortest round from place 0 through all others, which ends at any of them, or where it began. Up to 30 places it is
 * usually proved within two milliseconds, up to 60 within a tenth of a second; beyond that it may stay with a bound.
 *
 * Returns: (transfer full): the order, with what is proved about it
 */
TaRoundOrder *ta_round_order (const int *distances, int n_places, const TaRoundOptions *options, GCancellable *cancellable);

/** The length of the round @order through places. */
gint64 ta_round_length (const int *distances, int n_places, const int *order, gboolean closed);

/** How much longer than the best the round can be at most, in per cent. */
double ta_round_order_excess (const TaRoundOrder *order);

/** Whole metres to walk between any two of @points: along the great circle times @detour_factor. (transfer full): free with g_free() */
int *ta_round_walking_distances (const TaPoint *points, int n_points, double detour_factor);
