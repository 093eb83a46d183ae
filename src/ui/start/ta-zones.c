/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-zones.h"

#include <math.h>
#include <string.h>

/* Of each zone its country, its town's place as ±DDMM±DDDMM or with seconds, and its name. */
#define TABLE "/usr/share/zoneinfo/zone.tab"

static void
zone_free (gpointer data)
{
  TaZone *zone = data;

  g_free (zone->name);
  g_free (zone);
}

static TaZone *
zone_new (const char *name, TaPoint place)
{
  TaZone *zone = g_new0 (TaZone, 1);

  zone->name = g_strdup (name);
  zone->place = place;
  return zone;
}

/* @degrees: how many of the digits are degrees. */
static double
parse_angle (const char *text, gsize length, gsize degrees)
{
  double parts[3] = { 0 };

  for (gsize i = 1; i < length; i++)
    {
      gsize part = i - 1 < degrees ? 0 : i - 1 < degrees + 2 ? 1
                                                             : 2;

      if (!g_ascii_isdigit (text[i]))
        return NAN;
      parts[part] = parts[part] * 10 + g_ascii_digit_value (text[i]);
    }
  return (text[0] == '-' ? -1 : 1) * (parts[0] + parts[1] / 60 + parts[2] / 3600);
}

static TaPoint
parse_place (const char *text)
{
  gsize split = *text != '\0' ? 1 + strcspn (text + 1, "+-") : 0;
  TaPoint place;

  if (split < 5 || text[split] == '\0')
    return TA_POINT_NONE;
  place = TA_POINT (parse_angle (text, split, 2), parse_angle (text + split, strlen (text + split), 3));
  return ta_point_is_valid (place) ? place : TA_POINT_NONE;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  return strcmp (((const TaZone *) a)->name, ((const TaZone *) b)->name);
}

char *
ta_zones_local (void)
{
  g_autoptr (GTimeZone) local = g_time_zone_new_local ();
  const char *name = g_time_zone_get_identifier (local);

  return g_strdup (strchr (name, '/') != NULL && *name != '/' ? name : "UTC");
}

GPtrArray *
ta_zones_list (void)
{
  GPtrArray *zones = g_ptr_array_new_with_free_func (zone_free);
  g_autofree char *local = ta_zones_local ();
  g_autofree char *table = NULL;
  g_auto (GStrv) lines = NULL;
  gboolean has_local = FALSE;

  /* Where the system has no table, the zone that it is in has to do. */
  if (g_file_get_contents (TABLE, &table, NULL, NULL))
    lines = g_strsplit (table, "\n", -1);
  for (guint i = 0; lines != NULL && lines[i] != NULL; i++)
    {
      g_auto (GStrv) fields = g_strsplit (lines[i], "\t", 4);

      if (*lines[i] == '#' || g_strv_length (fields) < 3)
        continue;
      g_ptr_array_add (zones, zone_new (fields[2], parse_place (fields[1])));
      has_local = has_local || strcmp (fields[2], local) == 0;
    }
  if (!has_local)
    g_ptr_array_add (zones, zone_new (local, TA_POINT_NONE));
  g_ptr_array_sort_values (zones, compare);
  return zones;
}
