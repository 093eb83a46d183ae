/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-point.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define EARTH_RADIUS 6371008.8
#define MICRODEGREE 1e-6

static double
to_radians (double degrees)
{
  return degrees * G_PI / 180;
}

static double
to_degrees (double radians)
{
  return radians * 180 / G_PI;
}

gboolean
ta_point_is_valid (TaPoint point)
{
  return point.set && fabs (point.latitude) <= 90 && fabs (point.longitude) <= 180;
}

gboolean
ta_point_equal (TaPoint a, TaPoint b)
{
  if (!a.set || !b.set)
    return !a.set && !b.set;
  return fabs (a.latitude - b.latitude) <= MICRODEGREE && fabs (a.longitude - b.longitude) <= MICRODEGREE;
}

double
ta_point_distance (TaPoint a, TaPoint b)
{
  double north = sin (to_radians (b.latitude - a.latitude) / 2);
  double east = sin (to_radians (b.longitude - a.longitude) / 2);
  double h = north * north + cos (to_radians (a.latitude)) * cos (to_radians (b.latitude)) * east * east;

  return 2 * EARTH_RADIUS * asin (sqrt (CLAMP (h, 0, 1)));
}

double
ta_point_walking_distance (TaPoint a, TaPoint b, double detour_factor)
{
  return ta_point_distance (a, b) * detour_factor;
}

TaPoint
ta_point_travel (TaPoint from, double bearing, double metres)
{
  double angle = metres / EARTH_RADIUS;
  double course = to_radians (bearing);
  double latitude = to_radians (from.latitude);
  double north = CLAMP (sin (latitude) * cos (angle) + cos (latitude) * sin (angle) * cos (course), -1, 1);
  double east = atan2 (sin (course) * sin (angle) * cos (latitude), cos (angle) - sin (latitude) * north);

  return TA_POINT (to_degrees (asin (north)), remainder (from.longitude + to_degrees (east), 360));
}

/* "-0.00000" would read like a slip, so a negative zero is made positive. */
static char *
five_decimals (double degrees)
{
  char *text = g_malloc (G_ASCII_DTOSTR_BUF_SIZE);
  double rounded = round (degrees * 1e5) / 1e5;

  return g_ascii_formatd (text, G_ASCII_DTOSTR_BUF_SIZE, "%.5f", rounded + 0.0);
}

char *
ta_point_to_text (TaPoint point)
{
  g_autofree char *latitude = five_decimals (point.latitude);
  g_autofree char *longitude = five_decimals (point.longitude);

  return g_strdup_printf ("%s, %s", latitude, longitude);
}

char *
ta_distance_format (double metres)
{
  double rounded = metres < 100 ? round (metres) : round (metres / 10) * 10;

  if (rounded < 1000)
    /* Translators: metres, with a no-break space */
    return g_strdup_printf (_ ("%.0f\u00a0m"), rounded);
  if (metres < 99950)
    /* Translators: kilometres, with a no-break space */
    return g_strdup_printf (_ ("%.1f\u00a0km"), metres / 1000);
  return g_strdup_printf (_ ("%.0f\u00a0km"), metres / 1000);
}
