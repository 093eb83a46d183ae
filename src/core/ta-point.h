/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/** TaPoint: a place on earth, degrees of WGS 84; not set where @set is %FALSE. */
typedef struct
{
  double latitude;
  double longitude;
  gboolean set;
} TaPoint;

#define TA_POINT(lat, lon) ((TaPoint) { (lat), (lon), TRUE })
#define TA_POINT_NONE ((TaPoint) { 0 })

/** Whether both coordinates are finite and within ±90 and ±180 degrees. */
gboolean ta_point_is_valid (TaPoint point);

/** Same place to within a millionth of a degree, or both not set. */
gboolean ta_point_equal (TaPoint a, TaPoint b);

/** Metres along the great circle (haversine, radius 6 371 008.8 m: the IUGG mean radius R1). */
double ta_point_distance (TaPoint a, TaPoint b);

/** Metres to walk: the great circle times @detour_factor (1.3 is usual in towns). */
double ta_point_walking_distance (TaPoint a, TaPoint b, double detour_factor);

/** The point @metres from @from in direction @bearing (degrees clockwise from north). */
TaPoint ta_point_travel (TaPoint from, double bearing, double metres);

/**
 * ta_point_parse:
 *
 * Reads "latitude, longitude" as people paste them: decimal degrees with an optional N, S, E or W behind, or degrees, minutes and
 * seconds (34°54′12″S). The decimal sign is a point; with a semicolon between the two it may be a comma.
 */
gboolean ta_point_parse (const char *text, TaPoint *point);

/** "-34.90110, -56.17640", five decimals, a point as decimal sign. (transfer full) */
char *ta_point_to_text (TaPoint point);

/** "350 m", "1.2 km" in the locale's digits. (transfer full) */
char *ta_distance_format (double metres);
