/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-mbtiles.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

static char *folder;

/* A map file made by @sql. (transfer full) */
static char *
make_file (const char *name, const char *sql)
{
  char *path = g_build_filename (folder, name, NULL);
  sqlite3 *handle = NULL;

  g_unlink (path);
  g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (handle, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (handle);
  return path;
}

#define TABLES                                     \
  "CREATE TABLE metadata (name TEXT, value TEXT);" \
  "CREATE TABLE tiles (zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER, tile_data BLOB);"

static TaMbtiles *
open_made (const char *name, const char *sql)
{
  g_autofree char *path = make_file (name, sql);
  g_autoptr (GError) error = NULL;
  TaMbtiles *mbtiles = ta_mbtiles_open (path, &error);

  g_assert_no_error (error);
  return mbtiles;
}

static char *
read_text (TaMbtiles *mbtiles, int zoom, int x, int y)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) tile = ta_mbtiles_read (mbtiles, zoom, x, y, &error);

  g_assert_no_error (error);
  return g_strndup (g_bytes_get_size (tile) > 0 ? g_bytes_get_data (tile, NULL) : "", g_bytes_get_size (tile));
}

static void
test_metadata (void)
{
  g_autoptr (TaMbtiles) mbtiles = open_made ("metadata", TABLES
                                             "INSERT INTO metadata VALUES ('format', 'pbf'), ('minzoom', '3'), ('maxzoom', '15'), ('bounds', '-57, -35,-56,-34'),"
                                             "('attribution', '<a href=\"javascript:x\">&copy; Streets</a> &amp; more'), ('json', '{\"vector_layers\":[{\"id\":\"roads\"}]}')");

  g_assert_cmpint (ta_mbtiles_get_format (mbtiles), ==, TA_MBTILES_VECTOR);
  g_assert_cmpint (ta_mbtiles_get_min_zoom (mbtiles), ==, 3);
  g_assert_cmpint (ta_mbtiles_get_max_zoom (mbtiles), ==, 15);
  g_assert_cmpstr (ta_mbtiles_get_attribution (mbtiles), ==, "© Streets & more");
  g_assert_true (ta_mbtiles_covers (mbtiles, TA_POINT (-34.5, -56.5)));
  g_assert_false (ta_mbtiles_covers (mbtiles, TA_POINT (-33.9, -56.5)));
  g_assert_false (ta_mbtiles_covers (mbtiles, TA_POINT_NONE));
  g_assert_true (ta_point_equal (ta_mbtiles_get_centre (mbtiles), TA_POINT (-34.5, -56.5)));
  g_assert_true (ta_mbtiles_has_layer (mbtiles, "roads"));
  g_assert_false (ta_mbtiles_has_layer (mbtiles, "road"));
}

/* What is nonsense is as if it was not said. */
static void
test_nonsense (void)
{
  g_autoptr (TaMbtiles) mbtiles = open_made ("nonsense", TABLES
                                             "INSERT INTO metadata VALUES ('format', 'png'), ('minzoom', '-1'), ('maxzoom', '4000000000'), ('bounds', '1,2,nan,4'),"
                                             "('attribution', x'ff41'), ('json', NULL)");

  g_assert_cmpint (ta_mbtiles_get_format (mbtiles), ==, TA_MBTILES_RASTER);
  g_assert_cmpint (ta_mbtiles_get_min_zoom (mbtiles), ==, 0);
  g_assert_cmpint (ta_mbtiles_get_max_zoom (mbtiles), ==, 14);
  g_assert_cmpstr (ta_mbtiles_get_attribution (mbtiles), ==, "");
  g_assert_true (ta_mbtiles_covers (mbtiles, TA_POINT (80, 10)));
  g_assert_false (ta_mbtiles_get_centre (mbtiles).set);
  g_assert_false (ta_mbtiles_has_layer (mbtiles, "roads"));
}

