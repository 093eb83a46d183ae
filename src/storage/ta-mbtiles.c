/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-mbtiles.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <math.h>
#include <sqlite3.h>
#include <string.h>

/* The longest value of the metadata that is read: the description of the layers is the long one. */
#define MAX_VALUE (1024 * 1024)
#define MAX_ATTRIBUTION 300

/* How many instructions SQLite may take for one question, and after how many it asks: a view may be an endless one. */
#define MAX_WORK 20000000
#define WORK_STEP 10000

struct _TaMbtiles
{
  gatomicrefcount references;
  GMutex lock; /* of the statement */
  sqlite3 *handle;
  sqlite3_stmt *tile;
  int work; /* done for the present question */
  TaMbtilesFormat format;
  int min_zoom;
  int max_zoom;
  double bounds[4]; /* west, south, east, north */
  gboolean bounded;
  char *attribution;
  char *layers; /* the description of the layers, JSON */
};

static int
on_progress (gpointer data)
{
  TaMbtiles *self = data;

  self->work += WORK_STEP;
  return self->work > MAX_WORK;
}

static void
refuse (GError **error, const char *reason)
{
  g_set_error_literal (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_FOREIGN, reason);
}

/* ---- metadata ----------------------------------------------------------------------------------------------------------------------- */

/* %NULL where the file does not say, or says it in a way that is not to be believed. */
static char *
read_value (TaMbtiles *self, const char *name)
{
  sqlite3_stmt *statement = NULL;
  char *value = NULL;

  if (sqlite3_prepare_v2 (self->handle, "SELECT value FROM metadata WHERE name = ?1 LIMIT 1", -1, &statement, NULL) != SQLITE_OK)
    return NULL;
  sqlite3_bind_text (statement, 1, name, -1, SQLITE_TRANSIENT);
  self->work = 0;
  if (sqlite3_step (statement) == SQLITE_ROW)
    {
      const char *text = (const char *) sqlite3_column_text (statement, 0);
      int size = sqlite3_column_bytes (statement, 0);

      if (text != NULL && size <= MAX_VALUE && g_utf8_validate_len (text, (gsize) size, NULL))
        value = g_strstrip (g_strndup (text, (gsize) size));
    }
  sqlite3_finalize (statement);
  return value;
}

static int
read_zoom (TaMbtiles *self, const char *name, int otherwise)
{
  g_autofree char *text = read_value (self, name);
  guint64 zoom;

  if (text == NULL || !g_ascii_string_to_unsigned (text, 10, 0, TA_MBTILES_MAX_ZOOM, &zoom, NULL))
    return otherwise;
  return (int) zoom;
}

static gboolean
parse_bounds (const char *text, double bounds[4])
{
  g_auto (GStrv) parts = g_strsplit (text, ",", 5);

  if (g_strv_length (parts) != 4)
    return FALSE;
  for (int i = 0; i < 4; i++)
    {
      char *end = NULL;

      bounds[i] = g_ascii_strtod (g_strstrip (parts[i]), &end);
      if (end == parts[i] || *end != '\0' || !isfinite (bounds[i]))
        return FALSE;
    }
  return bounds[0] >= -180 && bounds[2] <= 180 && bounds[0] < bounds[2] && bounds[1] >= -90 && bounds[3] <= 90 && bounds[1] < bounds[3];
}

/* Others write links into it. What is shown here is text. */
static char *
plain_text (const char *markup)
{
  GString *text = g_string_new (NULL);
  gboolean in_tag = FALSE;

  for (const char *at = markup; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (c == '<')
        in_tag = TRUE;
      else if (c == '>')
        in_tag = FALSE;
      else if (!in_tag && !g_unichar_iscntrl (c))
        g_string_append_unichar (text, c);
      if (text->len > MAX_ATTRIBUTION)
        break;
    }
  g_string_replace (text, "&copy;", "©", 0);
  g_string_replace (text, "&amp;", "&", 0);
  return g_strstrip (g_string_free_and_steal (text));
}

