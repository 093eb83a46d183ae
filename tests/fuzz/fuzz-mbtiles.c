/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-mbtiles.h"

#include "fuzz.h"

#include <glib/gstdio.h>
#include <unistd.h>

/* Whatever the file: it is refused with a sentence, or what it says is within bounds and so are its tiles. */

static void
check_tile (TaMbtiles *mbtiles, int zoom, int x, int y)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) tile = ta_mbtiles_read (mbtiles, zoom, x, y, &error);

  g_assert_true ((tile == NULL) == (error != NULL));
  if (tile != NULL)
    g_assert_cmpuint (g_bytes_get_size (tile), <=, TA_MBTILES_MAX_TILE);
}

static void
check (TaMbtiles *mbtiles)
{
  TaPoint centre = ta_mbtiles_get_centre (mbtiles);

  g_assert_cmpint (ta_mbtiles_get_min_zoom (mbtiles), >=, 0);
  g_assert_cmpint (ta_mbtiles_get_min_zoom (mbtiles), <=, ta_mbtiles_get_max_zoom (mbtiles));
  g_assert_cmpint (ta_mbtiles_get_max_zoom (mbtiles), <=, TA_MBTILES_MAX_ZOOM);
  g_assert_true (g_utf8_validate (ta_mbtiles_get_attribution (mbtiles), -1, NULL));
  g_assert_true (!centre.set || (ta_point_is_valid (centre) && ta_mbtiles_covers (mbtiles, centre)));
  ta_mbtiles_has_layer (mbtiles, "roads");
  for (int x = 0; x < 4; x++)
    for (int y = 0; y < 4; y++)
      check_tile (mbtiles, 2, x, y);
  check_tile (mbtiles, 0, 0, 0);
  check_tile (mbtiles, -1, 0, 0);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *path = NULL;
  g_autoptr (TaMbtiles) mbtiles = NULL;
  g_autoptr (GError) error = NULL;
  int file = g_file_open_tmp ("fuzz-XXXXXX.mbtiles", &path, NULL);

  g_assert_cmpint (file, >=, 0);
  close (file);
  g_assert_true (g_file_set_contents_full (path, (const char *) data, (gssize) size, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
  mbtiles = ta_mbtiles_open (path, &error);
  g_assert_true ((mbtiles == NULL) == (error != NULL));
  if (mbtiles != NULL)
    check (mbtiles);
  g_unlink (path);
  return 0;
}
