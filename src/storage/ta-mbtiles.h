/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-point.h"
#include "ta-storage-error.h"

#include <glib.h>

/** The largest tile that is taken, packed or unpacked, in bytes. */
#define TA_MBTILES_MAX_TILE (16 * 1024 * 1024)

/** The deepest zoom level of a file. */
#define TA_MBTILES_MAX_ZOOM 24

typedef enum
{
  TA_MBTILES_VECTOR,
  TA_MBTILES_RASTER
} TaMbtilesFormat;

/**
 * TaMbtiles:
 *
 * A file of map tiles (MBTiles 1.3), open for reading only. The file comes from anywhere: nothing in it is believed. May be used
 * from several threads.
 */
typedef struct _TaMbtiles TaMbtiles;

/** (transfer full) (nullable): %NULL with TA_STORAGE_ERROR_FOREIGN or another #TaStorageError: a sentence that names what is wrong */
TaMbtiles *ta_mbtiles_open (const char *path, GError **error);
TaMbtiles *ta_mbtiles_ref (TaMbtiles *self);
void ta_mbtiles_unref (TaMbtiles *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaMbtiles, ta_mbtiles_unref)

TaMbtilesFormat ta_mbtiles_get_format (TaMbtiles *self);

/** 0 … TA_MBTILES_MAX_ZOOM; the smallest is not above the largest. */
int ta_mbtiles_get_min_zoom (TaMbtiles *self);
int ta_mbtiles_get_max_zoom (TaMbtiles *self);

/** Whom to thank, as plain text without markup; "" where the file does not say. (transfer none) */
const char *ta_mbtiles_get_attribution (TaMbtiles *self);

/** Whether the file says that it covers @point; a file without bounds covers the earth. */
gboolean ta_mbtiles_covers (TaMbtiles *self, TaPoint point);

/** The middle of what it covers; not set without bounds. */
TaPoint ta_mbtiles_get_centre (TaMbtiles *self);

/** Whether its vector tiles have a layer of that name, as far as the file says. */
gboolean ta_mbtiles_has_layer (TaMbtiles *self, const char *layer);

/**
 * ta_mbtiles_read:
 * @zoom: zoom level
 * @x: column, from the west
 * @y: row, from the north
 *
 * Reads a tile, unpacked. Blocks.
 *
 * Returns: (transfer full) (nullable): the tile, empty where there is none; %NULL with @error set for one that cannot be read or is too large
 */
GBytes *ta_mbtiles_read (TaMbtiles *self, int zoom, int x, int y, GError **error);
