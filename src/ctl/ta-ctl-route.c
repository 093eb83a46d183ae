/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-ctl-private.h"
#include "ta-ctl-table.h"

#include "ta-exchange-error.h"
#include "ta-points-file.h"
#include "ta-round-text.h"

#include <glib/gi18n-lib.h>
#include <time.h>

/* What is usual in towns; a database may say otherwise, a file of points does not. */
#define DETOUR_FACTOR 1.3

typedef struct
{
  TaRoundPlaces *places;
  gboolean metres; /* the distances are; otherwise units of the file's own */
  gboolean closed;
  TaRoundOrder *order;
  double cpu_seconds;
} Route;

static void
route_clear (Route *route)
{
  ta_round_places_free (route->places);
  ta_round_order_free (route->order);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Route, route_clear)

static TaRoundPlaces *
places_from_points (const TaPointsFile *file, GError **error)
{
  TaRoundPlaces *places;

  if (file->names->len > TA_ROUND_MAX_PLACES)
    {
      g_set_error (error, TA_EXCHANGE_ERROR, TA_EXCHANGE_ERROR_TOO_LARGE, _ ("%u places are more than the %d that are taken on."), file->names->len,
                   TA_ROUND_MAX_PLACES);
      return NULL;
    }
  places = g_new0 (TaRoundPlaces, 1);
  places->name = g_strdup ("");
  places->n_places = (int) file->names->len;
  places->names = g_new0 (char *, (gsize) file->names->len + 1);
  for (guint i = 0; i < file->names->len; i++)
    places->names[i] = g_strdup (g_ptr_array_index (file->names, i));
  places->distances = ta_round_walking_distances ((const TaPoint *) (gconstpointer) file->points->data, places->n_places, DETOUR_FACTOR);
  return places;
}

/* Messages begin as those of an import do: with the file, and for a row of it its line. */
static gboolean
read_places (Route *route, const char *path, GError **error)
{
  g_autoptr (GBytes) raw = ta_ctl_read_input (path, error);
  g_autoptr (GError) problem = NULL;
  gsize size;
  const char *text;

  if (raw == NULL)
    return FALSE;
  text = g_bytes_get_data (raw, &size);
  if (text != NULL && ta_round_text_is_tsplib (text, size))
    route->places = ta_round_places_parse (text, size, &problem);
  else
    {
      g_autoptr (TaPointsFile) file = ta_points_file_read (raw, &problem);

      route->places = file != NULL ? places_from_points (file, &problem) : NULL;
      route->metres = TRUE;
    }
  if (route->places != NULL)
    return TRUE;
  if (g_error_matches (problem, TA_EXCHANGE_ERROR, TA_EXCHANGE_ERROR_REFUSED))
    g_set_error (error, problem->domain, problem->code, "%s:%s", path, problem->message);
  else
    g_set_error (error, problem->domain, problem->code, "%s: %s", path, problem->message);
  return FALSE;
}

static double
cpu_seconds (void)
{
  struct timespec time;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &time);
  return (double) time.tv_sec + (double) time.tv_nsec / 1e9;
}

/* The places of a TSPLIB file are numbers. */
static JsonArray *
order_to_json (const Route *route)
{
  JsonArray *array = json_array_new ();

  for (int i = 0; i < route->order->n_places; i++)
    if (route->metres)
      json_array_add_string_element (array, route->places->names[route->order->order[i]]);
    else
      json_array_add_int_element (array, route->order->order[i] + 1);
  return array;
}

static void
print_json (const Route *route)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "length", route->order->length);
  json_object_set_int_member (object, "bound", route->order->bound);
  json_object_set_boolean_member (object, "proved", route->order->proved);
  json_object_set_boolean_member (object, "closed", route->closed);
  json_object_set_double_member (object, "cpu_seconds", route->cpu_seconds);
  json_object_set_array_member (object, "order", order_to_json (route));
  ta_ctl_print_json (json_node_init_object (json_node_alloc (), object));
  json_object_unref (object);
}

static char *
format_length (const Route *route, gint64 length)
{
  return route->metres ? ta_distance_format ((double) length) : g_strdup_printf ("%" G_GINT64_FORMAT, length);
}

static void
add_stop (const Route *route, TaCtlTable *table, int number, int place, gint64 leg, gint64 total)
{
  g_autofree char *leg_text = number > 1 ? format_length (route, leg) : NULL;
  g_autofree char *total_text = number > 1 ? format_length (route, total) : NULL;

  ta_ctl_table_add_int (table, number);
  ta_ctl_table_add_text (table, route->places->names[place]);
  ta_ctl_table_add_text (table, leg_text);
  ta_ctl_table_add_text (table, total_text);
}

static void
print_stops (const Route *route)
{
  static const TaCtlColumn columns[] = { { "number", N_ ("No.") }, { "place", N_ ("Place") }, { "leg", N_ ("Leg") }, { "total", N_ ("Total") }, { NULL, NULL } };
  g_autoptr (TaCtlTable) table = ta_ctl_table_new (columns);
  const TaRoundOrder *order = route->order;
  int stops = order->n_places + (route->closed ? 1 : 0);
  gint64 total = 0;

  for (int i = 0; i < stops; i++)
    {
      int place = order->order[i % order->n_places];
      int before = order->order[(i + order->n_places - 1) % order->n_places];
      gint64 leg = i > 0 ? route->places->distances[before * order->n_places + place] : 0;

      total += leg;
      add_stop (route, table, i + 1, place, leg, total);
    }
  ta_ctl_table_print (table, FALSE);
}

static void
print_text (const Route *route)
{
  g_autofree char *length = format_length (route, route->order->length);
  double excess = ta_round_order_excess (route->order);

  print_stops (route);
  if (route->order->proved)
    /* Translators: %s is a distance */
    ta_ctl_say (_ ("%s, proved to be the shortest"), length);
  else
    ta_ctl_say (_ ("%s, at most %.1f %% longer than the shortest"), length, excess);
}

gboolean
ta_ctl_route (TaCtl *self, GError **error)
{
  g_auto (Route) route = { .closed = self->closed };
  const TaRoundOptions options = { .closed = self->closed };
  double before;

  if (!read_places (&route, self->points, error))
    return FALSE;
  before = cpu_seconds ();
  route.order = ta_round_order (route.places->distances, route.places->n_places, &options, NULL);
  route.cpu_seconds = cpu_seconds () - before;
  if (self->json)
    print_json (&route);
  else
    print_text (&route);
  return TRUE;
}
