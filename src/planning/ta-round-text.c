/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-planning-error.h"
#include "ta-round-text.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define FARTHEST 1e9

typedef enum
{
  WEIGHTS_UNKNOWN,
  WEIGHTS_EUC_2D,
  WEIGHTS_CEIL_2D,
  WEIGHTS_GEO,
  WEIGHTS_ATT,
  WEIGHTS_EXPLICIT
} Weights;

static const char *const weight_words[] = { "", "EUC_2D", "CEIL_2D", "GEO", "ATT", "EXPLICIT", NULL };

typedef enum
{
  MATRIX_UNKNOWN,
  MATRIX_FULL,
  MATRIX_UPPER,
  MATRIX_LOWER,
  MATRIX_UPPER_DIAG,
  MATRIX_LOWER_DIAG
} Matrix;

static const char *const matrix_words[] = { "", "FULL_MATRIX", "UPPER_ROW", "LOWER_ROW", "UPPER_DIAG_ROW", "LOWER_DIAG_ROW", NULL };

typedef struct
{
  const char *at;
  const char *end;
  int line;
  Weights weights;
  Matrix matrix;
  gboolean complete; /* the distances are read */
  TaRoundPlaces *places;
} Reader;

void
ta_round_places_free (TaRoundPlaces *places)
{
  if (places == NULL)
    return;
  g_free (places->name);
  g_strfreev (places->names);
  g_free (places->distances);
  g_free (places);
}

static gboolean complain (const Reader *reader, GError **error, const char *format, ...) G_GNUC_PRINTF (3, 4);

static gboolean
complain (const Reader *reader, GError **error, const char *format, ...)
{
  va_list arguments;
  g_autofree char *what = NULL;

  va_start (arguments, format);
  what = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (error, TA_PLANNING_ERROR, TA_PLANNING_ERROR_FORMAT, _ ("Line %d: %s"), reader->line, what);
  return FALSE;
}

/* What may stand in a message. */
static char *
quote (const char *word)
{
  return g_utf8_validate (word, -1, NULL) && strlen (word) <= 40 ? g_strdup (word) : g_strdup ("…");
}

static void
skip_space (Reader *reader)
{
  for (; reader->at < reader->end && g_ascii_isspace (*reader->at); reader->at++)
    reader->line += *reader->at == '\n';
}

static char *
next_word (Reader *reader)
{
  const char *start;

  skip_space (reader);
  start = reader->at;
  while (reader->at < reader->end && !g_ascii_isspace (*reader->at))
    reader->at++;
  return g_strndup (start, (gsize) (reader->at - start));
}

static gboolean
next_number (Reader *reader, double *number, GError **error)
{
  g_autofree char *word = next_word (reader);
  g_autofree char *quoted = NULL;
  char *rest;

  *number = g_ascii_strtod (word, &rest);
  if (*word != '\0' && *rest == '\0' && fabs (*number) <= FARTHEST)
    return TRUE;
  quoted = quote (word);
  return *word == '\0' ? complain (reader, error, _ ("A number is missing.")) : complain (reader, error, _ ("“%s” is not a number."), quoted);
}

static gboolean
next_int (Reader *reader, int low, int high, int *value, GError **error)
{
  double number;

  if (!next_number (reader, &number, error))
    return FALSE;
  if (number < low || number > high || floor (number) < number)
    return complain (reader, error, _ ("A whole number from %d to %d is wanted."), low, high);
  *value = (int) number;
  return TRUE;
}

/* Distances ------------------------------------------------------------------------------------------------------------------------- */

/* Degrees and minutes, written as one number, with the value of pi that the format prescribes. */
static double
geo_radians (double coordinate)
{
  double degrees = trunc (coordinate);

  return 3.141592 * (degrees + 5.0 * (coordinate - degrees) / 3.0) / 180.0;
}

static double
geo_distance (const double *a, const double *b)
{
  double q1 = cos (geo_radians (a[1]) - geo_radians (b[1]));
  double q2 = cos (geo_radians (a[0]) - geo_radians (b[0]));
  double q3 = cos (geo_radians (a[0]) + geo_radians (b[0]));

  return trunc (6378.388 * acos (CLAMP (0.5 * ((1.0 + q1) * q2 - (1.0 - q1) * q3), -1, 1)) + 1.0);
}

static double
att_distance (double dx, double dy)
{
  double length = sqrt ((dx * dx + dy * dy) / 10.0);
  double rounded = floor (length + 0.5);

  return rounded < length ? rounded + 1 : rounded;
}

static double
distance_between (Weights weights, const double *a, const double *b)
{
  double dx = a[0] - b[0], dy = a[1] - b[1];

  switch (weights)
    {
    case WEIGHTS_GEO:
      return geo_distance (a, b);
    case WEIGHTS_ATT:
      return att_distance (dx, dy);
    case WEIGHTS_CEIL_2D:
      return ceil (sqrt (dx * dx + dy * dy));
    default:
      return floor (sqrt (dx * dx + dy * dy) + 0.5);
    }
}