static void
test_tiles (void)
{
  /* "hello", packed */
  g_autoptr (TaMbtiles) mbtiles = open_made ("tiles", TABLES
                                             "INSERT INTO metadata VALUES ('format', 'pbf');"
                                             "INSERT INTO tiles VALUES (2, 1, 3, CAST ('north' AS BLOB)), (2, 1, 0, CAST ('south' AS BLOB)), (0, 0, 0, 'text'),"
                                             "(3, 0, 0, x'1f8b08000000000002ffcb48cdc9c9070086a6103605000000'), (3, 1, 0, x'1f8b0800ff')");
  g_autofree char *north = read_text (mbtiles, 2, 1, 0);
  g_autofree char *south = read_text (mbtiles, 2, 1, 3);
  g_autofree char *packed = read_text (mbtiles, 3, 0, 7);
  g_autofree char *missing = read_text (mbtiles, 2, 2, 2);
  g_autofree char *text = read_text (mbtiles, 0, 0, 0);
  g_autofree char *outside = read_text (mbtiles, 31, 1, 1);
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (north, ==, "north");
  g_assert_cmpstr (south, ==, "south");
  g_assert_cmpstr (packed, ==, "hello");
  g_assert_cmpstr (missing, ==, "");
  g_assert_cmpstr (text, ==, "");
  g_assert_cmpstr (outside, ==, "");
  g_assert_null (ta_mbtiles_read (mbtiles, 3, 1, 7, &error));
  g_assert_nonnull (error);
}

/* A small tile that unpacks to more than is taken is an error, not a gigabyte. */
static void
test_bomb (void)
{
  g_autofree guint8 *zeros = g_malloc0 (TA_MBTILES_MAX_TILE + 1);
  g_autoptr (GZlibCompressor) zlib = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9);
  g_autofree guint8 *packed = g_malloc (TA_MBTILES_MAX_TILE);
  g_autoptr (GString) sql = g_string_new (TABLES "INSERT INTO metadata VALUES ('format', 'pbf'); INSERT INTO tiles VALUES (0, 0, 0, x'");
  g_autoptr (TaMbtiles) mbtiles = NULL;
  g_autoptr (GError) error = NULL;
  gsize read, size;

  g_assert_cmpint (g_converter_convert (G_CONVERTER (zlib), zeros, TA_MBTILES_MAX_TILE + 1, packed, TA_MBTILES_MAX_TILE, G_CONVERTER_INPUT_AT_END, &read, &size, NULL), ==,
                   G_CONVERTER_FINISHED);
  for (gsize i = 0; i < size; i++)
    g_string_append_printf (sql, "%02x", packed[i]);
  g_string_append (sql, "')");
  mbtiles = open_made ("bomb", sql->str);
  g_assert_null (ta_mbtiles_read (mbtiles, 0, 0, 0, &error));
  g_assert_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_FAILED);
}

/* A view that never ends does not hold the reader for ever. */
static void
test_endless (void)
{
  g_autoptr (TaMbtiles) mbtiles = open_made ("endless", "CREATE TABLE metadata (name TEXT, value TEXT); INSERT INTO metadata VALUES ('format', 'png');"
                                                        "CREATE VIEW tiles AS WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n) "
                                                        "SELECT 0 AS zoom_level, 0 AS tile_column, i - i AS tile_row, x'00' AS tile_data FROM n WHERE i < 0");
  g_autoptr (GError) error = NULL;

  g_assert_null (ta_mbtiles_read (mbtiles, 0, 0, 0, &error));
  g_assert_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_FAILED);
}

static void
refuse (char *path, int code)
{
  g_autofree char *owned = path;
  g_autoptr (GError) error = NULL;

  g_assert_null (ta_mbtiles_open (owned, &error));
  g_assert_error (error, TA_STORAGE_ERROR, code);
}

static void
test_refused (void)
{
  char *text = g_build_filename (folder, "text", NULL);

  g_assert_true (g_file_set_contents (text, "This is not a map, however long it may be.", -1, NULL));
  refuse (text, TA_STORAGE_ERROR_FOREIGN);
  refuse (g_build_filename (folder, "nothing-here", NULL), TA_STORAGE_ERROR_FAILED);
  refuse (g_strdup (folder), TA_STORAGE_ERROR_FAILED);
  refuse (make_file ("other", "CREATE TABLE household (id TEXT)"), TA_STORAGE_ERROR_FOREIGN);
  refuse (make_file ("webp", TABLES "INSERT INTO metadata VALUES ('format', 'webp')"), TA_STORAGE_ERROR_FOREIGN);
  refuse (make_file ("unsaid", TABLES), TA_STORAGE_ERROR_FOREIGN);
}

int
main (int argc, char **argv)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;
  int result;

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("mbtiles-XXXXXX", NULL);
  g_test_add_func ("/mbtiles/metadata", test_metadata);
  g_test_add_func ("/mbtiles/nonsense", test_nonsense);
  g_test_add_func ("/mbtiles/tiles", test_tiles);
  g_test_add_func ("/mbtiles/bomb", test_bomb);
  g_test_add_func ("/mbtiles/endless", test_endless);
  g_test_add_func ("/mbtiles/refused", test_refused);
  result = g_test_run ();
  dir = g_dir_open (folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
  g_free (folder);
  return result;
}