static gboolean
read_format (TaMbtiles *self, GError **error)
{
  g_autofree char *format = read_value (self, "format");

  if (g_strcmp0 (format, "pbf") == 0)
    self->format = TA_MBTILES_VECTOR;
  else if (g_strcmp0 (format, "png") == 0 || g_strcmp0 (format, "jpg") == 0 || g_strcmp0 (format, "jpeg") == 0)
    self->format = TA_MBTILES_RASTER;
  else
    {
      refuse (error, _ ("The tiles of this file are of a kind that cannot be shown. Those of the formats pbf, png and jpg can."));
      return FALSE;
    }
  return TRUE;
}

static void
read_metadata (TaMbtiles *self)
{
  g_autofree char *bounds = read_value (self, "bounds");
  g_autofree char *attribution = read_value (self, "attribution");

  self->min_zoom = read_zoom (self, "minzoom", 0);
  self->max_zoom = MAX (self->min_zoom, read_zoom (self, "maxzoom", 14));
  self->bounded = bounds != NULL && parse_bounds (bounds, self->bounds);
  self->attribution = plain_text (attribution != NULL ? attribution : "");
  self->layers = read_value (self, "json");
}

/* ---- open --------------------------------------------------------------------------------------------------------------------------- */

static gboolean
prepare (TaMbtiles *self, GError **error)
{
  int code = sqlite3_prepare_v2 (self->handle, "SELECT tile_data FROM tiles WHERE zoom_level = ?1 AND tile_column = ?2 AND tile_row = ?3 LIMIT 1",
                                 -1, &self->tile, NULL);

  if (code == SQLITE_OK)
    return TRUE;
  if (code == SQLITE_ERROR || code == SQLITE_NOTADB || code == SQLITE_CORRUPT)
    refuse (error, _ ("This is no map file (MBTiles), or a damaged one."));
  else
    g_set_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_FAILED, _ ("The map file cannot be read: %s"), sqlite3_errmsg (self->handle));
  return FALSE;
}

TaMbtiles *
ta_mbtiles_open (const char *path, GError **error)
{
  g_autoptr (TaMbtiles) self = NULL;

  g_return_val_if_fail (path != NULL, NULL);
  self = g_new0 (TaMbtiles, 1);
  g_atomic_ref_count_init (&self->references);
  g_mutex_init (&self->lock);
  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR)
      || sqlite3_open_v2 (path, &self->handle, SQLITE_OPEN_READONLY | SQLITE_OPEN_FULLMUTEX | SQLITE_OPEN_PRIVATECACHE, NULL) != SQLITE_OK)
    {
      g_set_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_FAILED, _ ("The map file “%s” cannot be opened."), path);
      return NULL;
    }
  /* A file that somebody else made: views and triggers in it may call nothing, and a value has an end. */
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_limit (self->handle, SQLITE_LIMIT_LENGTH, TA_MBTILES_MAX_TILE + 1024);
  sqlite3_progress_handler (self->handle, WORK_STEP, on_progress, self);
  sqlite3_exec (self->handle, "PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0", NULL, NULL, NULL);
  if (!prepare (self, error) || !read_format (self, error))
    return NULL;
  read_metadata (self);
  return g_steal_pointer (&self);
}

TaMbtiles *
ta_mbtiles_ref (TaMbtiles *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
ta_mbtiles_unref (TaMbtiles *self)
{
  g_return_if_fail (self != NULL);
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  sqlite3_finalize (self->tile);
  sqlite3_close (self->handle);
  g_mutex_clear (&self->lock);
  g_free (self->attribution);
  g_free (self->layers);
  g_free (self);
}

/* ---- tiles -------------------------------------------------------------------------------------------------------------------------- */

static GBytes *
unpack (GBytes *packed, GError **error)
{
  g_autoptr (GInputStream) memory = g_memory_input_stream_new_from_bytes (packed);
  g_autoptr (GZlibDecompressor) zlib = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP);
  g_autoptr (GInputStream) stream = g_converter_input_stream_new (memory, G_CONVERTER (zlib));
  g_autoptr (GByteArray) out = g_byte_array_new ();
  guint8 buffer[16384];
  gssize got;

  while ((got = g_input_stream_read (stream, buffer, sizeof buffer, NULL, error)) > 0)
    {
      if (out->len + (gsize) got > TA_MBTILES_MAX_TILE)
        {
          g_set_error_literal (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_FAILED, _ ("A tile of the map file is too large."));
          return NULL;
        }
      g_byte_array_append (out, buffer, (guint) got);
    }
  return got < 0 ? NULL : g_byte_array_free_to_bytes (g_steal_pointer (&out));
}