static gboolean
set_distance (Reader *reader, int i, int j, double distance, GError **error)
{
  TaRoundPlaces *places = reader->places;

  if (distance > TA_ROUND_MAX_DISTANCE)
    return complain (reader, error, _ ("The places %d and %d are too far apart."), i + 1, j + 1);
  places->distances[i * places->n_places + j] = places->distances[j * places->n_places + i] = (int) distance;
  return TRUE;
}

/* Sections -------------------------------------------------------------------------------------------------------------------------- */

static gboolean
read_coordinates (Reader *reader, GError **error)
{
  int n = reader->places->n_places;
  g_autofree double *points = g_new0 (double, 2 * (gsize) n);
  g_autofree guint8 *seen = g_new0 (guint8, n);

  for (int i = 0; i < n; i++)
    {
      int id = 0;

      if (!next_int (reader, 1, n, &id, error))
        return FALSE;
      if (seen[id - 1]++)
        return complain (reader, error, _ ("The place %d stands there twice."), id);
      if (!next_number (reader, &points[2 * id - 2], error) || !next_number (reader, &points[2 * id - 1], error))
        return FALSE;
    }
  for (int i = 0; i < n; i++)
    for (int j = 0; j < i; j++)
      if (!set_distance (reader, i, j, distance_between (reader->weights, points + 2 * (gsize) i, points + 2 * (gsize) j), error))
        return FALSE;
  reader->complete = TRUE;
  return TRUE;
}

static gboolean
read_weight (Reader *reader, int i, int j, GError **error)
{
  TaRoundPlaces *places = reader->places;
  int weight = 0;

  if (!next_int (reader, 0, i == j ? G_MAXINT : TA_ROUND_MAX_DISTANCE, &weight, error))
    return FALSE;
  if (i == j)
    return TRUE;
  if (reader->matrix == MATRIX_FULL && j < i && places->distances[i * places->n_places + j] != weight)
    return complain (reader, error, _ ("The way from %d to %d is not as long as the way back."), i + 1, j + 1);
  return set_distance (reader, i, j, weight, error);
}

static gboolean
read_matrix (Reader *reader, GError **error)
{
  gboolean upper = reader->matrix == MATRIX_UPPER || reader->matrix == MATRIX_UPPER_DIAG;
  gboolean lower = reader->matrix == MATRIX_LOWER || reader->matrix == MATRIX_LOWER_DIAG;
  int without_diagonal = reader->matrix == MATRIX_UPPER || reader->matrix == MATRIX_LOWER;

  for (int i = 0; i < reader->places->n_places; i++)
    {
      int first = upper ? i + without_diagonal : 0;
      int last = lower ? i - without_diagonal : reader->places->n_places - 1;

      for (int j = first; j <= last; j++)
        if (!read_weight (reader, i, j, error))
          return FALSE;
    }
  reader->complete = TRUE;
  return TRUE;
}

/* Coordinates to draw: up to the next keyword. */
static void
skip_numbers (Reader *reader)
{
  for (skip_space (reader); reader->at < reader->end && !g_ascii_isalpha (*reader->at); skip_space (reader))
    g_free (next_word (reader));
}

static gboolean
read_section (Reader *reader, const char *keyword, GError **error)
{
  gboolean explicit = reader->weights == WEIGHTS_EXPLICIT;

  if (g_str_equal (keyword, "DISPLAY_DATA_SECTION") || (explicit && g_str_equal (keyword, "NODE_COORD_SECTION")))
    {
      skip_numbers (reader);
      return TRUE;
    }
  if (reader->complete)
    return complain (reader, error, _ ("The distances are there already."));
  if (reader->places->n_places == 0 || reader->weights == WEIGHTS_UNKNOWN || (explicit && reader->matrix == MATRIX_UNKNOWN))
    return complain (reader, error, _ ("DIMENSION, EDGE_WEIGHT_TYPE and, for a matrix, EDGE_WEIGHT_FORMAT must stand before it."));
  if (explicit != g_str_equal (keyword, "EDGE_WEIGHT_SECTION"))
    return complain (reader, error, _ ("This section does not go with EDGE_WEIGHT_TYPE %s."), weight_words[reader->weights]);
  return explicit ? read_matrix (reader, error) : read_coordinates (reader, error);
}

/* Headings -------------------------------------------------------------------------------------------------------------------------- */

static gboolean
find_word (const Reader *reader, const char *const *words, const char *value, int *found, GError **error)
{
  g_autofree char *quoted = quote (value);

  for (int i = 1; words[i] != NULL; i++)
    if (g_str_equal (words[i], value))
      {
        *found = i;
        return TRUE;
      }
  return complain (reader, error, _ ("“%s” is not supported."), quoted);
}

