/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-points-file.h"

#include "ta-exchange-error.h"
#include "ta-import-file.h"

#include <glib/gi18n-lib.h>

typedef enum
{
  COLUMN_NAME,
  COLUMN_LATITUDE,
  COLUMN_LONGITUDE,
  N_COLUMNS
} Column;

static const char *const headings[N_COLUMNS][3] = { { "name", "household" }, { "latitude", "lat" }, { "longitude", "lon" } };

void
ta_points_file_free (TaPointsFile *file)
{
  g_ptr_array_unref (file->names);
  g_array_unref (file->points);
  g_free (file);
}

static gboolean
refuse (GError **error, guint line, const char *column, const char *reason)
{
  g_set_error (error, TA_EXCHANGE_ERROR, TA_EXCHANGE_ERROR_REFUSED, "%u: %s: %s", line, column, reason);
  return FALSE;
}

static gboolean
find_columns (TaImportFile *file, guint *columns, GError **error)
{
  guint count;
  const char *const *found = ta_import_file_get_headings (file, &count);

  for (int i = 0; i < N_COLUMNS; i++)
    {
      columns[i] = count;
      for (guint k = count; k > 0; k--)
        for (int alias = 0; headings[i][alias] != NULL; alias++)
          if (g_ascii_strcasecmp (found[k - 1], headings[i][alias]) == 0)
            columns[i] = k - 1;
      if (columns[i] == count)
        return refuse (error, 1, headings[i][0], _ ("There is no such column."));
    }
  return TRUE;
}

/* Each in decimal degrees or degrees, minutes and seconds, with a point or a comma. */
static gboolean
parse_point (const char *latitude, const char *longitude, TaPoint *point)
{
  g_autofree char *text = g_strdup_printf ("%s; %s", latitude, longitude);

  return ta_point_parse (text, point);
}

static gboolean
read_line (TaPointsFile *self, const TaImportLine *line, const guint *columns, GError **error)
{
  const char *fields[N_COLUMNS];
  TaPoint point;

  if (line->problem != NULL)
    return refuse (error, line->line, headings[COLUMN_NAME][0], line->problem);
  for (int i = 0; i < N_COLUMNS; i++)
    fields[i] = columns[i] < line->n_fields ? line->fields[columns[i]] : "";
  if (*fields[COLUMN_NAME] == '\0')
    return refuse (error, line->line, headings[COLUMN_NAME][0], _ ("A name is missing."));
  if (!parse_point (fields[COLUMN_LATITUDE], "0", &point))
    return refuse (error, line->line, headings[COLUMN_LATITUDE][0], _ ("A latitude from −90 to 90 degrees is wanted."));
  if (!parse_point (fields[COLUMN_LATITUDE], fields[COLUMN_LONGITUDE], &point))
    return refuse (error, line->line, headings[COLUMN_LONGITUDE][0], _ ("A longitude from −180 to 180 degrees is wanted."));
  g_ptr_array_add (self->names, g_strdup (fields[COLUMN_NAME]));
  g_array_append_val (self->points, point);
  return TRUE;
}

TaPointsFile *
ta_points_file_read (GBytes *raw, GError **error)
{
  g_autoptr (TaImportFile) file = ta_import_file_new (raw, error);
  g_autoptr (TaPointsFile) self = NULL;
  guint columns[N_COLUMNS];

  if (file == NULL || !find_columns (file, columns, error))
    return NULL;
  self = g_new0 (TaPointsFile, 1);
  self->names = g_ptr_array_new_with_free_func (g_free);
  self->points = g_array_new (FALSE, FALSE, sizeof (TaPoint));
  for (guint i = 0; i < ta_import_file_get_n_lines (file); i++)
    if (!read_line (self, ta_import_file_get_line (file, i), columns, error))
      return NULL;
  if (self->names->len > 0)
    return g_steal_pointer (&self);
  refuse (error, 1, headings[COLUMN_NAME][0], _ ("There is no place in the file."));
  return NULL;
}