/* (nullable): %NULL with @error; the caller holds the lock */
static GBytes *
read_packed (TaMbtiles *self, int zoom, int x, int y, GError **error)
{
  GBytes *tile = NULL;
  int code;

  sqlite3_bind_int (self->tile, 1, zoom);
  sqlite3_bind_int (self->tile, 2, x);
  /* Rows are counted from the south. */
  sqlite3_bind_int (self->tile, 3, (1 << zoom) - 1 - y);
  self->work = 0;
  code = sqlite3_step (self->tile);
  if (code == SQLITE_ROW && sqlite3_column_type (self->tile, 0) == SQLITE_BLOB)
    {
      const void *data = sqlite3_column_blob (self->tile, 0);

      tile = g_bytes_new (data, data != NULL ? (gsize) sqlite3_column_bytes (self->tile, 0) : 0);
    }
  else if (code == SQLITE_ROW || code == SQLITE_DONE)
    tile = g_bytes_new (NULL, 0);
  else
    g_set_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_FAILED, _ ("The map file cannot be read: %s"), sqlite3_errmsg (self->handle));
  sqlite3_reset (self->tile);
  return tile;
}

GBytes *
ta_mbtiles_read (TaMbtiles *self, int zoom, int x, int y, GError **error)
{
  g_autoptr (GBytes) packed = NULL;
  const guint8 *data;
  gsize size;

  g_return_val_if_fail (self != NULL, NULL);
  if (zoom < 0 || zoom > TA_MBTILES_MAX_ZOOM || x < 0 || y < 0 || x >= 1 << zoom || y >= 1 << zoom)
    return g_bytes_new (NULL, 0);
  g_mutex_lock (&self->lock);
  packed = read_packed (self, zoom, x, y, error);
  g_mutex_unlock (&self->lock);
  if (packed == NULL)
    return NULL;
  data = g_bytes_get_data (packed, &size);
  if (size > 2 && data[0] == 0x1f && data[1] == 0x8b)
    return unpack (packed, error);
  return g_steal_pointer (&packed);
}

/* ---- what the file says ------------------------------------------------------------------------------------------------------------- */

TaMbtilesFormat
ta_mbtiles_get_format (TaMbtiles *self)
{
  g_return_val_if_fail (self != NULL, TA_MBTILES_RASTER);
  return self->format;
}

int
ta_mbtiles_get_min_zoom (TaMbtiles *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->min_zoom;
}

int
ta_mbtiles_get_max_zoom (TaMbtiles *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->max_zoom;
}

const char *
ta_mbtiles_get_attribution (TaMbtiles *self)
{
  g_return_val_if_fail (self != NULL, "");
  return self->attribution;
}

gboolean
ta_mbtiles_covers (TaMbtiles *self, TaPoint point)
{
  g_return_val_if_fail (self != NULL, FALSE);
  if (!point.set || !self->bounded)
    return point.set;
  return point.longitude >= self->bounds[0] && point.longitude <= self->bounds[2] && point.latitude >= self->bounds[1] && point.latitude <= self->bounds[3];
}

TaPoint
ta_mbtiles_get_centre (TaMbtiles *self)
{
  g_return_val_if_fail (self != NULL, TA_POINT_NONE);
  if (!self->bounded)
    return TA_POINT_NONE;
  return TA_POINT ((self->bounds[1] + self->bounds[3]) / 2, (self->bounds[0] + self->bounds[2]) / 2);
}

gboolean
ta_mbtiles_has_layer (TaMbtiles *self, const char *layer)
{
  g_autofree char *quoted = g_strdup_printf ("\"id\":\"%s\"", layer);

  g_return_val_if_fail (self != NULL, FALSE);
  return self->layers != NULL && strstr (self->layers, quoted) != NULL;
}