static gboolean
set_dimension (Reader *reader, const char *value, GError **error)
{
  TaRoundPlaces *places = reader->places;
  gint64 number;

  if (places->n_places > 0)
    return complain (reader, error, _ ("DIMENSION stands there twice."));
  if (!g_ascii_string_to_signed (value, 10, 1, TA_ROUND_MAX_PLACES, &number, NULL))
    return complain (reader, error, _ ("DIMENSION must be a whole number from 1 to %d."), TA_ROUND_MAX_PLACES);
  places->n_places = (int) number;
  places->distances = g_new0 (int, (gsize) places->n_places *(gsize) places->n_places);
  places->names = g_new0 (char *, (gsize) places->n_places + 1);
  for (int i = 0; i < places->n_places; i++)
    places->names[i] = g_strdup_printf ("%d", i + 1);
  return TRUE;
}

static gboolean
set_name (Reader *reader, const char *value, GError **error)
{
  if (!g_utf8_validate (value, -1, NULL))
    return complain (reader, error, _ ("The name is not UTF-8."));
  g_set_str (&reader->places->name, value);
  return TRUE;
}

static gboolean
read_heading (Reader *reader, const char *keyword, const char *value, GError **error)
{
  int found = 0;

  if (g_str_equal (keyword, "NAME"))
    return set_name (reader, value, error);
  if (g_str_equal (keyword, "DIMENSION"))
    return set_dimension (reader, value, error);
  if (g_str_equal (keyword, "TYPE") && !g_str_equal (value, "TSP") && !g_str_has_prefix (value, "TSP "))
    return complain (reader, error, _ ("Only the type TSP is supported."));
  if (g_str_equal (keyword, "EDGE_WEIGHT_TYPE"))
    {
      if (!find_word (reader, weight_words, value, &found, error))
        return FALSE;
      reader->weights = (Weights) found;
    }
  /* That of coordinates is FUNCTION. */
  if (g_str_equal (keyword, "EDGE_WEIGHT_FORMAT") && !g_str_equal (value, "FUNCTION"))
    {
      if (!find_word (reader, matrix_words, value, &found, error))
        return FALSE;
      reader->matrix = (Matrix) found;
    }
  return TRUE;
}

/* A heading is "KEYWORD : value" up to the end of the line; a section a keyword alone. */
static gboolean
read_line (Reader *reader, GError **error)
{
  const char *end = memchr (reader->at, '\n', (gsize) (reader->end - reader->at));
  g_autofree char *line = g_strndup (reader->at, (gsize) ((end != NULL ? end : reader->end) - reader->at));
  char *colon = strchr (line, ':');
  g_autofree char *quoted = NULL;

  reader->at += strlen (line);
  if (colon != NULL)
    *colon = '\0';
  g_strchomp (line);
  if (g_str_has_suffix (line, "_SECTION"))
    {
      if (g_str_equal (line, "EDGE_WEIGHT_SECTION") || g_str_equal (line, "NODE_COORD_SECTION") || g_str_equal (line, "DISPLAY_DATA_SECTION"))
        return read_section (reader, line, error);
      colon = NULL;
    }
  if (colon != NULL)
    return read_heading (reader, line, g_strstrip (colon + 1), error);
  quoted = quote (line);
  return complain (reader, error, _ ("“%s” is not supported."), quoted);
}

static gboolean
is_at_end (Reader *reader)
{
  skip_space (reader);
  return reader->at == reader->end
         || (reader->end - reader->at >= 3 && memcmp (reader->at, "EOF", 3) == 0
             && (reader->end - reader->at == 3 || g_ascii_isspace (reader->at[3])));
}

gboolean
ta_round_text_is_tsplib (const char *text, gsize length)
{
  static const char *const keywords[] = { "NAME", "TYPE", "COMMENT", "DIMENSION", "EDGE_WEIGHT_TYPE" };
  Reader reader = { .at = text, .end = text + length, .line = 1 };

  skip_space (&reader);
  for (guint i = 0; i < G_N_ELEMENTS (keywords); i++)
    {
      gsize size = strlen (keywords[i]);
      const char *at = reader.at + size;

      if ((gsize) (reader.end - reader.at) <= size || memcmp (reader.at, keywords[i], size) != 0)
        continue;
      while (at < reader.end && (*at == ' ' || *at == '\t'))
        at++;
      if (at < reader.end && *at == ':')
        return TRUE;
    }
  return FALSE;
}

TaRoundPlaces *
ta_round_places_parse (const char *text, gsize length, GError **error)
{
  g_autoptr (TaRoundPlaces) places = g_new0 (TaRoundPlaces, 1);
  Reader reader = { .at = text, .end = text + length, .line = 1, .places = places };

  places->name = g_strdup ("");
  while (!is_at_end (&reader))
    if (!read_line (&reader, error))
      return NULL;
  if (reader.complete)
    return g_steal_pointer (&places);
  complain (&reader, error, _ ("The distances are missing."));
  return NULL;
}
