/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-mbtiles.h"

#include <shumate/shumate.h>

#define TA_TYPE_MBTILES_SOURCE (ta_mbtiles_source_get_type ())
G_DECLARE_FINAL_TYPE (TaMbtilesSource, ta_mbtiles_source, TA, MBTILES_SOURCE, ShumateDataSource)

/** TaMbtilesSource: gives the tiles of a file to a renderer, read on other threads. @mbtiles: (transfer none) */
ShumateDataSource *ta_mbtiles_source_new (TaMbtiles *mbtiles);
